import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { CallName } from "./calls.ts";
import type { Verified } from "./ledger.ts";
import { Refusal } from "./migrations.ts";
import { Trouble } from "./trouble.ts";
import type { Walked } from "./verifier.ts";
import type { Job, Told } from "./writer.ts";

/** A file that is open. */
export interface OpenSqlite {
  readonly call: (name: CallName, args: readonly unknown[]) => Promise<unknown>;
  /** Walks both chains on a thread of its own. */
  readonly verify: (told?: (walked: Verified) => void) => Promise<Verified>;
  readonly close: () => Promise<void>;
}

/** A thread of this room. The same file runs as TypeScript in a checkout and as JavaScript when installed. */
const thread = (name: "writer" | "verifier", file: string): Worker =>
  new Worker(new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url), {
    workerData: { file },
  });

/** Opens the file in a folder, making both where there are none; throws a `Refusal` where it is not to be trusted. */
export async function openSqlite(folder: string): Promise<OpenSqlite> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Refusal("unwritable");
  }
  const file = join(folder, "theca.sqlite");
  const writer = thread("writer", file);
  const first = await new Promise<Told>((resolve, reject) => {
    writer.once("message", resolve);
    writer.once("error", reject);
  });
  if ("refused" in first) {
    await writer.terminate();
    throw first.reason ? new Refusal(first.reason) : new Error(first.refused);
  }
  return callsOver(writer, file);
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function callsOver(writer: Worker, file: string): OpenSqlite {
  const waiting = new Map<number, Waiting>();
  const walking = new Set<Worker>();
  let asked = 0;
  let ended: Error | undefined;
  const exited = new Promise<void>((resolve) => writer.once("exit", () => resolve()));
  const end = (error: Error): void => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  writer.on("error", end);
  writer.once("exit", () => end(ended ?? new Error("the store is closed")));
  writer.on("message", (told: Told) => {
    if (!("number" in told)) return;
    const job = waiting.get(told.number);
    waiting.delete(told.number);
    if (!("failed" in told)) job?.resolve(told.value);
    else job?.reject(told.trouble ? new Trouble(told.trouble, told.record) : new Error(told.failed));
  });
  return {
    call: (call, args) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const number = ++asked;
        waiting.set(number, { resolve, reject });
        writer.postMessage({ number, call, args } satisfies Job);
      }),
    verify: (told) => {
      const walker = thread("verifier", file);
      walking.add(walker);
      return walked(walker, told).finally(() => walking.delete(walker));
    },
    close: async () => {
      await Promise.all([...walking].map((walker) => walker.terminate()));
      if (!ended) writer.postMessage("close");
      await exited;
    },
  };
}

const walked = (walker: Worker, told?: (walked: Verified) => void): Promise<Verified> =>
  new Promise((resolve, reject) => {
    walker.on("message", (said: Walked) => {
      if ("walked" in said) told?.(said.walked);
      else if ("verified" in said) resolve(said.verified);
      else reject(new Trouble("damaged"));
    });
    walker.once("error", reject);
    walker.once("exit", () => reject(new Error("the store is closed")));
  });
