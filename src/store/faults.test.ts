// What a disk can do to records: report errors, or be full. Nothing that was acknowledged is lost, nothing is
// acknowledged that is not there, and whoever asked is told.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { killScript } from "../../scripts/kill.ts";
import { embeddedPostgres } from "../../test/embedded-postgres.ts";
import { closeAll, opened } from "../../test/stores.ts";
import type { NewEntry } from "../records/records.ts";
import { type Ledger, said, Trouble } from "./store.ts";

const asker = { who: "nurse", at: 1 };
const note = (patient: string, size = 10): NewEntry => ({
  id: randomUUID(),
  patient,
  at: { epoch: 0, offset: 0 },
  by: "nurse",
  from: "entered",
  kind: "note",
  // What cannot be compressed takes its place on the disk.
  data: { text: randomBytes(size).toString("base64") },
});

/** Adds until it fails; what was acknowledged, and why it failed. */
async function addUntilTrouble(ledger: Ledger, size: number): Promise<{ ids: string[]; trouble: unknown }> {
  const patient = randomUUID();
  const ids: string[] = [];
  for (let revision = 0; ;) {
    const entry = note(patient, size);
    try {
      const result = await ledger.add({ patient, revision, entries: [entry], asker });
      assert.ok("added" in result);
      revision = result.added.at(-1)!.sequence;
      ids.push(entry.id);
    } catch (trouble) {
      return { ids, trouble };
    }
  }
}

async function allThere(place: string, ids: readonly string[]): Promise<void> {
  const store = await opened(place);
  const there = new Set<string>();
  for (let after = 0; ;) {
    const some = await store.ledger.since(after, 1000, asker);
    for (const { id, sequence } of some) {
      there.add(id);
      after = sequence;
    }
    if (some.length === 0) break;
  }
  assert.deepEqual(
    ids.filter((id) => !there.has(id)),
    [],
  );
  assert.equal((await store.ledger.verify()).damage, undefined);
  const patient = randomUUID();
  const again = await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
  assert.ok("added" in again);
  await store.close();
}

/** A library that makes fsync fail while a file is there; undefined where no compiler is. */
function shim(folder: string): { env: Record<string, string>; flag: string } | undefined {
  const library = join(folder, "failing-fsync.so");
  const source = resolve(import.meta.dirname, "..", "..", "test", "failing-fsync.c");
  if (process.platform !== "linux") return undefined;
  if (spawnSync("gcc", ["-shared", "-fPIC", "-o", library, source]).status !== 0) return undefined;
  const flag = join(folder, "fails");
  return { env: { LD_PRELOAD: library, FSYNC_FAILS: flag }, flag };
}

test("S-01, S-04: SQLite: where the disk reports errors nothing more is acknowledged, and what was stays", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "theca-fsync-"));
  try {
    const failing = shim(folder);
    if (!failing) return t.skip("no gcc to make a failing fsync with");
    const place = join(folder, "data");
    const child = spawn(process.execPath, [killScript, "--fill", place], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...failing.env },
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.length > 400) writeFileSync(failing.flag, "");
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const status = await new Promise((done) => child.once("close", done));
    assert.equal(status, 3, err);
    assert.match(err, /disk/);
    rmSync(failing.flag);
    await allThere(place, out.split("\n").slice(0, -1));
  } finally {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("S-01, S-04: PostgreSQL: where its disk reports errors nothing more is acknowledged, and what was stays", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "theca-fsync-"));
  chmodSync(folder, 0o755);
  try {
    const failing = shim(folder);
    if (!failing) return t.skip("no gcc to make a failing fsync with");
    const server = await embeddedPostgres("on", { env: failing.env });
    if (!server) return t.skip("its package is not installed here");
    try {
      const store = await opened(server.url);
      const before = note(randomUUID());
      await store.ledger.add({ patient: before.patient, revision: 0, entries: [before], asker });
      setTimeout(() => writeFileSync(failing.flag, ""), 100);
      const { ids, trouble } = await addUntilTrouble(store.ledger, 200);
      assert.ok(trouble instanceof Trouble, String(trouble));
      assert.match(said(trouble, "en-US"), /not known|reports an error/);
      await store.close();
      await server.kill();
      rmSync(failing.flag);
      await server.start();
      await allThere(server.url, [before.id, ...ids]);
    } finally {
      await closeAll();
      await server.stop();
    }
  } finally {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("S-04: PostgreSQL: on a full disk nothing more is acknowledged, it is said, and with space again all goes on", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "theca-full-"));
  chmodSync(folder, 0o755);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=120m", "tmpfs", folder]).status === 0;
  try {
    if (!mounted) return t.skip("no small disk can be made here");
    const [data, ballast] = [join(folder, "data"), join(folder, "ballast")];
    mkdirSync(data, { mode: 0o700 });
    if (process.getuid?.() === 0) chownSync(data, 65_534, 65_534);
    const server = await embeddedPostgres("on", { data, more: ["max_wal_size=32MB"] });
    if (!server) return t.skip("its package is not installed here");
    try {
      const store = await opened(server.url);
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3 * 2 ** 20));
      const { ids, trouble } = await addUntilTrouble(store.ledger, 400_000);
      assert.ok(trouble instanceof Trouble, String(trouble));
      assert.match(said(trouble, "en-US"), /full|not known/);
      assert.match(said(trouble, "zh-CN"), /已满|不知/);
      await store.close();
      rmSync(ballast);
      await server.kill();
      await server.start();
      await allThere(server.url, ids);
    } finally {
      await closeAll();
      await server.stop();
    }
  } finally {
    if (mounted) spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});
