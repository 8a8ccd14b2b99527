// HTTP as a client sees it: a real process, real sockets.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { z } from "zod";

const folder = mkdtempSync(join(tmpdir(), "theca-http-"));
let base = "";
let log = "";

/** How long what must come is waited for, in ms: a bound against hanging, never a claim about speed. */
const patience = 180_000;

const children = new Set<ChildProcess>();

function start(env: Record<string, string> = {}): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "echo-server.ts")], {
    env: { ...process.env, THECA_DATA: folder, THECA_PORT: "0", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  children.add(child.once("close", () => children.delete(child)));
  return new Promise((resolve, reject) => {
    child.stderr!.on("data", (piece: Buffer) => {
      log += piece.toString();
      const found = /http:\S+/.exec(piece.toString());
      if (found) resolve({ child, address: found[0] });
    });
    child.once("close", (status) => reject(new Error(`ended with ${status}: ${log}`)));
  });
}
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("close", (status) => resolve(status)));

interface Reply {
  readonly ok: boolean;
  readonly answer?: Record<string, unknown>;
  readonly issues?: { path: string; message: string }[];
  readonly fault?: string;
}
async function ask(
  path: string,
  body?: string,
  headers: Record<string, string> = {},
  method = body === undefined ? "GET" : "POST",
): Promise<{ status: number; reply: Reply; headers: Headers }> {
  const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: response.status, reply: (await response.json()) as Reply, headers: response.headers };
}
/** fetch does not send another Host; this does. */
const statusFor = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${base}/api/health`, { headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: { schemas: Record<string, object> };
}

describe("HTTP", () => {
  before(async () => {
    base = (await start()).address;
  });
  after(async () => {
    // Also those that a failed test has left.
    await Promise.all([...children].map((child) => (child.kill("SIGTERM"), ended(child))));
    rmSync(folder, { recursive: true, force: true });
  });

  test("the statuses are those of the contract: answered, no JSON, no such operation, issues, our fault", async () => {
    assert.equal((await ask("/api/echo", '{"dose":"400 mcg/d"}')).status, 200);
    assert.equal((await ask("/api/echo", '{"dose":')).status, 400);
    assert.equal((await ask("/api/echo", "")).status, 400);
    const unknown = await ask("/api/ecko", "{}");
    assert.equal(unknown.status, 404);
    assert.match(unknown.reply.issues![0]!.message, /did you mean "echo"/);
    const refused = await ask("/api/echo", '{"dose":"400","dosee":1}');
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.reply.issues!.map(({ path }) => path).sort(), ["dose", "dosee"]);
    assert.equal((await ask("/api/echo")).status, 405);
    assert.equal((await ask("/api/nowhere/at/all")).status, 404);
  });

  test("our own fault tells an id that is in the log, and nothing of the inside", async () => {
    const { status, reply } = await ask("/api/broken", "{}");
    assert.equal(status, 500);
    assert.match(reply.fault!, /^[0-9a-f]{8}$/);
    assert.doesNotMatch(JSON.stringify(reply), /secret|\.ts|at /);
    assert.ok(log.includes(reply.fault!));
    assert.equal((await ask("/api/infinite", "{}")).status, 500);
  });

  test("a body of ten megabytes is refused whether or not it says its size, and the process lives", async () => {
    const large = `{"dose":"${"x".repeat(10_000_000)}"}`;
    const told = await ask("/api/echo", large);
    assert.equal(told.status, 413);
    assert.match(told.reply.issues![0]!.message, /limit of 1 MB/);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const untold = request(`${base}/api/echo`, { method: "POST" }, (r) => resolve(r.resume().statusCode));
      untold.on("error", reject);
      for (let i = 0; i < 10; i++) untold.write("x".repeat(1_000_000));
      untold.end();
    });
    assert.equal(status, 413);
    assert.equal((await ask("/api/echo", '{"dose":"1 mg/d"}')).status, 200);
  });

  test("a body without end is cut off, not held", async () => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/echo HTTP/1.1\r\nHost: ${hostname}:${port}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = `${(1 << 20).toString(16)}\r\n${"x".repeat(1 << 20)}\r\n`;
    const state = { closed: false };
    let heard = "";
    socket.on("data", (data) => (heard += data.toString()));
    socket.on("error", () => {});
    socket.on("close", () => (state.closed = true));
    const until = Date.now() + patience;
    while (!state.closed && Date.now() < until) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    socket.destroy();
    assert.match(heard, /^HTTP\/1\.1 413 /);
    assert.ok(state.closed, "the server ends the connection of a client that never stops");
    assert.equal((await ask("/api/health")).status, 200);
  });

  test("a body that says it is too large is refused before it is sent", { timeout: patience }, async () => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /api/echo HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 10000000\r\n\r\n`);
    const heard = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    socket.destroy();
    assert.match(heard.toString(), /^HTTP\/1\.1 413 /);
  });

  test("where other machines can reach the server, it keeps no cases, and answers to its given name", async () => {
    const { child, address } = await start({ THECA_HOST: "0.0.0.0", THECA_NAME: "pumps.clinic.example" });
    const { port } = new URL(address);
    const status = (path: string, host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request({ host: "127.0.0.1", port, path, headers: { host } }, (r) => resolve(r.resume().statusCode))
          .on("error", reject)
          .end();
      });
    assert.equal(await status("/api/health", `pumps.clinic.example:${port}`), 200);
    assert.equal(await status("/api/health", `other.example:${port}`), 421);
    assert.equal(await status("/api/cases", `pumps.clinic.example:${port}`), 404);
    child.kill("SIGTERM");
    assert.equal(await ended(child), 0);
  });

  test("an operation that takes whole files takes more than a megabyte", async () => {
    const { status, reply } = await ask("/api/bulky", JSON.stringify({ text: "x".repeat(5_000_000) }));
    assert.deepEqual([status, reply.answer], [200, { length: 5_000_000 }]);
  });

  test("hostile JSON is an issue or harmless: names given twice, prototypes, depth, numbers beyond all bounds", async () => {
    const twice = await ask("/api/echo", '{"dose":"50 mcg/d","dose":"500 mcg/d"}');
    assert.deepEqual([twice.status, twice.reply.issues![0]!.path], [422, "dose"]);
    for (const body of [
      '{"dose":"1 mg/d","__proto__":{"note":"x"}}',
      '{"dose":"1 mg/d","constructor":{"prototype":{"polluted":1}}}',
      `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
      '{"dose":{"value":1e400,"unit":"ug/d"}}',
    ])
      assert.equal((await ask("/api/echo", body)).status, 422, body.slice(0, 60));
    assert.equal((await ask("/api/echo", '{"dose":"1 mg/d"}')).reply.answer!["polluted"], undefined);
  });

  test("sentences come in the language that the browser prefers", async () => {
    for (const [header, language] of [
      ["zh", "zh-CN"],
      ["zh-Hant-TW, en;q=0.5", "zh-CN"],
      ["en-GB,en;q=0.9", "en-GB"],
      ["fr, en-GB;q=0.3, zh;q=0.8", "zh-CN"],
      ["fr", "en-US"],
      ["zh;q=0", "en-US"],
    ] as const) {
      const { reply, headers } = await ask("/api/echo", '{"dose":"1 mg/d"}', { "accept-language": header });
      assert.equal(reply.answer!["locale"], language, header);
      assert.equal(headers.get("content-language"), language);
    }
  });

  test("only this machine's own names reach the server, and no page of another origin", async () => {
    const { port } = new URL(base);
    for (const [headers, status] of [
      [{ host: `localhost:${port}` }, 200],
      [{ host: `[::1]:${port}` }, 200],
      [{ host: "rebound.example" }, 421],
      [{ host: `127.0.0.1.rebound.example:${port}` }, 421],
      [{ host: `localhost:${port}`, origin: `http://localhost:${port}` }, 200],
      [{ host: `localhost:${port}`, origin: "https://elsewhere.example" }, 403],
      [{ host: `localhost:${port}`, origin: "null" }, 403],
    ] as const)
      assert.equal(await statusFor(headers), status, JSON.stringify(headers));
  });

  test("every answer, a fault too, forbids inline scripts, framing, guessing and referring", async () => {
    for (const path of ["/", "/api/health", "/api/openapi.json", "/nowhere"]) {
      const { headers } = await fetch(base + path);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /script-src 'self'(;|$)/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("referrer-policy"), "no-referrer");
    }
    const fault = await ask("/api/broken", "{}");
    assert.match(fault.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  });

  test("what is asked about health tells nothing but that the server lives, and its version", async () => {
    const { reply } = await ask("/api/health");
    assert.deepEqual(Object.keys(reply.answer!), ["name", "version"]);
  });

  test("a case is saved, listed, read and removed; who is late is told", async () => {
    const put = (revision: number, title = "Refill"): ReturnType<typeof ask> =>
      ask("/api/cases/visit-1", JSON.stringify({ title, plan: { dose: "1 mg/d" }, revision }), {}, "PUT");
    assert.equal((await put(0)).reply.answer!["revision"], 1);
    assert.equal((await put(0)).status, 409);
    assert.equal((await put(1, "Refill 2")).reply.answer!["revision"], 2);
    const read = await ask("/api/cases/visit-1");
    assert.deepEqual(read.reply.answer!["plan"], { dose: "1 mg/d" });
    const { cases } = (await ask("/api/cases")).reply.answer as { cases: { title: string }[] };
    assert.deepEqual(
      cases.map(({ title }) => title),
      ["Refill 2"],
    );
    assert.equal((await ask("/api/cases/none")).status, 404);
    assert.equal((await ask("/api/cases/a.b", "{}", {}, "PUT")).status, 422);
    assert.equal((await ask("/api/cases/b", '{"title":""}', {}, "PUT")).status, 422);
    assert.equal((await ask("/api/cases/b", "{", {}, "PUT")).status, 400);
    const remove = async (query: string): Promise<number> =>
      (await fetch(`${base}/api/cases/visit-1${query}`, { method: "DELETE" })).status;
    assert.deepEqual(
      [
        await remove(""),
        await remove("?revision=1"),
        await remove("?revision=2"),
        await remove("?revision=2"),
      ],
      [422, 409, 200, 404],
    );
  });

  test("SIGTERM ends the server cleanly, and what was saved is there at the next start", async () => {
    const first = await start();
    const url = `${first.address}/api/cases/kept`;
    const saved = await fetch(url, { method: "PUT", body: '{"title":"Kept","plan":{},"revision":0}' });
    assert.equal(saved.status, 200);
    first.child.kill("SIGTERM");
    assert.equal(await ended(first.child), 0);
    const second = await start();
    assert.equal((await fetch(`${second.address}/api/cases/kept`)).status, 200);
    second.child.kill("SIGINT");
    assert.equal(await ended(second.child), 0);
  });

  test("a taken port, an unreadable one, and an open door without a name are refused with a sentence", async () => {
    const { port } = new URL(base);
    for (const [env, sentence] of [
      [{ THECA_PORT: port }, /is taken/],
      [{ THECA_PORT: "http" }, /expected a port/],
      [{ THECA_HOST: "0.0.0.0" }, /--name/],
      [{ THECA_HOST: "203.0.113.7", THECA_NAME: "clinic" }, /not an address of this machine/],
    ] as const)
      await assert.rejects(start(env as Record<string, string>), sentence);
  });

  test("the OpenAPI document holds together: references lead somewhere, ids are single, parameters are declared", async () => {
    const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as Document;
    assert.match(document.openapi, /^3\.1\.\d+$/);
    const ids: string[] = [];
    for (const [path, item] of Object.entries(document.paths)) {
      const shared = (item["parameters"] ?? []) as unknown as { name: string; in: string }[];
      for (const [method, operation] of Object.entries(item)) {
        if (method === "parameters") continue;
        assert.ok(["get", "post", "put", "delete"].includes(method), method);
        ids.push(operation["operationId"] as string);
        const declared = [...shared, ...((operation["parameters"] ?? []) as typeof shared)];
        const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        assert.deepEqual(
          declared.filter((p) => p.in === "path").map((p) => p.name),
          wanted,
          path,
        );
        const responses = Object.entries(operation["responses"] as Record<string, Record<string, unknown>>);
        assert.ok(responses.length > 0, path);
        for (const [status, response] of responses) {
          assert.match(status, /^[2-5]\d\d$/);
          assert.ok("$ref" in response || typeof response["description"] === "string", `${path} ${status}`);
        }
      }
    }
    assert.equal(new Set(ids).size, ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target!,
    );
    assert.ok(references.length > 0);
    for (const target of references) {
      const found = target
        .replace(/^#\//, "")
        .split("/")
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(found !== undefined, `${target} leads nowhere`);
    }
  });

  test("each operation's example satisfies the schema that is published for it", async () => {
    const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as Document;
    for (const path of ["/api/echo", "/api/bulky"]) {
      const body = document.paths[path]!["post"]!["requestBody"] as {
        content: { "application/json": { schema: { $ref: string }; example: unknown } };
      };
      const { schema, example } = body.content["application/json"];
      const read = z.fromJSONSchema(
        document.components.schemas[schema.$ref.split("/").at(-1)!] as Parameters<typeof z.fromJSONSchema>[0],
      );
      assert.ok(read.safeParse(example).success, path);
      assert.ok(!read.safeParse({ nonsense: 1 }).success, path);
    }
  });
});
