// The commands about kept records, as a person at a terminal meets them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { asker, inFolder, note, opened } from "../../test/stores.ts";
import type { Reply } from "../operations/operations.ts";
import { fileIn } from "../store/store.ts";
import type { RecordCommand } from "./records-command.ts";
import { tendRecords } from "./records.ts";

test("records are verified, copied, put back and written out; a changed one is named in both languages", () =>
  inFolder(async (root) => {
    const [data, again, backup] = [join(root, "data"), join(root, "again"), join(root, "backup")];
    let written = "";
    const tend = (
      command: RecordCommand,
      file?: string,
      folder = data,
      locale: "en-US" | "zh-CN" = "en-US",
    ) =>
      tendRecords(command, file, {
        data: folder,
        env: {},
        locale,
        write: async (text) => ((written += text), true),
      });
    const said = (reply: Reply | undefined): string =>
      reply && !reply.ok ? reply.issues[0]!.message : "answered";
    assert.match(said(await tend("verify")), /no records in/);
    const store = await opened(data);
    const patient = randomUUID();
    for (let revision = 0; revision < 3; revision++) {
      const entries = [note(patient, `${revision}\nforged`)];
      await store.ledger.add({ patient, revision, asker: { who: "n", at: 1 }, entries });
    }
    await store.close();
    assert.equal(said(await tend("verify")), "answered");
    assert.match(said(await tend("backup")), /name the file/);
    assert.equal(said(await tend("backup", backup)), "answered");
    assert.match(said(await tend("backup", backup)), /nothing was written over/);
    assert.equal(said(await tend("restore", backup, again)), "answered");
    assert.match(said(await tend("restore", backup, again, "zh-CN")), /未作覆盖/);
    assert.equal(await tend("export", undefined, again), undefined);
    const lines = written
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { table: string; sequence: number });
    assert.deepEqual(
      lines.map(({ table, sequence }) => `${table} ${sequence}`),
      ["entries 1", "entries 2", "entries 3", "audit 1", "audit 2", "audit 3", "audit 4", "end undefined"],
    );
    const db = new DatabaseSync(fileIn(data));
    db.exec("DROP TRIGGER entries_stay; UPDATE entries SET hash = '0' || hash WHERE sequence = 2");
    db.close();
    assert.match(said(await tend("verify")), /^record 2 of entries \([-0-9a-f]{36}\) is altered/);
    assert.match(said(await tend("verify", undefined, data, "zh-CN")), /第 2 条记录.*被改动/);
    assert.match(said(await tend("backup", join(root, "other"))), /altered|not as it was written/);
  }));

test("S-07, T-06: an export, also as FHIR, leaves out whoever was erased, and says in the audit that there was one", () =>
  inFolder(async (root) => {
    const store = await opened(root);
    const [gone, stays] = [randomUUID(), randomUUID()];
    for (const patient of [gone, stays])
      await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
    await store.ledger.erase({ patient: gone, confirmed: gone, reason: "asked", asker });
    const written: string[] = [];
    const write = async (text: string): Promise<boolean> => written.push(text) > 0;
    const reply = await tendRecords("export", "fhir", { data: root, env: {}, locale: "en-US", write });
    assert.equal(reply, undefined, "lines were written");
    // One collection for the one who stays, one for the audit.
    assert.equal(written.length, 2);
    assert.ok(written[0]!.includes(stays) && !written[0]!.includes(gone));
    const { who, action } = (await store.ledger.audit(0, 10)).at(-1)!;
    assert.match(`${who}: ${action}`, /^command line \(.+\): export$/);
  }));
