// How long the page's own thread worked at a stretch, in processor time: what else the machine does adds nothing to it.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";

/** What Chromium notes of a stretch of work; times in microseconds, `tdur` of the thread's own processor time. */
interface Noted {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } };
}

export interface Tasks {
  /** Everything together, in ms. */
  readonly all: number;
  /** The longest stretch in which the page could not have answered, in ms; and the same with whatever came between. */
  readonly longest: number;
  readonly longestByClock: number;
  /** Each stretch with an input event in it, without its painting, in ms, shortest first: from the event to the page laid out anew. */
  readonly inputs: readonly number[];
}

/** What comes after the layout of a frame. */
const painting = new Set(["PrePaint", "Paint", "Layerize", "Commit"]);

/** Everything the thread of a page does while something is done to it. */
export async function tasksOf(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<Tasks> {
  const categories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];
  await browser.startTracing(page, { categories });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly Noted[];
  };
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const noted = traceEvents.filter(({ pid, tid }) => pages.has(`${pid} ${tid}`));
  const tasks = noted.filter(({ name, tdur }) => name === "RunTask" && tdur !== undefined);
  assert.ok(tasks.length > 0, "the browser tells nothing of its tasks");
  const events = noted.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "input");
  const within = (task: Noted, { pid, tid, ts }: Noted): boolean =>
    task.pid === pid && task.tid === tid && task.ts <= ts && ts < task.ts + task.dur!;
  const moves = new Set(events.flatMap((event) => tasks.filter((task) => within(task, event))));
  const painted = noted.filter(({ name, tdur }) => painting.has(name) && tdur !== undefined);
  const span = ({ tdur }: Noted): number => tdur! / 1000;
  const sum = (some: readonly Noted[]): number => some.reduce((all, one) => all + span(one), 0);
  return {
    all: sum(tasks),
    longest: Math.max(...tasks.map(span)),
    longestByClock: Math.max(...tasks.map(({ dur }) => (dur ?? 0) / 1000)),
    inputs: [...moves]
      .map((move) => span(move) - sum(painted.filter((one) => within(move, one))))
      .sort((a, b) => a - b),
  };
}

export const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;

/** The lowest figures of some rounds: what else a machine does can only add to a figure. */
export async function bestOf(
  rounds: number,
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ readonly median: number; readonly longest: number; readonly figure: string }> {
  let [median, longest] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    const tasks = await tasksOf(browser, page, work);
    assert.ok(tasks.inputs.length > 0, "nothing was slid");
    median = Math.min(median, middle(tasks.inputs));
    longest = Math.min(longest, tasks.longest);
  }
  const figure = `a move in ${median.toFixed(1)} ms of processor time (median), longest task ${longest.toFixed(0)} ms, best of ${rounds} rounds`;
  return { median, longest, figure };
}
