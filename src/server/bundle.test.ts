import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createApp } from "./app.ts";
import { openBundle } from "./bundle.ts";
import { localeOf } from "./language.ts";

const folder = mkdtempSync(join(tmpdir(), "theca-bundle-"));
mkdirSync(join(folder, "web", "assets"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "not for giving out");
writeFileSync(join(folder, "web", "index.html"), "<!doctype html><title>Theca</title>");
writeFileSync(join(folder, "web", "icon.svg"), "<svg/>");
writeFileSync(join(folder, "web", ".made-from"), "hash");
writeFileSync(join(folder, "web", "assets", "index-DhY3kq1_.js"), "export {}");
const app = createApp({
  operations: [],
  version: "0",
  bundle: openBundle(join(folder, "web")),
  names: [],
  log: () => {},
  now: () => 0,
});
const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.request(`http://localhost${path}`, { headers: { host: "localhost", ...headers } });
const page = { accept: "text/html,*/*" };

test("a file whose name changes with its content is kept for ever, a page is asked for each time", async () => {
  const script = await get("/assets/index-DhY3kq1_.js");
  assert.equal(await script.text(), "export {}");
  assert.match(script.headers.get("content-type") ?? "", /javascript/);
  assert.match(script.headers.get("cache-control") ?? "", /immutable/);
  const index = await get("/", page);
  assert.equal(index.headers.get("cache-control"), "no-cache");
  const again = await get("/", { ...page, "if-none-match": index.headers.get("etag") ?? "" });
  assert.equal(again.status, 304);
});

test("a route of the workbench is its page; a file that is not there, and an unknown address, are not", async () => {
  assert.match(await (await get("/cases/visit-1", page)).text(), /<title>Theca/);
  for (const [path, headers] of [
    ["/assets/index-old00000.js", page],
    ["/missing.svg", page],
    ["/api/nowhere", page],
    ["/api", page],
    ["/cases/visit-1", { accept: "application/json" }],
  ] as const)
    assert.equal((await get(path, headers)).status, 404, path);
});

test("only built files are given out, whatever the address is made to look like", async () => {
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/.made-from",
  ])
    assert.doesNotMatch(await (await get(path)).text(), /not for giving out|^hash$/, path);
});

test("where nothing has been built there is no bundle", () => {
  assert.equal(openBundle(join(folder, "nowhere")), undefined);
  rmSync(folder, { recursive: true });
});

test("an Accept-Language that says nothing useful gives English", () => {
  for (const header of [undefined, "", "*", ";;;,,,", "x".repeat(10_000)])
    assert.equal(localeOf(header), "en-US");
});
