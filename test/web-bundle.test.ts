import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sourceHash } from "../scripts/web-bundle.ts";

test("the workbench is built again when a page, a room, a number or the lock has changed, and not for a test", () => {
  const root = mkdtempSync(join(tmpdir(), "theca-sources-"));
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const sources = ["web/main.tsx", "src/delivery/bridge.ts", "data/drugs/baclofen.json", "package-lock.json"];
  for (const file of sources) write(file, "1");
  for (const file of sources) {
    const before = sourceHash(root);
    assert.equal(sourceHash(root), before);
    write(file, "2");
    assert.notEqual(sourceHash(root), before, file);
  }
  const before = sourceHash(root);
  write("src/delivery/bridge.test.ts", "3");
  write("README.md", "3");
  assert.equal(sourceHash(root), before);
  renameSync(join(root, "web/main.tsx"), join(root, "web/other.tsx"));
  assert.notEqual(sourceHash(root), before);
  rmSync(root, { recursive: true });
});
