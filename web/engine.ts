// Questions to the table of operations, answered in the page at once.
import { operations, type Reply } from "../src/operations/operations.ts";
import type { Locale } from "../src/quantity/quantity.ts";

/** Asks an operation that answers without waiting; `Answer` is what the page reads of it. */
export function ask<Answer>(
  name: string,
  input: unknown,
  locale: Locale,
  progress?: (share: number) => void,
): Reply<Answer> {
  const operation = operations.find((operation) => operation.name === name);
  if (!operation) return { ok: false, issues: [{ path: "operation", message: name }] };
  const reply = operation.run(input, { locale, progress });
  if (reply instanceof Promise)
    throw new Error(`${name} answers later: it has no place in a page that redraws at once`);
  return reply as Reply<Answer>;
}

/** Asks any operation, also one that answers later. */
export async function askLater<Answer>(
  name: string,
  input: unknown,
  locale: Locale,
  progress?: (share: number) => void,
): Promise<Reply<Answer>> {
  const operation = operations.find((operation) => operation.name === name);
  if (!operation) return { ok: false, issues: [{ path: "operation", message: name }] };
  return (await operation.run(input, { locale, progress })) as Reply<Answer>;
}
