import pg from "pg";
import { type Entry, genesis } from "../records/records.ts";
import type { Act, AuditRow } from "./audit.ts";
import { type Asker, decide, entryOf, namesIn, type Row } from "./decide.ts";
import { damageOf, type Verified } from "./ledger.ts";
import { type Link, linked } from "./link.ts";
import type { Ledger } from "./store.ts";

/** Each step takes the database one version further. A step that has been released is never changed. */
export const postgresMigrations: readonly string[] = [
  `CREATE TABLE entries (
     sequence bigint PRIMARY KEY,
     id text UNIQUE NOT NULL,
     patient text NOT NULL,
     serial text,
     recorded_at bigint NOT NULL,
     text text NOT NULL,
     hash text NOT NULL
   );
   CREATE INDEX entries_of_patient ON entries (patient, sequence);
   CREATE INDEX entries_of_serial ON entries (serial, patient) WHERE serial IS NOT NULL;
   CREATE TABLE audit (sequence bigint PRIMARY KEY, text text NOT NULL, hash text NOT NULL);
   CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '% are never changed or removed', TG_TABLE_NAME; END $$;
   CREATE TRIGGER entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entries EXECUTE FUNCTION kept();
   CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION kept();`,
];

// One writer at a time goes on with the chain; "Thec" in ASCII names the lock.
const lock = 0x54686563;
const columns = 'sequence, id, patient, serial, recorded_at AS "recordedAt", text, hash';
const start = { sequence: 0, hash: genesis, recordedAt: 0 };
const page = 5000;

/** A ledger in PostgreSQL, with what ends it. */
export interface PostgresLedger extends Ledger {
  readonly close: () => Promise<void>;
}

/** Opens the ledger of a database, making it where there is none; or says why its server cannot be trusted with it. */
export async function openPostgres(
  url: string,
): Promise<
  { readonly ledger: PostgresLedger } | { readonly refused: "notDurable" | "newer" | "brokenChain" }
> {
  // Sequences and times lie far below 2^53: they are numbers here, too.
  const types = {
    getTypeParser: (type: number, format?: "text" | "binary") =>
      type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
  } as unknown as pg.CustomTypesConfig;
  const pool = new pg.Pool({ connectionString: url, types });
  // Without a listener a connection that the server ends would end the process.
  pool.on("error", () => undefined);
  const refused = async (why: "notDurable" | "newer" | "brokenChain") => {
    await pool.end();
    return { refused: why };
  };
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
    const { rows } = await pool.query<Record<string, string>>(`SHOW ${setting}`);
    if (rows[0]?.[setting] === "off") return refused("notDurable");
  }
  if (!(await migrated(pool))) return refused("newer");
  const ledger = ledgerOver(pool);
  const { damage } = await verified(pool, 2000);
  return damage ? refused("brokenChain") : { ledger };
}

/** Whatever happens in `work` happens whole, alone, or not at all. */
async function alone<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [lock]);
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even go back is not used again.
    const lost = await client.query("ROLLBACK").then(
      () => undefined,
      (fault: Error) => fault,
    );
    client.release(lost);
    throw error;
  }
}

/** Brings the database to the newest version; false where a newer Theca has been there. */
function migrated(pool: pg.Pool): Promise<boolean> {
  return alone(pool, async (client) => {
    await client.query("CREATE TABLE IF NOT EXISTS theca_schema (version integer NOT NULL)");
    const { rows } = await client.query<{ version: number }>(
      "SELECT max(version) AS version FROM theca_schema",
    );
    const version = rows[0]?.version ?? 0;
    for (const [index, step] of postgresMigrations.entries()) {
      if (index < version) continue;
      await client.query(step);
      await client.query("INSERT INTO theca_schema VALUES ($1)", [index + 1]);
    }
    return version <= postgresMigrations.length;
  });
}

type Asked = Pick<pg.Pool, "query">;
const rowsOf = async (client: Asked, where: string, ...values: unknown[]): Promise<Row[]> =>
  (await client.query<Row>(`SELECT ${columns} FROM entries WHERE ${where}`, values)).rows;

async function audit(client: Asked, act: Act): Promise<void> {
  const { rows } = await client.query<Link>(
    "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1",
  );
  const { sequence, text, hash } = linked(act, rows[0] ?? start);
  await client.query("INSERT INTO audit VALUES ($1, $2, $3)", [sequence, text, hash]);
}

function ledgerOver(pool: pg.Pool): PostgresLedger {
  const reading = (act: Act, where: string, ...values: unknown[]): Promise<Entry[]> =>
    alone(pool, async (client) => {
      await audit(client, act);
      return (await rowsOf(client, where, ...values)).map(entryOf);
    });
  return {
    add: (addition) =>
      alone(pool, async (client) => {
        const { patient, revision } = addition;
        const { ids, serials } = namesIn(addition);
        const elsewhere = await client.query<{ serial: string }>(
          "SELECT DISTINCT serial FROM entries WHERE serial = ANY ($1) AND patient <> $2",
          [serials, patient],
        );
        const decision = decide(addition, {
          named: await rowsOf(client, "id = ANY ($1)", ids),
          since: await rowsOf(client, "patient = $1 AND sequence > $2 ORDER BY sequence", patient, revision),
          latest:
            (await rowsOf(client, "patient = $1 ORDER BY sequence DESC LIMIT 1", patient))[0]?.sequence ?? 0,
          elsewhere: elsewhere.rows.map(({ serial }) => serial),
          last: (await rowsOf(client, "TRUE ORDER BY sequence DESC LIMIT 1"))[0] ?? start,
        });
        if (!("rows" in decision)) return decision.answer;
        for (const row of decision.rows)
          await client.query("INSERT INTO entries VALUES ($1, $2, $3, $4, $5, $6, $7)", [
            row.sequence,
            row.id,
            row.patient,
            row.serial,
            row.recordedAt,
            row.text,
            row.hash,
          ]);
        await audit(client, decision.act);
        return decision.answer;
      }),
    ofPatient: (patient, asker: Asker) =>
      reading({ ...asker, action: "read", patient }, "patient = $1 ORDER BY sequence", patient),
    since: (after, most, asker: Asker) =>
      reading(
        { ...asker, action: "read all", reason: `after ${after}` },
        "sequence > $1 ORDER BY sequence LIMIT $2",
        after,
        most,
      ),
    verify: () => verified(pool),
    audit: async (after, most) => {
      const { rows } = await pool.query<{ text: string; hash: string }>(
        "SELECT text, hash FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        [after, most],
      );
      return rows.map(({ text, hash }) => ({ ...(JSON.parse(text) as Omit<AuditRow, "hash">), hash }));
    },
    close: () => pool.end(),
  };
}

/** Walks both chains, a page at a time, from a number of records before their ends or from the beginning. */
async function verified(pool: pg.Pool, tail?: number): Promise<Verified> {
  const counts = { entries: 0, audit: 0 };
  for (const table of ["entries", "audit"] as const) {
    const end = await pool.query<{ end: number }>(`SELECT coalesce(max(sequence), 0) AS end FROM ${table}`);
    const from = tail === undefined ? 0 : Math.max(0, end.rows[0]!.end - tail);
    const before = await pool.query<Link>(`SELECT sequence, hash FROM ${table} WHERE sequence = $1`, [from]);
    let last: Link = before.rows[0] ?? start;
    for (;;) {
      const { rows } = await pool.query<Row>(
        `SELECT ${table === "entries" ? columns : "sequence, text, hash"} FROM ${table}
         WHERE sequence > $1 ORDER BY sequence LIMIT ${page}`,
        [last.sequence],
      );
      for (const row of rows) {
        const damage = damageOf(table, row, last);
        if (damage) return { ...counts, damage };
        counts[table]++;
        last = row;
      }
      if (rows.length < page) break;
    }
  }
  return counts;
}
