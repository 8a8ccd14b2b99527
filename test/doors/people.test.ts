// People of a clinic: how they come in, what they may do, how it ends; and everything somebody else might try.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import {
  addPatient,
  Browser,
  codeAt,
  entry,
  type Line,
  type Member,
  openClinic,
  type OpenClinic,
  password,
} from "./clinic.ts";

let clinic: OpenClinic;
let nurse: Member;
let doctor: Member;
before(async () => {
  clinic = await openClinic();
  nurse = await clinic.member("nina", ["nurse"]);
  doctor = await clinic.member("dora", ["clinician"]);
});
after(() => clinic.close());

const minute = 60_000;
const stage = async (browser: Browser): Promise<unknown> => (await browser.get("/api/session")).answer.stage;
const last = async (): Promise<Line> => (await clinic.audit()).at(-1)!;

describe("signing in", () => {
  test("takes a name, a password and a code; the session is another one after each step (fixation)", async () => {
    const browser = clinic.browser();
    browser.cookies.set("theca-session", "A".repeat(43));
    clinic.now += 30_000;
    const first = await browser.post("/api/session", { login: " NINA ", password });
    assert.deepEqual([first.status, first.answer.stage], [200, "code"]);
    const halfway = browser.cookies.get("theca-session");
    assert.notEqual(halfway, "A".repeat(43));
    assert.equal((await browser.get("/api/ledger/entries")).status, 401);
    const second = await browser.post("/api/session/code", { code: codeAt(nurse.secret, clinic.now) });
    assert.equal(second.answer.stage, "open");
    assert.notEqual(browser.cookies.get("theca-session"), halfway);
    assert.equal((await browser.get("/api/ledger/entries")).status, 200);
    // What was held halfway is worth nothing any more.
    const thief = clinic.browser();
    thief.cookies.set("theca-session", halfway!);
    assert.equal(await stage(thief), null);
  });

  test("an unknown name, a wrong password and a disabled account are told the same, after the same work", async () => {
    const gone = await clinic.member("gone", ["nurse"]);
    await clinic.admin.browser.ask("PUT", `/api/people/${gone.id}`, { disabled: true });
    const answers: unknown[] = [];
    const times: number[][] = [[], [], []];
    for (let round = 0; round < 4; round++)
      for (const [i, [login, given]] of [
        ["nobody", password],
        ["nina", "not the password"],
        ["gone", password],
      ].entries()) {
        const browser = clinic.browser(`198.51.100.${round * 3 + i + 1}`);
        const begun = performance.now();
        const reply = await browser.post("/api/session", { login, password: given });
        times[i]!.push(performance.now() - begun);
        answers.push([reply.status, reply.issues]);
      }
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal((answers[0] as [number])[0], 401);
    // The work is one argon2id, tens of ms: were it left out for one of them, that one took a tenth of the time.
    const least = times.map((some) => Math.min(...some));
    assert.ok(Math.min(...least) > Math.max(...least) / 3, `fastest of each, ms: ${least.map(Math.round)}`);
  });

  test("a code of the second factor is good once: a replay is refused, and so is an older one", async () => {
    const browser = await clinic.signIn(nurse);
    assert.equal(await stage(browser), "open");
    const replay = clinic.browser();
    await replay.post("/api/session", { login: "nina", password });
    const again = await replay.post("/api/session/code", { code: codeAt(nurse.secret, clinic.now) });
    assert.equal(again.status, 401);
    const older = await replay.post("/api/session/code", { code: codeAt(nurse.secret, clinic.now - 30_000) });
    assert.equal(older.status, 401);
    assert.equal(await stage(replay), "code");
  });

  test("each recovery code opens once, and says in the audit that it did", async () => {
    const rita = await clinic.member("rita", ["reviewer"]);
    clinic.now += 30_000;
    const offered = await rita.browser.post("/api/account/second-factor", { current: password });
    rita.secret = offered.answer.secret;
    const confirmed = await rita.browser.post("/api/account/second-factor/confirm", {
      code: codeAt(rita.secret, clinic.now),
    });
    const [code] = confirmed.answer.recovery as string[];
    const once = clinic.browser();
    await once.post("/api/session", { login: "rita", password });
    assert.equal((await once.post("/api/session/code", { code: code!.toLowerCase() })).answer.stage, "open");
    assert.ok(
      (await clinic.audit()).some(
        ({ action, subject }) => action === "recovery code used" && subject === rita.id,
      ),
    );
    const twice = clinic.browser();
    await twice.post("/api/session", { login: "rita", password });
    assert.equal((await twice.post("/api/session/code", { code })).status, 401);
  });

  test("a password is long, not common, not one's own name; other rules there are none", async () => {
    const made = await clinic.admin.browser.post("/api/people", {
      login: "paul",
      shown: "Paul Pharmacist",
      roles: ["pharmacist"],
    });
    const { code } = made.answer;
    const browser = clinic.browser();
    for (const [weak, says] of [
      ["short", /12 characters/],
      ["password1234", /tried first/],
      ["P@ssw0rdP@ssw0rd!", /tried first/],
      ["abcabcabcabcabc", /repeated/],
      ["123456789012", /tried first|repeated/],
      ["x".repeat(300), /at most 256/],
    ] as const) {
      const reply = await browser.post("/api/session/password", { login: "paul", code, password: weak });
      assert.equal(reply.status, 422, weak);
      assert.match(reply.issues[0]!.message, says, weak);
    }
    const wrong = await browser.post("/api/session/password", {
      login: "paul",
      code: "AAAAA-AAAAA-AAAAA",
      password,
    });
    assert.equal(wrong.status, 401);
    const all = await browser.post("/api/session/password", {
      login: "paul",
      code,
      password: "泵 在 黎明 时分 鸣响 了 七次",
    });
    assert.equal(all.answer.stage, "enrol");
    // The code is used up.
    const again = clinic.browser();
    assert.equal((await again.post("/api/session/password", { login: "paul", code, password })).status, 401);
  });

  test("without a second factor there is no session that sees anything", async () => {
    const made = await clinic.admin.browser.post("/api/people", {
      login: "newt",
      shown: "Newt",
      roles: ["nurse"],
    });
    const browser = clinic.browser();
    await browser.post("/api/session/password", { login: "newt", code: made.answer.code, password });
    assert.equal(await stage(browser), "enrol");
    for (const path of ["/api/ledger/entries", "/api/cases", "/api/account"])
      assert.equal((await browser.get(path)).status, 401, path);
    assert.equal((await browser.post("/api/convert", {})).status, 401);
  });

  test("the code of the terminal makes one administrator, once", async () => {
    const late = await clinic.browser().post("/api/session/setup", {
      code: "ABCDE-FGHJK-MNPQR-STVWX",
      login: "second",
      shown: "Second",
      password,
    });
    assert.equal(late.status, 409);
    assert.equal((await clinic.browser().get("/api/session")).answer.setup, undefined);
  });
});

describe("failures to sign in", () => {
  test("S-10: after five a name waits at that address, twice as long each time, also after a restart", async () => {
    const here = clinic.browser("203.0.113.9");
    const tryOnce = (browser = here) => browser.post("/api/session", { login: "dora", password: "wrong" });
    for (let i = 0; i < 5; i++) assert.equal((await tryOnce()).status, 401, `attempt ${i + 1}`);
    const sixth = await tryOnce();
    assert.equal(sixth.status, 429);
    assert.equal(sixth.headers.get("retry-after"), "1");
    clinic.now += 1000;
    assert.equal((await tryOnce()).status, 401);
    assert.equal((await tryOnce()).headers.get("retry-after"), "2");
    // The right password waits just as long: nobody learns by trying faster.
    assert.equal((await here.post("/api/session", { login: "dora", password })).status, 429);
    const anew = new Browser(clinic.restart(), "localhost", "203.0.113.9");
    assert.equal((await tryOnce(anew)).status, 429);
  });

  test("S-10: many at once are no way around", async () => {
    const browser = clinic.browser("203.0.113.77");
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => browser.post("/api/session", { login: "dora", password: "guess" })),
    );
    assert.equal(replies.filter(({ status }) => status === 401).length, 5);
  });

  test("S-10: nobody elsewhere can keep a ward out: the owner's own browser has its own count", async () => {
    const own = await clinic.signIn(doctor);
    for (let i = 0; i < 40; i++) {
      clinic.now += 1000;
      await clinic.browser(`203.0.113.${100 + i}`).post("/api/session", { login: "dora", password: "wrong" });
    }
    const stranger = clinic.browser("203.0.113.200");
    assert.equal((await stranger.post("/api/session", { login: "dora", password })).status, 429);
    await own.ask("DELETE", "/api/session");
    const back = await own.post("/api/session", { login: "dora", password });
    assert.equal(back.status, 200);
    clinic.now += 10 * minute;
  });

  test("S-10: what a request says of its sender counts only from a trusted proxy", async () => {
    for (let i = 0; i < 6; i++)
      await clinic
        .browser("203.0.113.50")
        .post(
          "/api/session",
          { login: "rita", password: "wrong" },
          { headers: { "x-forwarded-for": `10.0.0.${i}` } },
        );
    const reply = await clinic
      .browser("203.0.113.50")
      .post("/api/session", { login: "rita", password }, { headers: { "x-forwarded-for": "10.0.0.99" } });
    assert.equal(reply.status, 429);
  });

  test("what was typed as a name is not written down unless it is one: it may be a password (T-12)", async () => {
    await clinic.browser("203.0.113.51").post("/api/session", { login: "hunter2 oh no", password: "x" });
    const line = await last();
    assert.deepEqual([line.action, line.who, line.address], ["sign-in refused", "unknown", "203.0.113.51"]);
    assert.doesNotMatch(JSON.stringify(await clinic.audit()), /hunter2|seven pumps/);
  });
});

describe("a session", () => {
  test("S-08: left alone it locks, opens with the password alone, and ends at its limit all the same", async () => {
    const browser = await clinic.signIn(nurse);
    const begun = clinic.now;
    clinic.now += 16 * minute;
    assert.equal(await stage(browser), "locked");
    assert.equal((await browser.get("/api/ledger/entries")).status, 401);
    assert.equal((await browser.post("/api/session/unlock", { password: "wrong" })).status, 401);
    const before = browser.cookies.get("theca-session");
    assert.equal((await browser.post("/api/session/unlock", { password })).answer.stage, "open");
    assert.notEqual(browser.cookies.get("theca-session"), before);
    assert.equal((await browser.get("/api/ledger/entries")).status, 200);
    while (clinic.now < begun + 12 * 60 * minute - 10 * minute) {
      clinic.now += 10 * minute;
      assert.equal((await browser.get("/api/ledger/entries")).status, 200);
    }
    clinic.now = begun + 12 * 60 * minute;
    assert.equal((await browser.get("/api/ledger/entries")).status, 401);
    assert.equal(await stage(browser), null);
  });

  test("looking whether one is still signed in does not keep one signed in", async () => {
    const browser = await clinic.signIn(nurse);
    for (let i = 0; i < 16; i++) {
      clinic.now += minute;
      await browser.get("/api/session");
    }
    assert.equal(await stage(browser), "locked");
  });

  test("K-06: a clock that was set back does not make a session last longer", async () => {
    const browser = await clinic.signIn(nurse);
    const now = clinic.now;
    clinic.now = now - 5 * minute;
    assert.equal((await browser.get("/api/ledger/entries")).status, 401);
    clinic.now = now;
  });

  test("S-09: signing out, a new password, other roles and disabling end it at once, everywhere", async () => {
    const ends: [string, (member: Member, browser: Browser) => Promise<unknown>][] = [
      ["sign out everywhere", (_, browser) => browser.ask("DELETE", "/api/session/all")],
      [
        "reset",
        (member) => clinic.admin.browser.post(`/api/people/${member.id}/reset`, { secondFactor: false }),
      ],
      [
        "roles",
        (member) => clinic.admin.browser.ask("PUT", `/api/people/${member.id}`, { roles: ["pharmacist"] }),
      ],
      [
        "disabled",
        (member) => clinic.admin.browser.ask("PUT", `/api/people/${member.id}`, { disabled: true }),
      ],
    ];
    await clinic.signIn(clinic.admin, clinic.admin.browser);
    for (const [i, [name, end]] of ends.entries()) {
      const member = await clinic.member(`ends${i}`, ["nurse"]);
      const [one, two] = [await clinic.signIn(member), await clinic.signIn(member)];
      assert.deepEqual([await stage(one), await stage(two)], ["open", "open"]);
      await end(member, one);
      assert.deepEqual([await stage(one), await stage(two)], [null, null], name);
    }
    const member = await clinic.member("changer", ["nurse"]);
    const [one, two] = [await clinic.signIn(member), await clinic.signIn(member)];
    const changed = await one.post("/api/account/password", {
      current: password,
      password: "another long sentence",
    });
    assert.equal(changed.status, 200, JSON.stringify(changed.issues));
    assert.deepEqual([await stage(one), await stage(two)], ["open", null]);
    const out = one.cookies.get("theca-session")!;
    await one.ask("DELETE", "/api/session");
    const thief = clinic.browser();
    thief.cookies.set("theca-session", out);
    assert.equal(await stage(thief), null, "the id of a session that was signed out is worth nothing");
  });

  test("is kept as a hash, in a cookie that no script reads and no other site uses", async () => {
    const browser = clinic.browser();
    clinic.now += 30_000;
    const reply = await browser.post("/api/session", { login: "nina", password });
    assert.match(
      reply.headers.getSetCookie()[0]!,
      /^theca-session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const sessions = await clinic.store.people("sessionsOf", nurse.id);
    const token = browser.cookies.get("theca-session")!;
    assert.ok(sessions.every(({ hash }) => hash !== token));
    assert.doesNotMatch(JSON.stringify(reply.answer), new RegExp(token));
  });

  test("a cookie carried into another's browser brings no other's rights, and loses them with its owner's", async () => {
    const owner = await clinic.signIn(nurse);
    const thief = clinic.browser();
    thief.cookies.set("theca-session", owner.cookies.get("theca-session")!);
    // The cookie alone changes nothing: the token of the page is missing.
    assert.equal((await thief.post("/api/convert", {})).status, 403);
    assert.equal((await thief.get("/api/people")).status, 403);
    await owner.ask("DELETE", "/api/session");
    assert.equal((await thief.get("/api/ledger/entries")).status, 401);
  });
});

describe("requests that another page makes", () => {
  test("are refused by origin, by the browser's own word, by their kind, and without the token", async () => {
    const browser = await clinic.signIn(nurse);
    const patient = randomUUID();
    const body = { patient, revision: 0, entries: [entry(patient, nurse.by, "note", { text: "forged" })] };
    const forgeries: readonly Readonly<Record<string, string>>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "content-type": "text/plain" },
      { "content-type": "application/x-www-form-urlencoded" },
      { "x-theca-token": "" },
      { "x-theca-token": "A".repeat(43) },
    ];
    for (const headers of forgeries)
      assert.equal(
        (await browser.post("/api/ledger/entries", body, { headers })).status,
        403,
        JSON.stringify(headers),
      );
    assert.equal((await browser.get(`/api/ledger/patients/${patient}`)).status, 404);
    assert.equal((await browser.post("/api/ledger/entries", body)).status, 200);
    // Signing somebody in unawares is refused likewise.
    const forged = await clinic
      .browser()
      .post("/api/session", { login: "nina", password }, { headers: { "sec-fetch-site": "cross-site" } });
    assert.equal(forged.status, 403);
  });

  test("T-11: headers and names that carry line breaks or markup forge no line and no header", async () => {
    const browser = await clinic.signIn(clinic.admin, clinic.admin.browser);
    for (const shown of ["Eve\r\nSet-Cookie: x=1", "Eve\u202Enimda", "Eve\u0000", "Eve\u2028x"]) {
      const reply = await browser.post("/api/people", { login: "eve", shown, roles: ["nurse"] });
      assert.equal(reply.status, 422, JSON.stringify(shown));
    }
    const reply = await clinic
      .browser()
      .post(
        "/api/session",
        { login: 'nobody\n{"action":"sign in"}', password: "x" },
        { remote: "203.0.113.7" },
      );
    assert.equal(reply.status, 401);
    const rows = await clinic.audit();
    assert.ok(rows.every((row) => !JSON.stringify(row).includes("\n")));
    const {
      snapshots: _s,
      thrownAway: _t,
      ...walked
    } = (await clinic.store.ledger.verify()) as never as Record<string, unknown>;
    assert.deepEqual(walked, {
      entries: rows.filter(({ action }) => action === "append").length,
      audit: rows.length,
    });
  });

  test("what is too large or not what was asked for is refused before any password is hashed", async () => {
    const browser = clinic.browser("203.0.113.88");
    assert.equal(
      (await browser.post("/api/session", { login: "nina", password: "x".repeat(20_000) })).status,
      413,
    );
    assert.equal(
      (await browser.post("/api/session", { login: "nina", password: "x".repeat(2000) })).status,
      422,
    );
    assert.equal((await browser.post("/api/session", { login: ["nina"], password })).status, 422);
    assert.equal((await browser.post("/api/session", { login: "nina", password, admin: true })).status, 422);
    assert.equal((await browser.post("/api/session", "{")).status, 400);
    assert.equal(
      (
        await browser.post(
          "/api/session",
          '{"login":"nina","password":"x","__proto__":{"roles":["administrator"]}}',
        )
      ).status,
      422,
    );
  });
});

describe("what a person enters", () => {
  test("bears their own name: another's is refused, and so is an override in another's name", async () => {
    const browser = await clinic.signIn(nurse);
    const patient = randomUUID();
    const add = (entries: object[]) => browser.post("/api/ledger/entries", { patient, revision: 0, entries });
    const other = await add([entry(patient, doctor.by, "note", { text: "x" })]);
    assert.equal(other.status, 403);
    assert.match(other.issues[0]!.message, /Nina Test \(nina\)/);
    assert.equal((await add([entry(patient, "nina", "note", { text: "x" })])).status, 403);
    const overrides = [{ finding: "unexplained residual", by: doctor.by, reason: "she said so" }];
    const change = { program: { mode: "stopped" }, reason: "x", overrides };
    assert.equal((await add([entry(patient, nurse.by, "program change", change)])).status, 403);
    assert.equal((await add([entry(patient, nurse.by, "note", { text: "x" })])).status, 200);
    const line = await last();
    assert.deepEqual(
      [line.action, line.who, line.account, line.roles, line.address, line.patient],
      ["append", nurse.by, nurse.id, ["nurse"], "192.0.2.1", patient],
    );
  });

  test("a second check is another person's, who signs in beside; their token is good at that screen only", async () => {
    const browser = await clinic.signIn(nurse);
    const patient = randomUUID();
    const first = entry(patient, nurse.by, "note", { text: "40 mL filled" });
    await browser.post("/api/ledger/entries", { patient, revision: 0, entries: [first] });
    const { revision } = (await browser.get(`/api/ledger/patients/${patient}`)).answer;
    const check = (by: string) =>
      entry(patient, by, "second check", {
        of: first.id,
        values: { filled: "40 mL" },
        agrees: true,
        differences: [],
      });
    const add = (by: string, token = "", asking = browser) =>
      asking.post(
        "/api/ledger/entries",
        { patient, revision, entries: [check(by)] },
        { headers: { "x-theca-second": token } },
      );
    const own = await add(nurse.by);
    assert.equal(own.status, 403);
    assert.match(own.issues[0]!.message, /another person/);
    assert.equal((await add(doctor.by)).status, 403);
    const self = await browser.post("/api/session/second", {
      login: "nina",
      password,
      code: codeAt(nurse.secret, clinic.now),
    });
    assert.equal(self.status, 422);
    clinic.now += 30_000;
    const beside = await browser.post("/api/session/second", {
      login: "dora",
      password,
      code: codeAt(doctor.secret, clinic.now),
    });
    assert.equal(beside.answer.by, doctor.by);
    const other = await clinic.signIn(await clinic.member("otto", ["nurse"]));
    assert.equal((await add(doctor.by, beside.answer.token, other)).status, 403);
    // The token stands for nobody's session.
    const thief = clinic.browser();
    thief.cookies.set("theca-session", beside.answer.token);
    assert.equal(await stage(thief), null);
    const done = await add(doctor.by, beside.answer.token);
    assert.equal(done.status, 200, JSON.stringify(done.issues));
  });
});

describe("a restricted chart", () => {
  test("T-10, I-09: is for its team; another breaks the glass with a reason, for four hours, and it is listed", async () => {
    const [team, other] = [await clinic.signIn(nurse), await clinic.signIn(doctor)];
    const patient = await addPatient(team, nurse.by, "MRN-7");
    assert.equal((await other.get(`/api/ledger/patients/${patient}`)).status, 200);
    const set = await team.ask("PUT", `/api/team/${patient}`, { accounts: [nurse.id] });
    assert.equal(set.status, 200, JSON.stringify(set.issues));

    assert.equal((await other.get(`/api/ledger/patients/${patient}`)).status, 403);
    const refusedLine = await last();
    assert.deepEqual(
      [refusedLine.action, refusedLine.patient, refusedLine.account],
      ["refused", patient, doctor.id],
    );
    const writing = await other.post("/api/ledger/entries", {
      patient,
      revision: 1,
      entries: [entry(patient, doctor.by, "note", { text: "x" })],
    });
    assert.equal(writing.status, 403);
    assert.equal((await other.ask("PUT", `/api/team/${patient}`, { accounts: [] })).status, 403);
    const listed = await other.get("/api/ledger/entries");
    assert.ok(!JSON.stringify(listed.answer).includes(patient));
    assert.ok(JSON.stringify((await team.get("/api/ledger/entries")).answer).includes(patient));

    const find = (number: string, birthDate: string) => other.post("/api/glass/find", { number, birthDate });
    assert.equal((await find("MRN-7", "1970-05-01")).status, 404);
    assert.equal((await find("MRN", "1970-04-30")).status, 404);
    const found = await find("MRN-7", "1970-04-30");
    assert.deepEqual([found.status, found.answer.patient], [200, patient]);
    assert.equal((await last()).action, "find restricted");

    assert.equal((await other.post("/api/glass", { patient, reason: "short" })).status, 422);
    assert.equal(
      (await clinic.admin.browser.post("/api/glass", { patient, reason: "I would like to see" })).status,
      403,
    );
    const broken = await other.post("/api/glass", { patient, reason: "Withdrawal in the emergency room" });
    assert.equal(broken.status, 200, JSON.stringify(broken.issues));
    const seen = await other.get(`/api/ledger/patients/${patient}`);
    assert.equal(seen.status, 200);
    const line = await last();
    assert.equal(line.action, "read");
    assert.ok(line.glass, "each reading through the glass says so");

    await clinic.signIn(clinic.admin, clinic.admin.browser);
    const glass = (await clinic.admin.browser.get("/api/people/glass")).answer.glass as readonly Line[];
    assert.deepEqual(
      [glass[0]!.reason, glass[0]!.account, glass[0]!.reviewedBy],
      ["Withdrawal in the emergency room", doctor.id, null],
    );
    const reviewed = await clinic.admin.browser.post(`/api/people/glass/${glass[0]!.id}/reviewed`);
    assert.equal(reviewed.status, 200);

    clinic.now += 4 * 60 * minute;
    await clinic.signIn(doctor, other);
    assert.equal((await other.get(`/api/ledger/patients/${patient}`)).status, 403);
  });

  test("I-09: who runs dry leaves a restricted pump out for others, and shows it to its team", async () => {
    const [team, other] = [await clinic.signIn(nurse), await clinic.signIn(doctor)];
    const patient = await addPatient(team, nurse.by);
    const { revision } = (await team.get(`/api/ledger/patients/${patient}`)).answer;
    const pump = entry(patient, nurse.by, "pump implanted", {
      pump: { model: "synchromed-ii-40" },
      serial: "NGP777",
    });
    const added = await team.post("/api/ledger/entries", { patient, revision, entries: [pump] });
    assert.equal(added.status, 200, JSON.stringify(added.issues));
    const lists = async (browser: Browser): Promise<boolean> => {
      const reply = await browser.post("/api/ledger/dry", { now: "2026-11-22T08:00:00Z" });
      assert.equal(reply.status, 200, JSON.stringify(reply.issues));
      return JSON.stringify(reply.answer).includes("NGP777");
    };
    assert.deepEqual([await lists(team), await lists(other)], [true, true]);
    await team.ask("PUT", `/api/team/${patient}`, { accounts: [nurse.id] });
    assert.deepEqual([await lists(team), await lists(other)], [true, false]);
  });

  test("keeps somebody who can look after the patient; where nobody is left the administrator is told", async () => {
    const team = await clinic.signIn(nurse);
    await clinic.signIn(clinic.admin, clinic.admin.browser);
    const lone = await clinic.member("lone", ["nurse"]);
    const patient = await addPatient(team, nurse.by);
    const nobody = await team.ask("PUT", `/api/team/${patient}`, { accounts: [clinic.admin.id] });
    assert.equal(nobody.status, 422);
    await team.ask("PUT", `/api/team/${patient}`, { accounts: [lone.id] });
    await clinic.admin.browser.ask("PUT", `/api/people/${lone.id}`, { disabled: true });
    const charts = (await clinic.admin.browser.get("/api/people/charts")).answer.charts as readonly Line[];
    assert.equal(charts.find((chart) => chart.patient === patient)?.["orphaned"], true);
    const opened = await clinic.admin.browser.ask("PUT", `/api/team/${patient}`, { accounts: [] });
    assert.equal(opened.status, 200);
    assert.equal((await team.get(`/api/ledger/patients/${patient}`)).status, 200);
  });
});

test("T-12: a fault of ours is one line with an id and a place; what was typed, and who it was about, is not in it", async () => {
  const canary = "Canary Patientname";
  const app = clinic.restart({
    people: ((name: string, ...args: unknown[]) =>
      name === "addEntriesAs"
        ? Promise.reject(new Error("the store fell over\nat its end"))
        : (clinic.store.people as (...all: unknown[]) => unknown)(
            name,
            ...args,
          )) as typeof clinic.store.people,
  });
  const signed = await clinic.signIn(nurse);
  const browser = new Browser(app);
  for (const [name, value] of signed.cookies) browser.cookies.set(name, value);
  browser.token = signed.token;
  clinic.lines.length = 0;
  const patient = randomUUID();
  const data = { name: canary, birthDate: "1970-04-30", identifiers: [{ system: "clinic", value: canary }] };
  const reply = await browser.post("/api/ledger/entries", {
    patient,
    revision: 0,
    entries: [entry(patient, nurse.by, "patient", data)],
  });
  assert.equal(reply.status, 500);
  assert.equal(clinic.lines.length, 1);
  const [line = ""] = clinic.lines;
  assert.doesNotMatch(line, /\n/);
  assert.equal((JSON.parse(line) as { path: string }).path, "/api/ledger/entries");
  for (const secret of [canary, password, nurse.secret, signed.token, ...signed.cookies.values()])
    assert.ok(!line.includes(secret) && !JSON.stringify(reply).includes(canary));
});

describe("the administrator", () => {
  test("sees accounts without anything one signs in by, changes no role of their own, and cannot be the last to go", async () => {
    const { browser, id } = clinic.admin;
    await clinic.signIn(clinic.admin, browser);
    const people = await browser.get("/api/people");
    assert.doesNotMatch(JSON.stringify(people.answer), /argon2|\$v=19/);
    for (const { password: p, secret, code } of people.answer.people)
      assert.deepEqual([p, secret, code], [undefined, undefined, undefined]);
    assert.equal(
      (await browser.ask("PUT", `/api/people/${id}`, { roles: ["administrator", "clinician"] })).status,
      422,
    );
    assert.equal((await browser.ask("PUT", `/api/people/${id}`, { disabled: true })).status, 422);
    const second = await clinic.member("deputy", ["administrator"]);
    const deputy = await clinic.signIn(second);
    assert.equal((await deputy.ask("PUT", `/api/people/${id}`, { disabled: true })).status, 200);
    assert.equal(await stage(browser), null);
    assert.equal((await deputy.ask("PUT", `/api/people/${second.id}`, { disabled: true })).status, 422);
    await deputy.ask("PUT", `/api/people/${id}`, { disabled: false });
  });

  test("T-07: reads in the trail who signed in, failed, locked, was made and changed, with before and after", async () => {
    await clinic.signIn(clinic.admin, clinic.admin.browser);
    const { answer } = await clinic.admin.browser.get("/api/audit");
    const actions = new Set((await clinic.audit()).map(({ action }) => action));
    for (const action of [
      "sign in",
      "sign-in refused",
      "unlock",
      "sign out",
      "sign out everywhere",
      "account made",
      "account changed",
      "password changed",
      "password reset",
      "second factor set",
      "recovery code used",
      "team changed",
      "break glass",
      "glass reviewed",
      "second person",
      "session ended",
      "read",
      "append",
      "refused",
    ])
      assert.ok(actions.has(action), action);
    assert.equal(answer.audit[0]?.action, "read audit");
    const changed = (await clinic.audit()).find(
      ({ action, after }) => action === "account changed" && after?.roles,
    );
    assert.deepEqual([changed?.before?.roles, changed?.after?.roles], [["nurse"], ["pharmacist"]]);
  });
});
