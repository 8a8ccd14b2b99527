import { z } from "zod";
import { compoundFor, deliverySentences, noRemarks } from "../delivery/delivery.ts";
import { drugOf } from "../knowledge/knowledge.ts";
import {
  type Flow,
  type Hours,
  inward,
  outward,
  quantity,
  readParts,
  renderQuantity,
  type Volume,
} from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { concentrationIn, dailyFlow, massUnitOf, volumeIn } from "./quantities.ts";

const wanted = z.strictObject({
  drug: z.string().min(1).max(80),
  dose: quantity("doseRate"),
  stock: quantity("concentration"),
});

const input = z.strictObject({
  flow: quantity("flow").optional(),
  /** Time that the total is to last. */
  interval: quantity("time").optional(),
  /** What is to be delivered. */
  total: quantity("volume"),
  /** Made in addition, to fill the refill set. */
  overfill: quantity("volume").optional(),
  drugs: z.array(wanted).min(1).max(12),
});
type Parts = Partial<z.output<typeof input>>;

function run(given: unknown, { locale }: Context): Reply {
  const say = deliverySentences(locale);
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues, ...faults(parts, say));
  const unread = (name: string): boolean => issues.some((issue) => issue.path.startsWith(name));
  if (!parts.flow && !parts.interval && !unread("flow") && !unread("interval"))
    remarks.issues.push({ path: "flow", message: say.flowOrInterval });
  if (remarks.issues.length > 0 || !parts.total || !parts.drugs) return refused(remarks.issues);

  for (const { drug } of parts.drugs) if (!drugOf(drug)) remarks.gaps.push(say.unlisted(drug));
  const total = inward(parts.total, "volume");
  const fromInterval = parts.interval && ((total / inward(parts.interval, "time")) as Flow);
  const flow = parts.flow ? inward(parts.flow, "flow") : fromInterval!;
  if (fromInterval !== undefined && Math.abs(fromInterval - flow) > flow * 1e-9) {
    const computed = renderQuantity(dailyFlow(fromInterval), locale);
    return refused([
      {
        path: "interval",
        message: say.flowAndInterval(
          renderQuantity(parts.flow!, locale),
          renderQuantity(parts.interval!, locale),
          computed,
        ),
      },
    ]);
  }
  const made = (total + (parts.overfill ? inward(parts.overfill, "volume") : 0)) as Volume;
  const result = compoundFor(
    flow,
    made,
    parts.drugs.map((drug) => ({
      dose: inward(drug.dose, "doseRate"),
      stock: inward(drug.stock, "concentration"),
    })),
  );
  // A diluent of nothing is a fill of undiluted stock; only what rounding cannot explain is too much.
  if (result.diluent < -made * 1e-12) {
    const show = (volume: number): string => renderQuantity(volumeIn(volume as Volume), locale);
    return refused([
      {
        path: "total",
        message: say.diluentNegative(show(made - result.diluent), show(made), show(-result.diluent)),
      },
    ]);
  }
  const answer = {
    flow: dailyFlow(flow),
    lasts: outward((total / flow) as Hours, "time", "d"),
    drugs: parts.drugs.map(({ drug }, i) => ({
      drug,
      concentration: concentrationIn(result.drugs[i]!.concentration, drug),
      mass: outward(result.drugs[i]!.mass, "amount", massUnitOf(drug)),
      stockVolume: volumeIn(result.drugs[i]!.stockVolume),
    })),
    diluent: volumeIn(Math.max(0, result.diluent) as Volume),
    made: volumeIn(made),
  };
  return answered(answer, remarks.gaps);
}

function faults(
  parts: Parts,
  say: ReturnType<typeof deliverySentences>,
): { path: string; message: string }[] {
  const message = say.zeroDose;
  const issues: { path: string; message: string }[] = [];
  for (const name of ["flow", "interval", "total"] as const)
    if (parts[name]?.value === 0) issues.push({ path: name, message });
  parts.drugs?.forEach((drug, i) => {
    if (parts.drugs!.findIndex((other) => other.drug === drug.drug) < i)
      issues.push({ path: `drugs[${i}].drug`, message: say.drugTwice(drug.drug) });
    if (drug.stock.value === 0) issues.push({ path: `drugs[${i}].stock`, message });
  });
  return issues;
}

export const compound: Operation = {
  name: "compound",
  summary: "How a mixture is made up: concentrations, what to draw of each stock, and how much diluent.",
  input,
  example: {
    flow: "0.4 mL/d",
    total: "40 mL",
    drugs: [
      { drug: "morphine", dose: "4 mg/d", stock: "50 mg/mL" },
      { drug: "bupivacaine", dose: "2 mg/d", stock: "30 mg/mL" },
    ],
  },
  run,
};
