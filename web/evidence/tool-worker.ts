// Asks about the studies beside the page, so that a million subsets never hold it up.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";

/** An operation to ask; `gosh` is what its picture of subsets is called by, where one is wanted. */
export interface Job {
  readonly id: number;
  readonly operation: string;
  readonly input: unknown;
  readonly locale: Locale;
  readonly gosh?: { readonly title: string; readonly measure: string; readonly log: boolean };
}

/** How much is done, or the answer. */
export type News =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly reply: Reply; readonly svg?: string };

// The readers of the data run as soon as they are loaded, and must find the setting made.
const table = import("../without-eval.ts").then(() => import("../../src/operations/operations.ts"));
const plots = import("../../src/plot/plot.ts");

const tell = (news: News): void => postMessage(news);

addEventListener("message", async ({ data }: MessageEvent<Job>) => {
  const { id, operation, input, locale, gosh } = data;
  const { operations } = await table;
  let said = 0;
  const progress = (share: number): void => {
    if (share - said < 0.01) return;
    said = share;
    tell({ id, share });
  };
  const reply = await operations.find(({ name }) => name === operation)!.run(input, { locale, progress });
  if (!gosh || !reply.ok) return tell({ id, reply });
  // The picture is drawn here, from the same subsets that the table sums up: a million points stay on this side.
  const { points, ...answer } = reply.answer as { points: { estimate: number[]; I2: number[] } };
  const { plotGosh } = await plots;
  const svg = plotGosh({ ...gosh, locale, estimates: points.estimate, I2: points.I2 });
  return tell({ id, reply: { ...reply, answer }, svg });
});
