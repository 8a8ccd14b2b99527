import { readAudit } from "./audit.ts";
import { listCases, readCase, removeCase, saveCase } from "./cases.ts";
import { peopleCalls } from "./people.ts";
import { erase } from "./erase.ts";
import { erasureOf, listErasures } from "./erasures.ts";
import { addEntries, entriesSince, readEntries } from "./ledger.ts";
import { mergeRecords, type Merging, partRecords } from "./merge.ts";
import { noticeCalls } from "./notice-calls.ts";
import { readSettings, saveSettings } from "./settings.ts";
import { dropSnapshots, keepSnapshots, readEntriesOf, readSnapshots, recordHeads } from "./snapshots.ts";

/** Everything that can be asked of the store, for either database: each a script that runs in one transaction. */
export const calls = {
  listCases,
  readCase,
  saveCase,
  removeCase,
  readSettings,
  saveSettings,
  addEntries,
  erase,
  erasureOf,
  listErasures,
  readEntries,
  entriesSince,
  readAudit,
  recordHeads,
  readSnapshots,
  keepSnapshots,
  dropSnapshots,
  readEntriesOf,
  mergeRecords: (merging: Merging) => mergeRecords(merging),
  partRecords,
  ...peopleCalls,
  ...noticeCalls,
} as const;
export type Calls = typeof calls;
export type CallName = keyof Calls;

/** What a call answers. */
export type Answer<K extends CallName> = ReturnType<Calls[K]> extends Generator<unknown, infer T> ? T : never;

/** Asks one thing of an open store; the answer comes when what it wrote is on the disk. */
export type Call = <K extends CallName>(name: K, ...args: Parameters<Calls[K]>) => Promise<Answer<K>>;
