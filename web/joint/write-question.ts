import type { Answer } from "./answers.ts";
import { readJson, type Synthesis } from "./read-synthesis.ts";

/** An operation's input: the trials and how they are compared, without a protocol. */
export function writeQuestion(draft: Synthesis, without: readonly string[]): Record<string, unknown> {
  const own = readJson(draft.own).value;
  return {
    measure: draft.measure,
    exposure: draft.exposure,
    model: draft.model,
    shape: draft.shape,
    method: draft.method,
    test: draft.test,
    ...(draft.exposure === "above" && { threshold: draft.threshold }),
    ...(draft.term !== "any" && { term: draft.term }),
    ...(draft.repeated && { repeated: true }),
    ...(draft.time && { time: true }),
    ...(draft.condition && { condition: true }),
    ...(without.length > 0 && { without }),
    ...(own !== undefined && { trials: own }),
  };
}

/** The question with the protocol; where nothing can be made of that without it; where no curve can be fitted with a line. */
export function writeAttempts(draft: Synthesis): readonly Record<string, unknown>[] {
  const plain = writeQuestion(draft, draft.without);
  const protocol = readJson(draft.protocol).value;
  const attempts = protocol === undefined ? [plain] : [{ ...plain, protocol }, plain];
  return draft.shape === "emax"
    ? [...attempts, ...attempts.map((one) => ({ ...one, shape: "linear" }))]
    : attempts;
}

/** The answer without the line that was only asked for to have points at all. */
export const withoutLine = (answer: Answer): Answer => ({
  ...answer,
  fit: null,
  line: [],
  sensitivity: [],
  moderators: [],
  ...(answer.mark && { mark: { ...answer.mark, predicted: null } }),
});
