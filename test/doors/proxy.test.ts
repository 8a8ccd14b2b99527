// A clinic behind its proxy, and how a server is started: what is said of the sender counts only from the proxy.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { operations } from "../../src/operations/operations.ts";
import { serve } from "../../src/server/server.ts";
import { Browser, openClinic, password } from "./clinic.ts";

const proxy = "192.0.2.250";
const byProxy = (address: string) => ({
  remote: proxy,
  headers: { "x-forwarded-for": address, "x-forwarded-proto": "https", origin: "https://theca.example" },
});

test("TLS: nobody signs in past the proxy; through it cookies are __Host- and Secure, and the sender is the one it names", async () => {
  const clinic = await openClinic();
  await clinic.member("nina", ["nurse"]);
  const app = clinic.restart({ url: new URL("https://theca.example/"), proxies: [proxy] });
  const browser = new Browser(app, "theca.example", "203.0.113.5");
  try {
    // Somebody who reaches the server itself may say what they like.
    const claims: Record<string, string>[] = [
      {},
      { "x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1" },
    ];
    for (const headers of claims)
      assert.equal(
        (await browser.post("/api/session", { login: "nina", password }, { headers })).status,
        403,
      );
    const reply = await browser.post(
      "/api/session",
      { login: "nina", password },
      byProxy("198.51.100.7, 203.0.113.77"),
    );
    assert.equal(reply.status, 200, JSON.stringify(reply.issues));
    assert.match(
      reply.headers.getSetCookie()[0]!,
      /^__Host-theca-session=\S{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    assert.match(reply.headers.get("strict-transport-security")!, /max-age=31536000/);
    await browser.post("/api/session", { login: "nobody", password: "x" }, byProxy("10.1.1.1, 203.0.113.78"));
    const line = (await clinic.audit()).findLast(({ action }) => action === "sign-in refused");
    assert.equal(
      line?.address,
      "203.0.113.78",
      "the last that the proxy itself saw, not what was sent along",
    );
  } finally {
    await clinic.close();
  }
});

const data = mkdtempSync(join(tmpdir(), "theca-started-"));
after(() => rmSync(data, { recursive: true, force: true }));
const start = async (more: object) =>
  serve(operations, { port: "0", data, env: {}, locale: "en-US", ...more }, () => {});

test("a place that holds accounts is not served when the flag is left away", async () => {
  const first = await start({ clinic: "http://127.0.0.1/" });
  assert.ok("serving" in first);
  const { address, setup, close } = first.serving;
  const made = await fetch(`${address}/api/session/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: setup!.code, login: "root", shown: "Root", password }),
  });
  assert.equal(made.status, 200, await made.text());
  await close();
  const again = await start({});
  if ("serving" in again) await again.serving.close();
  assert.ok("issues" in again);
  assert.match(again.issues[0]!.message, /--clinic/);
  const second = await start({ clinic: "http://127.0.0.1/" });
  assert.ok("serving" in second);
  assert.equal(second.serving.setup, undefined);
  await second.serving.close();
});

test("a clinic is not started without TLS where others can come by, nor with what cannot be read", async () => {
  const refusals: [object, RegExp][] = [
    [{ clinic: "http://theca.example/", host: "0.0.0.0" }, /https/],
    [{ clinic: "http://localhost/", host: "0.0.0.0" }, /https/],
    [{ clinic: "theca.example" }, /https:\/\/theca\.example\.org/],
    [{ clinic: "https://theca.example/deep" }, /https:\/\/theca\.example\.org/],
    [{ clinic: "https://theca.example/", proxy: ["proxy.local"] }, /proxy\.local/],
    [{ clinic: "https://theca.example/", env: { THECA_OIDC_ISSUER: "http://idp.example" } }, /THECA_OIDC/],
    [
      {
        clinic: "https://theca.example/",
        env: {
          THECA_OIDC_ISSUER: "https://idp.example",
          THECA_OIDC_CLIENT: "t",
          THECA_OIDC_CREATE: "administrator",
        },
      },
      /THECA_OIDC_CREATE/,
    ],
  ];
  for (const [more, says] of refusals) {
    const started = await start(more);
    assert.ok("issues" in started, JSON.stringify(more));
    assert.match(started.issues.map(({ message }) => message).join("; "), says);
  }
});

test("S-11: where others can come by without a clinic there are no records, and no route tells more than it should", async () => {
  const open = mkdtempSync(join(tmpdir(), "theca-open-"));
  const started = await serve(
    operations,
    { port: "0", data: open, host: "0.0.0.0", name: ["theca.example"], env: {}, locale: "en-US" },
    () => {},
  );
  assert.ok("serving" in started);
  const address = started.serving.address.replace("0.0.0.0", "127.0.0.1");
  for (const path of ["/api/cases", "/api/ledger/entries", "/api/people", "/api/audit"])
    assert.ok([404, 405].includes((await fetch(address + path)).status), path);
  assert.deepEqual(((await (await fetch(`${address}/api/health`)).json()) as { answer: object }).answer, {
    name: "theca",
    version: "0.1.0",
  });
  await started.serving.close();
  rmSync(open, { recursive: true, force: true });
});
