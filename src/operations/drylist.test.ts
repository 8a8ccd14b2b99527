// Who runs dry when: the incidents that such a list is for, and that nobody falls off it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable } from "../formats/formats.ts";
import { instantAfter, type Hours, readInstant } from "../quantity/quantity.ts";
import { yearsAfter } from "./drylist/replacement.ts";
import { atOneGo } from "./at-one-go.ts";
import { inOrder } from "./drylist.ts";
import { noRemarks } from "../delivery/delivery.ts";
import { newEntry, replay, type Entry, type State } from "../records/records.ts";
import { readShape } from "../quantity/quantity.ts";
import { ask, operations } from "./operations.ts";

interface Row {
  patient: string;
  name: string | null;
  urgency: string;
  urgencyWord: string;
  troubles: { trouble: string; sentence: string }[];
  expectedLeft: { value: number } | null;
  emptyAt: Record<"early" | "median", { at: string; daysLeft: number }> | null;
  alarmAt: { at: string; daysLeft: number } | null;
  emptyBeforeAlarm: number | null;
  emptyNow: number | null;
  stability: { at: string } | null;
  replacement: { at: string; governedBy: string } | null;
  refillBy: { at: string; daysLeft: number; governedBy: string } | null;
}
let count = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
const patients: Record<string, string> = {};
const patientOf = (name: string): string => (patients[name] ??= uuid());
const entry = (
  name: string,
  kind: string,
  at: string,
  data: object,
  more: object = {},
): Record<string, unknown> => ({
  id: uuid(),
  patient: patientOf(name),
  at,
  by: "nurse",
  from: "entered",
  kind,
  data,
  ...more,
});
const day0 = "2026-01-05T08:00:00Z";
const refill = (name: string, at: string, aspirated: string, filled = "40 mL", programmed = filled) =>
  entry(name, "refill", at, {
    aspirated,
    aspiratedAgain: "0 mL",
    filled,
    programmed,
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    lot: "A1",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
  });
const program = (name: string, at: string, dose = "800 mcg/d", more: object = {}) =>
  entry(name, "program change", at, {
    program: { mode: "continuous", drug: "baclofen", dose },
    reason: "visit",
    ...more,
  });
const closed = (name: string, at: string) =>
  entry(name, "visit closed", at, { reinterrogated: true, running: true });
const implanted = (name: string, at = day0) => [
  entry(name, "patient", at, {
    name,
    birthDate: "1970-04-30",
    identifiers: [{ system: "clinic", value: name }],
  }),
  entry(name, "pump implanted", at, { pump: { model: "synchromed-ii-40" }, serial: `S-${name}` }),
];
const running = (name: string, dose?: string, filled = "40 mL", told = filled) => [
  ...implanted(name),
  refill(name, day0, "0 mL", filled, told),
  program(name, day0, dose),
  closed(name, "2026-01-05T09:00:00Z"),
];
async function list(
  entries: object[],
  now = "2026-02-05T08:00:00Z",
  more: object = {},
  locale: "en-US" | "zh-CN" = "en-US",
) {
  const reply = await ask(operations, "drylist", { now, entries, ...more }, { locale });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as { pumps: Row[]; csv?: string; ics?: string };
}
const troublesOf = (row: Row | undefined): string[] => row!.troubles.map(({ trouble }) => trouble);

test("R-05: pumps stand by the earliest credible end", async () => {
  const { pumps } = await list([
    ...running("slow", "400 mcg/d"),
    ...running("fast", "1000 mcg/d"),
    ...running("usual"),
  ]);
  assert.deepEqual(
    pumps.map(({ name }) => name),
    ["fast", "usual", "slow"],
  );
  assert.equal(pumps[0]!.refillBy!.governedBy, "earliest empty");
});

test("A-08: a patient without a date stands on top, and a pump explanted is gone", async () => {
  const { pumps } = await list([
    ...running("fast", "1200 mcg/d"),
    ...implanted("nothing known"),
    ...running("gone"),
    entry("gone", "pump explanted", "2026-01-20T08:00:00Z", { serial: "S-gone", reason: "infection" }),
  ]);
  assert.deepEqual(
    pumps.map(({ name }) => name),
    ["nothing known", "fast"],
  );
  assert.ok(troublesOf(pumps[0]).includes("no date"));
  assert.equal(pumps[0]!.urgency, "act now");
});

test("INC-1: 20 mL in a pump that was told 40 asks for action at once, and its alarm will not be the first to know", async () => {
  const [row] = (await list(running("short", "800 mcg/d", "20 mL", "40 mL"))).pumps;
  assert.equal(row!.urgency, "act now");
  assert.ok(troublesOf(row).includes("filled otherwise than told"));
  assert.ok(row!.emptyBeforeAlarm! > 0.999);
  const [fine] = (await list(running("fine"))).pumps;
  assert.ok(fine!.emptyBeforeAlarm! < 0.25 && !troublesOf(fine).includes("filled otherwise than told"));
});

test("INC-5, P-10, A-10: a pump that was stopped, or programmed and not seen running, stands above those that run", async () => {
  const { pumps } = await list([
    ...running("fast", "1200 mcg/d"),
    ...running("updated").slice(0, -1),
    ...running("stopped"),
    entry("stopped", "stopped", "2026-01-20T08:00:00Z", { reason: "update" }),
  ]);
  assert.equal(pumps[2]!.name, "fast");
  assert.ok(pumps.slice(0, 2).every(({ urgency }) => urgency === "act now"));
  assert.ok(pumps.slice(0, 2).some((row) => troublesOf(row).includes("stopped")));
  assert.ok(pumps.slice(0, 2).some((row) => troublesOf(row).includes("not confirmed running")));
});

test("R-13: long after the end nothing is left, not less, and it says that the reservoir is empty", async () => {
  const [row] = (await list(running("late"), "2026-12-01T08:00:00Z")).pumps;
  assert.equal(row!.expectedLeft!.value, 0);
  assert.ok(row!.emptyNow! > 0.999 && row!.emptyAt!.early.daysLeft < 0);
  assert.ok(troublesOf(row).includes("probably empty"));
  assert.equal(row!.urgency, "act now");
});

test("R-13: since when it has been empty does not move with what is programmed or asked later", async () => {
  const dry = running("late", "1600 mcg/d");
  const since = async (entries: object[], now: string): Promise<unknown> =>
    (await list(entries, now)).pumps[0]!.emptyAt!.median.at;
  const found = await since(dry, "2026-03-01T08:00:00Z");
  assert.ok((found as string) < "2026-03-01");
  assert.equal(await since(dry, "2026-04-01T20:30:00Z"), found);
  const slower = [...dry, program("late", "2026-03-10T08:00:00Z", "100 mcg/d")];
  assert.equal(await since(slower, "2026-04-01T08:00:00Z"), found);
});

test("R-13: an alarm that was due weeks ago is told by the day it was due, and so is the refill", async () => {
  const [was] = (await list(running("a", "800 mcg/d"), "2026-06-01T08:00:00Z")).pumps;
  const [later] = (await list(running("a", "800 mcg/d"), "2026-09-01T08:00:00Z")).pumps;
  // 40 mL less 2 mL at 0.4 mL a day last 95 days.
  assert.equal(was!.alarmAt!.at, "2026-04-10T08:00:00Z");
  assert.equal(was!.alarmAt!.daysLeft, -52);
  assert.deepEqual(later!.alarmAt, { ...was!.alarmAt, daysLeft: -144 });
  assert.ok(was!.refillBy!.daysLeft <= -52);
});

test("R-06: the refill date is the earliest rule's, and the rule is named", async () => {
  const slow = running("slow", "120 mcg/d");
  const governs = async (entries: object[], clinic?: object) =>
    (await list(entries, undefined, clinic && { clinic })).pumps[0]!.refillBy!.governedBy;
  assert.equal(await governs(slow), "stability");
  assert.equal(await governs(slow, { maxInterval: "90 d" }), "clinic");
  assert.equal(await governs(running("fast", "1000 mcg/d"), { maxInterval: "90 d" }), "earliest empty");
  const ending = entry("slow", "alarm", "2026-01-10T08:00:00Z", {
    level: "non-critical",
    cause: "replacement due",
  });
  assert.equal(await governs([...slow, ending], { maxInterval: "100 d" }), "replacement");
});

test("R-03: a residual that the program does not explain, and a ratio that changed, are named", async () => {
  const dates = ["2026-02-19", "2026-04-05", "2026-05-20", "2026-07-04"].map((day) => `${day}T08:00:00Z`);
  const history = (left: readonly string[]) => [
    ...running("p"),
    ...dates.flatMap((at, i) => [refill("p", at, left[i]!), closed("p", at)]),
  ];
  // 45 days at 0.4 mL a day: 22 mL should be left.
  const steady = (await list(history(["22 mL", "21.9 mL", "22.1 mL", "22 mL"]), "2026-07-05T08:00:00Z"))
    .pumps[0];
  assert.deepEqual(troublesOf(steady), []);
  const jumped = (await list(history(["22 mL", "21.9 mL", "22.1 mL", "15 mL"]), "2026-07-05T08:00:00Z"))
    .pumps[0];
  assert.deepEqual(troublesOf(jumped), ["residual unexplained", "ratio changed"]);
});

test("C-05: what was asked is reckoned with each program for as long as it ran, and stops count as nothing", async () => {
  const [row] = (
    await list([
      ...running("p"),
      program("p", "2026-01-15T08:00:00Z", "1600 mcg/d"),
      entry("p", "stopped", "2026-01-20T08:00:00Z", { reason: "MRI" }),
      entry("p", "restarted", "2026-01-25T08:00:00Z", { reason: "after MRI", confirmedRunning: true }),
      entry("p", "bolus count", "2026-01-26T08:00:00Z", {
        drug: "baclofen",
        amount: "100 mcg",
        given: 20,
        denied: 3,
      }),
    ])
  ).pumps;
  // 10 d of 0.4, 5 d of 0.8, none, 11 d of 0.8 mL, and 20 boluses of 0.05 mL.
  assert.ok(
    Math.abs(row!.expectedLeft!.value - (40 - 4 - 4 - 8.8 - 1)) < 1e-9,
    String(row!.expectedLeft!.value),
  );
});

test("K-05: a flex program runs on the pump's own clock through a change of summer time and a refill after it", async () => {
  // Programmed in winter (+01:00): 1 mL in the hour from noon. Refilled in summer at 13:30 there, 12:30 on the pump.
  const flex = {
    program: {
      mode: "flex",
      drug: "baclofen",
      steps: [
        { at: "00:00", dose: "0 mcg/h" },
        { at: "12:00", dose: "2000 mcg/h" },
        { at: "13:00", dose: "0 mcg/h" },
      ],
    },
  };
  const [row] = (
    await list(
      [
        ...implanted("p"),
        refill("p", "2026-03-25T09:00:00+01:00", "0 mL"),
        program("p", "2026-03-25T09:00:00+01:00", "800 mcg/d", flex),
        refill("p", "2026-04-01T13:30:00+02:00", "33 mL"),
        closed("p", "2026-04-01T13:45:00+02:00"),
      ],
      "2026-04-01T14:30:00+02:00",
    )
  ).pumps;
  // Half of that day's hour was still to come.
  assert.ok(Math.abs(row!.expectedLeft!.value - 39.5) < 1e-9, String(row!.expectedLeft!.value));
});

test("R-10: seven years on is the same day, of 29 February the 28th, whatever the offset", () => {
  for (let i = 0; i < 20_000; i++) {
    const at = instantAfter(readInstant("2016-01-01T00:30:00+08:00")!, (i * 5) as Hours);
    const later = yearsAfter(at, 7);
    const [from, to] = [at, later].map(({ epoch, offset }) =>
      new Date(epoch + offset * 60_000).toISOString(),
    );
    // Independent: by the text of the date.
    const expected = `${Number(from!.slice(0, 4)) + 7}${from!.slice(4)}`.replace("02-29", "02-28");
    assert.equal(to, expected);
  }
});

test("S-13: a name that a spreadsheet would run is neutralised, and read back as it was", async () => {
  const names = ["=HYPERLINK(1)", "+1", "-2", "@x", "'=1", "\tq", 'plain, "quoted"\nline'];
  const { csv } = await list(
    names.flatMap((name) => running(name)),
    undefined,
    { as: "csv" },
  );
  assert.ok(!/(^|,)"?[=+\-@\t]/m.test(csv!), csv);
  const rows = readTable(csv!);
  assert.deepEqual(
    rows
      .slice(1)
      .map(([, name]) => name)
      .sort(),
    [...names].sort(),
  );
});

test("the calendar has an event a pump that no name is in, in lines that a calendar reads", async () => {
  const { ics } = await list(
    [...running("Ada; Lovelace"), ...running("王\r\nDTSTART:1")],
    undefined,
    { as: "ics" },
    "zh-CN",
  );
  const lines = ics!.split("\r\n");
  assert.equal(lines.at(-1), "");
  for (const line of lines)
    assert.ok(new TextEncoder().encode(line).length <= 75 && !/[\r\n]/.test(line), line);
  assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 2);
  assert.equal(lines.filter((line) => line.startsWith("DTSTART")).length, 2);
});

test("the list of 10,000 pumps takes about a second", () => {
  const of = (entries: object[]): Entry[] =>
    entries.map((one) => {
      const read = readShape(newEntry, one, "en-US");
      assert.deepEqual(read.issues, []);
      return { ...read.value!, sequence: 1, recordedAt: 0, previous: "", hash: "" };
    });
  const history = of([
    ...running("p"),
    ...["2026-02-19", "2026-04-05", "2026-05-20"].map((day) => refill("p", `${day}T08:00:00Z`, "22 mL")),
    closed("p", "2026-05-20T09:00:00Z"),
  ]);
  const now = readInstant("2026-06-01T08:00:00Z")!;
  const state = replay(history, { happened: now.epoch });
  // Each pump is its own: what is kept of one says nothing of another.
  const fills = (): State["fills"] => state.fills.map((fill) => ({ ...fill }));
  const states = Array.from({ length: 10_000 }, (_, i) => [String(i), { ...state, fills: fills() }] as const);
  const begun = process.threadCpuUsage();
  const listed = atOneGo(
    inOrder(states, now, { due: 336 as Hours, soon: 720 as Hours }, "en-US", noRemarks()),
  );
  const { user, system } = process.threadCpuUsage(begun);
  const taken = (user + system) / 1000;
  assert.equal(listed.length, 10_000);
  // Processor time of this thread: what else the machine does adds nothing.
  assert.ok(taken < 5000, `${Math.round(taken)} ms`);
  process.stdout.write(`dry list of 10,000 pumps: ${Math.round(taken)} ms\n`);
});
