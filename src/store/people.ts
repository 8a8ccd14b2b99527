/** People: accounts, what they sign in with, whom they may see. Each call runs in one transaction, with its audit. */
import * as access from "./access.ts";
import * as accounts from "./accounts.ts";
import { auditBefore } from "./audit.ts";
import * as attempts from "./attempts.ts";
import * as sessions from "./sessions.ts";

export type {
  Account,
  AccountChange,
  AccountHead,
  AccountRefusal,
  AccountResult,
  NewAccount,
  Role,
} from "./accounts.ts";
export { roles } from "./accounts.ts";
export type { Counter } from "./attempts.ts";
export type { Chart, Glass, Person, Relation } from "./access.ts";
export type { Limits, Session, Signs, Stage } from "./sessions.ts";

const { accountById, accountByLogin, accountBySubject, listAccounts, countAccounts, makeAccount } = accounts;
const { changeAccount, setPassword, rehash, resetAccount, offerSecret, confirmSecret } = accounts;
const { useStep, useRecovery, recoveryLeft, note } = accounts;
const { openSession, findSession, lockSession, endSession, endSessions, sessionsOf } = sessions;
const { signingOf, beginSigning, takeBeside } = sessions;
const { rememberDevice, isKnownDevice, keepHandshake, takeHandshake } = sessions;
const { beginAttempt, succeeded } = attempts;
const { relationOf, hiddenFrom, readEntriesAs, entriesSinceAs, addEntriesAs, teamOf, setTeam } = access;
const { mergeRecordsAs, partRecordsAs } = access;
const { listCharts, findRestricted, breakGlass, listGlass, reviewGlass } = access;
const { listCasesAs, readCaseAs, saveCaseAs, removeCaseAs } = access;

/** Everything that can be asked about people. */
export const peopleCalls = {
  accountById,
  accountByLogin,
  accountBySubject,
  listAccounts,
  countAccounts,
  makeAccount,
  changeAccount,
  setPassword,
  rehash,
  resetAccount,
  offerSecret,
  confirmSecret,
  useStep,
  useRecovery,
  recoveryLeft,
  note,
  auditBefore,
  openSession,
  findSession,
  lockSession,
  endSession,
  endSessions,
  sessionsOf,
  signingOf,
  beginSigning,
  takeBeside,
  rememberDevice,
  isKnownDevice,
  keepHandshake,
  takeHandshake,
  beginAttempt,
  succeeded,
  relationOf,
  hiddenFrom,
  readEntriesAs,
  entriesSinceAs,
  addEntriesAs,
  mergeRecordsAs,
  partRecordsAs,
  teamOf,
  setTeam,
  listCharts,
  findRestricted,
  breakGlass,
  listGlass,
  reviewGlass,
  listCasesAs,
  readCaseAs,
  saveCaseAs,
  removeCaseAs,
} as const;
type Calls = typeof peopleCalls;

/** What a call about people answers. */
export type PeopleAnswer<K extends keyof Calls> =
  ReturnType<Calls[K]> extends Generator<unknown, infer T> ? T : never;

/** Asks one thing about people; the answer comes when what it wrote is on the disk. */
export type People = <K extends keyof Calls>(
  name: K,
  ...args: Parameters<Calls[K]>
) => Promise<PeopleAnswer<K>>;
