/** What must be kept, in SQLite or in PostgreSQL: one suite says what holds of both. */
import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";
import type { Entry } from "../records/records.ts";
import type { AuditRow } from "./audit.ts";
import type { Call } from "./calls.ts";
import type { Case, CaseDraft, CaseHead, Saved } from "./cases.ts";
import type { Added, Addition, Asker } from "./decide.ts";
import type { Verified } from "./ledger.ts";
import type { Erased, Erasing } from "./erase.ts";
import type { Erasure } from "./erasures.ts";
import type { Merged, Merging, Parting } from "./merge.ts";
import type { Head, Snapshot } from "./snapshots.ts";
import type { Checked } from "./check.ts";
import { type Reason, Refusal } from "./migrations.ts";
import type { Notices } from "./notice-calls.ts";
import type { People } from "./people.ts";
import { isPostgres } from "./place.ts";
import type { Master } from "./seal.ts";
import type { Settled, Settling } from "./settings.ts";
import { openSqlite } from "./sqlite.ts";
import { Trouble, type TroubleKind } from "./trouble.ts";

export type { Case, CaseDraft, CaseHead, Saved } from "./cases.ts";
export type { Act, AuditRow } from "./audit.ts";
export type { Added, Addition, Asker, Refused } from "./decide.ts";
export type { Damage, Verified } from "./ledger.ts";
export type { Erased, Erasing } from "./erase.ts";
export type { Erasure } from "./erasures.ts";
export {
  mergeEntries,
  type Merged,
  type Merging,
  type NotMerged,
  partEntries,
  type Parting,
  type Side,
} from "./merge.ts";
export type { Head, Snapshot } from "./snapshots.ts";
export {
  backUp,
  type Copied,
  exportLines,
  fileIn,
  rekey,
  restore,
  verifyFile,
  verifyPlace,
} from "./backup.ts";
export { type Looked, lookForKey, makeKey } from "./master.ts";
export type { Master } from "./seal.ts";
export { isPostgres, placeOf, shownUrl, type Surroundings } from "./place.ts";
export { type Reason, Refusal } from "./migrations.ts";
export type {
  Channel,
  ChannelsDraft,
  ChannelsSettled,
  Failing,
  Notice,
  Notices,
  Outcome,
  Targets,
} from "./notice-calls.ts";
export {
  type Account,
  type AccountHead,
  type AccountRefusal,
  type Counter,
  type Limits,
  type People,
  type Person,
  type Relation,
  type Role,
  roles,
  type Session,
  type Stage,
} from "./people.ts";
export type { Settled, Settling } from "./settings.ts";
export { Trouble, type TroubleKind } from "./trouble.ts";

/** The named plans of the workbench. A write resolves when it is on the disk. */
export interface Cases {
  readonly list: () => Promise<readonly CaseHead[]>;
  readonly read: (id: string) => Promise<Case | null>;
  readonly save: (draft: CaseDraft) => Promise<Saved>;
  readonly remove: (id: string, revision: number) => Promise<Saved>;
}

/** What a clinic has settled for all its patients. */
export interface Settings {
  readonly read: (name: string) => Promise<Settled>;
  readonly save: (
    name: string,
    draft: Pick<Settled, "value" | "revision">,
    asker: Asker,
  ) => Promise<Settling>;
}

/** What happened, never changed. An addition resolves when it is on the disk. */
export interface Ledger {
  readonly add: (addition: Addition) => Promise<Added>;
  /** Merges two records of one person, or says everything that speaks against it; and parts them again. */
  readonly merge: (merging: Merging) => Promise<Merged>;
  readonly part: (parting: Parting) => Promise<Merged>;
  /** Everything kept of one patient, in this record and in those that were given up for it. */
  readonly ofPatient: (patient: string, asker: Asker) => Promise<readonly Entry[]>;
  /** The entries of all patients after a sequence number, `most` at a time. */
  readonly since: (after: number, most: number, asker: Asker) => Promise<readonly Entry[]>;
  /**
   * Walks both chains while others go on, and names the first record that is not as it was written. Once one was found,
   * nothing is added any more.
   */
  readonly verify: (told?: (walked: Verified) => void) => Promise<Verified>;
  /** The lines of the audit after one; looking is written down where somebody is named who looks. */
  readonly audit: (after: number, most: number, asker?: Asker) => Promise<readonly AuditRow[]>;
  /** Where the record of each patient ends. */
  readonly heads: () => Promise<readonly Head[]>;
  /** All entries of some patients, in the order of recording. */
  readonly ofPatients: (patients: readonly string[], asker: Asker) => Promise<readonly Entry[]>;
  /** The snapshots after a patient that hold against the chain; `last` is where to go on. */
  readonly snapshots: (
    after: string,
    most: number,
    asker: Asker,
  ) => Promise<{ readonly snapshots: readonly Snapshot[]; readonly last: string | null }>;
  readonly keepSnapshots: (snapshots: readonly Snapshot[]) => Promise<void>;
  /** Destroys the key of a person's record, for good. */
  readonly erase: (erasing: Erasing) => Promise<Erased>;
  /** Everybody who was erased, and one of them. */
  readonly erasures: () => Promise<readonly Erasure[]>;
  readonly erasureOf: (patient: string) => Promise<Erasure | undefined>;
}

/** An open store. */
export interface Store {
  readonly cases: Cases;
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly people: People;
  readonly notices: Notices;
  /** Ends after everything asked so far has been answered. */
  readonly close: () => Promise<void>;
}

const sentences: Record<Language, Readonly<Record<Reason, string>>> = {
  en: {
    oldSqlite: "this Node carries a version of SQLite that can lose records: use Node 24.21 or newer",
    notDurable:
      "what is written here is not safe: choose a folder on a local disk, or a server with fsync, synchronous_commit and full_page_writes on",
    notOurs: "the database belongs to another program: name another folder or another database",
    newer: "the records were written by a newer Theca: use that one, or another place",
    damaged: "the records are damaged; restore a backup into another place",
    brokenChain:
      "a record is not as it was written: `theca verify` names it; restore a backup into another place",
    notADatabase: "the file theca.sqlite in this folder is not a database",
    unwritable: "this folder cannot be written to",
    badUrl: "expected an address like postgres://user:password@host:5432/database",
    unreachable: "the database server does not answer: is it running, and are host and port right?",
    wrongPassword:
      "the database server does not let this user in: look at user and password, and at pg_hba.conf",
    noDatabase: "there is no such database on the server: make it with `createdb`, owned by this user",
    noRights:
      "this user may not make or write tables here: let the user own the database, on a server that is not a standby",
    oldPostgres: "the server is older than PostgreSQL 14: use a newer one",
    notUtf8: "the database is not in UTF-8: make one with `createdb --encoding=UTF8 --template=template0`",
    keyMissing:
      "the records are under a master key, and none was given: name its file with --key or THECA_KEY_FILE, or put the key itself into THECA_KEY",
    keyWrong:
      "the records are under another master key than the one given: name the file that was used for them, or the newest one if the key was changed",
    older: "the records were written by an older Theca: start this one on them once, then ask again",
  },
  zh: {
    oldSqlite: "此 Node 自带的 SQLite 版本可能丢失记录：请使用 Node 24.21 或更新版本",
    notDurable:
      "写入此处的内容不安全：请选择本地磁盘上的文件夹，或已开启 fsync、synchronous_commit 和 full_page_writes 的服务器",
    notOurs: "该数据库属于其他程序：请另选文件夹或数据库",
    newer: "这些记录由更新版本的 Theca 写入：请使用该版本或另选位置",
    damaged: "记录已损坏；请将备份恢复到另一位置",
    brokenChain: "有记录与写入时不同：`theca verify` 可指出；请将备份恢复到另一位置",
    notADatabase: "此文件夹中的 theca.sqlite 不是数据库",
    unwritable: "此文件夹无法写入",
    badUrl: "应为 postgres://用户:密码@主机:5432/数据库 形式的地址",
    unreachable: "数据库服务器没有回应：它是否在运行，主机和端口是否正确？",
    wrongPassword: "数据库服务器拒绝此用户：请检查用户、密码和 pg_hba.conf",
    noDatabase: "服务器上没有此数据库：请用 `createdb` 创建，并归此用户所有",
    noRights: "此用户不能在此创建或写入数据表：请让该用户拥有此数据库，且服务器不是备机",
    oldPostgres: "服务器早于 PostgreSQL 14：请使用更新版本",
    notUtf8: "数据库编码不是 UTF-8：请用 `createdb --encoding=UTF8 --template=template0` 创建",
    keyMissing:
      "这些记录由主密钥加密，但未提供主密钥：请用 --key 或 THECA_KEY_FILE 指定密钥文件，或将密钥放入 THECA_KEY",
    keyWrong: "这些记录所用的主密钥与提供的不同：请指定当时使用的密钥文件；若更换过主密钥，请用最新的文件",
    older: "这些记录由较早版本的 Theca 写入：请先用本版本打开一次，然后重试",
  },
};

/** Why a place is not opened, in a sentence, with what the database itself said. */
export const unopened = (reason: Reason, locale: Locale, detail?: string): string =>
  sentences[languageOf(locale)][reason] + (detail === undefined ? "" : ` (${detail})`);

const troubles: Record<Language, Readonly<Record<TroubleKind, (record: string) => string>>> = {
  en: {
    altered: (record) =>
      `record ${record} is not as it was written: nothing more is taken in; restore a backup into another place`,
    damaged: () => "the file of the records is damaged: restore a backup into another place",
    full: () => "the disk of the records is full: nothing was kept; free space, then send it again",
    disk: () =>
      "the disk of the records reports an error: nothing was kept; look at the disk before anything else",
    unreachable: () =>
      "the database does not answer: whether this was kept is not known; send the same again when it does",
    rights: () =>
      "the records cannot be written to: nothing was kept; look at the rights of folder or database",
    busy: () => "another process holds the records too long: nothing was kept; send it again",
    locked: () =>
      "the records are under another master key than the one at hand, or under one where none was given: nothing was kept; start Theca again with the right key",
  },
  zh: {
    altered: (record) => `记录 ${record} 与写入时不同：不再接收新内容；请将备份恢复到另一位置`,
    damaged: () => "记录文件已损坏：请将备份恢复到另一位置",
    full: () => "保存记录的磁盘已满：未保存任何内容；请腾出空间后重新发送",
    disk: () => "保存记录的磁盘报错：未保存任何内容；请先检查磁盘",
    unreachable: () => "数据库没有回应：不知是否已保存；恢复后请重新发送同样内容",
    rights: () => "记录无法写入：未保存任何内容；请检查文件夹或数据库的权限",
    busy: () => "其他进程占用记录过久：未保存任何内容；请重新发送",
    locked: () =>
      "记录所用的主密钥与现有的不同，或未提供主密钥：未保存任何内容；请用正确的密钥重新启动 Theca",
  },
};

/** What came between, in a sentence that says what to do. */
export const said = ({ trouble, record }: Trouble, locale: Locale): string =>
  troubles[languageOf(locale)][trouble](record ?? "");

/** Opens the store in a folder or a PostgreSQL database, making what is missing; or says why it is not opened. */
export async function openStore(
  place: string,
  locale: Locale,
  master?: Master,
): Promise<{ readonly store: Store } | { readonly refused: string }> {
  try {
    return { store: storeOver(await opened(place, master)) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: unopened(error.reason, locale, error.detail) };
    throw error;
  }
}

const opened = async (place: string, master: Master | undefined): Promise<Opened> =>
  isPostgres(place) ? (await import("./postgres.ts")).openPostgres(place, master) : openSqlite(place, master);

/** A database that is open, of whatever kind. */
export interface Opened {
  readonly call: (name: Parameters<Call>[0], args: readonly unknown[]) => Promise<unknown>;
  /** Walks both chains without keeping others waiting. */
  readonly verify: (told?: (walked: Verified) => void) => Promise<Checked>;
  /** Ends after everything asked so far has been answered. */
  readonly close: () => Promise<void>;
}

function storeOver({ call: asked, verify, close }: Opened): Store {
  const call: Call = (name, ...args) => asked(name, args) as never;
  let damage: Verified["damage"];
  const adding = (): void => {
    if (damage) throw new Trouble("altered", `${damage.sequence} (${damage.table})`);
  };
  return {
    cases: {
      list: () => call("listCases"),
      read: (id) => call("readCase", id),
      save: (draft) => call("saveCase", draft),
      remove: (id, revision) => call("removeCase", id, revision),
    },
    settings: {
      read: (name) => call("readSettings", name),
      save: (name, draft, asker) => call("saveSettings", name, draft, asker),
    },
    ledger: {
      add: async (addition) => {
        adding();
        return call("addEntries", addition);
      },
      merge: async (merging) => {
        adding();
        return call("mergeRecords", merging);
      },
      part: async (parting) => {
        adding();
        return call("partRecords", parting);
      },
      ofPatient: (patient, asker) => call("readEntries", patient, asker),
      since: (after, most, asker) => call("entriesSince", after, most, asker),
      verify: async (told) => {
        const { spoilt, ...verified } = await verify(told);
        damage = verified.damage;
        if (spoilt.length > 0) await call("dropSnapshots", spoilt);
        return verified;
      },
      audit: (after, most, asker) => call("readAudit", after, most, asker),
      heads: () => call("recordHeads"),
      ofPatients: (patients, asker) => call("readEntriesOf", patients, asker),
      snapshots: (after, most, asker) => call("readSnapshots", after, most, asker),
      keepSnapshots: (snapshots) => call("keepSnapshots", snapshots),
      erase: async (erasing) => {
        adding();
        return call("erase", erasing);
      },
      erasures: () => call("listErasures"),
      erasureOf: (patient) => call("erasureOf", patient),
    },
    people: (name, ...args) => {
      if (damage && ["addEntriesAs", "mergeRecordsAs", "partRecordsAs"].includes(name))
        return Promise.reject(new Trouble("altered", `${damage.sequence} (${damage.table})`));
      return call(name, ...(args as never)) as never;
    },
    notices: (name, ...args) => call(name, ...(args as never)) as never,
    close,
  };
}
