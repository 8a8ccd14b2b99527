// What an operation replies, as its tests take it: the answer, or the paths at which it is refused.
import assert from "node:assert/strict";
import type { Operation, Reply } from "../src/operations/operations.ts";

type Said = Record<string, unknown>;

export const reply = async (operation: Operation, input: unknown): Promise<Reply<Said>> =>
  (await operation.run(input, { locale: "en-US" })) as Reply<Said>;

/** The answer; a refusal fails the test. */
export async function answer(operation: Operation, input: unknown): Promise<Said> {
  const got = await reply(operation, input);
  assert.ok(got.ok, JSON.stringify(got));
  return got.answer;
}

/** The paths of the issues, each of which has its sentence; an answer fails the test. */
export async function refusedAt(operation: Operation, input: unknown): Promise<string[]> {
  const got = await reply(operation, input);
  assert.ok(!got.ok, "answered, where an issue was due");
  for (const { message } of got.issues) assert.ok(message.length > 5);
  return got.issues.map(({ path }) => path);
}

/** A part of an answer that has parts of its own. */
export const part = (of: Said, name: string): Said => of[name] as Said;

/** A few studies, as effects and variances. */
export const two = [
  { yi: 0.5, vi: 0.1 },
  { yi: -0.2, vi: 0.3 },
];
export const five = [...two, { yi: 0.9, vi: 0.2 }, { yi: 0.1, vi: 0.05 }, { yi: 0.4, vi: 0.4 }];
