// Asks questions about the spinal canal away from the page, so that the page never waits for a crowd of people.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";

/** Inputs of one operation, answered one after the other: the quick one first. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly inputs: readonly unknown[];
  readonly locale: Locale;
}

/** What comes back of a job: how much is done, or an answer. */
export type News =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly reply: Reply; readonly last: boolean };

// The readers of the data run as soon as they are loaded, and must find the setting made.
const engine = import("../without-eval.ts").then(() => import("../engine.ts"));

const tell = (news: News): void => postMessage(news);

addEventListener("message", async ({ data }: MessageEvent<Job>) => {
  const { id, name, inputs, locale } = data;
  const { askLater } = await engine;
  for (const [i, input] of inputs.entries()) {
    const reply = await askLater(name, input, locale, (share) => tell({ id, share }));
    const last = !reply.ok || i === inputs.length - 1;
    tell({ id, reply, last });
    if (last) return;
  }
});
