// A whole database of PostgreSQL: walked, written out, or filled, without opening it for use.
import type pg from "pg";
import type { Copied } from "./backup.ts";
import { type Verified, verifyChains } from "./ledger.ts";
import { isEmpty, linesBy, putLines, type Unfit } from "./lines.ts";
import {
  alone,
  migrated,
  named,
  poolOf,
  postgresMigrations,
  refuseOtherKey,
  scrub,
  trusted,
  underMaster,
} from "./postgres.ts";
import { Refusal } from "./refusal.ts";
import { runOnPostgres, type Script } from "./script.ts";
import type { Master } from "./seal.ts";
import { masterFits, rewrap } from "./vault.ts";

async function withPool<T>(
  url: string,
  master: Master | undefined,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = poolOf(url, master);
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

/** Refuses a database that is only to be read and is of another schema. */
async function refuseUnreadable(pool: Pick<pg.Pool, "query">): Promise<void> {
  const { rows } = await pool.query<{ version: number }>("SELECT max(version) AS version FROM theca_schema");
  const version = rows[0]?.version ?? 0;
  if (version > postgresMigrations.length) throw new Refusal("newer");
  if (version < postgresMigrations.length) throw new Refusal("older");
}

/** Both chains of a database; undefined where it has no records. */
export const verifyPostgres = (url: string, master?: Master): Promise<Verified | undefined> =>
  withPool(url, master, async (pool) => {
    if (!(await hasRecords(pool))) return undefined;
    await refuseUnreadable(pool);
    return runOnPostgres(pool, verifyChains());
  });

/** One committed state of a database as lines, others writing meanwhile. */
export async function* linesOfPostgres(
  url: string,
  as: "sealed" | "clear",
  master?: Master,
): AsyncGenerator<string> {
  const pool = poolOf(url, master);
  try {
    const client = await pool.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      await refuseUnreadable(client);
      yield* linesBy((script) => runOnPostgres(client, script), as);
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
export const restorePostgres = (
  url: string,
  lines: AsyncIterable<string>,
  master?: Master,
): Promise<Copied> =>
  withPool(url, master, async (pool) => {
    await trusted(pool);
    await migrated(pool);
    try {
      const copied = await alone(pool, async (client): Promise<Copied> => {
        const ask = <T>(script: Script<T>): Promise<T> => runOnPostgres(client, script);
        if (!(await ask(isEmpty()))) return { refused: "exists" };
        const put = await putLines(lines, ask);
        if (!("entries" in put)) throw new Spoilt(put);
        const fit = await ask(masterFits());
        if (fit !== "fits") throw new Refusal(fit === "missing" ? "keyMissing" : "keyWrong");
        const verified = await ask(verifyChains());
        if (verified.damage) throw new Spoilt({ damaged: verified });
        return { copied: put };
      });
      await underMaster(pool, master);
      return copied;
    } catch (error) {
      if (error instanceof Spoilt) return error.unfit;
      throw error;
    }
  });

/** Puts the keys of a database under another master key; undefined where it has no records. */
export const rekeyPostgres = (
  url: string,
  master: Master | undefined,
  to: Master,
): Promise<number | undefined> =>
  withPool(url, master, async (pool) => {
    if (!(await hasRecords(pool))) return undefined;
    await refuseUnreadable(pool);
    await refuseOtherKey(pool);
    const count = await alone(pool, (client) => runOnPostgres(client, rewrap(to)));
    await scrub(pool);
    return count;
  });

/** Ends the transaction that would have kept lines that do not hold. */
class Spoilt extends Error {
  readonly unfit: Unfit;
  constructor(unfit: Unfit) {
    super("the lines do not hold");
    this.unfit = unfit;
  }
}
