import { z } from "zod";
import { library } from "../knowledge/knowledge.ts";
import { limitSentences, ratiosBetween, spreadOf } from "../limits/limits.ts";
import { type DoseRate, inward, outward, quantity, readParts } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { writeSource } from "./write-source.ts";

const given = z.strictObject({
  drug: z.string(),
  route: z.enum(["oral", "intravenous", "epidural", "intrathecal"]),
});
const input = z.strictObject({ dose: quantity("doseRate"), from: given, to: given });

function run(asked: unknown, { locale }: Context): Reply {
  const say = limitSentences(locale);
  const { parts, issues } = readParts(input, asked, locale);
  const { dose, from, to } = parts;
  if (dose?.value === 0) issues.push({ path: "dose", message: say.zeroDose });
  if (issues.length > 0 || !dose || !from || !to) return refused(issues);
  const spread = spreadOf(inward(dose, "doseRate"), from, to);
  if (!spread) {
    const known = [...library.conversions.values()].flatMap(({ ratios }) =>
      ratios.map((r) => `${r.from.drug} ${r.from.route} → ${r.to.drug} ${r.to.route}`),
    );
    return refused([
      { path: "to", message: say.noRatio([...new Set(known)], ratiosBetween(to, from).length > 0) },
    ]);
  }
  const show = (value: DoseRate) => outward(value, "doseRate", dose.unit);
  return answered({
    range: {
      lowest: show(spread.lowest),
      median: show(spread.median),
      highest: show(spread.highest),
      times: spread.highest / spread.lowest,
    },
    rows: spread.rows.map(({ ratio, doses }) => ({
      id: ratio.id,
      ratios: ratio.ratios,
      doses: doses.map(show),
      says: ratio.says[locale === "zh-CN" ? "zh" : "en"],
      source: writeSource(ratio),
      status: ratio.status,
    })),
    // What a label or consensus gives for starting: the place to begin, whatever a ratio says.
    startingRanges: (library.drugs.get(to.drug)?.limits ?? [])
      .filter(
        (limit) =>
          limit.bounds === "startingDose" &&
          (!limit.routes || limit.routes.some((route) => route === to.route)),
      )
      .map((limit) => ({
        id: limit.id,
        lower: limit.lower ?? null,
        upper: limit.upper ?? null,
        says: limit.says[locale === "zh-CN" ? "zh" : "en"],
        source: writeSource(limit),
        status: limit.status,
      })),
    notes: [say.spreadNote, say.startNote],
  });
}

export const convert: Operation = {
  name: "convert",
  summary:
    "What every published ratio makes of an opioid dose: the whole spread with its sources, never one number.",
  input,
  example: {
    dose: "300 mg/d",
    from: { drug: "morphine", route: "oral" },
    to: { drug: "morphine", route: "intrathecal" },
  },
  run,
};
