import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { CallName } from "./calls.ts";
import { Refusal } from "./migrations.ts";
import type { Master } from "./seal.ts";
import { Trouble } from "./trouble.ts";
import { thread, walksOver } from "./walk.ts";
import type { Job, Told } from "./writer.ts";

/** A file that is open. */
export interface OpenSqlite {
  readonly call: (name: CallName, args: readonly unknown[]) => Promise<unknown>;
  readonly verify: ReturnType<typeof walksOver>["verify"];
  readonly close: () => Promise<void>;
}

/** Opens the file in a folder, making both where there are none; throws a `Refusal` where it is not to be trusted. */
export async function openSqlite(folder: string, master?: Master): Promise<OpenSqlite> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Refusal("unwritable");
  }
  const file = join(folder, "theca.sqlite");
  const writer = thread("writer", { file, master });
  const first = await new Promise<Told>((resolve, reject) => {
    writer.once("message", resolve);
    writer.once("error", reject);
  });
  if ("refused" in first) {
    await writer.terminate();
    throw first.reason ? new Refusal(first.reason) : new Error(first.refused);
  }
  return callsOver(writer, file, master);
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function callsOver(writer: Worker, file: string, master: Master | undefined): OpenSqlite {
  const waiting = new Map<number, Waiting>();
  const walks = walksOver(file, master);
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
    verify: walks.verify,
    close: async () => {
      await walks.end();
      if (!ended) writer.postMessage("close");
      await exited;
    },
  };
}
