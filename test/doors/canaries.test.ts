// T-12: names, passwords and secrets stand where they belong and nowhere else: no log, no address, no error, no audit.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { around } from "../around.ts";
import { type Answered, Browser, codeAt, entry, type Member, openClinic, type OpenClinic } from "./clinic.ts";

let clinic: OpenClinic;
let nurse: Member;
const test = around(
  async () => {
    clinic = await openClinic();
    nurse = await clinic.member("nina", ["nurse", "administrator"]);
  },
  () => clinic.close(),
);

const name = "Canaria Quillfeather";
const number = "MRN-CANARY-7781";
const told = "canary note: sings at dusk";
const wrong = "canary feathers at dawn";
const patient = randomUUID();

/** Every route that is mounted, with ids in the place of its parts. */
const routes = () =>
  clinic.app.routes
    .filter(({ method, path }) => path.startsWith("/api") && method !== "ALL")
    .map(({ method, path }) => ({
      method,
      path: path.replace(":operation", "deliver").replace(/:(id|patient|account)/, patient),
    }));

/** What is sent to every route: readable and not, with canaries where a text may stand. */
const bodies: readonly unknown[] = [
  { patient, revision: 0, entries: [entry(patient, name, "note", { text: told })] },
  {
    login: "nina",
    password: wrong,
    code: wrong,
    current: wrong,
    secondFactor: false,
    signing: { password: wrong },
  },
  {
    now: "2026-11-22T08:00:00Z",
    search: name,
    number,
    birthDate: "1970-04-30",
    reason: told,
    accounts: [name],
  },
  `{"name": "${name}", "password": "${wrong}"`,
  [name],
];

async function everyRoute(browser: Browser): Promise<{ sent: string; reply: Answered }[]> {
  const replies: { sent: string; reply: Answered }[] = [];
  for (const { method, path } of routes()) {
    // Signing out would end the walk.
    if (method === "DELETE" && path.startsWith("/api/session")) continue;
    if (path === "/api/session/lock") continue;
    for (const body of method === "GET" ? [undefined] : bodies)
      replies.push({ sent: JSON.stringify(body ?? ""), reply: await browser.ask(method, path, body) });
  }
  return replies;
}

/** The same server over a store that fails as a database does: with what it was given in the error's own details. */
const failing = () => {
  const fail = (): Promise<never> =>
    Promise.reject(
      Object.assign(new Error("the store fell over"), { detail: `Key (name)=(${name})`, where: wrong }),
    );
  const open = new Set(["findSession", "accountById", "note", "relationOf", "signingOf"]);
  return clinic.restart({
    people: ((call: string, ...given: unknown[]) =>
      open.has(call)
        ? (clinic.store.people as (...all: unknown[]) => unknown)(call, ...given)
        : fail()) as typeof clinic.store.people,
  });
};

test("T-12: what a patient is called and what people sign in with is in no log, no address, no error and no line of audit", async () => {
  const browser = await clinic.signIn(nurse);
  const data = { name, birthDate: "1970-04-30", identifiers: [{ system: "clinic", value: number }] };
  const kept = await browser.post("/api/ledger/entries", {
    patient,
    revision: 0,
    entries: [entry(patient, nurse.by, "patient", data), entry(patient, nurse.by, "note", { text: told })],
  });
  assert.equal(kept.status, 200, JSON.stringify(kept.issues));
  const code = codeAt(nurse.secret, clinic.now);
  const replies = await everyRoute(browser);
  clinic.now += 60 * 60_000;
  const again = await clinic.signIn(nurse);
  const other = new Browser(failing());
  for (const [cookie, value] of again.cookies) other.cookies.set(cookie, value);
  other.token = again.token;
  clinic.lines.length = 0;
  const faults = await everyRoute(other);
  assert.ok(faults.filter(({ reply }) => reply.status === 500).length > 10, "the store did fail");
  assert.ok(clinic.lines.length > 10, "and it was written down");

  const secrets = [
    nurse.password,
    wrong,
    nurse.secret,
    code,
    again.token,
    ...again.cookies.values(),
    ...browser.cookies.values(),
  ];
  const persons = [name, number, told];
  const found = (where: string, text: string, canaries: readonly string[]): string[] =>
    canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${where}`);
  const lines = clinic.lines.join("\n");
  const audit = JSON.stringify(await clinic.audit());
  assert.deepEqual(
    [
      ...found("the log", lines, [...secrets, ...persons]),
      ...found("the audit", audit, [...secrets, ...persons]),
      ...[...replies, ...faults]
        .filter(({ reply }) => reply.status >= 400)
        .flatMap(({ sent, reply: { status, issues, headers } }) => {
          const said = JSON.stringify([issues, [...headers]]);
          // What was typed may be said back to whoever typed it, but not by a fault, and a secret never.
          const own = status === 500 ? [] : persons.filter((person) => sent.includes(person));
          return found(`an error: ${said}`, said, [
            ...secrets,
            ...persons.filter((person) => !own.includes(person)),
          ]);
        }),
    ],
    [],
  );
});

test("T-12: an address names routes and ids; who is looked for, and what one signs with, comes in the body", () => {
  const parts = clinic.app.routes.flatMap(({ path }) =>
    path.split("/").filter((part) => part.startsWith(":")),
  );
  assert.deepEqual([...new Set(parts)].toSorted(), [":account", ":id", ":operation", ":patient"]);
  assert.deepEqual(
    clinic.app.routes.filter(({ path }) => /metric/i.test(path)),
    [],
    "a route of metrics wants its own look for canaries",
  );
});
