import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Reply } from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";

/** What surrounds a question that is answered on a thread of its own. */
export interface Asker {
  readonly locale: Locale;
  /** The database whose queue large cohorts go through; absent: the threads of this machine. */
  readonly database?: string;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  readonly progress?: (share: number) => void;
}

/** What the thread is given. */
export interface Errand extends Pick<Asker, "locale" | "database"> {
  readonly name: string;
  readonly input: unknown;
  /** Not zero: stop. */
  readonly flag: Int32Array;
}

/** What the thread says. */
export type News = { readonly share: number } | { readonly reply: Reply };

/** How long a thread may take to tidy up, in milliseconds, before it is ended: a queue has to be told. */
const patience = (database: string | undefined): number => (database === undefined ? 200 : 3000);
/** Questions answered at once; more wait until one is done. */
const atOnce = Math.max(2, availableParallelism());
const running = new Set<Promise<unknown>>();

/**
 * Answers a question of the table on a thread of its own, so that this one can hear signals and other questions
 * meanwhile; undefined where the asker gave up before there was an answer.
 */
export async function askAside(name: string, input: unknown, asker: Asker): Promise<Reply | undefined> {
  const { signal } = asker;
  const gone = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  while (running.size >= atOnce && !signal.aborted) await Promise.race([...running, gone]);
  if (signal.aborted) return undefined;
  const work = onThread(name, input, asker);
  const ended = work.catch(() => undefined);
  running.add(ended);
  try {
    return await work;
  } finally {
    running.delete(ended);
  }
}

async function onThread(
  name: string,
  input: unknown,
  { locale, database, signal, progress }: Asker,
): Promise<Reply | undefined> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const errand: Errand = { name, input, locale, database, flag };
  const thread = new Worker(new URL("./asking.ts", import.meta.url), { workerData: errand });
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    Atomics.store(flag, 0, 1);
    timer = setTimeout(() => void thread.terminate(), patience(database));
  };
  signal.addEventListener("abort", stop);
  try {
    return await new Promise<Reply | undefined>((resolve, reject) => {
      let reply: Reply | undefined;
      thread.on("message", (news: News) => {
        if ("share" in news) return progress?.(news.share);
        reply = news.reply;
      });
      thread.on("error", (error) => (signal.aborted ? resolve(undefined) : reject(error)));
      thread.on("exit", () => resolve(signal.aborted ? undefined : reply));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
