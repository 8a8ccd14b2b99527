// Kills a process that writes to the ledger, without warning, at random moments, and looks whether anything that was
// acknowledged is gone. `node scripts/kill.ts [times] [seed]`
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chance } from "../src/evidence/evidence.ts";
import type { NewEntry } from "../src/records/records.ts";
import { openStore, type Store } from "../src/store/store.ts";

/** What many kills did. */
export interface Killed {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Times that a chain was not whole, or the file did not open, afterwards. */
  readonly broken: number;
}

/** This file, to be run on its own. */
export const killScript = import.meta.filename;

async function opened(folder: string): Promise<Store> {
  const result = await openStore(folder, "en-US");
  if ("refused" in result) throw new Error(result.refused);
  return result.store;
}

/** One folder, written to and killed so many times. */
export async function killed(times: number, seed: number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), "theca-kill-"));
  const { unit } = chance(seed);
  const acknowledged = new Set<string>();
  let [lost, broken] = [0, 0];
  try {
    for (let i = 0; i < times; i++) {
      for (const id of await writeUntilKilled(folder, 20 + unit() * 400)) acknowledged.add(id);
      const store = await opened(folder).catch(() => undefined);
      if (!store) {
        broken++;
        continue;
      }
      const { damage } = await store.ledger.verify();
      if (damage) broken++;
      const there = new Set<string>();
      for (let after = 0; ;) {
        const some = await store.ledger.since(after, 5000, { who: "kill", at: 0 });
        for (const entry of some) there.add(entry.id);
        if (some.length === 0) break;
        after = some.at(-1)!.sequence;
      }
      await store.close();
      lost = [...acknowledged].filter((id) => !there.has(id)).length;
    }
    return { kills: times, acknowledged: acknowledged.size, lost, broken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets a process write, kills it so many milliseconds after its first acknowledgement, and says what it had been told. */
function writeUntilKilled(folder: string, after: number): Promise<readonly string[]> {
  const child: ChildProcess = spawn(process.execPath, [killScript, "--write", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  return new Promise((resolve) => {
    child.stdout!.setEncoding("utf8");
    child.stdout!.on("data", (some: string) => {
      if (text === "") setTimeout(() => child.kill("SIGKILL"), after);
      text += some;
    });
    // A line that was cut off was not told.
    child.on("close", () => resolve(text.split("\n").slice(0, -1)));
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
  if (process.argv[2] === "--write") await write(process.argv[3]!);
  else if (process.argv[2] === "--fill")
    await write(process.argv[3]!).catch((error: unknown) => {
      process.stderr.write(String(error));
      process.exit(3);
    });
  else {
    const result = await killed(Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 1));
    process.stdout.write(`${JSON.stringify(result)}\n`);
    process.exitCode = result.lost + result.broken > 0 ? 1 : 0;
  }
}
