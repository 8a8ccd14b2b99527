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

/** The question with the protocol, and, in case nothing can be made of that, without it. */
export function writeAttempts(draft: Synthesis): readonly Record<string, unknown>[] {
  const plain = writeQuestion(draft, draft.without);
  const protocol = readJson(draft.protocol).value;
  return protocol === undefined ? [plain] : [{ ...plain, protocol }, plain];
}
