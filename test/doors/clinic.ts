// A clinic in the tests: a real store, the whole server without a socket, and browsers that keep cookies as browsers do.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { TOTP, Secret } from "otpauth";
import { operations } from "../../src/operations/operations.ts";
import { createApp } from "../../src/server/app.ts";
import { type Clinic, sessionLimits } from "../../src/server/clinic.ts";
import type { Surroundings } from "../../src/server/exchange.ts";
import { following } from "../../src/server/following.ts";
import { type Noticing, noticing } from "../../src/server/noticing.ts";
import { around } from "../around.ts";
import { openStore, type Role, type Store } from "../../src/store/store.ts";

/** A line of the audit, or a row of a list, with whatever of these it has. */
export interface Line {
  readonly id: string;
  readonly who: string;
  readonly action: string;
  readonly account?: string;
  readonly roles?: readonly string[];
  readonly address?: string;
  readonly patient?: string;
  readonly subject?: string;
  readonly reason?: string;
  readonly glass?: string;
  readonly before?: { readonly roles?: readonly string[] };
  readonly after?: { readonly roles?: readonly string[] };
  readonly reviewedBy?: string | null;
  readonly orphaned?: boolean;
  readonly password?: unknown;
  readonly secret?: unknown;
  readonly code?: unknown;
}

/** What the answers of these routes hold. */
export interface Answer {
  readonly stage?: string | null;
  readonly setup?: boolean;
  readonly token: string;
  readonly by: string;
  readonly code: string;
  readonly secret: string;
  readonly revision: number;
  readonly recovery: readonly string[];
  readonly patient: string;
  readonly account: Line;
  readonly person: {
    readonly account: string;
    readonly login: string;
    readonly by: string;
    readonly roles: readonly string[];
    readonly signs: string;
  };
  readonly entries: readonly { readonly id: string; readonly hash: string }[];
  readonly people: readonly Line[];
  readonly glass: readonly Line[];
  readonly charts: readonly Line[];
  readonly audit: readonly Line[];
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly answer: Answer;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

/** What else a request may bear; `remote` is the other end of the wire. */
export interface Also {
  readonly headers?: Readonly<Record<string, string>>;
  readonly remote?: string;
}

/** A browser: it keeps cookies, sends its origin, and gives back the page's token. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly app: Hono<Surroundings>;
  readonly host: string;
  readonly remote: string;
  token = "";
  constructor(app: Hono<Surroundings>, host = "localhost", remote = "192.0.2.1") {
    this.app = app;
    this.host = host;
    this.remote = remote;
  }

  async ask(method: string, path: string, body?: unknown, also: Also = {}): Promise<Answered> {
    const response = await this.app.request(
      `http://${this.host}${path}`,
      {
        method,
        headers: {
          host: this.host,
          "accept-language": "en-US",
          "x-theca-token": this.token,
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(method !== "GET" && { "content-type": "application/json", origin: `http://${this.host}` }),
          ...also.headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: also.remote ?? this.remote } } },
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    const reply = text.startsWith("{") ? (JSON.parse(text) as Partial<Answered>) : {};
    const answer = reply.answer ?? ({} as Answer);
    if (typeof answer.token === "string" && path.startsWith("/api/session") && !path.endsWith("/second"))
      this.token = answer.token;
    return { status: response.status, headers: response.headers, answer, issues: reply.issues ?? [] };
  }
  get = (path: string, also?: Also): Promise<Answered> => this.ask("GET", path, undefined, also);
  post = (path: string, body: unknown = {}, also?: Also): Promise<Answered> =>
    this.ask("POST", path, body, also);
}

/** How far the session of a browser has come; null where there is none. */
export const stageOf = async (browser: Browser): Promise<unknown> =>
  (await browser.get("/api/session")).answer.stage;

/** The code of a second factor at a moment. */
export const codeAt = (secret: string, now: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 }).generate({
    timestamp: now,
  });

export interface Member {
  readonly id: string;
  readonly login: string;
  readonly by: string;
  readonly password: string;
  secret: string;
  readonly browser: Browser;
}

export interface OpenClinic {
  readonly app: Hono<Surroundings>;
  readonly store: Store;
  readonly clinic: Clinic;
  /** What sends notices; it looks when it is asked to. */
  readonly noticing: Noticing;
  readonly lines: string[];
  /** The clock of the server; may be moved. */
  now: number;
  readonly admin: Member;
  readonly browser: (remote?: string) => Browser;
  /** Makes an account as an administrator does, and signs in as its owner would. */
  readonly member: (login: string, roles: readonly Role[]) => Promise<Member>;
  /** Signs in with both factors, in a browser. */
  readonly signIn: (member: Member, browser?: Browser) => Promise<Browser>;
  readonly audit: () => Promise<readonly Line[]>;
  /** The same store under a server that was started anew. */
  readonly restart: (more?: Partial<Clinic>) => Hono<Surroundings>;
  readonly close: () => Promise<void>;
}

/** Tests in one clinic with a nurse and a clinician, that is open while they run. */
export function inStaffedClinic(
  begin: (staffed: { clinic: OpenClinic; nurse: Member; doctor: Member }) => void,
): ReturnType<typeof around> {
  let clinic: OpenClinic;
  return around(
    async () => {
      clinic = await openClinic();
      const nurse = await clinic.member("nina", ["nurse"]);
      begin({ clinic, nurse, doctor: await clinic.member("dora", ["clinician"]) });
    },
    () => clinic.close(),
  );
}

const setupCode = "ABCDE-FGHJK-MNPQR-STVWX";
export const password = "seven pumps at dawn";

/** Adds a patient to a store, by whoever is signed in in a browser. */
export async function addPatient(
  browser: Browser,
  by: string,
  number: string = randomUUID(),
): Promise<string> {
  const patient = randomUUID();
  const added = await browser.post("/api/ledger/entries", {
    patient,
    revision: 0,
    entries: [
      entry(patient, by, "patient", {
        name: "T",
        birthDate: "1970-04-30",
        identifiers: [{ system: "clinic", value: number }],
      }),
    ],
  });
  assert.equal(added.status, 200, JSON.stringify(added.issues));
  return patient;
}

export const entry = (patient: string, by: string, kind: string, data: object, id = randomUUID()) => ({
  id,
  patient,
  at: "2026-01-05T08:00:00+01:00",
  by,
  from: "entered",
  kind,
  data,
});

/** Opens a clinic with its first administrator, in a folder of its own or in a database. */
export async function openClinic(more: Partial<Clinic> = {}, database?: string): Promise<OpenClinic> {
  const folder = mkdtempSync(join(tmpdir(), "theca-clinic-"));
  const opened = await openStore(database ?? folder, "en-US");
  assert.ok("store" in opened);
  const { store } = opened;
  const lines: string[] = [];
  const state = { now: Date.UTC(2026, 10, 22, 8) };
  const clinic: Clinic = {
    people: store.people,
    url: new URL("http://localhost/"),
    proxies: [],
    limits: sessionLimits,
    setupCode,
    ...more,
  };
  const followed = following(store.ledger);
  const sending = noticing({
    notices: store.notices,
    ledger: store.ledger,
    following: followed,
    now: () => state.now,
    link: "https://theca.example/#/drylist",
    log: (line) => lines.push(line),
  });
  const build = (other: Partial<Clinic> = {}): Hono<Surroundings> =>
    createApp({
      operations,
      version: "0",
      cases: store.cases,
      settings: store.settings,
      ledger: store.ledger,
      notices: store.notices,
      noticing: sending,
      following: followed,
      clinic: { ...clinic, ...other },
      names: ["theca.example"],
      log: (line) => lines.push(line),
      now: () => state.now,
    });
  const app = build();
  const fresh = (remote?: string): Browser => new Browser(app, "localhost", remote);
  const enrol = async (browser: Browser): Promise<string> => {
    const offered = await browser.post("/api/account/second-factor");
    assert.equal(offered.status, 200, JSON.stringify(offered.issues));
    const secret = offered.answer.secret;
    const confirmed = await browser.post("/api/account/second-factor/confirm", {
      code: codeAt(secret, state.now),
    });
    assert.equal(confirmed.status, 200, JSON.stringify(confirmed.issues));
    await browser.get("/api/session");
    return secret;
  };
  const first = fresh();
  const made = await first.post("/api/session/setup", {
    code: setupCode,
    login: "root",
    shown: "Rosa Root",
    password,
  });
  assert.equal(made.status, 200, JSON.stringify(made.issues));
  const secret = await enrol(first);
  const admin: Member = {
    id: made.answer.person.account,
    login: "root",
    by: made.answer.person.by,
    password,
    secret,
    browser: first,
  };
  const self: OpenClinic = {
    app,
    store,
    clinic,
    noticing: sending,
    lines,
    get now() {
      return state.now;
    },
    set now(moment: number) {
      state.now = moment;
    },
    admin,
    browser: fresh,
    member: async (login, roles) => {
      const shown = `${login[0]!.toUpperCase()}${login.slice(1)} Test`;
      const account = await admin.browser.post("/api/people", { login, shown, roles });
      assert.equal(account.status, 200, JSON.stringify(account.issues));
      const browser = fresh();
      const started = await browser.post("/api/session/password", {
        login,
        code: account.answer.code,
        password,
      });
      assert.equal(started.status, 200, JSON.stringify(started.issues));
      const secret = await enrol(browser);
      const { id } = account.answer.account;
      return { id, login, by: `${shown} (${login})`, password, secret, browser };
    },
    signIn: async (member, browser = fresh()) => {
      // A code is good once: the next one comes with the next half minute.
      state.now += 30_000;
      const first = await browser.post("/api/session", { login: member.login, password: member.password });
      assert.equal(first.status, 200, JSON.stringify(first.issues));
      const second = await browser.post("/api/session/code", { code: codeAt(member.secret, state.now) });
      assert.equal(second.status, 200, JSON.stringify(second.issues));
      return browser;
    },
    audit: async () => (await store.ledger.audit(0, 10_000)) as unknown as Line[],
    restart: build,
    close: async () => {
      await sending.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return self;
}
