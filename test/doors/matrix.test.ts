// I-09: every route × everybody × every relation to a patient, made from the routes that are mounted and the table of
// operations: allowed or refused as the written matrix says, and each refusal is written down.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { around } from "../around.ts";
import { whoMayPage } from "../../scripts/who-may.ts";
import { library } from "../../src/knowledge/knowledge.ts";
import { operations } from "../../src/operations/operations.ts";
import { entryKinds } from "../../src/records/records.ts";
import { matrix, mayEnter, type Rule, ruleOf } from "../../src/server/matrix.ts";
import { digestOf, newToken, pageToken } from "../../src/server/tokens.ts";
import { type Role, roles, type Stage } from "../../src/store/store.ts";
import { addPatient, Browser, entry, openClinic, type OpenClinic } from "./clinic.ts";

/** Everybody who may stand before a route. */
type Principal = { readonly name: string; readonly roles: readonly Role[]; readonly stage: Stage | null };
const principals: readonly Principal[] = [
  { name: "anyone", roles: [], stage: null },
  { name: "waiting for a code", roles: ["clinician", "administrator"], stage: "code" },
  { name: "without a second factor", roles: ["clinician", "administrator"], stage: "enrol" },
  { name: "locked", roles: ["clinician", "administrator"], stage: "locked" },
  { name: "second person", roles: ["clinician", "administrator"], stage: "beside" },
  ...roles.map((role) => ({ name: role, roles: [role], stage: "open" as const })),
  { name: "nurse and reviewer", roles: ["nurse", "reviewer"], stage: "open" },
];
const relations = ["open", "member", "stranger", "glass"] as const;

let clinic: OpenClinic;
const accounts = new Map<Principal, string>();
const patients = new Map<string, string>();
const test = around(
  async () => {
    clinic = await openClinic({
      signOn: { issuer: new URL("http://127.0.0.1:1/"), client: "theca" },
    });
    const asker = { who: "test", at: clinic.now };
    for (const [i, principal] of principals.entries()) {
      if (principal.stage === null) continue;
      const id = randomUUID();
      const held = principal.roles;
      await clinic.store.people(
        "makeAccount",
        { id, login: `p${i}x`, shown: `P${i}`, roles: held },
        false,
        asker,
      );
      accounts.set(principal, id);
    }
    const nurse = principals.find(({ name }) => name === "nurse")!;
    const writer = await browserOf(nurse);
    for (const principal of principals)
      for (const relation of relations) {
        if (principal.stage === null) continue;
        const patient = await addPatient(
          writer,
          `P${principals.indexOf(nurse)} (p${principals.indexOf(nurse)}x)`,
        );
        patients.set(`${principal.name} ${relation}`, patient);
        const account = accounts.get(principal)!;
        const other = accounts.get(
          principals.find(({ name }) => name === (principal.name === "clinician" ? "nurse" : "clinician"))!,
        )!;
        const person = { ...asker, account: other };
        if (relation !== "open")
          await clinic.store.people(
            "setTeam",
            patient,
            relation === "member" ? [account, other] : [other],
            ["clinician", "nurse"],
            person,
            true,
          );
        if (relation === "glass")
          await clinic.store.people(
            "breakGlass",
            randomUUID(),
            patient,
            "for the sweep",
            clinic.now + 3_600_000,
            { ...asker, account },
          );
      }
  },
  () => clinic.close(),
);

/** A browser with a session of its own, as far as this person has come. */
async function browserOf(principal: Principal): Promise<Browser> {
  const browser = new Browser(clinic.app);
  if (principal.stage === null) return browser;
  const token = newToken();
  const session = {
    hash: digestOf("session", token),
    account: accounts.get(principal)!,
    stage: principal.stage,
    beside: null,
    madeAt: clinic.now,
    seenAt: clinic.now,
    address: "192.0.2.1",
  };
  await clinic.store.people("openSession", session, null, null);
  browser.cookies.set("theca-session", token);
  browser.token = pageToken(token);
  return browser;
}

/** What the matrix says of somebody, without looking at a patient. */
function isLet({ who }: Rule, { stage, roles: held }: Principal): boolean {
  if (who === "anyone") return true;
  if (who === "halfway") return stage !== null && stage !== "beside";
  if (who === "enrolling" && stage === "enrol") return true;
  return (
    stage === "open" &&
    (who === "enrolling" || who === "signed in" || held.some((role) => who.includes(role)))
  );
}

const bodies: Readonly<Record<string, (patient: string, by: string) => unknown>> = {
  "POST /api/ledger/entries": (patient, by) => ({
    patient,
    revision: 1,
    entries: [entry(patient, by, "note", { text: "swept" })],
  }),
  "POST /api/ledger/merge": (patient, by) => merging(patient, by),
  "POST /api/ledger/part": (patient, by) => merging(patient, by),
  "PUT /api/team/:patient": () => ({
    accounts: [accounts.get(principals.find(({ name }) => name === "clinician")!)],
  }),
};

/** Two records, one of them nobody's: whoever may ask is told so, and nothing is merged in the sweep. */
const merging = (patient: string, by: string): object => {
  const side = (patient: string) => ({ patient, revision: 1, entry: randomUUID() });
  const [kept, given] = [side(patient), side(randomUUID())];
  return { kept, given, at: "2026-01-05T08:00:00Z", by, reason: "swept" };
};

const isRefused = ({ status, issues }: { status: number; issues: readonly { path: string }[] }): boolean =>
  status === 403 || (status === 401 && issues[0]?.path === "session");

/** Every route that is mounted, by the router's own list; each operation by its name. */
const mounted = () =>
  clinic.app.routes
    .filter(({ method, path }) => path.startsWith("/api") && !(method === "ALL" && path.endsWith("/*")))
    .map(({ method, path }) => ({ method, path }));

test("each mounted route stands in the matrix, and each line of the matrix is a route", () => {
  const lost = mounted().filter(({ method, path }) => !ruleOf(method, path));
  assert.deepEqual(lost, []);
  const routes = new Set(mounted().map(({ method, path }) => `${method} ${path}`));
  assert.deepEqual(
    matrix.map(({ route }) => route).filter((route) => route !== "GET /*" && !routes.has(route)),
    [],
  );
});

test("a route that somebody mounts without a line is asked by nobody", async () => {
  const app = clinic.restart();
  app.post("/api/hole/in/the/wall", (exchange) => exchange.text("patients"));
  clinic.now += 30_000;
  const browser = new Browser(app);
  for (const [name, value] of clinic.admin.browser.cookies) browser.cookies.set(name, value);
  browser.token = clinic.admin.browser.token;
  assert.equal((await browser.get("/api/people")).status, 200);
  assert.equal((await browser.post("/api/hole/in/the/wall")).status, 403);
});

test("L-15: no route and no operation changes a limit; whoever tries is refused and written down, administrators too", async () => {
  const limits = (): string =>
    JSON.stringify(library, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  const before = limits();
  const attempts = [
    ["PUT", "/api/limits/baclofen"],
    ["POST", "/api/limits/baclofen"],
    ["DELETE", "/api/knowledge/limits/baclofen"],
    ["PUT", "/api/data/drugs/baclofen.json"],
  ] as const;
  for (const principal of principals.filter(({ stage }) => stage === "open")) {
    const browser = await browserOf(principal);
    for (const [method, path] of attempts) {
      const lines = (await clinic.audit()).length;
      const { status } = await browser.ask(method, path, { dose: { max: "9 g/d" } });
      const written = (await clinic.audit()).slice(lines);
      assert.deepEqual(
        [status, ...written.map(({ action, account, reason }) => [action, account, reason])],
        [403, ["refused", accounts.get(principal), "ALL /*"]],
        `${principal.name} ${method} ${path}`,
      );
    }
  }
  const nurse = await browserOf(principals.find(({ name }) => name === "nurse")!);
  for (const { name, example } of operations)
    assert.equal((await nurse.post(`/api/${name}`, example)).status, 200, name);
  assert.equal(limits(), before);
});

test("every route × everybody × every relation is allowed or refused as the matrix says", async () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const { method, path } of mounted()) {
    const rule = ruleOf(method, path)!;
    const names = path.includes(":operation") ? operations.map(({ name }) => name) : [""];
    for (const principal of principals)
      for (const relation of rule.patient && principal.stage !== null ? relations : (["open"] as const))
        for (const name of names) {
          const patient = patients.get(`${principal.name} ${relation}`) ?? randomUUID();
          const by = `P${principals.indexOf(principal)} (p${principals.indexOf(principal)}x)`;
          const verb = method === "ALL" ? "PUT" : method;
          const at = path.replace(":operation", name).replace(/:\w+/, patient);
          const browser = await browserOf(principal);
          const team = await clinic.store.people("teamOf", patient);
          const reply = await browser.ask(
            verb,
            at,
            verb === "GET" ? undefined : (bodies[rule.route]?.(patient, by) ?? {}),
          );
          if (rule.route.startsWith("PUT /api/team"))
            await clinic.store.people(
              "setTeam",
              patient,
              team,
              ["clinician", "nurse", "pharmacist", "administrator", "reviewer"],
              { who: "test", at: clinic.now, account: "" },
              true,
            );
          asked++;
          // An administrator gives an orphaned chart a team without seeing it.
          const rules = principal.roles.includes("administrator") && rule.route === "PUT /api/team/:patient";
          const isStranger =
            rule.patient !== undefined && rule.patient !== "all" && relation === "stranger" && !rules;
          const expected = isLet(rule, principal) && !isStranger;
          if (isRefused(reply) === expected)
            wrong.push(
              `${verb} ${at} by ${principal.name}, ${relation}: ${reply.status} ${JSON.stringify(reply.issues[0])}`,
            );
        }
  }
  assert.deepEqual(wrong, []);
  console.log(`      ${asked} combinations of route, person and patient`);
  assert.ok(asked > 37 * principals.length, String(asked));
});

test("what a person is given of all patients leaves out the charts that they may not see", async () => {
  for (const principal of principals.filter(
    (each) =>
      each.roles.some((role) => ["clinician", "nurse", "pharmacist"].includes(role)) && each.stage === "open",
  )) {
    const browser = await browserOf(principal);
    const text = JSON.stringify((await browser.get("/api/ledger/entries")).answer);
    for (const relation of relations)
      assert.equal(
        text.includes(patients.get(`${principal.name} ${relation}`)!),
        relation !== "stranger",
        `${principal.name}, ${relation}`,
      );
  }
});

test("each refusal by role or chart leaves its line: who, from where, what", async () => {
  const count = async (): Promise<number> =>
    (await clinic.audit()).filter(({ action }) => action === "refused").length;
  const reviewer = await browserOf(principals.find(({ name }) => name === "reviewer")!);
  const nurse = await browserOf(principals.find(({ name }) => name === "nurse")!);
  const strange = patients.get("nurse stranger")!;
  for (const ask of [
    () => reviewer.get("/api/ledger/entries"),
    () => reviewer.get("/api/people"),
    () => nurse.get(`/api/ledger/patients/${strange}`),
    () => nurse.get(`/api/ledger/patients/%${strange.charCodeAt(0).toString(16)}${strange.slice(1)}`),
    () =>
      nurse.post("/api/ledger/entries", {
        patient: strange,
        revision: 0,
        entries: [entry(strange, `P6 (p6x)`, "note", { text: "x" })],
      }),
    () => nurse.get(`/api/team/${strange}`),
  ]) {
    const before = await count();
    assert.equal((await ask()).status, 403);
    assert.equal(await count(), before + 1);
  }
});

test("every kind of entry × every role is taken or refused as the table says", async () => {
  const wrong: string[] = [];
  for (const principal of principals.filter(({ stage, name }) => stage === "open" && !name.includes(" and ")))
    for (const kind of entryKinds) {
      const browser = await browserOf(principal);
      const patient = randomUUID();
      const by = `P${principals.indexOf(principal)} (p${principals.indexOf(principal)}x)`;
      const data = samples[kind] ?? {};
      const reply = await browser.post("/api/ledger/entries", {
        patient,
        revision: 0,
        entries: [entry(patient, by, kind, data)],
      });
      const may = principal.roles.some((role) => mayEnter[kind].includes(role));
      // A check or signature of nothing is let through by role and refused for what it is.
      if ((reply.status === 403) === may)
        wrong.push(`${kind} by ${principal.name}: ${reply.status} ${JSON.stringify(reply.issues)}`);
    }
  assert.deepEqual(wrong, []);
});

const id = randomUUID();
const program = { mode: "stopped" };
const model = { model: "synchromed-ii-40" };
/** One entry of each kind that can be read. */
const samples: Readonly<Record<string, object>> = {
  patient: { name: "T", birthDate: "1970-01-01", identifiers: [{ system: "s", value: "1" }] },
  "pump implanted": { pump: model, serial: "NGP9" },
  "pump explanted": { serial: "NGP9", reason: "x" },
  "catheter implanted": { catheter: { volume: "0.2 mL" } },
  "catheter revised": { catheter: { volume: "0.2 mL" }, reason: "x" },
  "catheter explanted": { reason: "x" },
  interrogation: { serial: "NGP9", volume: "10 mL", running: true },
  refill: {
    aspirated: "1 mL",
    aspiratedAgain: "0 mL",
    filled: "40 mL",
    programmed: "40 mL",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    lot: "A",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
  },
  "program change": { program, reason: "x" },
  "bolus count": { drug: "morphine", amount: "50 mcg", given: 1, denied: 0 },
  "limit check": {
    of: id,
    library: "abc",
    purpose: { indication: "spasticity-spinal", phase: "maintenance", jurisdiction: "US" },
    findings: [],
  },
  "other medication": { taken: [{ drug: "morphine", route: "oral", dose: "30 mg/d" }] },
  bolus: { drug: "morphine", amount: "50 mcg", given: "50 mcg", outcome: "complete" },
  alarm: { level: "critical", cause: "motor stall" },
  MRI: { field: "1.5 T", emptiedBefore: false },
  stopped: { reason: "x" },
  restarted: { reason: "x", confirmedRunning: true },
  "access port": { port: "p", aspirated: "1 mL", reprime: "done", reason: "x" },
  trial: { drug: "baclofen", dose: "50 mcg", number: 1, scores: [], response: "positive" },
  score: { scale: "NRS", value: 3 },
  "adverse event": { event: "other", severity: "mild", text: "x" },
  "pump revised": { serial: "NGP1", reason: "pump had turned" },
  "ketamine follow-up": { organ: "liver", tests: [{ name: "ALT", value: "31 U/L" }], finding: "normal" },
  "ketamine session": {
    drug: "ketamine",
    vial: "50 mg/mL",
    total: "100 mg",
    checklist: [],
    observations: [],
    holds: [],
    rescue: [],
    discharged: true,
  },
  "refill planned": { day: "2026-02-02", latest: "2026-02-03" },
  "alert snoozed": { alert: "stopped", urgency: "due", until: "2026-01-06T08:00:00Z", reason: "x" },
  note: { text: "x" },
  "ketamine session begun": {
    drug: "ketamine",
    vial: "50 mg/mL",
    infusate: "1 mg/mL",
    weight: "70 kg",
    planned: { steps: [{ for: "1 h", rate: "20 mg/h" }], total: "20 mg" },
    wristband: "1",
    checklist: [{ item: "fasted", done: true }],
  },
  "follow-up planned": { what: "liver tests", due: "2026-12-01" },
  "contact attempted": { who: "patient", how: "telephone", outcome: "not reached" },
  "chasing ended": { reason: "x" },
  "transferred out": { to: "another clinic", with: ["sheet"] },
  "transferred in": { from: "another clinic", with: ["letter"] },
  "records merged": { kept: id, given: id, reason: "x" },
  "records parted": { kept: id, given: id, reason: "x" },
  "second check": { of: id, values: {}, agrees: true, differences: [] },
  signature: { of: id, ofHash: "0".repeat(64), meaning: "author" },
  "visit closed": { reinterrogated: true, running: true },
};

test("docs/who-may.md says what the matrix says (if not: node scripts/who-may.ts)", () => {
  const page = readFileSync(join(resolve(import.meta.dirname, "..", ".."), "docs", "who-may.md"), "utf8");
  assert.equal(page, whoMayPage());
});
