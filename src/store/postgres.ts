// PostgreSQL as the store: the same calls, in the same one order. What is asked while one transaction runs is committed
// together by the next; a lock of the database lets one process at a time go on with the chain.
import pg from "pg";
import { type CallName, calls } from "./calls.ts";
import { verifyChains } from "./ledger.ts";
import { Refusal } from "./migrations.ts";
import { giveVault, runOnPostgres, type Script } from "./script.ts";
import type { Master } from "./seal.ts";
import { type Step, steps } from "./steps.ts";
import { isUnreachable, Trouble, troubleOfPostgres } from "./trouble.ts";
import { isUnwrapped, masterFits, rewrap, Vault } from "./vault.ts";
import { walksOver } from "./walk.ts";

/** What takes a database of PostgreSQL from one version to the next. */
export const postgresMigrations: readonly Pick<Step, "postgres" | "afterwards">[] = steps;

// "Thec" in ASCII names the lock.
const lock = 0x54686563;
const oldestServer = 140_000;
/** How many of the latest records are checked whenever the database is opened; all of them afterwards. */
const checkedOnOpening = 2000;
const patience = { connect: 10_000, lock: 30_000, idle: 60_000 } as const;
/** More than so many calls do not go into one transaction: others wait for the lock. */
const atOnce = 200;

/** A database that is open. */
export interface OpenPostgres {
  readonly call: (name: CallName, args: readonly unknown[]) => Promise<unknown>;
  readonly verify: ReturnType<typeof walksOver>["verify"];
  readonly close: () => Promise<void>;
}

/** Connections to a database, for whoever must not go through the queue of calls. */
export function poolOf(url: string, master?: Master): pg.Pool {
  // Sequences and times lie far below 2^53: they are numbers here, too.
  const types = {
    getTypeParser: (type: number, format?: "text" | "binary") =>
      type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
  } as unknown as pg.CustomTypesConfig;
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 4,
    connectionTimeoutMillis: patience.connect,
    // A process that hangs must not keep the others out for ever.
    lock_timeout: patience.lock,
    idle_in_transaction_session_timeout: patience.idle,
    application_name: "theca",
  });
  // Without listeners a connection that the server ends would end the process.
  pool.on("error", () => undefined);
  const vault = new Vault(master);
  pool.on("connect", (client) => void giveVault(client, vault).on("error", () => undefined));
  return giveVault(pool, vault);
}

/** Opens a database, making its tables where there are none; throws a `Refusal` where it is not to be trusted. */
export async function openPostgres(url: string, master?: Master): Promise<OpenPostgres> {
  if (!URL.canParse(url)) throw new Refusal("badUrl");
  const pool = poolOf(url, master);
  try {
    await trusted(pool);
    await refuseOtherKey(pool);
    await migrated(pool);
    await underMaster(pool, master);
    const { damage } = await runOnPostgres(pool, verifyChains(checkedOnOpening));
    if (damage) throw new Refusal("brokenChain");
  } catch (error) {
    await pool.end();
    throw named(error);
  }
  return callsOver(pool, url, master);
}

/** Refuses a database that is not under the master key at hand, before anything is written. */
export async function refuseOtherKey(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ found: boolean }>("SELECT to_regclass('keys') IS NOT NULL AS found");
  if (!rows[0]!.found) return;
  const fit = await runOnPostgres(pool, masterFits());
  if (fit !== "fits") throw new Refusal(fit === "missing" ? "keyMissing" : "keyWrong");
}

/** Puts the keys of a database that is under none under the master key at hand. */
export async function underMaster(pool: pg.Pool, master: Master | undefined): Promise<void> {
  if (!master) return;
  const done = await alone(pool, async (client) => {
    const wanted = await runOnPostgres(client, isUnwrapped());
    if (wanted) await runOnPostgres(client, rewrap(master));
    return wanted;
  });
  if (done) await scrub(pool);
}

/**
 * Writes the table of keys anew, so that no older state of a row is left in it. Where somebody reads it for long, the
 * database's own cleaning takes it later: what was committed holds all the same.
 */
export async function scrub(pool: pg.Pool): Promise<void> {
  try {
    await pool.query("VACUUM FULL keys");
  } catch (error) {
    if (!(troubleOfPostgres(error) instanceof Trouble)) throw error;
  }
}

/** Refuses a server that is too old, or that says "done" before the disk has it. */
export async function trusted(pool: pg.Pool): Promise<void> {
  const setting = async (name: string): Promise<string> =>
    Object.values((await pool.query<Record<string, string>>(`SHOW ${name}`)).rows[0]!)[0]!;
  if (Number(await setting("server_version_num")) < oldestServer)
    throw new Refusal("oldPostgres", await setting("server_version"));
  for (const name of ["fsync", "synchronous_commit", "full_page_writes"])
    if ((await setting(name)) === "off") throw new Refusal("notDurable", `${name} = off`);
  if ((await setting("server_encoding")) !== "UTF8") throw new Refusal("notUtf8");
}

/** What PostgreSQL says where it cannot be opened, as a reason; any other error is left as it is. */
export function named(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  const text = error instanceof Error ? error.message || code : String(error);
  if (code === "28P01" || code === "28000") return new Refusal("wrongPassword", text);
  if (code === "3D000") return new Refusal("noDatabase", text);
  if (code === "42501" || code === "25006") return new Refusal("noRights", text);
  return isUnreachable(code, text) ? new Refusal("unreachable", text) : error;
}

/** Whatever happens in `work` happens whole, alone, or not at all. */
export async function alone<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    // In one message: while the lock is held, each way to the server and back keeps the others waiting.
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${lock})`);
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

/** Brings the database to the newest version, all steps or none. */
export function migrated(pool: pg.Pool, all = postgresMigrations): Promise<void> {
  return alone(pool, async (client) => {
    const found = async (table: string): Promise<boolean> =>
      (await client.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [table]))
        .rows[0]!.found;
    if (!(await found("theca_schema"))) {
      if ((await found("entries")) || (await found("audit")) || (await found("cases")))
        throw new Refusal("notOurs");
      await client.query("CREATE TABLE theca_schema (version integer NOT NULL)");
    }
    const { rows } = await client.query<{ version: number | null }>(
      "SELECT max(version) AS version FROM theca_schema",
    );
    const version = rows[0]?.version ?? 0;
    if (version > all.length) throw new Refusal("newer");
    for (const [index, step] of all.entries()) {
      if (index < version) continue;
      await client.query(step.postgres);
      if (step.afterwards) await runOnPostgres(client, step.afterwards());
      await client.query("INSERT INTO theca_schema VALUES ($1)", [index + 1]);
    }
  });
}

interface Job {
  readonly script: () => Script<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

function callsOver(pool: pg.Pool, url: string, master: Master | undefined): OpenPostgres {
  const walks = walksOver(url, master);
  let waiting: Job[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const jobs = waiting.slice(0, atOnce);
      waiting = waiting.slice(atOnce);
      await together(pool, jobs);
    }
    running = undefined;
  };
  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error("the store is closed"));
        const settled = (value: unknown): void => {
          // A key that was destroyed is not left in a dead row, either.
          if (name === "erase")
            void scrub(pool).then(
              () => resolve(value),
              () => resolve(value),
            );
          else resolve(value);
        };
        const script = (): Script<unknown> =>
          (calls[name] as (...all: readonly unknown[]) => Script<unknown>)(...args);
        waiting.push({ script, resolve: settled, reject });
        running ??= Promise.resolve().then(work);
      }),
    verify: walks.verify,
    close: async () => {
      if (closed) return;
      closed = true;
      await walks.end();
      await running;
      await pool.end();
    },
  };
}

/** All jobs in one transaction; where one of them fails, each in one of its own, so that it fails alone. */
async function together(pool: pg.Pool, jobs: readonly Job[]): Promise<void> {
  try {
    const answers = await alone(pool, async (client) => {
      const done: unknown[] = [];
      for (const { script } of jobs) done.push(await runOnPostgres(client, script()));
      return done;
    });
    jobs.forEach(({ resolve }, i) => resolve(answers[i]));
  } catch (error) {
    const trouble = troubleOfPostgres(error);
    // Where the server went away, whether they were kept is not known: whoever asked may ask again (S-14).
    const gone = trouble instanceof Trouble && trouble.trouble === "unreachable";
    if (gone || jobs.length === 1) for (const { reject } of jobs) reject(trouble);
    else for (const job of jobs) await together(pool, [job]);
  }
}
