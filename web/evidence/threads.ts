import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import type { Job, News } from "./tool-worker.ts";

interface Thread {
  worker: Worker | undefined;
  /** The job under way; 0 for none. */
  job: number;
}

/** Kept warm: what is quick is never behind what is long, nor the result of a long table behind a tool's answer. */
export const threads: Readonly<Record<"quick" | "long" | "result", Thread>> = {
  quick: { worker: undefined, job: 0 },
  long: { worker: undefined, job: 0 },
  result: { worker: undefined, job: 0 },
};
let jobs = 0;

/** The number of a new job. */
export const nextJob = (): number => ++jobs;

/** The worker of a thread. */
export function started(thread: Thread): Worker {
  thread.worker ??= new Worker(new URL("./tool-worker.ts", import.meta.url), { type: "module" });
  return thread.worker;
}

/** Ends a thread with the job that it has; without one it stays warm. */
export function ended(thread: Thread): void {
  if (thread.job === 0) return;
  thread.worker?.terminate();
  thread.worker = undefined;
  thread.job = 0;
}

/** Starts the thread for quick questions before it is needed. */
export const warmUp = (): void => void started(threads.quick);

/** Asks an operation beside the page, for what would hold it up. */
export function askBeside(operation: string, input: unknown, locale: Locale): Promise<Reply> {
  const id = nextJob();
  const worker = started(threads.result);
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<News>): void => {
      if (data.id !== id || !("reply" in data)) return;
      worker.removeEventListener("message", hear);
      resolve(data.reply);
    };
    worker.addEventListener("message", hear);
    worker.postMessage({ id, operation, input, locale } satisfies Job);
  });
}
