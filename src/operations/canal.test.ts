import assert from "node:assert/strict";
import { test } from "node:test";
import type { CanalAnswer, WhatIfAnswer } from "../exposure/exposure.ts";
import type { Locale } from "../quantity/quantity.ts";
import { canal } from "./canal.ts";
import type { Operation, Reply } from "./operation.ts";
import { validation } from "./validation.ts";
import { whatif } from "./whatif.ts";

type Loose = Record<string, unknown>;
const asked = (operation: Operation, input: Loose, locale: Locale = "en-US"): Reply =>
  operation.run(input, { locale }) as Reply;
function answerOf<Answer>(operation: Operation, input: Loose, locale?: Locale): Answer {
  const reply = asked(operation, input, locale);
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as Answer;
}
function assertRefused(operation: Operation, input: Loose, path: string): void {
  const reply = asked(operation, input);
  assert.ok(!reply.ok, `answered: ${path}`);
  assert.ok(
    reply.issues.some((issue) => issue.path === path && issue.message !== ""),
    `${path}: ${JSON.stringify(reply.issues)}`,
  );
}
const near = (found: number, expected: number, share = 1e-9): void =>
  assert.ok(Math.abs(found / expected - 1) <= share, `${found}, expected ${expected}`);

const lumbar = {
  drug: "morphine",
  tip: "L3/4",
  levels: ["L3/4", "T2", "20.5 cm"],
  doses: [{ kind: "bolus", at: "0 h", amount: "0.25 mg" }],
  for: "4 h",
  every: "1 h",
};
const plan = {
  pump: { model: "synchromed-ii-40" },
  catheter: { volume: "0.2 mL" },
  reservoir: {
    volume: "38 mL",
    asOf: "2026-01-05T08:00:00Z",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
  },
  program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" },
};
const pump: Loose = { drug: "baclofen", tip: "T10", plan, for: "4 d", every: "4 h" };
const bridge = {
  kind: "bridge",
  from: { concentration: "500 mcg/mL", dose: "400 mcg/d" },
  to: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
  deadVolume: "0.4 mL",
  done: "skipped",
};
const what = (scenario: Loose, change: Loose = {}): Loose => ({
  drug: "baclofen",
  tip: "T10",
  levels: ["T10", "L3/4"],
  for: "5 d",
  every: "1 h",
  scenario,
  ...change,
});

test("CHK-02 through the door: 0.25 mg of morphine at L3/4 leaves 3.8 mcg/mL after an hour", () => {
  const { levels, at } = answerOf<CanalAnswer>(canal, lumbar);
  assert.deepEqual(at, [0, 1, 2, 3, 4]);
  near(levels[0]!.values[1]!, 3.8, 0.02);
  assert.deepEqual(
    levels.map(({ level }) => level),
    ["L3/4", "T2", "20.5 cm"],
  );
});

test("what was given is somewhere: in the canal, in the head, taken up, absorbed", () => {
  const { whereabouts } = answerOf<CanalAnswer>(canal, lumbar);
  const parts = Object.values(whereabouts!).map(({ value }) => value);
  near(
    parts.reduce((sum, part) => sum + part, 0),
    250,
    1e-12,
  );
  assert.ok(parts.every((part) => part > 0));
  assert.equal(answerOf<CanalAnswer>(canal, { ...lumbar, running: "1 mg/d" }).whereabouts, null);
});

test("every answer says what the model is for, in whom it was fitted and what it misses, in both languages", () => {
  const english = [
    answerOf<CanalAnswer>(canal, lumbar).model,
    answerOf<WhatIfAnswer>(whatif, what(bridge)).model,
    answerOf<{ model: CanalAnswer["model"] }>(validation, { model: "canal" }).model,
  ];
  for (const { use, population, misses } of english) {
    assert.equal(use, "Teaching model; do not use it to choose a dose.");
    assert.match(population, /Nordberg/);
    for (const id of ["CHK-07", "CHK-12", "CHK-13", "CHK-14"])
      assert.ok(
        misses.some((miss) => miss.startsWith(id)),
        id,
      );
  }
  const chinese = answerOf<CanalAnswer>(canal, lumbar, "zh-CN").model;
  assert.equal(chinese.use, "教学模型；不得用于选择剂量。");
  assert.ok(chinese.misses.every((miss) => /[一-鿿]/.test(miss)));
});

test("C-08: the dose that is programmed and the dose at the tip are both answered, and differ while the line changes", () => {
  const wrong = { ...pump, line: { holds: "500 mcg/mL", tanks: "plug" } };
  const { dose, amounts } = answerOf<CanalAnswer>(canal, wrong);
  near(dose.programmed[0]!, 400 / 24);
  near(dose.atTip[0]!, 100 / 24);
  near(dose.atTip.at(-1)!, 400 / 24);
  near(amounts.programmed.value, 1600);
  // 0.34 mL of 500 instead of 2000 mcg/mL.
  near(amounts.programmed.value - amounts.atTip.value, 0.34 * 1500);
  near(amounts.inLine!.value, 0.34 * 2000);
});

test("a plan comes to what the same dose at the tip comes to, once the line is settled", () => {
  const byPlan = answerOf<CanalAnswer>(canal, { ...pump, line: { tanks: "plug" } });
  const atTip = answerOf<CanalAnswer>(canal, {
    ...pump,
    plan: undefined,
    doses: [{ kind: "infusion", at: "0 h", rate: "400 mcg/d", for: "4 d" }],
  });
  for (const [i, { values }] of byPlan.levels.entries())
    for (const [k, value] of values.entries())
      assert.ok(Math.abs(value - atTip.levels[i]!.values[k]!) <= 1e-9 * Math.max(...values));
});

test("a reservoir that runs dry stops the dose, and the answer says when", () => {
  const reply = asked(canal, {
    ...pump,
    plan: { ...plan, reservoir: { ...plan.reservoir, volume: "0.4 mL" } },
  });
  assert.ok(reply.ok);
  assert.ok(reply.assumed.some((sentence) => sentence.includes("empty after 2 days")));
  const { dose } = reply.answer as CanalAnswer;
  near(dose.atTip[0]!, 400 / 24);
  assert.equal(dose.atTip.at(-1), 0);
});

test("a program by the clock starts where the pump's clock stands", () => {
  const flex = {
    mode: "flex",
    drug: "baclofen",
    steps: [
      { at: "06:00", dose: "20 mcg/h" },
      { at: "22:00", dose: "10 mcg/h" },
    ],
  };
  const reservoir = { ...plan.reservoir, asOf: "2026-01-05T20:00:00+01:00" };
  const input = {
    ...pump,
    plan: { ...plan, reservoir, program: flex },
    line: { tanks: "plug" },
    every: "1 h",
  };
  const { dose } = answerOf<CanalAnswer>(canal, input);
  for (const [hour, rate] of [
    [0, 20],
    [1, 20],
    [2, 10],
    [9, 10],
    [10, 20],
    [26, 10],
  ] as const)
    near(dose.atTip[hour]!, rate);
});

test("one that has run for long stays where it is: the steady state", () => {
  const { levels, steady } = answerOf<CanalAnswer>(canal, { ...pump, running: "400 mcg/d" });
  for (const [i, { values }] of levels.entries())
    for (const value of values) near(value, steady.values[i]!, 1e-6);
});

test("people of one seed are the same people, and the bands hold the median person", () => {
  const population = { n: 40, seed: 11, percentiles: [5, 50, 95] };
  const [one, two] = [1, 2].map(() => answerOf<CanalAnswer>(canal, { ...lumbar, population }));
  assert.deepEqual(one!.levels, two!.levels);
  const { bands, values } = one!.levels[0]!;
  assert.ok(bands!["5"]![1]! < values[1]! && values[1]! < bands!["95"]![1]!);
  const other = answerOf<CanalAnswer>(canal, { ...lumbar, population: { ...population, seed: 12 } });
  assert.notDeepEqual(other.levels[0]!.bands, bands);
});

test("each fault of a question about the canal is an issue at its own place", () => {
  const delivery = { at: "0 h", concentration: "500 mcg/mL", dose: "400 mcg/d" };
  const without = { ...lumbar, doses: undefined };
  const faults: readonly (readonly [string, Loose])[] = [
    ["tip", { ...lumbar, tip: "L3-4" }],
    ["tip", { ...lumbar, tip: "80 cm" }],
    ["tip", { ...lumbar, tip: "12 h" }],
    ["tip", { ...lumbar, tip: undefined }],
    ["levels[1]", { ...lumbar, levels: ["T2", "T99"] }],
    ["drug", { ...lumbar, drug: "morfine" }],
    ["drug", { ...lumbar, drug: undefined }],
    ["set", { ...lumbar, set: "M", uptake: "0.1 /h" }],
    ["dispersion", { ...lumbar, dispersion: "0 cm2/h" }],
    ["dispersion", { ...lumbar, dispersion: "2 cm2/h" }],
    ["dispersion", { ...lumbar, dispersion: "2 cm/h" }],
    ["doses", without],
    ["", { ...lumbar, deliveries: [delivery] }],
    ["doses[0].amount", { ...lumbar, doses: [{ kind: "bolus", at: "0 h", amount: "-1 mg" }] }],
    ["patient.weight", { ...lumbar, doses: [{ kind: "bolus", at: "0 h", amount: "0.05 mg/kg" }] }],
    ["deliveries[0].dose", { ...without, deliveries: [{ at: "0 h", concentration: "500 mcg/mL" }] }],
    ["deliveries[0].concentration", { ...without, deliveries: [{ ...delivery, concentration: "0 mcg/mL" }] }],
    ["deliveries[1].at", { ...without, deliveries: [delivery, delivery] }],
    ["deliveries[0].at", { ...without, deliveries: [{ ...delivery, at: "9 h" }] }],
    ["line.tanks", { ...without, deliveries: [delivery], line: { deadVolume: "0.4 mL", tanks: 0 } }],
    ["plan.program.dose", { ...pump, plan: { ...plan, program: { ...plan.program, dose: "1 mcg/d" } } }],
    ["plan.catheter", { ...pump, plan: { ...plan, catheter: undefined } }],
    ["drug", { ...pump, drug: "morphine" }],
    ["for", { ...lumbar, for: "0 h" }],
    ["for", { ...lumbar, for: undefined }],
    ["every", { ...lumbar, every: "0.001 s" }],
    ["unit", { ...lumbar, unit: "mg" }],
    ["population.n", { ...lumbar, population: { n: 1, seed: 1 } }],
    ["population.seed", { ...lumbar, population: { n: 10 } }],
    ["levls", { ...lumbar, levls: [] }],
  ];
  for (const [path, input] of faults) assertRefused(canal, input, path);
});

test("numbers as large and small as they go are answered or refused, never NaN and never for ever", () => {
  const delivery = { at: "0 h", concentration: "500 mcg/mL", dose: "400 mcg/d" };
  const lined = (deadVolume: unknown, change: Loose = {}): Loose => ({
    ...lumbar,
    doses: undefined,
    deliveries: [{ ...delivery, ...change }],
    line: { deadVolume, holds: "2000 mcg/mL", tanks: 200 },
  });
  const huge = { value: 1e300, unit: "ug/d" };
  for (const input of [
    lined({ value: 1e-300, unit: "mL" }),
    lined({ value: 1e300, unit: "mL" }),
    lined("0 mL"),
    lined("0.3 mL", { concentration: "0 mcg/mL", dose: undefined, flow: "1 L/h" }),
    lined("0.3 mL", { dose: { value: 1e-300, unit: "ug/d" } }),
    lined("0.3 mL", { dose: huge }),
    { ...lumbar, running: huge },
    { ...lumbar, uptake: { value: 1e300, unit: "/h" } },
    { ...lumbar, uptake: "0 /h", spinalAbsorption: "0 mL/h" },
    { ...lumbar, dispersion: { value: 1e200, unit: "cm2/h" } },
    { ...lumbar, doses: [{ kind: "bolus", at: "0 h", amount: { value: 1e308, unit: "ug" } }] },
    { ...lumbar, for: { value: 1e300, unit: "h" }, every: { value: 1e299, unit: "h" } },
  ]) {
    const reply = asked(canal, input);
    if (!reply.ok) {
      assert.ok(reply.issues.length > 0);
      continue;
    }
    const { levels, steady } = reply.answer as CanalAnswer;
    for (const value of [...levels.flatMap(({ values }) => values), ...steady.values])
      assert.ok(value >= 0 && Number.isFinite(value), JSON.stringify(input));
  }
});

test("all faults of a question are told at once", () => {
  const reply = asked(canal, { ...lumbar, tip: "X", unit: "mg", every: "0 h" });
  assert.ok(!reply.ok);
  assert.deepEqual(reply.issues.map(({ path }) => path).sort(), ["every", "tip", "unit"]);
});

test("a skipped bridge gives a quarter of the dose for two days, the right one the dose throughout", () => {
  const { planned, happened, differences } = answerOf<WhatIfAnswer>(whatif, what(bridge, { tanks: "plug" }));
  for (const rate of planned.dose.atTip) near(rate, 400 / 24);
  for (const rate of planned.dose.programmed) near(rate, 400 / 24);
  near(happened.dose.atTip[47]!, 100 / 24);
  near(happened.dose.atTip[48]!, 400 / 24);
  // Two days are long enough to come near the steady state of a quarter.
  near(differences[0]!.lowest!.ratio, 0.25, 0.02);
});

test("a bridge for the wrong dead volume is too short or too long", () => {
  const wrong = what({ ...bridge, done: { deadVolume: "0.2 mL" } }, { tanks: "plug" });
  const { happened } = answerOf<WhatIfAnswer>(whatif, wrong);
  near(happened.dose.atTip[5]!, 400 / 24);
  near(happened.dose.atTip[10]!, 100 / 24);
  near(happened.dose.atTip[40]!, 400 / 24);
});

const tubing = {
  kind: "tubing",
  concentration: "2000 mcg/mL",
  dose: "400 mcg/d",
  catheter: "0.2 mL",
  actual: "0.14 mL",
  believed: "0.199 mL",
  primeFlow: "0.5 mL/h",
};

test("INC-4: the old tubing volume sends 118 mcg more past the tip", () => {
  const { planned, happened } = answerOf<WhatIfAnswer>(whatif, what(tubing, { for: "30 d", every: "2 h" }));
  // The longer prime takes 0.118 h, in which the other line already runs.
  near(happened.amounts.atTip.value - planned.amounts.atTip.value, 118 - (0.118 * 400) / 24, 1e-6);
});

test("INC-11: the prime as it may happen arrives early and dips, the prime as planned does neither", () => {
  const prime = {
    kind: "prime",
    concentration: "2000 mcg/mL",
    dose: "400 mcg/d",
    deadVolume: "0.34 mL",
    primeFlow: "0.34 mL/h",
  };
  const { planned, happened, statements } = answerOf<WhatIfAnswer>(whatif, what(prime));
  assert.equal(planned.dose.atTip[0], 0);
  near(planned.dose.atTip[1]!, 400 / 24);
  assert.ok(happened.dose.atTip[0]! > 400 / 24);
  assert.ok(happened.dose.atTip[1]! < 0.8 * (400 / 24));
  assert.ok(statements.some(({ id, status }) => id === "FO-12" && status === "found"));
});

test("late, stopped, in boluses: what happens lies where it must against what was planned", () => {
  const common = { concentration: "2000 mcg/mL", dose: "400 mcg/d", deadVolume: "0.34 mL" };
  const late = answerOf<WhatIfAnswer>(
    whatif,
    what({ kind: "late-refill", ...common, volume: "0.4 mL", refillAt: "1 d", late: "2 d" }),
  );
  near(late.planned.dose.atTip[49]!, 400 / 24);
  assert.ok(late.happened.dose.atTip[49] === 0 && late.happened.dose.programmed[49]! > 0);
  near(late.happened.amounts.atTip.value, 400 * 4, 1e-9);
  const stopped = answerOf<WhatIfAnswer>(
    whatif,
    what({ kind: "stopped", ...common, at: "1 d", during: "6 h" }),
  );
  near(stopped.planned.amounts.atTip.value - stopped.happened.amounts.atTip.value, 100);
  const boluses = answerOf<WhatIfAnswer>(
    whatif,
    what({ kind: "boluses", ...common, every: "6 h", duration: "10 min" }),
  );
  near(boluses.happened.amounts.atTip.value, boluses.planned.amounts.atTip.value);
  assert.ok(boluses.differences[0]!.highest!.ratio > 1.5 && boluses.differences[0]!.lowest!.ratio < 0.8);
});

test("too little brings up what sources say of withdrawal, too much of overdose, each with its source and status", () => {
  const ids = (scenario: Loose): string[] =>
    answerOf<WhatIfAnswer>(whatif, what(scenario)).statements.map(({ id }) => id);
  const less = {
    kind: "stopped",
    concentration: "2000 mcg/mL",
    dose: "400 mcg/d",
    deadVolume: "0.34 mL",
    at: "1 d",
    during: "2 d",
  };
  assert.ok(ids(less).includes("WD-01-mild") && !ids(less).includes("OD-01"));
  const stronger = {
    ...bridge,
    from: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
    to: { concentration: "500 mcg/mL", dose: "400 mcg/d" },
  };
  assert.ok(ids(stronger).includes("OD-01"));
  const onlyMore = answerOf<WhatIfAnswer>(whatif, what(stronger, { tanks: "plug" })).statements;
  assert.ok(onlyMore.every(({ about }) => about === "more"));
  const { statements, reading } = answerOf<WhatIfAnswer>(whatif, what(less));
  assert.ok(statements.every(({ source, status }) => source.title !== "" && status.length > 0));
  assert.match(reading, /does not say when/);
});

test("each fault of a what-if is an issue at its own place", () => {
  const stopped = {
    kind: "stopped",
    concentration: "2000 mcg/mL",
    dose: "400 mcg/d",
    deadVolume: "0.3 mL",
    at: "1 d",
    during: "1 d",
  };
  const faults: readonly (readonly [string, Loose])[] = [
    ["scenario.kind", what({ kind: "explosion" })],
    ["scenario.dose", what({ ...stopped, dose: "0 mcg/d" })],
    ["scenario.concentration", what({ ...stopped, concentration: "0 mcg/mL" })],
    [
      "scenario.duration",
      what({
        kind: "boluses",
        concentration: "2000 mcg/mL",
        dose: "400 mcg/d",
        deadVolume: "0.3 mL",
        every: "1 h",
        duration: "2 h",
      }),
    ],
    ["scenario.bridgeDose", what({ ...bridge, to: { concentration: "2000 mcg/mL", dose: "100 mcg/d" } })],
    ["scenario.done.dose", what({ ...bridge, done: { dose: "0 mcg/d" } })],
    ["tanks", what(bridge, { tanks: "some" })],
    ["tip", what(bridge, { tip: "S1" })],
  ];
  for (const [path, input] of faults) assertRefused(whatif, input, path);
});

test("the table of checks counts its misses as misses", () => {
  const { counts, rows } = answerOf<{ counts: Loose; rows: { verdict: string }[] }>(validation, {
    model: "canal",
  });
  assert.equal(rows.length, 16);
  assert.deepEqual(counts, { pass: 9, miss: 5, notRun: 1, qualitative: 1 });
});

const bolus = {
  amount: "50 mcg",
  drug: "baclofen",
  duration: "10 min",
  lockout: "4 h",
  maxPerDay: 4,
};

test("patient boluses are counted: as often as they are let through, or as often as is told, and it is said", () => {
  const doseOver = (change: Loose): { programmed: number; said: readonly string[] } => {
    const reply = asked(canal, { ...pump, plan: { ...plan, ...change }, for: "4 d" });
    assert.ok(reply.ok, JSON.stringify(reply));
    const { amounts, dose } = reply.answer as CanalAnswer;
    // What is meant for the patient in each stretch adds up to the whole.
    near(
      dose.programmed.reduce((sum, mean) => sum + mean * 4, 0),
      amounts.programmed.value,
    );
    return { programmed: amounts.programmed.value, said: reply.assumed };
  };
  // 400 mcg a day for four days, and up to four boluses of 50 mcg in each.
  near(doseOver({}).programmed, 1600);
  const most = doseOver({ patientBolus: bolus });
  near(most.programmed, 1600 + 4 * 4 * 50);
  assert.ok(most.said.some((one) => /4 in each 24 h, 4 h apart/.test(one)));
  near(doseOver({ patientBolus: bolus, called: 1 }).programmed, 1600 + 4 * 50);
  near(doseOver({ patientBolus: bolus, called: 0 }).programmed, 1600);
  // The lockout lets fewer through than are allotted.
  near(doseOver({ patientBolus: { ...bolus, lockout: "12 h" } }).programmed, 1600 + 4 * 2 * 50);
  assertRefused(canal, { ...pump, plan: { ...plan, patientBolus: bolus, called: 5 } }, "plan.called");
  assertRefused(canal, { ...pump, plan: { ...plan, called: 1 } }, "plan.called");
});

test("boluses empty the reservoir sooner, and no drug is made: what was pushed is the reservoir's", () => {
  const small = { ...plan, reservoir: { ...plan.reservoir, volume: "0.5 mL" }, patientBolus: bolus };
  const reply = asked(canal, { ...pump, plan: small, for: "7 d" });
  assert.ok(reply.ok, JSON.stringify(reply));
  near((reply.answer as CanalAnswer).amounts.programmed.value, 0.5 * 2000);
  // By 36 h 0.3 mL of the program and seven boluses of 0.025 mL have gone; the eighth takes what is left: 9.5 min.
  assert.ok(
    reply.assumed.some((one) => /empty after 36 h 9 min/.test(one)),
    JSON.stringify(reply.assumed),
  );
});

test("a dispersion too small to be carried is refused with the smallest that is, and that one is answered", () => {
  const small = { ...lumbar, drug: undefined, uptake: "0.1 /h", dispersion: "2 cm2/h" };
  delete (small as Loose)["drug"];
  for (const locale of ["en-US", "zh-CN"] as const) {
    const reply = asked(canal, small, locale);
    assert.ok(!reply.ok);
    const [issue] = reply.issues;
    assert.equal(issue!.path, "dispersion");
    const [, least] = /([\d.]+) cm²\/(?:h|小时)/.exec(issue!.message) ?? [];
    assert.ok(Number(least) > 2 && Number(least) < 10, issue!.message);
    answerOf<CanalAnswer>(canal, { ...small, dispersion: `${least} cm2/h` });
  }
});
