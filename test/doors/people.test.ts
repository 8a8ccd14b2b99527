// What people of a clinic may do once they are in, what is written down of it, and what another page may not.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe } from "node:test";
import {
  addPatient,
  Browser,
  codeAt,
  inStaffedClinic,
  entry,
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

  test("T-06: whoever reads the audit, by either way, or the reasons for breaking the glass is in the audit", async () => {
    const browser = await clinic.signIn(clinic.admin, clinic.admin.browser);
    for (const path of ["/api/audit", "/api/ledger/audit?after=0", "/api/people/glass"]) {
      const before = (await clinic.audit()).length;
      assert.equal((await browser.get(path)).status, 200);
      const lines = (await clinic.audit()).slice(before).map(({ action, account }) => [action, account]);
      assert.deepEqual(lines, [["read audit", clinic.admin.id]], path);
    }
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
    const check = (by: string, from: object) =>
      entry(patient, by, "second check", {
        of: first.id,
        ...from,
        values: { filled: "40 mL" },
        agrees: true,
        differences: [],
      });
    const add = (by: string, token = "", asking = browser, from: object = {}) =>
      asking.post(
        "/api/ledger/entries",
        { patient, revision, entries: [check(by, from)] },
        { headers: { "x-theca-second": token } },
      );
    const own = await add(nurse.by);
    assert.equal(own.status, 403);
    assert.match(own.issues[0]!.message, /another person/);
    assert.equal((await add(doctor.by)).status, 403);
    // The first numbers came from the order; the pump's own printout needs nobody else (tried at the end).
    assert.equal((await add(nurse.by, "", browser, { readFrom: "order" })).status, 403);
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
    assert.equal(await stageOf(thief), null);
    const done = await add(doctor.by, beside.answer.token);
    assert.equal(done.status, 200, JSON.stringify(done.issues));
    const alone = await browser.post("/api/ledger/entries", {
      patient,
      revision: done.answer.revision,
      entries: [check(nurse.by, { readFrom: "printout" })],
    });
    assert.equal(alone.status, 200, JSON.stringify(alone.issues));
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
    assert.equal(await stageOf(browser), null);
    assert.equal((await deputy.ask("PUT", `/api/people/${second.id}`, { disabled: true })).status, 422);
    await deputy.ask("PUT", `/api/people/${id}`, { disabled: false });
  });

  test("T-06: reads in the trail who read, added, was refused, changed a team and broke the glass", async () => {
    await clinic.signIn(clinic.admin, clinic.admin.browser);
    const { answer } = await clinic.admin.browser.get("/api/audit");
    const actions = new Set((await clinic.audit()).map(({ action }) => action));
    for (const action of [
      "team changed",
      "break glass",
      "glass reviewed",
      "second person",
      "read",
      "append",
      "refused",
    ])
      assert.ok(actions.has(action), action);
    assert.equal(answer.audit[0]?.action, "read audit");
  });
});
