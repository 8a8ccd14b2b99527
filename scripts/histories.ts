// Random histories of a pump on all cores, each held against the slow walk of test/histories.ts; prints how many differ
// in volume, dose or date, or are foretold another alarm. `node scripts/histories.ts [histories] [seed]`
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { noRemarks } from "../src/delivery/delivery.ts";
import { pumpOf } from "../src/knowledge/knowledge.ts";
import { statesOf } from "../src/operations/drylist.ts";
import { lineOf } from "../src/operations/drylist/line.ts";
import { hasDateAfter, instantAfter, inward } from "../src/quantity/quantity.ts";
import {
  alarmOff,
  divergence,
  entriesOf,
  isStalled,
  minute,
  type Story,
  storyOf,
} from "../test/histories.ts";

const start = Date.UTC(2026, 0, 5, 8) / minute;
const offsets = [0, 60, 120, -300, 330, 765];
const together = 1000;

interface Part {
  readonly first: number;
  readonly differ: readonly string[];
}

/** Nanolitres at which the pump of the stories sounds. */
const alarmVolume = inward(pumpOf("synchromed-ii-40")!.alarmVolume!.value, "volume") * 1e6;

/** What the list foretells of the pump's own alarm at the end of a story, where that is off by more than a minute. */
function wrongAlarm(story: Story): string | undefined {
  if (isStalled(story)) return undefined;
  const now = { epoch: story.end * minute, offset: 0 };
  const [state] = statesOf(entriesOf(story).slice(0, -1), now).values();
  const alarm = lineOf(state!, now, undefined, "en-US", noRemarks()).projection?.alarm;
  const said = alarm === undefined || !hasDateAfter(now, alarm) ? undefined : instantAfter(now, alarm).epoch;
  const off = alarmOff(story, alarmVolume, said);
  return typeof off === "string" ? off : off > 1 + 1e-3 ? `the alarm is off by ${off} minutes` : undefined;
}

/** A part of the histories after the other, every so many threads apart. */
function walk({ thread, threads, histories, seed }: Record<string, number>): void {
  for (let first = thread! * together; first < histories!; first += threads! * together) {
    const differ: string[] = [];
    for (let i = first; i < Math.min(histories!, first + together); i++) {
      const story = storyOf(seed!, i, offsets, start);
      const found = divergence(story) ?? wrongAlarm(story);
      if (found) differ.push(`history ${i}: ${found}`);
    }
    parentPort!.postMessage({ first, differ } satisfies Part);
  }
}

async function main(): Promise<void> {
  const [histories = "1000000", seed = "1"] = process.argv.slice(2);
  const threads = availableParallelism();
  const began = performance.now();
  let [done, differing] = [0, 0];
  const say = (): void => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(`${done.toLocaleString("en")} histories, ${differing} divergences, ${seconds} s\n`);
  };
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const worker = new Worker(import.meta.filename, {
        workerData: { thread, threads, histories: Number(histories), seed: Number(seed) },
      });
      worker.on("message", ({ first, differ }: Part) => {
        done += Math.min(together, Number(histories) - first);
        differing += differ.length;
        for (const line of differ.slice(0, 10)) process.stdout.write(`${line}\n`);
        if (done % (50 * together) === 0) say();
      });
      return new Promise((end, failed) => worker.once("exit", end).once("error", failed));
    }),
  );
  say();
  process.exitCode = differing > 0 || done < Number(histories) ? 1 : 0;
}

if (isMainThread) await main();
else walk(workerData as Record<string, number>);
