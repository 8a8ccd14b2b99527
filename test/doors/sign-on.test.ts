// Signing on at a real provider of OpenID Connect, and everything that somebody else could come back with.
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { around } from "../around.ts";
import { Browser, type Member, openClinic, type OpenClinic } from "./clinic.ts";

const back = "http://localhost/api/session/sign-on/back";
let issuer = "";
let clinic: OpenClinic;
let nurse: Member;
const server = createServer();

const test = around(
  async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [{ client_id: "theca", client_secret: "s".repeat(32), redirect_uris: [back] }],
      pkce: { required: () => true },
      cookies: { keys: ["k".repeat(32)] },
    });
    server.on("request", provider.callback());
    clinic = await openClinic({
      signOn: { issuer: new URL(issuer), client: "theca", secret: "s".repeat(32) },
    });
    nurse = await clinic.member("nina", ["nurse"]);
  },
  async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await clinic.close();
  },
);

/** Walks through the provider's own pages as a person would, and gives the address it sends them back to. */
async function atProvider(address: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step++) {
    const response = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: form }),
    });
    form = undefined;
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location) {
      next = new URL(location, next);
      if (next.host === "localhost") return next;
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    assert.ok(action, `${response.status} ${page.slice(0, 300)}`);
    next = new URL(action, next);
    form = new URLSearchParams(
      page.includes('value="login"') ? { prompt: "login", login, password: "x" } : { prompt: "consent" },
    );
  }
  throw new Error("the provider never came to an end");
}

const begin = async (browser: Browser): Promise<string> => {
  const begun = await browser.get("/api/session/sign-on");
  assert.equal(begun.status, 303, JSON.stringify(begun.issues));
  return begun.headers.get("location")!;
};
const comeBack = (browser: Browser, url: URL) => browser.get(url.pathname + url.search);
const stage = async (browser: Browser): Promise<unknown> => (await browser.get("/api/session")).answer.stage;

test("somebody whom no account knows is signed in by nobody, and no account is made", async () => {
  const browser = clinic.browser();
  const reply = await comeBack(browser, await atProvider(await begin(browser), "stranger"));
  assert.equal(reply.headers.get("location"), "http://localhost/?sign-on=unknown");
  assert.equal(await stage(browser), null);
  assert.equal(await clinic.store.people("accountBySubject", `${issuer} stranger`), null);
  assert.equal(
    (await clinic.audit()).findLast(({ action }) => action === "sign-in refused")?.["reason"],
    "sign-on: no account",
  );
});

test("S-10: who comes back without having begun is made to wait, and fills no trail", async () => {
  const browser = clinic.browser("203.0.113.200");
  const lines = (await clinic.audit()).length;
  let reply = await browser.get("/api/session/sign-on/back?code=x");
  assert.equal(reply.headers.get("cache-control"), "no-store");
  for (let i = 0; i < 80; i++) reply = await browser.get("/api/session/sign-on/back?code=x");
  assert.equal(reply.status, 429);
  assert.ok((await clinic.audit()).length - lines <= 60);
});

test("an account that an administrator tied to the subject is signed in; PKCE, state and nonce were asked for", async () => {
  await clinic.admin.browser.ask("PUT", `/api/people/${nurse.id}`, { subject: `${issuer} nina@hospital` });
  const browser = clinic.browser();
  const address = await begin(browser);
  const wanted = new URL(address).searchParams;
  assert.equal(wanted.get("code_challenge_method"), "S256");
  for (const name of ["code_challenge", "state", "nonce"]) assert.ok(wanted.get(name), name);
  const reply = await comeBack(browser, await atProvider(address, "nina@hospital"));
  assert.equal(reply.headers.get("location"), "http://localhost/");
  assert.match(
    reply.headers.getSetCookie().join("\n"),
    /theca-session=\S+; Path=\/; HttpOnly; SameSite=Strict/,
  );
  assert.equal(await stage(browser), "open");
  assert.equal((await browser.get("/api/session")).answer.person.by, nurse.by);
});

test("an answer is good in the browser that began, once, with its own state and code", async () => {
  const [mine, theirs] = [clinic.browser(), clinic.browser()];
  const url = await atProvider(await begin(mine), "nina@hospital");
  await begin(theirs);
  const failed = "http://localhost/?sign-on=failed";
  // Somebody's answer opened in another's browser signs nobody in (login CSRF).
  assert.equal((await comeBack(theirs, url)).headers.get("location"), failed);
  assert.equal((await comeBack(clinic.browser(), url)).headers.get("location"), failed);
  const changed = new URL(url);
  changed.searchParams.set("state", "x".repeat(43));
  const cookies = new Map(mine.cookies);
  assert.equal((await comeBack(mine, changed)).headers.get("location"), failed);
  assert.equal(await stage(mine), null);
  // The failure used the beginning up.
  for (const [name, value] of cookies) mine.cookies.set(name, value);
  assert.equal((await comeBack(mine, url)).headers.get("location"), failed);
  assert.equal(await stage(mine), null);
});

test("a disabled account is not signed in, whatever the provider says", async () => {
  await clinic.admin.browser.ask("PUT", `/api/people/${nurse.id}`, { disabled: true });
  const browser = clinic.browser();
  const reply = await comeBack(browser, await atProvider(await begin(browser), "nina@hospital"));
  assert.equal(reply.headers.get("location"), "http://localhost/?sign-on=unknown");
  assert.equal(await stage(browser), null);
});

test("accounts are made for strangers only where that was set, with the role that was set", async () => {
  const open = await openClinic({
    signOn: { issuer: new URL(issuer), client: "theca", secret: "s".repeat(32), create: "reviewer" },
  });
  const browser = open.browser();
  await comeBack(browser, await atProvider(await begin(browser), "newcomer"));
  const { person } = (await browser.get("/api/session")).answer;
  assert.deepEqual(person.roles, ["reviewer"]);
  assert.match(person.login, /^u-[0-9a-f]{12}$/);
  assert.equal((await browser.get("/api/ledger/entries")).status, 403);
  await open.close();
});

test("a provider that is away is said in a sentence, and tried again", async () => {
  const away = await openClinic({ signOn: { issuer: new URL("http://127.0.0.1:1/"), client: "theca" } });
  for (let i = 0; i < 2; i++) assert.equal((await away.browser().get("/api/session/sign-on")).status, 503);
  await away.close();
});
