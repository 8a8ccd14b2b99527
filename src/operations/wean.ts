import { z } from "zod";
import { adviceOn, drugOf, library } from "../knowledge/knowledge.ts";
import {
  aboveZero,
  compare,
  hasDateAfter,
  type DoseRate,
  type Hours,
  instant,
  instantAfter,
  inward,
  type Language,
  languageOf,
  outward,
  readParts,
  suggest,
  writeInstant,
} from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { writeStatement } from "./write-statement.ts";

const input = z.strictObject({
  drug: z.string().min(1).max(80),
  /** What is taken by mouth a day. */
  dose: aboveZero("doseRate"),
  /** How much less each step gives. */
  step: aboveZero("fraction"),
  /** Of what the step is a share: of the first dose (equal steps), or of the dose before (ever smaller ones). */
  of: z.enum(["first", "before"]).optional(),
  /** How long each dose is kept. No source here names it: the prescriber does. */
  every: aboveZero("time"),
  /** The smallest dose that can be given: what would lie below it is the end. */
  smallest: aboveZero("doseRate").optional(),
  from: instant().optional(),
  /** Whether the infusion already runs: weaning begins after it. */
  infusionRuns: z.boolean(),
});

const mostSteps = 100;

const sentences = {
  en: {
    unknown: (drug: string, near: string | undefined) =>
      `"${drug}" is not known here${near ? `; did you mean "${near}"?` : ""}`,
    noSource: (drug: string) => `no source here says how oral ${drug} is weaned`,
    all: "a step of the whole dose or more is no weaning: expected less than 100%",
    endless: "steps of the dose before never end: expected the smallest dose that can be given",
    far: "the last step would lie beyond every calendar",
    many: `that would take more than ${mostSteps} steps`,
    notRunning: "the source weans the oral drug after the infusion has started, which it has not",
    steps: (low: number, high: number) => `the source's steps are ${low}% to ${high}%`,
    equal: "each step is a share of the first dose (`of`: first)",
    interval: "how long each dose is kept stands in no source here: it is the prescriber's",
    one: "one drug at a time; return to the dose before if withdrawal shows",
  },
  zh: {
    unknown: (drug: string, near: string | undefined) =>
      `此处不认识“${drug}”${near ? `；是否为“${near}”？` : ""}`,
    noSource: (drug: string) => `此处没有来源说明口服${drug}如何减停`,
    all: "一步减去全部或更多不是逐步减停：应小于 100%",
    endless: "按前一剂量的比例递减永不结束：应给出可给的最小剂量",
    far: "最后一步超出了日历范围",
    many: `所需步数超过 ${mostSteps} 步`,
    notRunning: "来源所述的口服减停在输注开始之后，而输注尚未开始",
    steps: (low: number, high: number) => `来源所述每步为 ${low}% 至 ${high}%`,
    equal: "每步为首剂量的比例（`of`: first）",
    interval: "每一剂量维持多久，此处没有来源：由处方者决定",
    one: "一次只减一种药；出现撤药表现时恢复到前一剂量",
  },
} satisfies Record<Language, Record<string, unknown>>;

function run(given: unknown, { locale }: Context): Reply {
  const say = sentences[languageOf(locale)];
  const { parts, issues } = readParts(input, given, locale);
  const { drug, dose, step, every } = parts;
  if (drug !== undefined && !drugOf(drug))
    issues.push({ path: "drug", message: say.unknown(drug, suggest(drug, [...library.drugs.keys()])) });
  const share = step && inward(step, "fraction");
  if (share !== undefined && share >= 1) issues.push({ path: "step", message: say.all });
  const of = parts.of ?? "first";
  if (of === "before" && !parts.smallest && !issues.some(({ path }) => path === "smallest"))
    issues.push({ path: "smallest", message: say.endless });
  if (issues.length > 0 || !drug || !dose || share === undefined || !every) return refused(issues);
  const first = inward(dose, "doseRate");
  const smallest = parts.smallest ? inward(parts.smallest, "doseRate") : 0;
  const doses = stepsDown(first, share, of, smallest);
  if (doses === undefined) return refused([{ path: "step", message: say.many }]);
  const hours = inward(every, "time");
  // Dates that no calendar has are no plan, with or without a start.
  const start = parts.from ?? { epoch: 0, offset: 0 };
  if (!hasDateAfter(start, ((doses.length - 1) * hours) as Hours))
    return refused([{ path: "every", message: say.far }]);
  const statements = adviceOn("weaning", { drugs: [drug] });
  const shares = statements.flatMap(({ id, range }) =>
    range ? [{ id, low: range.lower, high: range.upper }] : [],
  );
  return answered(
    {
      steps: doses.map((value, i) => ({
        after: outward((i * hours) as Hours, "time", "d"),
        ...(parts.from && { at: writeInstant(instantAfter(parts.from, (i * hours) as Hours)) }),
        dose: outward(value, "doseRate", dose.unit),
      })),
      findings: [
        ...shares
          .filter(({ low, high }) => compare(step!, low) < 0 || compare(step!, high) > 0)
          .map(({ id, low, high }) => ({
            id,
            stands: compare(step!, low) < 0 ? "below" : "above",
            sentence: say.steps(low.value, high.value),
          })),
        ...(parts.infusionRuns ? [] : [{ id: "infusion", stands: "above", sentence: say.notRunning }]),
      ],
      statements: statements.map((statement) => writeStatement(statement, locale)),
      notes: [say.one, say.interval],
    },
    statements.length > 0 ? [] : [say.noSource(drug)],
    parts.of ? [] : [say.equal],
  );
}

/** The doses from the first to none; undefined where there would be too many. */
function stepsDown(
  first: DoseRate,
  share: number,
  of: "first" | "before",
  smallest: number,
): readonly DoseRate[] | undefined {
  const doses: DoseRate[] = [first];
  while (doses.at(-1)! > 0) {
    if (doses.length > mostSteps) return undefined;
    const next = of === "first" ? first - first * share * doses.length : doses.at(-1)! * (1 - share);
    // What rounding leaves of the last equal step is nothing.
    doses.push((next <= Math.max(smallest, first * 1e-12) ? 0 : next) as DoseRate);
  }
  return doses;
}

export const wean: Operation = {
  name: "wean",
  summary:
    "The steps by which an oral drug is weaned once the infusion runs, held against the source's range.",
  input,
  example: {
    drug: "baclofen",
    dose: "80 mg/d",
    step: "25 %",
    every: "7 d",
    from: "2026-01-05T08:00:00+01:00",
    infusionRuns: true,
  },
  run,
};
