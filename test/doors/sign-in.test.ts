// How people of a clinic come in, how long that lasts and how it ends; and everything somebody else might try.
import assert from "node:assert/strict";
import { describe } from "node:test";
import {
  Browser,
  codeAt,
  inStaffedClinic,
  type Line,
  type Member,
  type OpenClinic,
  password,
  stageOf,
} from "./clinic.ts";

let clinic: OpenClinic;
let nurse: Member;
let doctor: Member;
const test = inStaffedClinic((staffed) => ({ clinic, nurse, doctor } = staffed));

const minute = 60_000;
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
    assert.equal(await stageOf(thief), null);
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
        const begun = process.cpuUsage();
        const reply = await browser.post("/api/session", { login, password: given });
        const { user, system } = process.cpuUsage(begun);
        times[i]!.push((user + system) / 1000);
        answers.push([reply.status, reply.issues]);
      }
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.equal((answers[0] as [number])[0], 401);
    // The work is one argon2id, tens of ms of processor time: were it left out for one of them, that one took a tenth of the time.
    const least = times.map((some) => Math.min(...some));
    assert.ok(Math.min(...least) > Math.max(...least) / 3, `fastest of each, ms: ${least.map(Math.round)}`);
  });

  test("S-10: the same is asked of the store for a name that there is and one that there is not", async () => {
    const asked: string[] = [];
    const app = clinic.restart({
      people: (name, ...args) => {
        asked.push(name);
        return clinic.store.people(name, ...args);
      },
    });
    const asks = async (login: string): Promise<readonly string[]> => {
      const browser = new Browser(app, "localhost", "198.51.100.77");
      browser.cookies.set("theca-device", "A".repeat(43));
      asked.length = 0;
      assert.equal((await browser.post("/api/session", { login, password: "wrong" })).status, 401);
      return [...asked];
    };
    assert.deepEqual(await asks("nina"), await asks("nobody"));
  });

  test("a code of the second factor is good once: a replay is refused, and so is an older one", async () => {
    const browser = await clinic.signIn(nurse);
    assert.equal(await stageOf(browser), "open");
    const replay = clinic.browser();
    await replay.post("/api/session", { login: "nina", password });
    const again = await replay.post("/api/session/code", { code: codeAt(nurse.secret, clinic.now) });
    assert.equal(again.status, 401);
    const older = await replay.post("/api/session/code", { code: codeAt(nurse.secret, clinic.now - 30_000) });
    assert.equal(older.status, 401);
    assert.equal(await stageOf(replay), "code");
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
    assert.equal(await stageOf(browser), "enrol");
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
    assert.equal(await stageOf(browser), "locked");
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
    assert.equal(await stageOf(browser), null);
  });

  test("looking whether one is still signed in does not keep one signed in", async () => {
    const browser = await clinic.signIn(nurse);
    for (let i = 0; i < 16; i++) {
      clinic.now += minute;
      await browser.get("/api/session");
    }
    assert.equal(await stageOf(browser), "locked");
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
      assert.deepEqual([await stageOf(one), await stageOf(two)], ["open", "open"]);
      await end(member, one);
      assert.deepEqual([await stageOf(one), await stageOf(two)], [null, null], name);
    }
    const member = await clinic.member("changer", ["nurse"]);
    const [one, two] = [await clinic.signIn(member), await clinic.signIn(member)];
    const changed = await one.post("/api/account/password", {
      current: password,
      password: "another long sentence",
    });
    assert.equal(changed.status, 200, JSON.stringify(changed.issues));
    assert.deepEqual([await stageOf(one), await stageOf(two)], ["open", null]);
    const out = one.cookies.get("theca-session")!;
    await one.ask("DELETE", "/api/session");
    const thief = clinic.browser();
    thief.cookies.set("theca-session", out);
    assert.equal(await stageOf(thief), null, "the id of a session that was signed out is worth nothing");
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

test("T-07: what is not right is written down wherever it is asked for, not only when signing in", async () => {
  const nora = await clinic.member("nora", ["nurse"]);
  const refused = async (path: string, body: object): Promise<string> => {
    assert.equal((await nora.browser.post(path, body)).status, 422);
    const { action, subject, reason } = await last();
    return `${action} ${subject === nora.id} ${reason}`;
  };
  const current = "not the password";
  assert.equal(
    await refused("/api/account/password", { current, password: "nine pumps at dusk" }),
    "sign-in refused true password",
  );
  assert.equal(await refused("/api/account/second-factor", { current }), "sign-in refused true password");
  assert.equal(
    await refused("/api/account/second-factor/confirm", { code: "000000" }),
    "sign-in refused true second factor",
  );
  const setup = { code: "AAAAA", login: "eve", shown: "Eve", password };
  assert.equal((await clinic.browser().post("/api/session/setup", setup)).status, 401);
  assert.deepEqual([(await last()).action, (await last()).reason], ["sign-in refused", "setup code"]);
});

test("T-07: who signed in, failed, locked, was made and changed stands in the trail, with before and after", async () => {
  const lines = await clinic.audit();
  const actions = new Set(lines.map(({ action }) => action));
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
    "session ended",
  ])
    assert.ok(actions.has(action), action);
  const changed = lines.find(({ action, after }) => action === "account changed" && after?.roles);
  assert.deepEqual([changed?.before?.roles, changed?.after?.roles], [["nurse"], ["pharmacist"]]);
});
