// The running session as it is asked for, and what is told of a patient's sessions afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { infusion } from "./infusion.ts";
import { exampleEntries, standing } from "./standing.ts";

interface Value {
  readonly value: number;
  readonly unit: string;
}
interface Chart {
  readonly given: Value;
  readonly left: Value;
  readonly held: Value;
  readonly flow: Value;
  readonly endsAt: string;
  readonly running: string;
  readonly due: readonly {
    readonly after: Value;
    readonly at: string;
    readonly says: string;
    readonly state: string;
  }[];
}
interface Sum {
  readonly sessions: number;
  readonly total: Value;
}
interface SoFar {
  readonly open: { readonly entry: string } | null;
  readonly drugs: readonly { readonly life: Sum; readonly series: Sum & { readonly since: string } }[];
  readonly followUps: readonly {
    readonly askedInSeries: boolean;
    readonly since: Sum;
    readonly says: string;
    readonly interval: null;
    readonly source: { readonly id: string } | null;
  }[];
}
type Fields = Readonly<Record<string, unknown>>;
const example = infusion.example as Fields;
const run = (change: object, locale: "en-US" | "zh-CN") =>
  infusion.run({ ...example, ...change }, { locale });
const ask = async (change: object, locale: "en-US" | "zh-CN" = "en-US"): Promise<{ answer: Chart }> => {
  const reply = await run(change, locale);
  assert.ok(reply.ok, JSON.stringify(reply));
  return { answer: reply.answer as Chart };
};
const issuesOf = async (change: object): Promise<string[]> => {
  const reply = await run(change, "en-US");
  return reply.ok ? [] : reply.issues.map(({ path }) => path);
};

test("the dose so far is the rates times their minutes: 20 mg/h for 40 min, nothing, 10 mg/h for 25 min", async () => {
  const { answer } = await ask({});
  assert.deepEqual(answer.given, { value: 17.5, unit: "mg" });
  assert.deepEqual(answer.left, { value: 62.5, unit: "mg" });
  assert.deepEqual(answer.held, { value: 15, unit: "min" });
  assert.equal(answer.endsAt, "2026-11-22T13:15:00+01:00");
  assert.equal(answer.running, "running");
  assert.deepEqual(answer.flow, { value: 10, unit: "mL/h" });
});

test("what is due is said with its minute, its clock time and how it stands, in either language", async () => {
  const late = (await ask({})).answer.due.filter(({ state }) => state === "overdue");
  assert.deepEqual(
    late.map(({ after, at, says }) => [after.value, at, says]),
    [[60, "2026-11-22T10:00:00+01:00", "Observe: vital signs and scores"]],
  );
  assert.match((await ask({}, "zh-CN")).answer.due[0]!.says, /设为 20 mL/);
});

test("a moment before the start, or something done later than now, contradicts itself", async () => {
  assert.deepEqual(await issuesOf({ now: "2026-11-22T08:00:00+01:00", course: [] }), ["now"]);
  const course = [
    { what: "step", after: "200 min", rate: "20 mg/h" },
    { what: "end", after: "10 min" },
  ];
  assert.deepEqual(await issuesOf({ course }), ["course[0].after", "course[1].after"]);
});

test("a plan whose total is not bolus and steps is no plan (V-01)", async () => {
  const planned = { steps: [{ for: "4 h", rate: "20 mg/h" }], total: "8 mg" };
  const begun = { ...(example["begun"] as Fields), planned };
  assert.deepEqual(await issuesOf({ begun }), ["begun.planned.total"]);
});

const [person] = exampleEntries;
let n = 300;
const told = (kind: string, at: string, data: object) => ({
  ...person!,
  id: `00000000-0000-4000-8000-000000000${n++}`,
  at,
  kind,
  data,
});
type Told = ReturnType<typeof told>;
const begun = (at: string, series?: string): Told =>
  told("ketamine session begun", at, {
    ...(example["begun"] as Fields),
    wristband: "1",
    ...(series && { series }),
  });
const done = (at: string, of: Told, total: string, drug = "ketamine"): Told =>
  told("ketamine session", at, {
    drug,
    vial: "50 mg/mL",
    total,
    begun: of.id,
    checklist: [],
    observations: [],
    holds: [],
    rescue: [],
    discharged: true,
  });

test("what a patient has had is told for the series and for life, and which organs nobody asked after in it", async () => {
  const [a, b] = [begun("2026-01-10T09:00:00Z"), begun("2026-06-01T09:00:00Z")];
  const c = begun("2026-06-02T09:00:00Z", b.id);
  const liver = told("ketamine follow-up", "2026-02-01T09:00:00Z", {
    organ: "liver",
    tests: [],
    finding: "normal",
  });
  const entries = [
    ...exampleEntries,
    a,
    done("2026-01-10T09:00:00Z", a, "80 mg"),
    liver,
    b,
    done("2026-06-01T09:00:00Z", b, "60 mg"),
    c,
    done("2026-06-02T09:00:00Z", c, "45.5 mg"),
  ];
  const of = async (entries: readonly unknown[]): Promise<SoFar | null> => {
    const reply = await standing.run({ now: "2026-07-01T09:00:00Z", entries }, { locale: "en-US" });
    assert.ok(reply.ok, JSON.stringify(reply));
    return (reply.answer as { ketamine: SoFar | null }).ketamine;
  };
  const { drugs, followUps, open } = (await of(entries))!;
  const drug = drugs[0]!;
  assert.deepEqual(drug.life, { sessions: 3, total: { value: 185.5, unit: "mg" } });
  assert.deepEqual(drug.series.total, { value: 105.5, unit: "mg" });
  assert.equal(drug.series.since, "2026-06-01T09:00:00Z");
  const [liverNow, bladder] = [followUps[0]!, followUps[1]!];
  assert.equal(liverNow.askedInSeries, false);
  assert.deepEqual(liverNow.since, { sessions: 2, total: { value: 105.5, unit: "mg" } });
  assert.equal(liverNow.source?.id, "cohen-2018");
  assert.equal(liverNow.interval, null);
  assert.match(liverNow.says, /names no interval/);
  assert.equal(bladder.source, null);
  assert.match(bladder.says, /No source held here names a test or an interval for the bladder/);
  assert.equal(open, null);
  assert.equal((await of(entries.slice(0, -1)))?.open?.entry, c.id);
  assert.equal(await of([...exampleEntries]), null);
});
