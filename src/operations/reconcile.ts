import { z } from "zod";
import {
  deliverySentences,
  deviceOf,
  type Device,
  type Ingredient,
  ingredientsOf,
  nameOf,
  noRemarks,
  profileOf,
  pumpClockAt,
  type Ran,
  reconcile as reconcileVolumes,
  type Reconciled,
  type Remarks,
} from "../delivery/delivery.ts";
import { isVerified, library } from "../knowledge/knowledge.ts";
import {
  inward,
  instant,
  type Locale,
  outward,
  quantity,
  readParts,
  renderDuration,
  renderInstant,
  renderQuantity,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";
import { type Program, program, pumpChoice, solution } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { volumeIn } from "./quantities.ts";

const input = z.strictObject({
  pump: pumpChoice,
  /** What was put in and can be delivered. */
  filled: quantity("volume"),
  solution,
  program: program.optional(),
  programs: z
    .array(z.strictObject({ from: instant(), program }))
    .min(1)
    .max(1000)
    .optional(),
  from: instant(),
  to: instant(),
  aspirated: quantity("volume"),
  /** Boluses given since the fill, by the pump's own count. */
  boluses: z
    .array(
      z.strictObject({ drug: z.string(), amount: quantity("amount"), count: z.int().min(0).max(1_000_000) }),
    )
    .max(100)
    .optional(),
});
type Parts = Partial<z.output<typeof input>>;

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const device = parts.pump && deviceOf(parts.pump, locale, remarks);
  const drugs = parts.solution && ingredientsOf(parts.solution, locale, remarks, "solution");
  checkOrder(parts, locale, remarks);
  const runs = device && drugs ? runsOf(parts, drugs, device, locale, remarks) : [];
  const boluses = drugs ? bolusVolume(parts, drugs, locale, remarks) : (0 as Volume);
  if (remarks.issues.length > 0 || !device || !drugs || !parts.filled || !parts.aspirated || !parts.to)
    return refused(remarks.issues);
  const result = reconcileVolumes(
    inward(parts.filled, "volume"),
    runs,
    parts.to,
    boluses,
    inward(parts.aspirated, "volume"),
    device,
  );
  return answered(writeReconciled(result, device, drugs, locale, remarks), remarks.gaps, remarks.assumed);
}

function checkOrder(parts: Parts, locale: Locale, remarks: Remarks): void {
  const say = deliverySentences(locale);
  if (parts.from && parts.to && parts.to.epoch <= parts.from.epoch)
    remarks.issues.push({ path: "to", message: say.toBeforeFrom });
  if (
    (parts.program === undefined) === (parts.programs === undefined) &&
    !remarks.issues.some(({ path }) => path.startsWith("program"))
  ) {
    remarks.issues.push({ path: "program", message: say.programOrPrograms });
  }
  parts.programs?.forEach(({ from }, i) => {
    const late =
      i === 0
        ? parts.from && from.epoch > parts.from.epoch
        : from.epoch <= parts.programs![i - 1]!.from.epoch;
    if (late) remarks.issues.push({ path: `programs[${i}].from`, message: say.programsStart });
  });
}

/** The programs that ran between fill and visit, each from when it began there. */
function runsOf(
  parts: Parts,
  drugs: readonly Ingredient[],
  device: Device,
  locale: Locale,
  remarks: Remarks,
): Ran[] {
  const { from, to } = parts;
  if (!from || !to) return [];
  const given: { from: typeof from; program: Program; path: string }[] = parts.programs
    ? parts.programs.map((p, i) => ({ ...p, path: `programs[${i}].program` }))
    : parts.program
      ? [{ from, program: parts.program, path: "program" }]
      : [];
  return given.flatMap(({ from: began, program, path }, i) => {
    const next = given[i + 1]?.from;
    if (began.epoch >= to.epoch || (next && next.epoch <= from.epoch)) return [];
    // What happened is kept as it happened: a flow outside the device's range is no issue in a history.
    const profile = profileOf(
      program,
      drugs,
      program.mode === "minimum" ? device : undefined,
      locale,
      remarks,
      path,
    );
    const start = began.epoch < from.epoch ? from : began;
    return profile ? [{ from: start, profile, clock: pumpClockAt(start, profile) }] : [];
  });
}

function bolusVolume(parts: Parts, drugs: readonly Ingredient[], locale: Locale, remarks: Remarks): Volume {
  const say = deliverySentences(locale);
  let volume = 0;
  parts.boluses?.forEach((bolus, i) => {
    const drug = drugs.find((candidate) => candidate.drug === bolus.drug);
    if (!drug)
      remarks.issues.push({
        path: `boluses[${i}].drug`,
        message: say.notInSolution(
          bolus.drug,
          undefined,
          drugs.map((d) => d.drug),
        ),
      });
    else volume += (bolus.count * inward(bolus.amount, "amount")) / drug.concentration;
  });
  return volume as Volume;
}

/** What was found at the needle and what it means, as it is answered. */
export function writeReconciled(
  result: Reconciled,
  device: Device,
  drugs: readonly Ingredient[],
  locale: Locale,
  remarks: Remarks,
): object {
  const say = deliverySentences(locale);
  const dry = result.verdict === "ran dry";
  const expected = renderQuantity(volumeIn(result.expected), locale);
  if (result.tolerance === undefined) remarks.gaps.push(say.toleranceUnknown(device.name));
  if (dry && !result.drySince) remarks.gaps.push(say.dryUndated(expected));
  const shareOf =
    device.accuracy === undefined
      ? undefined
      : renderQuantity(outward(device.accuracy, "fraction", "%"), locale);
  return {
    expected: volumeIn(result.expected),
    programmed: volumeIn(result.programmed),
    difference: volumeIn(result.difference),
    ratio: result.ratio ?? null,
    tolerance: result.tolerance === undefined ? null : volumeIn(result.tolerance),
    toleranceFrom:
      shareOf === undefined
        ? null
        : {
            says: say.toleranceSays(shareOf, renderQuantity(volumeIn(result.tolerance!), locale)),
            source: accuracySource(device),
          },
    verdict: result.verdict ?? null,
    meanings: meanings(result, device, drugs, locale),
    ...(dry && {
      dryFor: result.dryFor === undefined ? null : outward(result.dryFor, "time", "d"),
      drySince: result.drySince ? writeInstant(result.drySince) : null,
    }),
    restartAtSameDose: result.verdict === "as expected" && !result.nearlyFull,
  };
}

const accuracySource = (device: Device): string | null =>
  (device.model && library.pumps.get(device.model)?.accuracy?.source) ?? null;

/** What the finding may mean: first what to check at the needle, then causes, then what it means for the patient. */
function meanings(
  result: Reconciled,
  device: Device,
  drugs: readonly Ingredient[],
  locale: Locale,
): string[] {
  const say = deliverySentences(locale);
  const said = [say.checkNeedle];
  switch (result.verdict) {
    case "as expected":
      said.push(say.fineMeans);
      break;
    case "more than expected":
      said.push(say.moreMeans);
      break;
    case "less than expected":
      said.push(say.lessMeans);
      break;
    case "ran dry": {
      const time = result.dryFor === undefined ? undefined : renderDuration(result.dryFor, locale);
      const left = result.difference > 0 ? renderQuantity(volumeIn(result.difference), locale) : undefined;
      said.push(say.dryMeans(device.name, left));
      if (result.drySince && time) said.push(say.dryTime(renderInstant(result.drySince, locale), time));
      for (const { drug } of drugs.filter((d) => d.drug !== "saline"))
        said.push(say.toleranceLost(nameOf(drug, locale), time, naiveRange(drug, locale)));
      break;
    }
    case undefined:
      break;
    default:
      result.verdict satisfies never;
  }
  if (result.moreThanFilled) said.push(say.moreThanFilledMeans);
  else if (result.nearlyFull) said.push(say.nearlyFullMeans);
  return said;
}

/** The starting range that a source gives for patients who do not have the drug yet; best-sourced first. */
function naiveRange(drug: string, locale: Locale): string | undefined {
  const limits = (library.drugs.get(drug)?.limits ?? []).filter(
    (l) =>
      l.bounds === "startingDose" &&
      l.opioid !== "tolerant" &&
      (!l.routes || l.routes.includes("intrathecal")) &&
      l.lower &&
      l.upper,
  );
  const [limit] = [...limits].sort((a, b) => Number(isVerified(b.status)) - Number(isVerified(a.status)));
  if (!limit) return undefined;
  const source = library.sources.get(limit.source);
  const range = `${renderQuantity(limit.lower!, locale)} – ${renderQuantity(limit.upper!, locale)}`;
  return deliverySentences(locale).naiveRange(
    [source?.title ?? limit.source, limit.edition].filter(Boolean).join(" "),
    range,
    !isVerified(limit.status),
  );
}

export const reconcile: Operation = {
  name: "reconcile",
  summary: "What was left in the reservoir against what should have been, and what the difference means.",
  input,
  example: {
    pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
    filled: "40 mL",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" },
    from: "2026-01-05T08:00:00Z",
    to: "2026-04-05T08:00:00Z",
    aspirated: "22.5 mL",
  },
  run,
};
