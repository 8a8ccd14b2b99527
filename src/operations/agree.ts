/** `agree`: how far reviewers agree, and on which records they do not. */
import { z } from "zod";
import { agree as agreement } from "../evidence/evidence.ts";
import { type Issue, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { finite, levelOption, studyId } from "./read-effects.ts";

const input = z.strictObject({
  decisions: z
    .array(z.strictObject({ record: studyId, reviewer: studyId, decision: z.string().min(1) }))
    .min(1),
  level: levelOption.optional(),
});

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const zh = languageOf(context.locale) === "zh";
  const seen = new Set<string>();
  const twice: Issue[] = [];
  const decisions = value.decisions.map(({ record, reviewer, decision }, i) => {
    const key = JSON.stringify([String(record), String(reviewer)]);
    if (seen.has(key))
      twice.push({
        path: `decisions[${i}]`,
        message: zh ? `${reviewer} 已对 ${record} 作过决定` : `${reviewer} has already decided on ${record}`,
      });
    seen.add(key);
    return { record: String(record), reviewer: String(reviewer), decision };
  });
  if (twice.length > 0) return refused(twice);
  const found = agreement(decisions, value.level ?? 0.95);
  if (found.n === 0)
    return refused([
      {
        path: "decisions",
        message: zh ? "没有一条记录由两人决定" : "no record was decided on by two reviewers",
      },
    ]);
  const gaps =
    found.kappa === null
      ? [zh ? "所有决定相同，kappa 无定义。" : "All decisions are alike: kappa is not defined."]
      : [];
  return answered({ ...found, agreement: finite(found.agreement) }, gaps);
}

export const agree: Operation = {
  name: "agree",
  summary: "Measures reviewers' agreement beyond chance and lists their conflicts.",
  input,
  example: {
    decisions: [
      { record: "r1", reviewer: "A", decision: "include" },
      { record: "r1", reviewer: "B", decision: "include" },
      { record: "r2", reviewer: "A", decision: "exclude" },
      { record: "r2", reviewer: "B", decision: "include" },
      { record: "r3", reviewer: "A", decision: "exclude" },
      { record: "r3", reviewer: "B", decision: "exclude" },
    ],
  },
  run,
};
