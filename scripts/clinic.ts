// A clinic that never was: so many patients with pumps, visited every quarter, as many entries as are asked for. Written
// past the server, for measuring only. `node scripts/clinic.ts <folder|postgres://…> [patients] [entries] [seed]`
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { chance } from "../src/evidence/evidence.ts";
import { canonical, genesis, type NewEntry } from "../src/records/records.ts";
import { fileIn, isPostgres } from "../src/store/store.ts";
import { openDatabase } from "../src/store/database.ts";
import type { Row } from "../src/store/decide.ts";
import { keepAudit, keepEntries, start } from "../src/store/kept.ts";
import type { Kept } from "../src/store/link.ts";
import { alone, migrated, poolOf } from "../src/store/postgres.ts";
import { runOnPostgres, runOnSqlite, type Script } from "../src/store/script.ts";

export interface Clinic {
  readonly patients: number;
  readonly entries: number;
  readonly seed: number;
}

/** Entries of one patient that were recorded together. */
export interface Visit {
  readonly patient: string;
  readonly recordedAt: number;
  readonly entries: readonly NewEntry[];
}

const hour = 3_600_000;
const day = 24 * hour;
const quarter = 91 * day;
/** The day on which the clinic is looked at: every pump was filled within the quarter before. */
export const clinicNow = Date.UTC(2026, 10, 2, 9);

const hex = (n: number, length: number): string => n.toString(16).padStart(length, "0");
export const patientId = (n: number): string => `10000000-0000-4000-8000-${hex(n, 12)}`;
const entryId = (n: number): string => `20000000-0000-4000-8000-${hex(n, 12)}`;
const mL = (value: number) => ({ value: Math.round(value * 10) / 10, unit: "mL" as const });

/** A patient with the pump that he keeps: how it is filled, what it delivers of what it is told. */
interface Person {
  readonly id: string;
  readonly number: number;
  readonly fill: number;
  readonly concentration: number;
  readonly perDay: number;
  readonly ratio: number;
  /** When he comes within each quarter. */
  readonly phase: number;
}

function personOf(number: number, seed: number): Person {
  const { unit } = chance(seed, number);
  const fill = unit() < 0.3 ? 20 : 40;
  return {
    id: patientId(number),
    number,
    fill,
    concentration: [500, 1000, 2000][number % 3]!,
    perDay: (fill * (0.55 + 0.35 * unit())) / 91,
    ratio: 0.94 + 0.1 * unit(),
    phase: Math.floor(unit() * 80) * day,
  };
}

/** All visits in the order in which they were recorded, until there are as many entries as wanted. */
export function* visits({ patients, entries, seed }: Clinic): Generator<Visit> {
  const people = Array.from({ length: patients }, (_, i) => personOf(i, seed));
  people.sort((a, b) => a.phase - b.phase || a.number - b.number);
  const perPerson = Math.ceil(entries / patients);
  const quarters = Math.max(1, Math.ceil((perPerson - 3) / 7));
  const next = chance(seed, patients).unit;
  let made = 0;
  for (let q = 0; q < quarters; q++)
    for (const person of people) {
      const at = clinicNow - (quarters - q) * quarter + person.phase + 8 * hour;
      const all = visitOf(person, q, at, next, () => entryId(made++));
      const over = made - entries;
      if (over >= all.length) return;
      const some = over > 0 ? all.slice(0, all.length - over) : all;
      yield { patient: person.id, recordedAt: at + hour, entries: some };
    }
}

function visitOf(person: Person, q: number, at: number, next: () => number, id: () => string): NewEntry[] {
  const { fill, concentration, perDay, ratio, number } = person;
  const serial = `NGP${String(number).padStart(6, "0")}`;
  let minutes = 0;
  const entry = (kind: string, data: object, by = "nurse"): NewEntry =>
    ({
      id: id(),
      patient: person.id,
      at: { epoch: at + minutes++ * 60_000, offset: 0 },
      by,
      from: "entered",
      kind,
      data,
    }) as unknown as NewEntry;
  const perQuarter = (perDay * quarter) / day;
  const left = q === 0 ? 0 : Math.max(0, fill - ratio * perQuarter + (next() - 0.5));
  const dose = { value: Math.round(perDay * concentration), unit: "ug/d" };
  const first =
    q > 0
      ? []
      : [
          entry("patient", {
            name: `Example ${number}`,
            birthDate: `19${50 + (number % 50)}-0${1 + (number % 9)}-1${number % 9}`,
            identifiers: [{ system: "clinic", value: String(number) }],
          }),
          entry("pump implanted", { pump: { model: `synchromed-ii-${fill}` }, serial }),
          entry("catheter implanted", { catheter: { volume: { value: 0.2, unit: "mL" } } }),
        ];
  return [
    ...first,
    entry("interrogation", { serial, volume: mL(Math.max(0, fill - perQuarter)), running: true }),
    entry("refill", {
      aspirated: mL(left),
      aspiratedAgain: mL(left),
      filled: mL(fill),
      programmed: mL(fill),
      solution: [{ drug: "baclofen", concentration: { value: concentration, unit: "ug/mL" } }],
      lot: `L${q}`,
      expiry: "2099-12-31",
      needleChecked: true,
      observed: { value: 30, unit: "min" },
    }),
    q % 4 === 0
      ? entry("program change", {
          program: { mode: "continuous", drug: "baclofen", dose },
          reason: "titration",
        })
      : entry("note", { text: "No change of the program." }),
    entry("bolus count", { drug: "baclofen", amount: { value: 10, unit: "ug" }, given: 0, denied: 0 }),
    entry("score", { scale: "modified Ashworth", value: number % 4, region: "legs" }),
    entry("note", { text: `Seen in the clinic in quarter ${q}; walks as before.` }, "physician"),
    entry("visit closed", { reinterrogated: true, running: true }),
  ];
}

/** The rows of entries and audit for visits, as the store would have written them. */
function* chained(all: Iterable<Visit>): Generator<{ entries: Row[]; audit: Kept }> {
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  let [entry, audit] = [
    { sequence: 0, hash: genesis },
    { sequence: 0, hash: genesis },
  ];
  const link = (fact: object, last: typeof entry) => {
    const sequence = last.sequence + 1;
    const text = canonical({ ...fact, sequence, previous: last.hash });
    return { sequence, text, hash: digest(text) };
  };
  let clock = 0;
  for (const { patient, recordedAt, entries } of all) {
    clock = Math.max(clock, recordedAt);
    const first = entry.sequence + 1;
    const rows = entries.map((fact): Row => {
      const { sequence, text, hash } = link({ ...fact, recordedAt: clock }, entry);
      entry = { sequence, hash };
      return { sequence, id: fact.id, patient, recordedAt: clock, text, hash };
    });
    const act = { at: recordedAt, who: "nurse", action: "append", patient, entries: [first, entry.sequence] };
    const { sequence, text, hash } = link(act, audit);
    audit = { sequence, hash };
    yield { entries: rows, audit: { sequence, text, hash } };
  }
}

/** Fills a place that has no records. */
export async function fillClinic(
  place: string,
  clinic: Clinic,
  told?: (entries: number) => void,
): Promise<void> {
  const write = async (ask: <T>(script: Script<T>) => Promise<T> | T): Promise<void> => {
    let [entries, audit, done]: [Row[], Kept[], number] = [[], [], 0];
    const links = { entries: start.link, audit: start.link };
    const flush = async (): Promise<void> => {
      links.entries = await ask(keepEntries(entries, links.entries));
      links.audit = await ask(keepAudit(audit, links.audit));
      done += entries.length;
      told?.(done);
      [entries, audit] = [[], []];
    };
    for (const rows of chained(visits(clinic))) {
      entries.push(...rows.entries);
      audit.push(rows.audit);
      if (entries.length >= 5000) await flush();
    }
    await flush();
  };
  if (isPostgres(place)) {
    const pool = poolOf(place);
    await migrated(pool);
    await alone(pool, (client) => write((script) => runOnPostgres(client, script)));
    await pool.query("ANALYZE entries, audit");
    await pool.end();
    return;
  }
  mkdirSync(place, { recursive: true });
  const db = openDatabase(fileIn(place));
  db.exec("BEGIN IMMEDIATE");
  await write((script) => runOnSqlite(db, script));
  db.exec("COMMIT");
  db.close();
}

if (import.meta.main) {
  const [place, patients = "10000", entries = "1000000", seed = "1"] = process.argv.slice(2);
  if (!place) throw new Error("node scripts/clinic.ts <folder|postgres://…> [patients] [entries] [seed]");
  const start = performance.now();
  await fillClinic(place, { patients: Number(patients), entries: Number(entries), seed: Number(seed) });
  process.stdout.write(
    `${entries} entries of ${patients} patients in ${((performance.now() - start) / 1000).toFixed(1)} s\n`,
  );
}
