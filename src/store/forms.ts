// The two forms in which rows are written out: as they lie there, for a backup, and in clear, for whoever is to read
// them. Each says how a row is written, what is wrong with a link, and how rows are put back.
import { canonical } from "../records/records.ts";
import { openedReason, sealedReason } from "./reasons.ts";
import { plainCase, putCase } from "./cases.ts";
import type { Row } from "./decide.ts";
import {
  auditLink,
  entryLink,
  keepAudit,
  keepEntries,
  type Last,
  opened,
  openedAct,
  type SealedAct,
  type SealedEntry,
  start,
} from "./kept.ts";
import type { Damage } from "./ledger.ts";
import { digest } from "./link.ts";
import { first, rows, type Script, type Value, vault } from "./script.ts";
import type { KeptTable } from "./tables.ts";
import { openKeys } from "./vault.ts";

/** A row as a database gives it. */
export type AnyRow = Readonly<Record<string, Value>>;
/** A row as it stands in a line. */
export type Fact = Readonly<Record<string, unknown>>;

/** How rows are written and read again. */
export interface Form {
  readonly write: (kept: KeptTable, row: AnyRow) => Script<Fact>;
  /** What is wrong with a link of a chain that follows another. */
  readonly brokenBy: (kept: KeptTable, row: Fact, before: Last) => Damage["why"] | undefined;
  /** Puts rows of one table back, in the transaction that runs. */
  readonly put: (kept: KeptTable, all: readonly Fact[]) => Script<void>;
}

const putTogether = 100;

/** Puts rows of one table in their place. */
function* putRows({ table, columns }: KeptTable, all: readonly (readonly Value[])[]): Script<void> {
  for (let i = 0; i < all.length; i += putTogether) {
    const some = all.slice(i, i + putTogether);
    const one = `(${columns.map(() => "?").join(", ")})`;
    yield* rows(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${some.map(() => one).join(", ")}`,
      ...some.flat(),
    );
  }
}

const asIs = ({ columns }: KeptTable, row: Fact): Value[] =>
  columns.map((column) => (row[column] ?? null) as Value);

const fromText = ({ columns, bytes = [] }: KeptTable, row: Fact): Record<string, Value> =>
  Object.fromEntries(
    columns.map((column) => [
      column,
      bytes.includes(column) ? Buffer.from(String(row[column]), "base64") : ((row[column] ?? null) as Value),
    ]),
  );

/** As it lies there: nothing of it can be read without the keys, and the keys lie under the master key. */
export const sealedForm: Form = {
  // oxlint-disable-next-line require-yield -- the other form asks for keys here.
  *write({ bytes = [] }, row) {
    return Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        bytes.includes(column) ? Buffer.from(value as Uint8Array).toString("base64") : value,
      ]),
    );
  },
  brokenBy(kept, row, before) {
    if (row["sequence"] !== before.sequence + 1) return "missing";
    const read = fromText(kept, row);
    const link =
      kept.table === "entries"
        ? entryLink(before.link, { ...read, recordedAt: read["recorded_at"] } as unknown as SealedEntry)
        : auditLink(before.link, read as unknown as SealedAct);
    return link === row["link"] ? undefined : "altered";
  },
  *put(kept, all) {
    // The key of the store's own comes with the others, before them.
    if (kept.table === "keys" && all.some(({ subject }) => subject === "*")) {
      yield* rows("DELETE FROM keys WHERE subject = ?", "*");
      (yield* vault()).forget();
    }
    yield* putRows(
      kept,
      all.map((row) => asIs(kept, fromText(kept, row))),
    );
  },
};

/** In clear. What is put back is sealed anew, under new keys; of an erased entry only its place is written. */
export function clearForm(): Form {
  const links = { entries: start.link, audit: start.link };
  return {
    *write({ table }, row) {
      switch (table) {
        case "entries":
          return yield* clearEntry({ ...row, recordedAt: row["recorded_at"] } as unknown as SealedEntry);
        case "audit":
          return said(openedAct(row as unknown as SealedAct, yield* openKeys()));
        case "cases":
          return yield* plainCase(row as never);
        case "glass": {
          const { wrapped: _, ...rest } = row;
          return { ...rest, reason: yield* openedReason(row as never) };
        }
        default:
          return row;
      }
    },
    brokenBy(_, { hash, ...fact }, before) {
      if (fact["sequence"] !== before.sequence + 1) return "missing";
      if (fact["erased"] === true) return undefined;
      if (digest(canonical(fact)) !== hash) return "altered";
      return fact["previous"] === before.hash ? undefined : "not linked";
    },
    *put(kept, all) {
      switch (kept.table) {
        case "entries":
          links.entries = yield* keepEntries(all.map(rowOf), links.entries);
          return;
        case "audit":
          links.audit = yield* keepAudit(all.map(rowOf), links.audit);
          return;
        case "cases":
          for (const row of all)
            yield* putCase({
              ...(row as never as Parameters<typeof putCase>[0]),
              savedAt: String(row["saved_at"]),
            });
          return;
        case "glass":
          for (const row of all) {
            const [patient, id, reason] = ["patient", "id", "reason"].map((name) => String(row[name]));
            const sealed = reason === "" ? "" : yield* sealedReason(patient!, id!, reason!);
            yield* putRows(kept, [asIs(kept, { ...row, reason: sealed })]);
          }
          return;
        default:
          yield* putRows(
            kept,
            all.map((row) => asIs(kept, row)),
          );
      }
    },
  };
}

const said = ({ text, hash }: { readonly text: string; readonly hash: string }): Fact => ({
  ...(JSON.parse(text) as object),
  hash,
});

function* clearEntry(entry: SealedEntry): Script<Fact> {
  const { sequence, id, patient, recordedAt, hash, wrapped } = entry;
  if (!wrapped && (yield* first("SELECT 1 AS one FROM erasures WHERE patient = ?", patient)))
    return { sequence, id, patient, recordedAt, erased: true, hash };
  const keys = yield* vault();
  return said(opened(entry, (whose, key) => keys.keyIn(whose, key)));
}

/** A link as it goes into its table; an erased one has no text any more. */
function rowOf({ hash, ...fact }: Fact): Row {
  const { sequence, id, patient, recordedAt, erased } = fact as unknown as Row & { erased?: true };
  return { sequence, id, patient, recordedAt, hash: String(hash), text: erased ? "" : canonical(fact) };
}
