// S-16: whatever is typed into a search, a path or a query reaches no SQL, opens no chart and leaves everything as it was.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import pg from "pg";
import { chance } from "../../src/evidence/evidence.ts";
import { newDatabase, noPostgres } from "../stores.ts";
import { addPatient, type Answered, type Browser, entry, openClinic, type OpenClinic } from "./clinic.ts";

/** Stands in every text that is tried: no statement may ever hold it. */
const marker = "zq7xk";
const pieces = [
  "'",
  '"',
  "`",
  ";",
  "--",
  "/*",
  "*/",
  "\\",
  "%",
  "_",
  "?",
  "$1",
  "?1",
  ":name",
  "@p",
  "||",
  "(",
  ")",
  "\0",
  "\u001a",
  "\r\n",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ud800",
  "ʼ",
  "＇",
  "﹍",
  "NULL",
  "{}",
  "[",
  "<script>",
  "../",
  "%00",
  "%27",
  "=1+1",
  " OR 1=1",
  " UNION SELECT text FROM entries",
  "; DROP TABLE entries",
  "; DELETE FROM audit",
  " AND pg_sleep(9)",
  "') ON CONFLICT DO NOTHING",
  " COLLATE NOCASE",
  "randomblob(1e9)",
  "load_extension('x')",
  "𝒳",
  "é",
  "́".repeat(40),
  "A".repeat(300),
  "_sort=-name",
  "_filter=name eq 'x'",
  "_include=*",
];
const howMany = 240;

/** Texts that would break out of a statement, were they ever put into one; the same each time. */
function hostileTexts(): string[] {
  const { below } = chance(1609);
  return Array.from({ length: howMany }, () => {
    const some = Array.from({ length: 1 + below(4) }, () => pieces[below(pieces.length)]!);
    some.splice(below(some.length + 1), 0, marker);
    return some.join(below(2) ? "" : " ");
  });
}

/** A text as an address carries it: half a character has no place there. */
const inPath = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Every place into which somebody may type a text, each as one request. */
const places: readonly ((browser: Browser, text: string) => Promise<Answered>)[] = [
  (browser, search) => browser.post("/api/ledger/patients/find", { now: "2026-11-22T08:00:00Z", search }),
  (browser, text) => browser.post("/api/ledger/recall", { serial: text.slice(0, 80) }),
  (browser, text) => browser.post("/api/ledger/recall", { lot: text.slice(0, 80), model: text.slice(0, 80) }),
  (browser, text) => browser.post("/api/glass/find", { number: text.slice(0, 200), birthDate: "1970-04-30" }),
  (browser, text) => browser.post("/api/glass/find", { number: "MRN-S", birthDate: text }),
  (browser, text) => browser.get(`/api/ledger/patients/${inPath(text)}`),
  (browser, text) => browser.get(`/api/cases/${inPath(text)}`),
  (browser, text) => browser.get(`/api/team/${inPath(text)}`),
  (browser, text) => browser.get(`/api/ledger/entries?after=${inPath(text)}`),
  (browser, text) => browser.get(`/api/ledger/entries?after=0&_sort=${inPath(text)}&${inPath(text)}=1`),
  (browser, text) => browser.ask("DELETE", `/api/cases/${inPath(text)}?revision=${inPath(text)}`, {}),
  (browser, text) =>
    browser.post("/api/session", { login: text.slice(0, 200), password: text }, { remote: address() }),
  (browser, text) => browser.post("/api/ledger/dry", { now: "2026-11-22T08:00:00Z", search: text }),
  (browser, text) => browser.get("/api/session", { headers: { cookie: `theca-session=${inPath(text)}` } }),
];
let tried = 0;
const address = (): string => `198.51.${(tried >> 8) & 255}.${tried++ & 255}`;

async function fuzz(clinic: OpenClinic): Promise<void> {
  const nurse = await clinic.member("nina", ["nurse"]);
  const all = await clinic.member("alma", ["nurse", "pharmacist", "reviewer", "administrator"]);
  const owner = await clinic.signIn(nurse);
  const restricted = await addPatient(owner, nurse.by, "MRN-S");
  assert.equal((await owner.ask("PUT", `/api/team/${restricted}`, { accounts: [nurse.id] })).status, 200);
  const open = await addPatient(owner, nurse.by, "MRN-O");
  const stranger = await clinic.signIn(all);
  const kept = async () =>
    JSON.stringify(await clinic.store.ledger.since(0, 1000, { who: "test", at: clinic.now }));
  const before = await kept();
  const odd: string[] = [];
  for (const [i, text] of hostileTexts().entries()) {
    // Three places each, so that each place meets every kind of text over the run.
    for (const place of [i, i + 5, i + 9].map((n) => places[n % places.length]!)) {
      const { status, answer } = await place(stranger, text);
      if (![200, 400, 401, 404, 409, 422, 429].includes(status))
        odd.push(`${status} ${JSON.stringify(text)} ${place}`);
      // Whoever is denied is denied however it is asked, whatever their roles allow.
      if (JSON.stringify(answer).includes(restricted)) odd.push(`shown: ${JSON.stringify(text)} ${place}`);
    }
  }
  // What finds the chart for its team finds it for nobody else, and neither does leaving everything out.
  for (const search of ["", "-", " . ' ’ ", "MRN-S", "mrn", "T", "T MRN-S"]) {
    const shown = async (browser: Browser): Promise<boolean> =>
      JSON.stringify(
        await browser.post("/api/ledger/patients/find", { now: "2026-11-22T08:00:00Z", search }),
      ).includes(restricted);
    assert.deepEqual([await shown(owner), await shown(stranger)], [true, false], search);
  }
  assert.deepEqual(odd, []);
  assert.deepEqual(clinic.lines, [], "nothing of it was a fault of ours");
  assert.equal(await kept(), before);
  const { damage } = await clinic.store.ledger.verify();
  assert.equal(damage, undefined);
  // What is hostile in a record is a text like any other, kept and found as it was typed.
  let revision = (await owner.get(`/api/ledger/patients/${open}`)).answer.revision;
  for (const text of hostileTexts().slice(0, 20)) {
    const reply = await owner.post("/api/ledger/entries", {
      patient: open,
      revision,
      entries: [entry(open, nurse.by, "note", { text: `x ${text} x` }, randomUUID())],
    });
    assert.ok([200, 422].includes(reply.status), `${reply.status} ${JSON.stringify(text)}`);
    revision = reply.answer.revision ?? revision;
  }
  assert.equal((await clinic.store.ledger.verify()).damage, undefined);
}

test("SQLite: S-16: no text that is searched for, sent in a path or in a query reaches SQL; a denied chart stays denied", async () => {
  const clinic = await openClinic();
  await fuzz(clinic).finally(() => clinic.close());
});

test(
  "PostgreSQL: S-16: no text that is searched for, sent in a path or in a query reaches SQL; a denied chart stays denied",
  { skip: noPostgres },
  async () => {
    // Every statement that is sent is looked at: what was typed stands beside it, never in it.
    const statements = new Set<string>();
    const { query } = pg.Client.prototype;
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      const [first] = given;
      statements.add(typeof first === "string" ? first : String((first as { text?: string }).text));
      return (query as (...all: unknown[]) => unknown).apply(this, given);
    } as typeof query;
    const clinic = await openClinic({}, await newDatabase());
    try {
      await fuzz(clinic);
    } finally {
      pg.Client.prototype.query = query;
      await clinic.close();
    }
    assert.ok(statements.size > 20, "the statements were seen");
    assert.deepEqual(
      [...statements].filter((text) => text.toLowerCase().includes(marker)),
      [],
    );
  },
);
