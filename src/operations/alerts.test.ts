// What stands open: each alarm in full, in both languages; what ends it, what brings it back, what makes it press more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kindsOfEntry } from "../records/records.ts";
import { everyAlert, sentencesIn } from "./alerts/sentences.ts";
import { troubles } from "./drylist/line.ts";
import { ask, operations } from "./operations.ts";
import { exampleEntries } from "./standing.ts";

interface Alert {
  alert: string;
  what: string;
  urgency: string;
  urgencyWord: string;
  cause: string;
  at: string | null;
  by: string | null;
  again: boolean;
  next: string;
  snoozed: { until: string; by: string } | null;
  advice: { says: string; source: { title: string } }[];
}
const { patient } = exampleEntries[0]!;
let count = 100;
const entry = (kind: string, at: string, data: object, more: object = {}): object => ({
  id: `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
  patient,
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
  ...more,
});
const alarm = (cause: string, at: string, level = "non-critical"): object =>
  entry("alarm", at, { level, cause });
const refill = (at: string): object => entry("refill", at, exampleEntries[3]!.data);
const seen = (at: string, running = true): object =>
  entry("interrogation", at, { serial: "NGP1", volume: "20 mL", running });
const closed = (at: string): object => entry("visit closed", at, { reinterrogated: true, running: true });
const plan = (day: string | null, at: string, more: object = {}): object =>
  entry("refill planned", at, { day, latest: "2026-07-03", ...more });

async function open(entries: object[], now: string, locale: "en-US" | "zh-CN" = "en-US"): Promise<Alert[]> {
  const reply = await ask(
    operations,
    "alerts",
    { now, entries: [...exampleEntries, ...entries] },
    { locale },
  );
  assert.ok(reply.ok, JSON.stringify(reply));
  return (reply.answer as { alerts: Alert[] }).alerts;
}
const whats = (alerts: readonly Alert[]): string[] => alerts.map(({ what }) => what);
const at = "2026-04-01T08:00:00Z";
const soon = "2026-04-01T08:05:00Z";

const causes = kindsOfEntry.alarm.shape.cause.options;
const critical = [
  "empty reservoir",
  "end of service",
  "motor stall",
  "stopped over 48 h",
  "critical memory error",
];

test("nothing stands open for a pump that was filled, runs, and has time", async () => {
  assert.deepEqual(await open([], at), []);
});

test("A-01: each alarm says priority, cause, time and what to do next, in both languages", async () => {
  for (const cause of causes) {
    const level = critical.includes(cause) ? "critical" : "non-critical";
    const told = [alarm(cause, at, level)];
    const [en, zh] = await Promise.all((["en-US", "zh-CN"] as const).map((l) => open(told, soon, l)));
    const [one, other] = [en!, zh!].map((all) => all.find(({ what }) => what === `alarm ${cause}`)!);
    for (const found of [one!, other!]) {
      assert.ok(found, cause);
      assert.equal(found.at, at);
      assert.notEqual(found.next, "");
      assert.equal(found.urgency === "act now", level === "critical", cause);
    }
    assert.ok(one!.cause.includes(cause === "stopped over 48 h" ? "48 h" : cause), one!.cause);
    for (const text of [other!.cause, other!.next, other!.urgencyWord]) assert.match(text, /\p{Script=Han}/u);
    for (const text of [one!.cause, one!.next]) assert.doesNotMatch(text, /\p{Script=Han}/u);
  }
});

test("A-01: everything that can stand open has its words, and every sentence of a source names the source", async () => {
  for (const locale of ["en-US", "zh-CN"] as const)
    assert.deepEqual(Object.keys(sentencesIn(locale).what), [...everyAlert]);
  for (const what of [...troubles, ...causes.map((cause) => `alarm ${cause}`)])
    assert.ok(everyAlert.includes(what));
  const stall = (await open([alarm("motor stall", at, "critical")], soon)).find(
    ({ what }) => what === "alarm motor stall",
  )!;
  assert.ok(stall.advice.length > 0);
  assert.ok(stall.advice.every(({ source }) => source.title !== ""));
  assert.match(stall.advice[0]!.says, /Treatment: restore the intrathecal dose/);
});

test("an alarm stands until the record shows what ends it, and no longer", async () => {
  const after = "2026-04-02T08:00:00Z";
  const ends: Record<string, object[]> = {
    "empty reservoir": [refill(after)],
    "low reservoir": [refill(after)],
    "motor stall": [seen(after)],
    "stopped over 48 h": [seen(after)],
    "memory error": [seen(after)],
    "critical memory error": [
      entry("program change", after, {
        ...exampleEntries[4]!.data,
        bridge: { decision: "none", reason: "x" },
      }),
      closed(after),
    ],
    "replacement due": [
      entry("pump explanted", after, { serial: "NGP1", reason: "replaced" }),
      entry("pump implanted", after, { pump: { model: "synchromed-ii-40" }, serial: "NGP2" }),
    ],
  };
  ends["end of service"] = ends["replacement due"]!;
  for (const cause of causes) {
    const sounded = alarm(cause, at, critical.includes(cause) ? "critical" : "non-critical");
    const name = `alarm ${cause}`;
    assert.ok(whats(await open([sounded], "2026-04-03T08:00:00Z")).includes(name), cause);
    const then = await open([sounded, ...ends[cause]!], "2026-04-03T08:00:00Z");
    assert.ok(!whats(then).includes(name), cause);
  }
});

test("A-02: an alert put aside stays on the list below the rest, and comes back by itself", async () => {
  const sounded = [alarm("memory error", at), alarm("replacement due", at)];
  const [first] = await open(sounded, soon);
  assert.equal(first!.what, "alarm memory error");
  const aside = entry("alert snoozed", soon, {
    alert: first!.alert,
    urgency: first!.urgency,
    until: "2026-04-03T08:00:00Z",
    reason: "seen tomorrow",
  });
  const during = await open([...sounded, aside], "2026-04-02T08:00:00Z");
  assert.deepEqual(whats(during), ["alarm replacement due", "alarm memory error"]);
  assert.equal(during[1]!.snoozed!.by, "Nurse One");
  const back = await open([...sounded, aside], "2026-04-03T08:00:00Z");
  assert.equal(back[0]!.what, "alarm memory error");
  assert.equal(back[0]!.snoozed, null);
  // The same alarm sounding anew is another one.
  const anew = await open(
    [...sounded, aside, alarm("memory error", "2026-04-02T07:00:00Z")],
    "2026-04-02T08:00:00Z",
  );
  assert.equal(anew[0]!.snoozed, null);
});

test("A-02: an alert put aside for good, as another program might import it, is not put aside", async () => {
  const sounded = alarm("memory error", at);
  const [first] = await open([sounded], soon);
  const { alert, urgency } = first!;
  const data = { alert, urgency, until: "2099-01-01T00:00:00Z", reason: "annoying" };
  const [still] = await open([sounded, entry("alert snoozed", soon, data, { from: "imported" })], soon);
  assert.equal(still!.snoozed, null);
});

test("A-02: an alert that presses more than when it was put aside comes back at once", async () => {
  const sounded = [0, 3].map((m) => alarm("memory error", `2026-04-01T08:0${m}:00Z`));
  const [first] = await open(sounded, "2026-04-01T08:04:00Z");
  // By the name that the third one will bear.
  const alert = first!.alert.replace("08:03", "08:06");
  const data = { alert, urgency: "due", until: "2026-04-03T08:00:00Z", reason: "x" };
  const aside = entry("alert snoozed", "2026-04-01T08:04:00Z", data);
  const third = [...sounded, aside, alarm("memory error", "2026-04-01T08:06:00Z")];
  const [escalated] = await open(third, "2026-04-01T08:07:00Z");
  assert.equal(escalated!.alert, alert);
  assert.equal(escalated!.snoozed, null);
});

test("A-04: the third alarm of one cause within ten minutes presses most, until somebody sees the pump run", async () => {
  const three = (last: string): object[] =>
    ["2026-04-01T08:00:00Z", "2026-04-01T08:04:00Z", last].map((each) => alarm("memory error", each));
  const [spread] = await open(three("2026-04-01T08:11:00Z"), "2026-04-01T08:12:00Z");
  assert.equal(spread!.urgency, "due");
  const quick = three("2026-04-01T08:10:00Z");
  const [escalated] = await open(quick, "2026-04-01T08:12:00Z");
  assert.equal(escalated!.urgency, "act now");
  assert.match(escalated!.cause, /third time within ten minutes/);
  assert.deepEqual(
    await open(
      [...quick, seen("2026-04-01T09:00:00Z"), closed("2026-04-01T09:01:00Z")],
      "2026-04-02T08:00:00Z",
    ),
    [],
  );
});

test("A-04: a stall that stops and starts three times in ten minutes is not over with the third restart", async () => {
  const stalls = [0, 4, 8].flatMap((m) => [
    alarm("motor stall", `2026-04-01T08:0${m}:00Z`, "critical"),
    entry("restarted", `2026-04-01T08:0${m + 1}:00Z`, { reason: "by itself", confirmedRunning: true }),
  ]);
  const once = await open(stalls.slice(0, 2), "2026-04-01T09:00:00Z");
  assert.ok(!whats(once).includes("alarm motor stall"));
  const thrice = await open(stalls, "2026-04-01T09:00:00Z");
  assert.equal(thrice[0]!.what, "alarm motor stall");
  assert.equal(thrice[0]!.again, true);
});

test("a planned day that went by, or that the forecast has overtaken, is told; one taken on by name is not", async () => {
  assert.deepEqual(await open([plan("2026-06-01", at)], soon), []);
  const passed = await open([plan("2026-06-01", at)], "2026-06-02T08:00:00Z");
  assert.deepEqual(whats(passed), ["plan passed"]);
  // 40 mL at 0.2 mL a day, planned in July; then at twice the dose the reservoir ends in May.
  const doubled = [
    plan("2026-07-02", at),
    entry("program change", soon, {
      program: { mode: "continuous", drug: "baclofen", dose: "800 mcg/d" },
      reason: "x",
    }),
    closed(soon),
  ];
  assert.ok(whats(await open(doubled, "2026-04-02T08:00:00Z")).includes("plan too late"));
  const named = {
    overrides: [{ finding: "planned beyond the latest safe day", by: "Nurse One", reason: "travels" }],
    latest: "2026-05-01",
  };
  const taken = [doubled[1]!, doubled[2]!, plan("2026-07-02", "2026-04-01T08:06:00Z", named)];
  assert.ok(!whats(await open(taken, "2026-04-02T08:00:00Z")).includes("plan too late"));
});

test("a solution past its stability, an overdue refill and a replacement that is near stand there with their day", async () => {
  const stale = await open([], "2026-07-10T08:00:00Z");
  assert.ok(whats(stale).includes("out of stability"));
  assert.equal(stale.find(({ what }) => what === "out of stability")!.by?.slice(0, 10), "2026-07-04");
  const near = await open(
    [refill("2032-12-01T08:00:00Z"), closed("2032-12-01T09:00:00Z")],
    "2032-12-02T08:00:00Z",
  );
  assert.ok(whats(near).includes("replacement near"), whats(near).join());
  const earlier = await open(
    [refill("2032-09-01T08:00:00Z"), closed("2032-09-01T09:00:00Z")],
    "2032-09-02T08:00:00Z",
  );
  assert.ok(!whats(earlier).includes("replacement near"));
});

test("worst first: what must be done now stands above what is due, whatever came first", async () => {
  const told = [
    alarm("replacement due", at),
    alarm("memory error", at),
    alarm("empty reservoir", soon, "critical"),
  ];
  const urgencies = (await open(told, "2026-04-01T09:00:00Z")).map(({ urgency }) => urgency);
  assert.deepEqual(urgencies, ["act now", "act now", "due", "soon"]);
});
