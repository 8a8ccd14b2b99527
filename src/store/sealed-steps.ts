import { sealedReason } from "./reasons.ts";
import { inEach } from "./dialect.ts";
import { putCase } from "./cases.ts";
import { entryOf, isRepeated, type Row } from "./decide.ts";
import { keepAudit, keepEntries, start } from "./kept.ts";
import { brokenBy, type Kept, type Link } from "./link.ts";
import { Refusal } from "./refusal.ts";
import { rows, type Script } from "./script.ts";
import { makeOwnKey } from "./vault.ts";

/** Tables whose content is sealed, each under the key of its patient or of the store. */
const tables = inEach(
  ({ text, whole, bytes, end }) => `
   CREATE TABLE keys (subject ${text} PRIMARY KEY NOT NULL, wrapped ${bytes} NOT NULL)${end};
   CREATE TABLE erasures (patient ${text} PRIMARY KEY NOT NULL, at ${whole} NOT NULL)${end};
   CREATE TABLE serials (mark ${text} NOT NULL, patient ${text} NOT NULL, PRIMARY KEY (mark, patient))${end};
   CREATE INDEX serials_of_patient ON serials (patient);
   ALTER TABLE entries RENAME TO plain_entries;
   ALTER TABLE audit RENAME TO plain_audit;
   ALTER TABLE cases RENAME TO plain_cases;
   CREATE TABLE entries (
     sequence ${whole} PRIMARY KEY NOT NULL,
     id ${text} UNIQUE NOT NULL,
     patient ${text} NOT NULL,
     recorded_at ${whole} NOT NULL,
     sealed ${bytes} NOT NULL,
     hash ${text} NOT NULL,
     link ${text} NOT NULL
   )${end};
   CREATE INDEX entries_by_patient ON entries (patient, sequence);
   CREATE TABLE audit (
     sequence ${whole} PRIMARY KEY NOT NULL,
     sealed ${bytes} NOT NULL,
     hash ${text} NOT NULL,
     link ${text} NOT NULL
   )${end};
   CREATE TABLE cases (
     id ${text} PRIMARY KEY NOT NULL,
     title ${bytes} NOT NULL,
     plan ${bytes} NOT NULL,
     revision ${whole} NOT NULL CHECK (revision > 0),
     saved_at ${text} NOT NULL
   )${end};
   DROP TABLE snapshots;
   CREATE TABLE snapshots (
     patient ${text} PRIMARY KEY NOT NULL,
     sequence ${whole} NOT NULL,
     entry_hash ${text} NOT NULL,
     sealed ${bytes} NOT NULL
   )${end};`,
);

/** The step that brings sealed content into a database; what was in clear waits in tables of its own until it is moved. */
export const sealedTables = {
  sqlite: `DROP TRIGGER entries_stay; DROP TRIGGER entries_kept; DROP TRIGGER audit_stays; DROP TRIGGER audit_kept;
   ${tables.sqlite}
   CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
   CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
   CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
   CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never removed'); END`,
  postgres: `DROP TRIGGER entries_kept ON entries; DROP TRIGGER audit_kept ON audit;
   ${tables.postgres}
   CREATE TRIGGER entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entries EXECUTE FUNCTION kept();
   CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION kept();`,
} as const;

const page = 2000;

/** Seals what was kept in clear, every link of both chains looked at on the way; one that does not hold ends it. */
export function* sealKept(): Script<void> {
  yield* makeOwnKey();
  yield* moved<Row & { readonly serial: string | null }>(
    'sequence, id, patient, serial, recorded_at AS "recordedAt", text, hash',
    "plain_entries",
    (row) => (fact) =>
      isRepeated(row, fact) && row.serial === ((entryOf(row).data as { serial?: string }).serial ?? null),
    keepEntries,
  );
  yield* moved<Kept>("sequence, text, hash", "plain_audit", () => () => true, keepAudit);
  for (const { id, title, plan, revision, saved_at } of yield* rows<PlainCase>("SELECT * FROM plain_cases"))
    yield* putCase({ id, title, plan, revision, savedAt: saved_at });
  for (const { id, patient, reason } of yield* rows<{ id: string; patient: string; reason: string }>(
    "SELECT id, patient, reason FROM glass",
  ))
    yield* rows("UPDATE glass SET reason = ? WHERE id = ?", yield* sealedReason(patient, id, reason), id);
  for (const table of ["entries", "audit", "cases"]) yield* rows(`DROP TABLE plain_${table}`);
}

interface PlainCase {
  readonly id: string;
  readonly title: string;
  readonly plan: string;
  readonly revision: number;
  readonly saved_at: string;
}

function* moved<R extends Kept>(
  columns: string,
  table: string,
  repeats: (row: R) => (fact: Readonly<Record<string, unknown>>) => boolean,
  keep: (all: readonly R[], last: string) => Script<string>,
): Script<void> {
  let last: Link = start;
  let link: string = start.link;
  for (;;) {
    const some: readonly R[] = yield* rows<R>(
      `SELECT ${columns} FROM ${table} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
      last.sequence,
      page,
    );
    for (const row of some) {
      if (brokenBy(row, last, repeats(row))) throw new Refusal("brokenChain");
      last = row;
    }
    link = yield* keep(some, link);
    if (some.length < page) return;
  }
}
