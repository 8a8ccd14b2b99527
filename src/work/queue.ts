import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { Pool } from "pg";
import type { Crew } from "../exposure/exposure.ts";
import { partOf } from "./part-of.ts";

const task = "theca-exposure-part";

/** What a job carries: which run, and which subjects of it. */
interface Job {
  readonly run: string;
  readonly first: number;
  readonly count: number;
}

/** The tables that runs and their parts are kept in until they are brought together. */
export const tables = `
  create table if not exists theca_run (id uuid primary key, input jsonb not null, at timestamptz not null default now());
  create table if not exists theca_part (
    run uuid not null references theca_run on delete cascade,
    first bigint not null,
    subjects integer not null,
    counts bytea not null,
    inside bytea not null,
    primary key (run, first)
  );`;

const quiet = new Logger(() => () => {});

function poolOf(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 10 });
  // A lost connection is noticed by the query that needs it; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}

async function prepare(pool: Pool): Promise<void> {
  // Two processes that start together must not both create the tables.
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7434)");
    await client.query(tables);
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** A worker that takes parts from the queue until it is told to stop. */
export interface Working {
  stop(): Promise<void>;
  /** Settles when the worker has ended, with the fault where there was one. */
  readonly ended: Promise<void>;
}

/** Starts taking parts from the queue in the database at `url`; `told` hears of each part done. */
export async function worker(url: string, told?: (job: Job) => void): Promise<Working> {
  const pool = poolOf(url);
  await prepare(pool);
  // A lock that lives as long as this process: whoever finds it free knows that the worker is gone.
  const alive = await pool.connect();
  const runner = await run({
    pgPool: pool,
    concurrency: 1,
    pollInterval: 500,
    noHandleSignals: true,
    logger: quiet,
    parsedCronItems: [],
    taskList: {
      [task]: async (payload: unknown, { job, withPgClient }) => {
        const { run: id, first, count } = payload as Job;
        await alive.query("select pg_advisory_lock(hashtextextended($1, 0))", [job.locked_by]);
        const found = await withPgClient((client) =>
          client.query<{ input: unknown }>("select input from theca_run where id = $1", [id]),
        );
        const input = found.rows[0]?.input;
        // The run was given up meanwhile: its parts are nobody's any more.
        if (input === undefined) return;
        const part = partOf(input, first, count);
        await withPgClient((client) =>
          client.query(
            `insert into theca_part (run, first, subjects, counts, inside) values ($1, $2, $3, $4, $5)
             on conflict do nothing`,
            [id, first, part.subjects, Buffer.from(part.counts), Buffer.from(part.inside.buffer)],
          ),
        );
        told?.({ run: id, first, count });
      },
    },
  });
  const janitor = tidy(pool, () => ended);
  let ended = false;
  const done = runner.promise.finally(async () => {
    ended = true;
    await janitor;
    alive.release(true);
    await pool.end();
  });
  return { stop: () => runner.stop().then(() => done), ended: done };
}

/** Gives back the parts that dead workers held, again and again until told to end. */
async function tidy(pool: Pool, ended: () => boolean): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet });
  while (!ended()) {
    await pause(500);
    const gone = await pool
      .query<{ locked_by: string }>(
        // A worker takes its lock within moments of its first part; two seconds are plenty for a living one.
        `select locked_by from (
           select distinct locked_by from graphile_worker._private_jobs
           where locked_by is not null and locked_at < now() - interval '2 seconds') held
         where pg_try_advisory_xact_lock(hashtextextended(locked_by, 0))`,
      )
      .catch(() => undefined);
    if (gone && gone.rows.length > 0) await utils.forceUnlockWorkers(gone.rows.map((row) => row.locked_by));
  }
  await utils.release();
}

/** A connection to the queue. */
export interface Queue {
  crew(input: unknown): Crew;
  close(): Promise<void>;
}

/** Hands the parts of questions to whichever workers listen on the database at `url`. */
export async function queueCrew(url: string, stopped: () => boolean = () => false): Promise<Queue> {
  const pool = poolOf(url);
  await prepare(pool);
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet });
  await utils.migrate();
  let closed = false;
  const janitor = tidy(pool, () => closed);
  return {
    crew: (input) => async (parts, add) => {
      const id = randomUUID();
      await pool.query("insert into theca_run (id, input) values ($1, $2)", [id, JSON.stringify(input)]);
      await utils.addJobs(
        parts.map((part) => ({ identifier: task, payload: { run: id, ...part }, maxAttempts: 10 })),
      );
      try {
        await collect(pool, id, parts.length, add, stopped);
      } finally {
        await pool.query(
          "delete from graphile_worker._private_jobs where payload->>'run' = $1 and locked_at is null",
          [id],
        );
        await pool.query("delete from theca_run where id = $1", [id]);
      }
    },
    async close() {
      closed = true;
      await janitor;
      await utils.release();
      await pool.end();
    },
  };
}

interface Kept {
  readonly first: string;
  readonly subjects: number;
  readonly counts: Buffer;
  readonly inside: Buffer;
}

/** Fetches the parts of a run as they come in. */
async function collect(
  pool: Pool,
  id: string,
  expected: number,
  add: Parameters<Crew>[1],
  stopped: () => boolean,
): Promise<void> {
  const fetched = new Set<string>();
  while (fetched.size < expected && !stopped()) {
    const { rows } = await pool.query<Kept>(
      "select first, subjects, counts, inside from theca_part where run = $1 and first <> all($2::bigint[]) limit 4",
      [id, [...fetched]],
    );
    for (const { first, subjects, counts, inside } of rows) {
      fetched.add(first);
      add({
        subjects,
        counts: new Uint8Array(counts),
        inside: new Uint32Array(new Uint8Array(inside).buffer),
      });
    }
    if (rows.length > 0) continue;
    const failed = await pool.query<{ last_error: string | null }>(
      "select last_error from graphile_worker._private_jobs where payload->>'run' = $1 and attempts >= max_attempts and locked_at is null",
      [id],
    );
    if (failed.rows.length > 0)
      throw new Error(`a part failed for good: ${failed.rows[0]!.last_error ?? ""}`);
    await pause(100);
  }
}
