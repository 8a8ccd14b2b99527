// Kills a process without warning at random moments while entries are added, and looks whether anything that was
// acknowledged is gone: Theca on SQLite, Theca on PostgreSQL, or PostgreSQL itself under Theca.
// `node scripts/kill.ts [times] [seed] [SQLite|PostgreSQL|server]`; without the last, all three.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chance } from "../src/evidence/evidence.ts";
import type { NewEntry } from "../src/records/records.ts";
import { openStore, type Store } from "../src/store/store.ts";
import { embeddedPostgres } from "../test/embedded-postgres.ts";

/** What many kills did. */
export interface Killed {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Times that a chain was not whole, or the place did not open, afterwards. */
  readonly broken: number;
}

/** This file, to be run on its own. */
export const killScript = import.meta.filename;

async function opened(place: string): Promise<Store> {
  const result = await openStore(place, "en-US");
  if ("refused" in result) throw new Error(result.refused);
  return result.store;
}

/** What is killed: the process that writes, or the server under it, which is then started again. */
export type Victim = "SQLite" | "PostgreSQL" | "server";

/** One place, written to and killed so many times; undefined where there is no PostgreSQL here. */
export async function killed(
  times: number,
  seed: number,
  victim: Victim = "SQLite",
): Promise<Killed | undefined> {
  if (victim === "SQLite") {
    const folder = mkdtempSync(join(tmpdir(), "theca-kill-"));
    return killedAt(folder, times, seed, async (child) => void child.kill("SIGKILL")).finally(() =>
      rmSync(folder, { recursive: true, force: true }),
    );
  }
  const server = await embeddedPostgres("on");
  if (!server) return undefined;
  const kill =
    victim === "PostgreSQL"
      ? async (child: ChildProcess) => void child.kill("SIGKILL")
      : async () => {
          await server.kill();
          await server.start();
        };
  return killedAt(server.url, times, seed, kill).finally(() => server.stop());
}

async function killedAt(
  place: string,
  times: number,
  seed: number,
  kill: (writer: ChildProcess) => Promise<void>,
): Promise<Killed> {
  const { unit } = chance(seed);
  const acknowledged = new Set<string>();
  const missing = new Set<string>();
  let [broken, checked] = [0, 0];
  for (let i = 0; i < times; i++) {
    const told = await writeUntilKilled(place, 20 + unit() * 400, kill);
    for (const id of told) acknowledged.add(id);
    const store = await opened(place).catch(() => undefined);
    if (!store) {
      broken++;
      continue;
    }
    const { damage } = await store.ledger.verify();
    if (damage) broken++;
    // What was there and verified before is found again by the chain; the rest is looked for.
    const there = new Set<string>();
    for (let after = checked; ;) {
      const some = await store.ledger.since(after, 5000, { who: "kill", at: 0 });
      for (const entry of some) there.add(entry.id);
      if (some.length === 0) break;
      after = some.at(-1)!.sequence;
      checked = after;
    }
    for (const id of told) if (!there.has(id)) missing.add(id);
    await store.close();
  }
  return { kills: times, acknowledged: acknowledged.size, lost: missing.size, broken };
}

/** Lets a process write, kills so many milliseconds after its first acknowledgement, and says what it had been told. */
function writeUntilKilled(
  place: string,
  after: number,
  kill: (writer: ChildProcess) => Promise<void>,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [killScript, "--write", place], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  let done: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve, reject) => {
    child.stdout!.setEncoding("utf8");
    child.stdout!.on("data", (some: string) => {
      timer ??= setTimeout(() => (done = kill(child)), after);
      text += some;
    });
    // A line that was cut off was not told.
    child.on("close", () => {
      clearTimeout(timer);
      done.then(() => resolve(text.split("\n").slice(0, -1)), reject);
    });
  });
}

/**
 * Adds entries without end, several at a time, and prints the id of each once it is acknowledged. Where one cannot be
 * written, says why and ends.
 */
async function write(folder: string): Promise<void> {
  const store = await opened(folder);
  const patients = Array.from({ length: 8 }, () => randomUUID());
  await Promise.all(
    patients.map(async (patient) => {
      let revision = 0;
      for (;;) {
        const id = randomUUID();
        const at = { epoch: Date.now(), offset: 0 };
        const entry: NewEntry = {
          id,
          patient,
          at,
          by: "writer",
          from: "entered",
          kind: "note",
          data: { text: "x".repeat(200) },
        };
        const result = await store.ledger.add({
          patient,
          revision,
          entries: [entry],
          asker: { who: "writer", at: at.epoch },
        });
        if (!("added" in result)) throw new Error(JSON.stringify(result));
        revision = result.added.at(-1)!.sequence;
        process.stdout.write(`${id}\n`);
      }
    }),
  );
}

if (import.meta.main) {
  const [what, place = ""] = process.argv.slice(2);
  if (what === "--write" || what === "--fill")
    await write(place).catch((error: unknown) => {
      process.stderr.write(String(error));
      process.exit(3);
    });
  else {
    const [times = "200", seed = "1", only] = process.argv.slice(2);
    for (const victim of ["SQLite", "PostgreSQL", "server"] as const) {
      if (only !== undefined && only !== victim) continue;
      const result = await killed(Number(times), Number(seed), victim);
      const which = victim === "server" ? "the server of PostgreSQL" : `Theca on ${victim}`;
      process.stdout.write(
        `${which}: ${result ? JSON.stringify(result) : "its package is not installed here"}\n`,
      );
      if (!result || result.lost + result.broken > 0) process.exitCode = 1;
    }
  }
}
