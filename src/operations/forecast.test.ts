// When pumps run empty: held against brute force, against simulated pumps whose truth is known, and INC-3.
import assert from "node:assert/strict";
import { test } from "node:test";
import { falseAlarms, power, priorFor, simulate } from "../../scripts/validate-forecast.ts";
import { normalBelow, normalDensity } from "../evidence/evidence.ts";
import type { Volume } from "../quantity/quantity.ts";
import { driftOf } from "./forecast/drift.ts";
import { emptiedAt, emptyOnce } from "./forecast/emptying.ts";
import { learn, type Period } from "./forecast/ratio.ts";
import { ask, operations, type Reply } from "./operations.ts";

const period = (programmed: number, filled: number, aspirated: number): Period =>
  ({ programmed, filled, aspirated }) as unknown as Period;
const error = { filled: 0.4 as Volume, aspirated: 0.6 as Volume };
const prior = { mean: 1.01, sd: 0.05 };

/** The posterior by adding up over a fine grid: no algebra shared with the formula. */
function byGrid(periods: readonly Period[]): { mean: number; sd: number } {
  const sd = Math.sqrt(0.4 ** 2 + 0.6 ** 2);
  let [sum, first, second] = [0, 0, 0];
  for (let ratio = 0.5; ratio < 1.8; ratio += 0.00005) {
    let weight = normalDensity((ratio - prior.mean) / prior.sd);
    for (const { programmed, filled, aspirated } of periods)
      weight *=
        aspirated === 0
          ? normalBelow((ratio * programmed - filled) / sd)
          : normalDensity((filled - aspirated - ratio * programmed) / sd);
    sum += weight;
    first += weight * ratio;
    second += weight * ratio * ratio;
  }
  const mean = first / sum;
  return { mean, sd: Math.sqrt(second / sum - mean * mean) };
}

test("the ratio learned from refills is what adding up over every possible ratio gives", () => {
  for (const periods of [
    [],
    [period(36, 40, 2.5)],
    [period(36, 40, 2.5), period(10, 40, 30.2), period(18, 20, 1)],
    // Found dry: known from below only; one that was to run dry anyway says little.
    [period(36, 40, 0)],
    [period(36, 40, 2.5), period(60, 40, 0)],
  ]) {
    const [learned, grid] = [learn(prior, periods, error), byGrid(periods)];
    assert.ok(Math.abs(learned.mean - grid.mean) < 1e-6, `${learned.mean} ${grid.mean}`);
    assert.ok(Math.abs(learned.sd - grid.sd) < 1e-6, `${learned.sd} ${grid.sd}`);
  }
});

test("INC-1: a pump that was told 40 mL, filled with 20 and found all but dry is not taken for a slow one", () => {
  const { mean } = learn(prior, [period(36, 20, 0.3)], error);
  assert.ok(Math.abs(mean - prior.mean) < 0.001, String(mean));
  // With 15 mL still in it, it is a slow one indeed.
  assert.ok(learn(prior, [period(36, 20, 15)], error).mean < 0.8);
});

test("the volume at which a pump is empty with a chance has that chance", () => {
  for (const sd of [0.001, 0.05, 0.2])
    for (const p of [0.01, 0.05, 0.5, 0.95, 0.99]) {
      const fill = { filled: 40 as Volume, error: 0.4 as Volume, ratio: { mean: 1.01, sd } };
      assert.ok(Math.abs(emptyOnce(emptiedAt(p, fill)!, fill) - p) < 1e-9, `${sd} ${p}`);
    }
  const hopeless = { filled: 40 as Volume, error: 0.4 as Volume, ratio: { mean: 0.5, sd: 0.6 } };
  assert.equal(emptiedAt(0.95, hopeless), undefined);
});

test("of 10,000 pumps 88 to 92% run empty within the 90% interval; more with less error, fewer with more", () => {
  const world = { pumps: 10_000, seed: 1, model: "synchromed-ii-40", fill: 40 };
  const { covered, before, after } = simulate({ ...world, errorTimes: 1 });
  assert.ok(covered > 0.88 && covered < 0.92, String(covered));
  assert.ok(before > 0.03 && before < 0.07 && after > 0.03 && after < 0.07);
  assert.ok(simulate({ ...world, errorTimes: 0.5 }).covered > 0.95);
  assert.ok(simulate({ ...world, errorTimes: 2 }).covered < 0.8);
});

test("R-05: of the pumps said to be dry before their alarm with some chance, about that share is", () => {
  const { reliability } = simulate({
    pumps: 40_000,
    seed: 3,
    model: "synchromed-ii-40",
    fill: 40,
    errorTimes: 1,
  });
  for (const { pumps, predicted, observed } of reliability) {
    const within = 4 * Math.sqrt((predicted * (1 - predicted)) / pumps);
    assert.ok(Math.abs(predicted - observed) < within, `${pumps}: ${predicted} ${observed}`);
  }
});

test("a pump that never changes alarms at less than one refill in a hundred; a change of 10% is found", () => {
  const world = { pumps: 3000, seed: 5, model: "synchromed-ii-40", fill: 40 };
  assert.ok(falseAlarms(world, 10) < 0.01);
  assert.ok(power(world, 0.1, 6, [2])[0]! > 0.9);
  const steady = [36, 36, 36].map((asked) => period(asked, 40, 40 - asked * 1.01));
  const { error: known, ...shipped } = priorFor("synchromed-ii-40");
  assert.equal(driftOf(shipped, steady, known), undefined);
  const jumped = driftOf(shipped, [...steady, period(30, 40, 40 - 30 * 1.16)], known);
  assert.equal(jumped?.latest, 1);
  assert.ok(jumped.change > 0.1);
});

const example = operations.find(({ name }) => name === "forecast")!.example as {
  now: string;
  pumps: Record<string, unknown>[];
};
interface Line {
  id: string;
  ratio: { mean: number; sd: number };
  alarmAt: string | null;
  emptyAt: { early: string; median: string; late: string };
  emptyBeforeAlarm: number;
  drift: object | null;
  worst?: { emptyAt: { early: string } };
  basis: string;
}
const given = (changes: object): object => ({ ...example, pumps: [{ ...example.pumps[0], ...changes }] });
const asked = async (input: unknown, locale: "en-US" | "zh-CN" = "en-US"): Promise<Reply> =>
  ask(operations, "forecast", input, { locale });
async function lines(input: unknown): Promise<Line[]> {
  const reply = await asked(input);
  assert.ok(reply.ok, JSON.stringify(reply));
  return (reply.answer as { pumps: Line[] }).pumps;
}

test("INC-3: without refills, dry before the alarm as often as the prior lets pumps deliver a/(V − a) too much", async () => {
  const [line] = await lines(given({ refills: [] }));
  // 38 mL programmed at the alarm: dry if ratio × 38 is above what was filled, 40 ± 0.4.
  const expected = normalBelow((1.01 * 38 - 40) / Math.hypot(0.4, 0.05 * 38));
  assert.ok(Math.abs(line!.emptyBeforeAlarm - expected) < 1e-12);
  assert.deepEqual(line!.ratio, { mean: 1.01, sd: 0.05 });
  assert.match(line!.basis, /no refills of its own; .*not measured by the pump/);
});

test("the alarm's date is the pump's own, whatever its refills have shown", async () => {
  const deliver = await ask(
    operations,
    "deliver",
    {
      pump: example.pumps[0]!["pump"],
      reservoir: example.pumps[0]!["reservoir"],
      program: example.pumps[0]!["program"],
    },
    { locale: "en-US" },
  );
  const { dates } = (deliver as { answer: { dates: { alarm: { at: string } } } }).answer;
  for (const aspirated of ["1 mL", "4 mL", "8 mL"]) {
    const [line] = await lines(
      given({ refills: [{ at: "2026-01-05T08:00:00Z", programmed: "36 mL", filled: "40 mL", aspirated }] }),
    );
    assert.equal(line!.alarmAt, dates.alarm.at);
    assert.ok(line!.emptyAt.early < line!.emptyAt.median && line!.emptyAt.median < line!.emptyAt.late);
  }
});

test("R-05: pumps stand by their earliest credible end, every allotted bolus taken", async () => {
  const usual = example.pumps[0]!;
  const bolus = { amount: "100 mcg", drug: "baclofen", duration: "5 min", lockout: "1 h", maxPerDay: 10 };
  const found = await lines({
    ...example,
    pumps: [
      { ...usual, id: "slow", program: { mode: "continuous", drug: "baclofen", dose: "300 mcg/d" } },
      { ...usual, id: "usual" },
      { ...usual, id: "boluses", patientBolus: bolus },
      { ...usual, id: "stopped", program: { mode: "stopped" } },
    ],
  });
  assert.deepEqual(
    found.map(({ id }) => id),
    ["boluses", "usual", "slow", "stopped"],
  );
  assert.ok(found[0]!.worst!.emptyAt.early < found[0]!.emptyAt.early);
  assert.equal(found[3]!.alarmAt, null);
});

test("what was over-delivered since the fill is not counted as still there", async () => {
  const refills = [{ at: "2026-01-05T08:00:00Z", programmed: "36 mL", filled: "40 mL", aspirated: "0.4 mL" }];
  const [whole] = await lines(given({ refills }));
  // The same fill 50 days on: the pump counts 20 mL.
  const later = {
    refills,
    reservoir: {
      ...(example.pumps[0]!["reservoir"] as object),
      volume: "20 mL",
      filledAt: "2026-04-05T08:00:00Z",
      asOf: "2026-05-25T08:00:00Z",
    },
  };
  const [counted] = await lines({ ...given(later), now: "2026-05-25T08:00:00Z" });
  assert.deepEqual(counted!.emptyAt, whole!.emptyAt);
  assert.equal(counted!.emptyBeforeAlarm, whole!.emptyBeforeAlarm);
});

test("R-09: what cannot be is refused, every fault with its place, in both languages", async () => {
  const refill = { at: "2026-01-05T08:00:00Z", programmed: "36 mL", filled: "40 mL", aspirated: "2 mL" };
  const bad = {
    now: "2026-04-05T08:00:00Z",
    pumps: [
      {
        ...example.pumps[0],
        refills: [refill, refill, { ...refill, at: "2026-05-01T08:00:00Z", aspirated: "41 mL" }],
      },
      { ...example.pumps[0], refills: [{ ...refill, filled: "41 mL", programmed: "-1 mL" }] },
      {
        ...example.pumps[0],
        id: "b",
        reservoir: { ...(example.pumps[0]!["reservoir"] as object), volume: "41 mL" },
        refils: [],
      },
    ],
  };
  for (const locale of ["en-US", "zh-CN"] as const) {
    const reply = await asked(bad, locale);
    assert.ok(!reply.ok);
    const paths = reply.issues.map(({ path }) => path);
    for (const path of [
      "pumps[0].refills[1].at",
      "pumps[0].refills[2].at",
      "pumps[0].refills[2].aspirated",
      "pumps[1].id",
      "pumps[1].refills[0].programmed",
      "pumps[2].reservoir.volume",
      "pumps[2].refils",
    ])
      assert.ok(paths.includes(path), `${path} is not among ${paths.join(", ")}`);
  }
});
