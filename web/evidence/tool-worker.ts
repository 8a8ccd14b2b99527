// Asks about the studies beside the page, so that a million subsets never hold it up.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import type { AxisOf } from "./write-question.ts";

/** An operation to ask; `gosh` is what its picture of subsets is called by, where one is wanted. */
export interface Job {
  readonly id: number;
  readonly operation: string;
  readonly input: unknown;
  readonly locale: Locale;
  readonly gosh?: { readonly title: string; readonly axis: AxisOf };
}

/** Asks a job to end with what it has so far. */
export interface Stop {
  readonly stop: number;
}

/** How much is done, or the answer. */
export type News =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly reply: Reply; readonly svg?: string };

// The readers of the data run as soon as they are loaded, and must find the setting made.
const table = import("../without-eval.ts").then(() => import("../../src/operations/operations.ts"));
const plots = import("../../src/plot/plot.ts");
const axes = table.then(() => import("./draw-axis.ts"));

const tell = (news: News): void => postMessage(news);

/** The job that is to end. */
let stopped = 0;
/** How long work goes on without hearing anything, in ms; a rest costs about 4. */
const spell = 50;
let rested = 0;

async function rest(): Promise<void> {
  if (performance.now() - rested < spell) return;
  await new Promise((resolve) => setTimeout(resolve));
  rested = performance.now();
}

addEventListener("message", async ({ data }: MessageEvent<Job | Stop>) => {
  if ("stop" in data) {
    stopped = data.stop;
    return;
  }
  const { id, operation, input, locale, gosh } = data;
  const { operations } = await table;
  let said = 0;
  const progress = (share: number): void => {
    if (share - said < 0.01) return;
    said = share;
    tell({ id, share });
  };
  const reply = await operations
    .find(({ name }) => name === operation)!
    .run(input, {
      locale,
      progress,
      stopped: () => stopped === id,
      rest,
    });
  if (!gosh || !reply.ok) {
    tell({ id, reply });
    return;
  }
  // The picture is drawn here, from the same subsets that the table sums up: a million points stay on this side.
  const { points, ...answer } = reply.answer as {
    readonly wanted: number;
    readonly points: { readonly estimate: number[]; readonly I2: number[] };
  };
  const [{ plotGosh }, { drawAxis }] = await Promise.all([plots, axes]);
  const svg = plotGosh({
    title: gosh.title,
    ...drawAxis(gosh.axis, locale),
    locale,
    estimates: points.estimate,
    I2: points.I2,
    wanted: answer.wanted,
  });
  tell({ id, reply: { ...reply, answer }, svg });
});
