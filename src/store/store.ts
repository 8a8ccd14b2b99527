/** What must be kept. One thread owns the database; everybody else asks it here. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { languageOf, type Locale } from "../quantity/quantity.ts";
import type { Entry } from "../records/records.ts";
import type { AuditRow } from "./audit.ts";
import type { Case, CaseDraft, CaseHead, Saved } from "./cases.ts";
import type { Added, Addition, Asker } from "./decide.ts";
import type { Verified } from "./ledger.ts";
import type { Reason } from "./migrations.ts";
import type { Call, Job, Told } from "./writer.ts";

export type { Case, CaseDraft, CaseHead, Saved } from "./cases.ts";
export type { Act, AuditRow } from "./audit.ts";
export type { Added, Addition, Asker, Refused } from "./decide.ts";
export type { Damage, Verified } from "./ledger.ts";
export { backUp, type Copied, exportLines, fileIn, restore, verifyFile } from "./backup.ts";
export { dataFolder, type Surroundings } from "./folder.ts";

/** The named plans of the workbench. A write resolves when it is on the disk. */
export interface Cases {
  readonly list: () => Promise<readonly CaseHead[]>;
  readonly read: (id: string) => Promise<Case | null>;
  readonly save: (draft: CaseDraft) => Promise<Saved>;
  readonly remove: (id: string, revision: number) => Promise<Saved>;
}

/** What happened, never changed. An addition resolves when it is on the disk. */
export interface Ledger {
  readonly add: (addition: Addition) => Promise<Added>;
  /** Everything kept of one patient. */
  readonly ofPatient: (patient: string, asker: Asker) => Promise<readonly Entry[]>;
  /** The entries of all patients after a sequence number, `most` at a time. */
  readonly since: (after: number, most: number, asker: Asker) => Promise<readonly Entry[]>;
  /** Walks both chains and names the first record that is not as it was written. */
  readonly verify: () => Promise<Verified>;
  readonly audit: (after: number, most: number) => Promise<readonly AuditRow[]>;
}

/** An open store. */
export interface Store {
  readonly cases: Cases;
  readonly ledger: Ledger;
  /** Ends after everything asked so far has been answered. */
  readonly close: () => Promise<void>;
}

const sentences: Record<"en" | "zh", Readonly<Record<Reason, string>>> = {
  en: {
    oldSqlite: "this Node carries a version of SQLite that can lose records: use Node 24.21 or newer",
    notDurable:
      "this folder cannot keep records safely (it may lie on a network): choose one on a local disk",
    notOurs: "the database in this folder belongs to another program",
    newer: "the records were written by a newer Theca: use that one, or another folder",
    damaged: "the records are damaged; restore a backup into this folder",
    brokenChain:
      "a record is not as it was written: `theca verify` names it; restore a backup into another folder",
    notADatabase: "the file theca.sqlite in this folder is not a database",
    unwritable: "this folder cannot be written to",
  },
  zh: {
    oldSqlite: "此 Node 自带的 SQLite 版本可能丢失记录：请使用 Node 24.21 或更新版本",
    notDurable: "此文件夹无法安全保存记录（可能位于网络上）：请选择本地磁盘上的文件夹",
    notOurs: "此文件夹中的数据库属于其他程序",
    newer: "这些记录由更新版本的 Theca 写入：请使用该版本或另选文件夹",
    damaged: "记录已损坏；请将备份恢复到此文件夹",
    brokenChain: "有记录与写入时不同：`theca verify` 可指出；请将备份恢复到另一文件夹",
    notADatabase: "此文件夹中的 theca.sqlite 不是数据库",
    unwritable: "此文件夹无法写入",
  },
};

/** Why a file is not opened, in a sentence. */
export const unopened = (reason: Reason, locale: Locale): string => sentences[languageOf(locale)][reason];

/** Opens the store in a folder, making both where there are none; or says why it is not opened. */
export async function openStore(
  folder: string,
  locale: Locale,
): Promise<{ readonly store: Store } | { readonly refused: string }> {
  const say = sentences[languageOf(locale)];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return { refused: say.unwritable };
  }
  // The same file runs as TypeScript in a checkout and as JavaScript when installed.
  const writer = new URL(import.meta.url.endsWith(".ts") ? "./writer.ts" : "./writer.js", import.meta.url);
  const thread = new Worker(writer, { workerData: { file: join(folder, "theca.sqlite") } });
  const first = await new Promise<Told>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  if ("refused" in first) {
    await thread.terminate();
    if (first.reason) return { refused: say[first.reason] };
    throw new Error(first.refused);
  }
  return { store: storeOver(thread) };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

function storeOver(thread: Worker): Store {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended: Error | undefined;
  const exited = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  const end = (error: Error): void => {
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on("error", end);
  thread.once("exit", () => end(ended ?? new Error("the store is closed")));
  thread.on("message", (told: Told) => {
    if (!("number" in told)) return;
    const job = waiting.get(told.number);
    waiting.delete(told.number);
    if ("failed" in told) job?.reject(new Error(told.failed));
    else job?.resolve(told.value);
  });
  const call = (call: Call, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const number = ++asked;
      waiting.set(number, { resolve, reject });
      thread.postMessage({ number, call, args } satisfies Job);
    });
  return {
    cases: {
      list: () => call("listCases") as Promise<readonly CaseHead[]>,
      read: (id) => call("readCase", id) as Promise<Case | null>,
      save: (draft) => call("saveCase", draft) as Promise<Saved>,
      remove: (id, revision) => call("removeCase", id, revision) as Promise<Saved>,
    },
    ledger: {
      add: (addition) => call("addEntries", addition) as Promise<Added>,
      ofPatient: (patient, asker) => call("readEntries", patient, asker) as Promise<readonly Entry[]>,
      since: (after, most, asker) => call("entriesSince", after, most, asker) as Promise<readonly Entry[]>,
      verify: () => call("verifyChains") as Promise<Verified>,
      audit: (after, most) => call("readAudit", after, most) as Promise<readonly AuditRow[]>,
    },
    close: async () => {
      if (!ended) thread.postMessage("close");
      await exited;
    },
  };
}
