// The ledger over HTTP, on a real store: what is answered can be entered again, and refusals keep nothing.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { operations } from "../operations/operations.ts";
import { openStore } from "../store/store.ts";
import { createApp } from "./app.ts";

interface Answer {
  ok: boolean;
  answer: Record<string, unknown> & {
    revision: number;
    added: Record<string, unknown>[];
    entries: Record<string, unknown>[];
  };
  issues: { path: string; message: string }[];
}
type Ask = (path: string, body?: unknown, language?: string) => Promise<{ status: number } & Answer>;

async function serving(work: (ask: Ask) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "theca-routes-"));
  const opened = await openStore(folder, "en-US");
  assert.ok("store" in opened);
  const app = createApp({
    operations,
    version: "0",
    cases: opened.store.cases,
    settings: opened.store.settings,
    ledger: opened.store.ledger,
    names: [],
    log: assert.fail,
    now: () => Date.UTC(2026, 1, 5),
  });
  try {
    await work(async (path, body, language = "en-US") => {
      const response = await app.request(`http://127.0.0.1${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { host: "127.0.0.1", "content-type": "application/json", "accept-language": language },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, ...((await response.json()) as Answer) };
    });
  } finally {
    await opened.store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const at = "2026-01-05T08:00:00+01:00";
const entry = (patient: string, kind: string, data: object, more: object = {}): Record<string, unknown> => ({
  id: randomUUID(),
  patient,
  at,
  by: "nurse",
  from: "entered",
  kind,
  data,
  ...more,
});
const visit = (patient: string, serial = "NGP1") => [
  entry(patient, "patient", {
    name: "Test Person",
    birthDate: "1970-04-30",
    identifiers: [{ system: "clinic", value: "1" }],
  }),
  entry(patient, "pump implanted", { pump: { model: "synchromed-ii-40" }, serial }),
  entry(patient, "refill", {
    aspirated: "0 mL",
    aspiratedAgain: "0 mL",
    filled: "40 mL",
    programmed: "40 mL",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    lot: "A1",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
  }),
  entry(patient, "program change", {
    program: {
      mode: "flex",
      drug: "baclofen",
      steps: [
        { at: "06:30", dose: "800 mcg/d" },
        { at: "22:00", dose: "400 mcg/d" },
      ],
    },
    reason: "start",
  }),
  entry(patient, "interrogation", { serial, volume: "40 mL", running: true }),
];

test("what is kept comes back as it was entered, with its place in the chain", () =>
  serving(async (ask) => {
    const patient = randomUUID();
    const entries = visit(patient);
    const kept = await ask("/api/ledger/entries", { patient, revision: 0, entries });
    assert.equal(kept.status, 200, JSON.stringify(kept));
    assert.equal(kept.answer.revision, 5);
    const read = await ask(`/api/ledger/patients/${patient}`);
    const said = read.answer.entries.map(
      ({ sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...rest }) => rest,
    );
    assert.deepEqual(
      said[3],
      entries[3] && {
        ...entries[3],
        data: {
          ...(entries[3]["data"] as object),
          program: {
            mode: "flex",
            drug: "baclofen",
            steps: [
              { at: "06:30", dose: { value: 800, unit: "ug/d" } },
              { at: "22:00", dose: { value: 400, unit: "ug/d" } },
            ],
          },
        },
      },
    );
    // Sent again as it came back, it is the same: nothing is added.
    const again = await ask("/api/ledger/entries", { patient, revision: 0, entries: said });
    assert.deepEqual([again.status, again.answer["again"]], [200, true]);
    assert.equal((await ask("/api/ledger/entries")).answer.entries.length, 5);
    assert.deepEqual((await ask("/api/ledger/verified")).answer["damage"], undefined);
  }));

test("the list over the ledger is the one that the operation gives from the same entries, and moves with a new entry", () =>
  serving(async (ask) => {
    const patient = randomUUID();
    const entries = visit(patient);
    await ask("/api/ledger/entries", { patient, revision: 0, entries });
    const now = "2026-02-05T08:00:00Z";
    const list = (moment = now) => ask("/api/ledger/dry", { now: moment });
    // Beside it stands whether notices get out: nothing is settled here, so that nothing can fail.
    const { notices, ...listed } = (await list()).answer;
    assert.deepEqual(notices, []);
    assert.deepEqual(listed, (await ask("/api/drylist", { now, entries })).answer);
    await Promise.all([list(), list()]);
    const stop = entry(patient, "stopped", { reason: "MRI" }, { at: "2026-02-01T08:00:00Z" });
    await ask("/api/ledger/entries", { patient, revision: 5, entries: [stop] });
    const urgency = async (moment?: string) =>
      ((await list(moment)).answer["pumps"] as { urgency: string }[])[0]!.urgency;
    assert.equal(await urgency(), "act now");
    assert.notEqual(await urgency("2026-01-31T08:00:00Z"), "act now");
  }));

test("P-08, I-01, I-02: a stale form, a strange patient and a strange pump are refused in words, in both languages", () =>
  serving(async (ask) => {
    const [a, b] = [randomUUID(), randomUUID()];
    await ask("/api/ledger/entries", { patient: a, revision: 0, entries: visit(a) });
    const note = entry(a, "note", { text: "x" });
    const refusals: [object, number, RegExp][] = [
      [{ patient: a, revision: 3, entries: [note] }, 409, /gone on to 5|已更新至 5/],
      [{ patient: b, revision: 0, entries: [note] }, 422, /another patient|另一位患者/],
      [{ patient: b, revision: 0, entries: visit(b) }, 422, /NGP1/],
      [
        { patient: b, revision: 0, entries: [{ ...entry(b, "note", { text: "x" }), hash: "0" }] },
        422,
        /not a field|没有这个字段/,
      ],
      [
        {
          patient: b,
          revision: 0,
          entries: [entry(b, "note", { text: "x" }, { at: "2026-01-05T08:00:00" })],
        },
        422,
        /offset|偏移/,
      ],
    ];
    for (const language of ["en-US", "zh-CN"])
      for (const [body, status, sentence] of refusals) {
        const reply = await ask("/api/ledger/entries", body, language);
        assert.equal(reply.status, status, JSON.stringify(reply));
        assert.match(reply.issues[0]!.message, sentence);
      }
    assert.equal((await ask("/api/ledger/entries")).answer.entries.length, 5);
    assert.equal((await ask(`/api/ledger/patients/${b}`)).status, 404);
    assert.equal((await ask("/api/ledger/entries?after=-1")).status, 422);
  }));
