// A whole database of PostgreSQL: walked, written out, or filled, without opening it for use.
import type pg from "pg";
import type { Copied } from "./backup.ts";
import { type Verified, verifyChains } from "./ledger.ts";
import { isEmpty, linesBy, putLines, type Unfit } from "./lines.ts";
import { alone, migrated, named, poolOf, trusted } from "./postgres.ts";
import { runOnPostgres, type Script } from "./script.ts";

async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = poolOf(url);
  try {
    return await work(pool);
  } catch (error) {
    throw named(error);
  } finally {
    await pool.end();
  }
}

const hasRecords = async (pool: pg.Pool): Promise<boolean> =>
  (await pool.query<{ found: boolean }>("SELECT to_regclass('theca_schema') IS NOT NULL AS found")).rows[0]!
    .found;

/** Both chains of a database; undefined where it has no records. */
export const verifyPostgres = (url: string): Promise<Verified | undefined> =>
  withPool(url, async (pool) => ((await hasRecords(pool)) ? runOnPostgres(pool, verifyChains()) : undefined));

/** One committed state of a database as lines, others writing meanwhile. */
export async function* linesOfPostgres(url: string): AsyncGenerator<string> {
  const pool = poolOf(url);
  try {
    const client = await pool.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      yield* linesBy((script) => runOnPostgres(client, script));
    } finally {
      client.release(true);
    }
  } catch (error) {
    throw named(error);
  } finally {
    await pool.end();
  }
}

/** Puts lines into a database that has no records, all or none. */
export const restorePostgres = (url: string, lines: AsyncIterable<string>): Promise<Copied> =>
  withPool(url, async (pool) => {
    await trusted(pool);
    await migrated(pool);
    try {
      return await alone(pool, async (client): Promise<Copied> => {
        const ask = <T>(script: Script<T>): Promise<T> => runOnPostgres(client, script);
        if (!(await ask(isEmpty()))) return { refused: "exists" };
        const put = await putLines(lines, ask);
        if (!("entries" in put)) throw new Spoilt(put);
        return { copied: put };
      });
    } catch (error) {
      if (error instanceof Spoilt) return error.unfit;
      throw error;
    }
  });

/** Ends the transaction that would have kept lines that do not hold. */
class Spoilt extends Error {
  readonly unfit: Unfit;
  constructor(unfit: Unfit) {
    super("the lines do not hold");
    this.unfit = unfit;
  }
}
