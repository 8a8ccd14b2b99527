// Planned days and what stands open, on a server that is stopped and started: derived from the record, so nothing is
// lost, and nothing comes twice.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { operations } from "../../src/operations/operations.ts";
import { exampleEntries } from "../../src/operations/standing.ts";
import { serve } from "../../src/server/server.ts";

interface Said {
  readonly status: number;
  readonly ok: boolean;
  readonly answer: Record<string, never> & {
    readonly pumps: readonly {
      readonly latest: string;
      readonly planned: { readonly day: string; readonly by: string; readonly orderBy: string | null } | null;
      readonly alerts: readonly { readonly alert: string; readonly what: string }[];
    }[];
    readonly planning: { readonly leadTime?: number };
    readonly revision: number;
  };
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}
type Ask = (path: string, body?: unknown, method?: string) => Promise<Said>;

/** Runs a server on a folder for as long as something is asked of it. */
async function running(data: string, work: (ask: Ask) => Promise<void>): Promise<void> {
  const started = await serve(operations, { port: "0", data, env: {}, locale: "en-US" }, () => {});
  assert.ok("serving" in started);
  const { address, close } = started.serving;
  try {
    await work(async (path, body, method = body === undefined ? "GET" : "POST") => {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, ...((await response.json()) as object) } as Said;
    });
  } finally {
    await close();
  }
}
async function inFolder(work: (data: string) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "theca-planning-"));
  try {
    await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

const { patient } = exampleEntries[0]!;
const entry = (kind: string, at: string, data: object): object => ({
  id: randomUUID(),
  patient,
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
});
const at = "2026-04-01T08:00:00Z";
/** What the forecast of the example says: 40 mL of baclofen are stable for 180 days from 5 January. */
const latest = "2026-07-03";
const keep = (ask: Ask, revision: number, ...entries: object[]): Promise<Said> =>
  ask("/api/ledger/entries", { patient, revision, entries });
const dry = (ask: Ask, now: string, more: object = {}): Promise<Said> =>
  ask("/api/ledger/dry", { now, ...more });

test("A-07: what came due while the server was down stands there once, after any number of starts", () =>
  inFolder(async (data) => {
    await running(data, async (ask) => {
      assert.equal((await keep(ask, 0, ...exampleEntries)).status, 200);
      const planned = entry("refill planned", at, { day: "2026-06-01", latest });
      assert.equal((await keep(ask, 7, planned)).status, 200);
      assert.deepEqual((await dry(ask, at)).answer.pumps[0]!.alerts, []);
    });
    // Meanwhile the planned day and the last safe one go by.
    const names: string[][] = [];
    for (const now of ["2026-07-10T08:00:00Z", "2026-07-11T08:00:00Z"])
      await running(data, async (ask) => {
        for (let asked = 0; asked < 2; asked++) {
          const { alerts } = (await dry(ask, now)).answer.pumps[0]!;
          assert.deepEqual(alerts.map(({ what }) => what).sort(), [
            "may be empty",
            "out of stability",
            "plan passed",
          ]);
          names.push(alerts.map((one) => one.alert));
        }
      });
    for (const each of names) {
      assert.equal(new Set(each).size, each.length);
      assert.deepEqual(each, names[0]);
    }
  }));

test("a planned day is there after a restart, by whom, and with the day of its order", () =>
  inFolder(async (data) => {
    await running(data, async (ask) => {
      await keep(ask, 0, ...exampleEntries);
      await keep(ask, 7, entry("refill planned", at, { day: "2026-06-29", latest }));
      const settled = await ask("/api/planning", { revision: 0, planning: { leadTime: 3 } }, "PUT");
      assert.equal(settled.status, 200, JSON.stringify(settled));
      // Two people settle it at once: the second is told.
      const second = await ask("/api/planning", { revision: 0, planning: { leadTime: 9 } }, "PUT");
      assert.equal(second.status, 409);
      assert.equal(
        (await ask("/api/planning", { revision: 1, planning: { leadTime: -1 } }, "PUT")).status,
        422,
      );
    });
    await running(data, async (ask) => {
      const { planning, revision } = (await ask("/api/planning")).answer;
      assert.deepEqual([planning, revision], [{ leadTime: 3 }, 1]);
      const { planned } = (await dry(ask, at, { planning })).answer.pumps[0]!;
      assert.deepEqual(
        [planned!.day, planned!.by, planned!.orderBy],
        ["2026-06-29", "Nurse One", "2026-06-24"],
      );
    });
  }));

test("R-05: a day is planned against the forecast of the ledger, not against one that somebody made up", () =>
  inFolder((data) =>
    running(data, async (ask) => {
      await keep(ask, 0, ...exampleEntries);
      assert.equal((await dry(ask, at)).answer.pumps[0]!.latest, latest);
      const invented = await keep(
        ask,
        7,
        entry("refill planned", at, { day: "2026-08-03", latest: "2026-08-31" }),
      );
      assert.equal(invented.status, 422);
      assert.equal(invented.issues[0]!.path, "entries[0].data.latest");
      const beyond = await keep(ask, 7, entry("refill planned", at, { day: "2026-07-20", latest }));
      assert.equal(beyond.status, 422);
      assert.match(beyond.issues[0]!.message, /20 Jul 2026 is after the last safe day, 3 Jul 2026/);
      const overrides = [
        { finding: "planned beyond the latest safe day", by: "Dr Two", reason: "drug tested for longer" },
      ];
      const named = await keep(ask, 7, entry("refill planned", at, { day: "2026-07-20", latest, overrides }));
      assert.equal(named.status, 200, JSON.stringify(named));
      const away = await keep(ask, 8, entry("refill planned", "2026-04-02T08:00:00Z", { day: null }));
      assert.equal(away.status, 200);
      assert.equal((await dry(ask, "2026-04-03T08:00:00Z")).answer.pumps[0]!.planned, null);
    }),
  ));
