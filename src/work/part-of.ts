import { exposePart, type Part, readQuestion } from "../exposure/exposure.ts";

/** One part of the cohort that a question asks for. The question was read before it was shared: a fault is our own. */
export function partOf(input: unknown, first: number, count: number): Part {
  const { question, issues } = readQuestion(input, "en-US");
  if (!question) throw new Error(`a shared question has issues: ${JSON.stringify(issues)}`);
  return exposePart(question, first, count)!;
}
