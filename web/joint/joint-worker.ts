// Asks questions about the trials away from the page, so that the page never waits for a crowd of people.
import type { Reply } from "../../src/operations/operations.ts";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";

/** An operation asked by the first of these inputs that it takes. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly attempts: readonly unknown[];
  readonly locale: Locale;
}

/** How much is done; or the answer, with what was wrong with the first input where another had to do. */
export type News =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly reply: Reply; readonly issues: readonly Issue[] };

// The readers of the data run as soon as they are loaded, and must find the setting made.
const table = import("../without-eval.ts").then(() => import("../../src/operations/operations.ts"));

const tell = (news: News): void => postMessage(news);

addEventListener("message", async ({ data }: MessageEvent<Job>) => {
  const { id, name, attempts, locale } = data;
  const { operations } = await table;
  const operation = operations.find((one) => one.name === name)!;
  let said = 0;
  const progress = (share: number): void => {
    if (share - said < 0.01) return;
    said = share;
    tell({ id, share });
  };
  let issues: readonly Issue[] = [];
  for (const [i, input] of attempts.entries()) {
    const reply = await operation.run(input, { locale, progress });
    if (!reply.ok && i === 0) issues = reply.issues;
    if (reply.ok || i === attempts.length - 1) return tell({ id, reply, issues });
  }
});
