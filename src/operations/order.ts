import { z } from "zod";
import { compoundFor, deliverySentences, ingredientsOf, noRemarks } from "../delivery/delivery.ts";
import { stabilityOf } from "../knowledge/knowledge.ts";
import {
  aboveZero,
  type DoseRate,
  type Flow,
  hasDateAfter,
  hoursBetween,
  inside,
  instant,
  instantAfter,
  inward,
  type Language,
  languageOf,
  outward,
  quantity,
  readParts,
  renderInstant,
  renderQuantity,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";
import { solution } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { concentrationIn, massUnitOf, volumeIn } from "./quantities.ts";
import { writeSource } from "./write-source.ts";

const input = z.strictObject({
  /** What is to be put into the pump. */
  volume: aboveZero("volume"),
  /** Made in addition, to prime the refill set. */
  overfill: quantity("volume").optional(),
  solution,
  /** What each drug is drawn from. */
  stocks: z.array(
    z.strictObject({ drug: z.string().min(1).max(80), concentration: aboveZero("concentration") }),
  ),
  /** When the pump is to be refilled. */
  neededAt: instant().optional(),
  /** Until when the preparation may be used: the pharmacist's word; no source here has one. */
  prepared: z.strictObject({ at: instant(), usableFor: aboveZero("time") }).optional(),
  firstFill: z.boolean().optional(),
  diluted: z.boolean().optional(),
});

const sentences = {
  en: {
    noStock: (drug: string) => `expected what ${drug} is drawn from`,
    stray: "is not in the solution",
    twice: "stands here twice",
    expired: (end: string, needed: string) =>
      `would be past its beyond-use date (${end}) when it is needed (${needed}): prepare it later, or nearer to the visit`,
    far: "lies beyond every calendar",
    noBeyondUse: "the beyond-use date is the pharmacist's to set: no source here states one",
  },
  zh: {
    noStock: (drug: string) => `应写明 ${drug} 由何种浓度配制`,
    stray: "不在药液中",
    twice: "重复出现",
    expired: (end: string, needed: string) => `在需要时（${needed}）将已超过使用期限（${end}）：请推迟配制`,
    far: "超出了日历范围",
    noBeyondUse: "使用期限由药师确定：此处没有来源",
  },
} satisfies Record<Language, Record<string, unknown>>;

function run(given: unknown, { locale }: Context): Reply {
  const say = sentences[languageOf(locale)];
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const drugs = parts.solution && ingredientsOf(parts.solution, locale, remarks, "solution");
  const { stocks = [], prepared, neededAt } = parts;
  stocks.forEach(({ drug }, i) => {
    const path = inside(inside("stocks", i), "drug");
    if (drugs && !drugs.some((one) => one.drug === drug)) remarks.issues.push({ path, message: say.stray });
    if (stocks.findIndex((one) => one.drug === drug) < i) remarks.issues.push({ path, message: say.twice });
  });
  if (parts.stocks)
    for (const { drug } of drugs ?? [])
      if (!stocks.some((one) => one.drug === drug))
        remarks.issues.push({ path: "stocks", message: say.noStock(drug) });
  const usableFor = prepared && inward(prepared.usableFor, "time");
  const dated = prepared && hasDateAfter(prepared.at, usableFor!);
  if (prepared && !dated) remarks.issues.push({ path: "prepared.usableFor", message: say.far });
  const end = dated ? instantAfter(prepared.at, usableFor!) : undefined;
  if (end && neededAt && hoursBetween(neededAt, end) < 0)
    remarks.issues.push({
      path: "prepared.usableFor",
      message: say.expired(renderInstant(end, locale), renderInstant(neededAt, locale)),
    });
  if (remarks.issues.length > 0 || !drugs || !parts.volume) return refused(remarks.issues);
  const made = (inward(parts.volume, "volume") +
    (parts.overfill ? inward(parts.overfill, "volume") : 0)) as Volume;
  const unit = 1 as Flow;
  const result = compoundFor(
    unit,
    made,
    drugs.map(({ drug, concentration }) => ({
      dose: (concentration * unit) as number as DoseRate,
      stock: inward(stocks.find((one) => one.drug === drug)!.concentration, "concentration"),
    })),
  );
  if (result.diluent < -made * 1e-12) {
    const show = (volume: number): string => renderQuantity(volumeIn(volume as Volume), locale);
    const message = deliverySentences(locale).diluentNegative(
      show(made - result.diluent),
      show(made),
      show(-result.diluent),
    );
    return refused([{ path: "stocks", message }]);
  }
  const kept = stabilityOf(
    drugs.map(({ drug }) => drug),
    { firstFill: parts.firstFill, diluted: parts.diluted },
  );
  return answered(
    {
      made: volumeIn(made),
      drugs: drugs.map(({ drug, concentration }, i) => ({
        drug,
        concentration: concentrationIn(concentration, drug),
        mass: outward(result.drugs[i]!.mass, "amount", massUnitOf(drug)),
        stockVolume: volumeIn(result.drugs[i]!.stockVolume),
      })),
      diluent: volumeIn(Math.max(0, result.diluent) as Volume),
      beyondUse: end ? writeInstant(end) : null,
      inPump: kept.map((row) => ({
        for: row.value ?? null,
        says: row.says?.[languageOf(locale)] ?? null,
        source: writeSource(row),
        status: row.status,
      })),
    },
    [...remarks.gaps, ...(end ? [] : [say.noBeyondUse])],
    remarks.assumed,
  );
}

export const order: Operation = {
  name: "order",
  summary:
    "What the pharmacy draws and adds for a refill, with its beyond-use date held against the day it is needed.",
  input,
  example: {
    volume: "20 mL",
    overfill: "3 mL",
    solution: [
      { drug: "morphine", concentration: "10 mg/mL" },
      { drug: "bupivacaine", concentration: "5 mg/mL" },
    ],
    stocks: [
      { drug: "morphine", concentration: "25 mg/mL" },
      { drug: "bupivacaine", concentration: "30 mg/mL" },
    ],
    neededAt: "2026-01-12T08:00:00+01:00",
    prepared: { at: "2026-01-11T08:00:00+01:00", usableFor: "4 d" },
  },
  run,
};
