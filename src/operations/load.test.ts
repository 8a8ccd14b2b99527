// Refills per day: what falls on which day, what a move may do, and that spreading cannot be bettered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import { daysAfter, isWorkday, workdaysBefore, workdaysWithin } from "./load/calendar.ts";
import { level } from "./load/level.ts";
import { ask, operations } from "./operations.ts";

interface Load {
  today: string;
  busiest: number;
  leadTime: number | null;
  days: { day: string; works: boolean; refills: string[] }[];
  refills: {
    id: string;
    from: string | null;
    latest: string | null;
    day: string | null;
    how: string;
    verdict: string | null;
    orderBy: string | null;
    orderLate: boolean;
  }[];
}
/** A Friday. */
const now = "2026-03-20T08:00:00+01:00";
async function loadOf(refills: object[], more: object = {}) {
  const reply = await ask(operations, "load", { now, refills, ...more }, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  return { ...(reply.answer as Load), gaps: reply.gaps, assumed: reply.assumed };
}
const weekdays = { workdays: ["mon", "tue", "wed", "thu", "fri"], closed: [] } as const;

test("working days are counted over weekends, closed days, the end of February and of the year", () => {
  assert.equal(isWorkday("2026-03-20", weekdays), true);
  assert.equal(isWorkday("2026-03-21", weekdays), false);
  assert.equal(isWorkday("2026-03-22", { ...weekdays, workdays: ["sun"] }), true);
  assert.equal(workdaysBefore("2026-03-23", 1, weekdays), "2026-03-20");
  assert.equal(workdaysBefore("2026-03-23", 0, weekdays), "2026-03-23");
  assert.equal(workdaysBefore("2028-03-01", 1, weekdays), "2028-02-29");
  assert.equal(workdaysBefore("2026-01-02", 2, { ...weekdays, closed: ["2026-01-01"] }), "2025-12-30");
  assert.equal(daysAfter("2026-12-31", 1), "2027-01-01");
  assert.deepEqual(workdaysWithin("2026-03-20", "2026-03-24", weekdays), [
    "2026-03-20",
    "2026-03-23",
    "2026-03-24",
  ]);
});

test("a refill that nobody planned falls on the last working day that is safe", async () => {
  const { refills, days } = await loadOf([
    { id: "sunday", latest: "2026-04-05" },
    { id: "weekend only", from: "2026-03-28", latest: "2026-03-29" },
    { id: "overdue", latest: "2026-03-19" },
    { id: "undated" },
  ]);
  assert.deepEqual(
    refills.map(({ id, day, how, verdict }) => [id, day, how, verdict]),
    [
      ["sunday", "2026-04-03", "suggested", "within"],
      // Before its window rather than after its last safe day.
      ["weekend only", "2026-03-27", "suggested", "early"],
      ["overdue", "2026-03-20", "suggested", "beyond"],
      ["undated", null, "suggested", null],
    ],
  );
  assert.equal(days.length, 90);
  assert.equal(days[0]!.day, "2026-03-20");
  assert.deepEqual(days.find(({ day }) => day === "2026-04-03")!.refills, ["sunday"]);
});

test("a move takes the place of the plan, and each day says where it stands to what is safe", async () => {
  const refill = (id: string) => ({ id, from: "2026-03-23", latest: "2026-04-03", planned: "2026-04-01" });
  const ids = ["kept", "within", "beyond", "early", "closed", "past", "off"];
  const { refills } = await loadOf(ids.map(refill), {
    moves: [
      { id: "within", day: "2026-03-30" },
      { id: "beyond", day: "2026-04-06" },
      { id: "early", day: "2026-03-20" },
      { id: "closed", day: "2026-03-28" },
      { id: "past", day: "2026-03-19" },
      { id: "off", day: null },
    ],
  });
  assert.deepEqual(
    refills.map(({ id, day, how, verdict }) => `${id} ${day} ${how} ${verdict}`),
    [
      "kept 2026-04-01 planned within",
      "within 2026-03-30 moved within",
      "beyond 2026-04-06 moved beyond",
      "early 2026-03-20 moved early",
      "closed 2026-03-28 moved closed",
      "past 2026-03-19 moved past",
      "off 2026-04-03 suggested within",
    ],
  );
});

test("the order is placed so many working days before; without a lead time there is no such day, and it is said", async () => {
  const refills = [{ id: "a", latest: "2026-04-10", planned: "2026-04-07" }];
  const open = await loadOf(refills);
  assert.equal(open.refills[0]!.orderBy, null);
  assert.match(open.gaps.join(), /lead time is not set/);
  // Good Friday and Easter Monday are closed: Thursday, Wednesday, Tuesday.
  const closed = ["2026-04-03", "2026-04-06"];
  const { refills: told, gaps } = await loadOf(refills, { leadTime: 3, closed });
  assert.equal(told[0]!.orderBy, "2026-03-31");
  assert.equal(told[0]!.orderLate, false);
  assert.deepEqual(gaps, []);
  const late = await loadOf(refills, { leadTime: 20 });
  assert.equal(late.refills[0]!.orderLate, true);
});

test("what is taken as usual is said, and what the clinic says is not", async () => {
  const { assumed } = await loadOf([]);
  assert.deepEqual(assumed, [
    "working days are taken as Monday to Friday",
    "a refill is taken as sensible from 14 days before the day by which it must be done",
  ]);
  assert.deepEqual((await loadOf([], { workdays: ["mon"], window: "7 d" })).assumed, []);
});

test("a refill that stands twice, or a move of none, is refused", async () => {
  const reply = await ask(
    operations,
    "load",
    { now, refills: [{ id: "a" }, { id: "a" }], moves: [{ id: "b", day: null }] },
    { locale: "en-US" },
  );
  assert.ok(!reply.ok);
  assert.deepEqual(
    reply.issues.map(({ path }) => path),
    ["refills[1].id", "moves[0].id"],
  );
});

test("spreading leaves what is planned alone, and no refill on a closed day or beyond its last safe one", async () => {
  const refills = Array.from({ length: 40 }, (_, i) => ({ id: `r${i}`, latest: "2026-04-10" }));
  const kept = { id: "kept", latest: "2026-04-10", planned: "2026-04-09" };
  const { refills: told, busiest, days } = await loadOf([...refills, kept], { level: true });
  assert.equal(told.at(-1)!.day, "2026-04-09");
  assert.ok(told.every(({ verdict }) => verdict === "within"));
  // 11 working days from 27 March to 10 April for 41 refills.
  assert.equal(busiest, 4);
  assert.ok(days.every(({ works, refills }) => works || refills.length === 0));
});

/** The least sum of squares, by trying every way there is. */
function least(refills: readonly (readonly string[])[], loads: Record<string, number>): number {
  const [first, ...rest] = refills;
  if (!first) return Object.values(loads).reduce((sum, n) => sum + n * n, 0);
  return Math.min(...first.map((day) => least(rest, { ...loads, [day]: (loads[day] ?? 0) + 1 })));
}

test("no other way of spreading is more even: against every way there is, in 300 small clinics", () => {
  for (let i = 0; i < 300; i++) {
    const { below } = chance(11, i);
    const all = workdaysWithin("2026-03-23", "2026-03-27", weekdays);
    const refills = Array.from({ length: 1 + below(6) }, (_, n) => {
      const from = below(all.length);
      return { id: `r${n}`, days: all.slice(from, from + 1 + below(all.length - from)) };
    });
    const taken = new Map(below(2) ? [[all[below(all.length)]!, 1 + below(2)]] : []);
    const loads = new Map(taken);
    for (const [id, day] of level(refills, taken)) {
      assert.ok(refills.find((one) => one.id === id)!.days.includes(day));
      loads.set(day, (loads.get(day) ?? 0) + 1);
    }
    assert.equal(
      [...loads.values()].reduce((sum, n) => sum + n * n, 0),
      least(
        refills.map(({ days }) => days),
        Object.fromEntries(taken),
      ),
      `clinic ${i}`,
    );
  }
});
