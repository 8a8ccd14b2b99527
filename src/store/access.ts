import { type Entry, isReadOffPump } from "../records/records.ts";
import { accountById, listAccounts } from "./accounts.ts";
import { audit } from "./audit.ts";
import { listCases, readCase, removeCase, saveCase } from "./cases.ts";
import type { Added, Addition, Asker } from "./decide.ts";
import { erasureOf } from "./erasures.ts";
import { addEntries, entriesSince, readEntries } from "./ledger.ts";
import { entryRows } from "./kept.ts";
import { type Merged, type Merging, mergeRecords, type Parting, partRecords } from "./merge.ts";
import { foreignWithin, isSeen, keptFor, seenByNobody, teamsAround } from "./merged-charts.ts";
import { first, marks, rows, type Script } from "./script.ts";
import { openedReason, sealedReason } from "./reasons.ts";

/**
 * How a person stands to a patient: the chart is open to the clinic, or restricted to a team to which the person
 * belongs or not, or was opened by breaking the glass.
 */
export type Relation = "open" | "member" | "stranger" | "glass";

/** A person who signed in, as the store needs to know them. */
export type Person = Asker & { readonly account: string };

/** Access to a restricted chart for a time, with its reason. */
export interface Glass {
  readonly id: string;
  readonly patient: string;
  readonly account: string;
  readonly reason: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly reviewedBy: string | null;
  readonly reviewedAt: number | null;
}

/** A restricted chart and those who may see it. */
export interface Chart {
  readonly patient: string;
  readonly accounts: readonly string[];
  /** True where none of them can sign in any more. */
  readonly orphaned: boolean;
}

interface Stands {
  readonly relation: Relation;
  readonly glass?: string;
}

/**
 * How an account stands to a patient now; with the id of the glass where one was broken. Whoever is a stranger to a chart
 * that was given up for this one is a stranger to this one.
 */
export function* relationOf(patient: string, account: string, now: number): Script<Stands> {
  let stands = yield* ownRelation(patient, account, now);
  for (const given of yield* foreignWithin(patient, account)) {
    if (stands.relation === "stranger") break;
    stands = yield* ownRelation(given, account, now);
  }
  return stands;
}

function* ownRelation(patient: string, account: string, now: number): Script<Stands> {
  const team = yield* rows<{ account: string }>("SELECT account FROM teams WHERE patient = ?", patient);
  if (team.length === 0) return { relation: "open" };
  if (team.some((member) => member.account === account)) return { relation: "member" };
  const glass = yield* first<{ id: string }>(
    "SELECT id FROM glass WHERE account = ? AND patient = ? AND from_at <= ? AND until_at > ? ORDER BY until_at DESC LIMIT 1",
    account,
    patient,
    now,
    now,
  );
  return glass ? { relation: "glass", glass: glass.id } : { relation: "stranger" };
}

/** The patients whose charts an account may not see now. */
export function* hiddenFrom(account: string, now: number): Script<string[]> {
  const found = yield* rows<{ patient: string }>(
    `SELECT DISTINCT patient FROM teams
     WHERE patient NOT IN (SELECT patient FROM teams WHERE account = ?)
       AND patient NOT IN (SELECT patient FROM glass WHERE account = ? AND from_at <= ? AND until_at > ?)`,
    account,
    account,
    now,
    now,
  );
  const own = found.map(({ patient }) => patient);
  return [...new Set([...own, ...(yield* keptFor(own)).values()])];
}

/** The person as they are written down for this patient, or undefined, with the refusal written down (I-09). */
function* admitted(person: Person, patient: string, wanted: string): Script<Asker | undefined> {
  const { relation, glass } = yield* relationOf(patient, person.account, person.at);
  if (relation === "stranger") {
    yield* audit({ ...person, action: "refused", patient, reason: wanted });
    return undefined;
  }
  return glass === undefined ? person : { ...person, glass };
}

/** Everything kept of one patient, for somebody who may see it; null for anybody else. */
export function* readEntriesAs(patient: string, person: Person): Script<Entry[] | null> {
  const asker = yield* admitted(person, patient, "read");
  return asker ? yield* readEntries(patient, asker) : null;
}

/** The entries of all patients whose charts the person may see. */
export function* entriesSinceAs(
  after: number,
  most: number,
  person: Person,
): Script<{ entries: Entry[]; last: number }> {
  const hidden = new Set(yield* hiddenFrom(person.account, person.at));
  const all = yield* entriesSince(after, most, person);
  return { entries: all.filter(({ patient }) => !hidden.has(patient)), last: all.at(-1)?.sequence ?? after };
}

/**
 * Adds entries for a person who may see the patient, and for a second one who stands beside them. Checks and
 * signatures that need another person are refused where it is the same.
 */
export function* addEntriesAs(addition: Addition & { readonly asker: Person }): Script<Added> {
  const { patient, entries } = addition;
  const asker = yield* admitted(addition.asker, patient, "append");
  if (!asker) return { refused: { why: "restricted" } };
  const named = entries.flatMap((entry) => ("of" in entry.data ? [entry.data.of] : []));
  const kept =
    named.length === 0 ? [] : yield* entryRows(`id IN ${marks(named)} AND patient = ?`, ...named, patient);
  const authors = new Map<string, string>([
    ...kept.map(({ id, text }) => [id, (JSON.parse(text) as { by: string }).by] as const),
    ...entries.map(({ id, by }) => [id, by] as const),
  ]);
  for (const entry of entries) {
    const { kind, data, by } = entry;
    if (kind !== "second check" && kind !== "signature") continue;
    const author = authors.get(data.of);
    if (author === undefined) {
      yield* audit({ ...asker, action: "refused", patient, reason: `${kind} of nothing` });
      return { refused: { why: "of nothing", id: entry.id } };
    }
    const byAnother =
      (kind === "second check" && !isReadOffPump(data)) ||
      (kind === "signature" && (data.meaning === "second check" || data.meaning === "witness"));
    const byAuthor = kind === "signature" && data.meaning === "author";
    if (!(byAnother && author === by) && !(byAuthor && author !== by)) continue;
    yield* audit({ ...asker, action: "refused", patient, reason: `${kind} by the same person` });
    return { refused: { why: byAnother ? "same person" : "another author", id: entry.id } };
  }
  return yield* addEntries({ ...addition, asker });
}

/** Whether somebody has a record that can be read: of whoever was erased only the places of entries are left. */
function* hasRecord(patient: string): Script<boolean> {
  if (yield* erasureOf(patient)) return false;
  return (yield* first("SELECT 1 AS one FROM entries WHERE patient = ? LIMIT 1", patient)) !== undefined;
}

type As<T> = T & { readonly asker: Person };

/** Merges two charts for a person who may see both. */
export function* mergeRecordsAs(merging: As<Merging>, mayTend: readonly string[]): Script<Merged> {
  const { kept, given } = merging;
  const asker = yield* admittedToBoth(merging, "merge");
  if (!asker) return { refused: { why: "restricted", patient: given.patient } };
  const beside = yield* seenByNobody(kept.patient, given.patient, mayTend);
  return yield* mergeRecords({ ...merging, asker }, beside);
}

/** Parts two charts for a person who may see both. */
export function* partRecordsAs(parting: As<Parting>): Script<Merged> {
  const asker = yield* admittedToBoth(parting, "part");
  if (!asker) return { refused: { why: "restricted", patient: parting.given.patient } };
  return yield* partRecords({ ...parting, asker });
}

function* admittedToBoth({ kept, given, asker }: As<Parting>, wanted: string): Script<Asker | undefined> {
  const one = yield* admitted(asker, kept.patient, wanted);
  const other = yield* admitted(asker, given.patient, wanted);
  return one && other ? { ...other, ...one } : undefined;
}

/** The people of a restricted chart; none where it is open to the clinic. */
export function* teamOf(patient: string): Script<string[]> {
  const found = yield* rows<{ account: string }>(
    "SELECT account FROM teams WHERE patient = ? ORDER BY account",
    patient,
  );
  return found.map(({ account }) => account);
}

/** Restricts a chart to a team, or opens it to the clinic with an empty one; a chart nobody could open is refused. */
export function* setTeam(
  patient: string,
  accounts: readonly string[],
  mayTend: readonly string[],
  person: Person,
  ruling: boolean,
): Script<"set" | "restricted" | "unknown patient" | "nobody left" | "unknown account"> {
  if (!ruling && !(yield* admitted(person, patient, "team"))) return "restricted";
  if (!(yield* hasRecord(patient))) return "unknown patient";
  let tending = 0;
  for (const id of accounts) {
    const account = yield* accountById(id);
    if (!account) return "unknown account";
    if (!account.disabled && account.roles.some((role) => mayTend.includes(role))) tending++;
  }
  if (accounts.length > 0 && tending === 0) return "nobody left";
  const beside = new Map(yield* teamsAround([patient])).set(patient, accounts);
  if (accounts.length > 0 && beside.size > 1 && !(yield* isSeen(beside.values(), mayTend)))
    return "nobody left";
  const before = yield* teamOf(patient);
  yield* rows("DELETE FROM teams WHERE patient = ?", patient);
  for (const account of new Set(accounts))
    yield* rows(
      "INSERT INTO teams (id, patient, account, from_at) VALUES (?, ?, ?, ?)",
      `${patient} ${account}`,
      patient,
      account,
      person.at,
    );
  yield* audit({
    ...person,
    action: "team changed",
    patient,
    before: { accounts: before },
    after: { accounts: [...accounts] },
  });
  return "set";
}

/** Every restricted chart, for whoever sees to it that none is forgotten. */
export function* listCharts(mayTend: readonly string[]): Script<Chart[]> {
  const tending = new Set(
    (yield* listAccounts())
      .filter(({ disabled, roles }) => !disabled && roles.some((role) => mayTend.includes(role)))
      .map(({ id }) => id),
  );
  const teams = new Map<string, string[]>();
  for (const { patient, account } of yield* rows<{ patient: string; account: string }>(
    "SELECT patient, account FROM teams ORDER BY patient, account",
  ))
    teams.set(patient, [...(teams.get(patient) ?? []), account]);
  return [...teams].map(([patient, accounts]) => ({
    patient,
    accounts,
    orphaned: !accounts.some((account) => tending.has(account)),
  }));
}

/**
 * The restricted chart of whoever has this number and birth date, for somebody who may not see it: exactly both, so
 * that nobody browses. Asking is written down.
 */
export function* findRestricted(number: string, birthDate: string, person: Person): Script<string | null> {
  for (const patient of yield* hiddenFrom(person.account, person.at)) {
    const entries = yield* entryRows("patient = ?", patient);
    const isTheirs = entries.some(({ text }) => {
      const { kind, data } = JSON.parse(text) as Pick<Entry, "kind" | "data">;
      if (kind !== "patient" || !("identifiers" in data)) return false;
      return data.birthDate === birthDate && data.identifiers.some(({ value }) => value === number);
    });
    if (!isTheirs) continue;
    yield* audit({ ...person, action: "find restricted", patient });
    return patient;
  }
  yield* audit({ ...person, action: "find restricted", reason: "nobody" });
  return null;
}

/** Opens a restricted chart for a time and a reason, loudly (T-10). */
export function* breakGlass(
  id: string,
  patient: string,
  reason: string,
  until: number,
  person: Person,
): Script<Relation | null> {
  if (!(yield* hasRecord(patient))) {
    yield* audit({ ...person, action: "refused", patient, reason: "break glass" });
    return null;
  }
  const { relation } = yield* relationOf(patient, person.account, person.at);
  if (relation !== "stranger") return relation;
  // Charts that read as one are opened together, each by a glass of its own.
  let glass = id;
  for (const chart of [patient, ...(yield* foreignWithin(patient, person.account))]) {
    if ((yield* ownRelation(chart, person.account, person.at)).relation !== "stranger") continue;
    yield* rows(
      "INSERT INTO glass (id, patient, account, reason, from_at, until_at) VALUES (?, ?, ?, ?, ?, ?)",
      glass,
      chart,
      person.account,
      yield* sealedReason(chart, glass, reason),
      person.at,
      until,
    );
    // What was typed as a reason may name the patient: it stands beside the glass, under the patient's key.
    yield* audit({ ...person, action: "break glass", patient: chart, glass });
    glass = `${glass}+`;
  }
  return "glass";
}

interface GlassRow {
  readonly id: string;
  readonly patient: string;
  readonly account: string;
  readonly reason: string;
  readonly wrapped: Uint8Array | null;
  readonly from_at: number;
  readonly until_at: number;
  readonly reviewed_by: string | null;
  readonly reviewed_at: number | null;
}

/** Every time the glass was broken, the last first; a reason may name the patient, so that reading them is audited. */
export function* listGlass(asker: Asker): Script<Glass[]> {
  yield* audit({ ...asker, action: "read audit", reason: "glass" });
  const found = yield* rows<GlassRow>(
    "SELECT * FROM glass LEFT JOIN keys ON subject = patient ORDER BY from_at DESC, id",
  );
  const all: Glass[] = [];
  for (const row of found)
    all.push({
      id: row.id,
      patient: row.patient,
      account: row.account,
      reason: yield* openedReason(row),
      fromAt: row.from_at,
      untilAt: row.until_at,
      reviewedBy: row.reviewed_by,
      reviewedAt: row.reviewed_at,
    });
  return all;
}

/** Notes that somebody other than the one who broke it has looked at a breaking of the glass. */
export function* reviewGlass(id: string, person: Person): Script<"reviewed" | "unknown" | "own"> {
  const row = yield* first<Pick<GlassRow, "account" | "patient">>(
    "SELECT account, patient FROM glass WHERE id = ?",
    id,
  );
  if (!row) return "unknown";
  if (row.account === person.account) return "own";
  yield* rows("UPDATE glass SET reviewed_by = ?, reviewed_at = ? WHERE id = ?", person.who, person.at, id);
  yield* audit({ ...person, action: "glass reviewed", patient: row.patient, glass: id });
  return "reviewed";
}

// The plans of the workbench bear a patient's name: in a clinic each reading and writing leaves its line.
export function* listCasesAs(person: Person): ReturnType<typeof listCases> {
  yield* audit({ ...person, action: "list cases" });
  return yield* listCases();
}
export function* readCaseAs(id: string, person: Person): ReturnType<typeof readCase> {
  yield* audit({ ...person, action: "read case", case: id });
  return yield* readCase(id);
}
export function* saveCaseAs(
  draft: Parameters<typeof saveCase>[0],
  person: Person,
): ReturnType<typeof saveCase> {
  const saved = yield* saveCase(draft);
  if ("saved" in saved) yield* audit({ ...person, action: "save case", case: draft.id });
  return saved;
}
export function* removeCaseAs(id: string, revision: number, person: Person): ReturnType<typeof removeCase> {
  const removed = yield* removeCase(id, revision);
  if ("saved" in removed) yield* audit({ ...person, action: "remove case", case: id });
  return removed;
}
