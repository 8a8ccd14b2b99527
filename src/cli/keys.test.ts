// The commands about the master key, as a person at a terminal meets them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { addedIn, asker, inFolder, note, opened } from "../../test/stores.ts";
import type { Reply } from "../operations/operations.ts";
import { lookForKey } from "../store/store.ts";
import type { RecordCommand } from "./records-command.ts";
import { tendRecords } from "./records.ts";

test("S-17: a master key is made, used, changed and asked for by name; where it was looked for is said in both languages", () =>
  inFolder(async (root) => {
    const data = join(root, "data");
    const [one, two] = [join(root, "one.key"), join(root, "two.key")];
    const tend = (command: RecordCommand, file?: string, key?: string, locale: "en-US" | "zh-CN" = "en-US") =>
      tendRecords(command, file, { data, key, env: {}, locale, write: async () => true });
    const said = (reply: Reply | undefined): string =>
      reply && !reply.ok ? reply.issues[0]!.message : "answered";
    assert.match(said(await tend("key", join(data, "x.key"))), /lies with the records/);
    assert.equal(said(await tend("key", one)), "answered");
    assert.match(said(await tend("key", one)), /nothing was written over/);
    assert.equal(statSync(one).mode & 0o777, 0o600);
    assert.equal(said(await tend("key", two)), "answered");
    assert.notEqual(readFileSync(one, "utf8"), readFileSync(two, "utf8"));

    const found = lookForKey(one, {}, "en-US");
    assert.ok("master" in found && found.from === one);
    const typed = lookForKey(undefined, { THECA_KEY: readFileSync(one, "utf8") }, "en-US");
    assert.ok("master" in typed && typed.master?.id === found.master?.id && typed.from === "THECA_KEY");
    const store = await opened(data, found.master);
    const patient = randomUUID();
    addedIn(await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
    await store.close();

    assert.equal(said(await tend("verify", undefined, one)), "answered");
    assert.match(said(await tend("verify", undefined, join(root, "none.key"))), /none\.key.*ENOENT/);
    assert.match(
      said(await tend("verify", undefined, join(root, "none.key"), "zh-CN")),
      /none\.key.*无法读取/,
    );
    writeFileSync(join(root, "bad.key"), "theca-key-1:short");
    assert.match(said(await tend("verify", undefined, join(root, "bad.key"))), /theca key <file>/);
    // Without the key there is nothing to export, and a copy made before still needs the old key after a change.
    assert.match(said(await tend("export")), /master key/);
    const backup = join(root, "backup");
    assert.equal(said(await tend("backup", backup, one)), "answered");
    assert.match(said(await tend("rekey", two)), /under a master key/);
    assert.equal(said(await tend("rekey", two, one)), "answered");
    assert.match(said(await tend("backup", join(root, "later"), one)), /another master key/);
    assert.equal(said(await tend("backup", join(root, "later"), two)), "answered");
    const again = (key: string) =>
      tendRecords("restore", backup, {
        data: join(root, "again"),
        key,
        env: {},
        locale: "en-US",
        write: async () => true,
      });
    assert.match(said(await again(two)), /another master key/);
    assert.equal(said(await again(one)), "answered");
  }));
