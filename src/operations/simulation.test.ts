// Target-controlled planning and individual fit as operations: simulations, under their sentence in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FitAnswer, TargetAnswer } from "../exposure/exposure.ts";
import type { Locale } from "../quantity/quantity.ts";
import { operations, type Reply } from "./operations.ts";

const exampleOf = (name: string): Record<string, unknown> =>
  operations.find((operation) => operation.name === name)!.example as Record<string, unknown>;
const ask = async (name: string, input: unknown, locale: Locale = "en-US"): Promise<Reply> =>
  operations.find((operation) => operation.name === name)!.run(input, { locale });
async function answerOf<T>(name: string, change: object): Promise<T> {
  const reply = await ask(name, { ...exampleOf(name), ...change });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as T;
}
async function pathsOf(name: string, change: object): Promise<string[]> {
  const reply = await ask(name, { ...exampleOf(name), ...change });
  assert.ok(!reply.ok, "expected issues");
  return reply.issues.map(({ path }) => path);
}
const near = (actual: number, expected: number, relative: number, what = ""): void =>
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${what} ${actual}, expected ${expected}`,
  );

for (const name of ["target", "fit"])
  test(`${name} says in both languages that it is a simulation, outside patient records, with no export to a pump`, async () => {
    const [english, chinese] = await Promise.all(
      (["en-US", "zh-CN"] as const).map((locale) => ask(name, exampleOf(name), locale)),
    );
    assert.ok(english!.ok && chinese!.ok);
    assert.equal(
      (english!.answer as FitAnswer).simulation,
      "Simulation only: outside patient records, no export to a pump.",
    );
    assert.match((chinese!.answer as FitAnswer).simulation, /仅为模拟.*患者记录.*泵/);
  });

test("the curve stands at the target at the end of each step, as the exposure operation has it", async () => {
  const { steps, at, sites } = await answerOf<TargetAnswer>("target", { fastest: "10 g/h" });
  for (const { until, target, reached, missed } of steps) {
    const shown = sites[0]!.values[at.indexOf(until)]!;
    near(shown, reached, 1e-9, `at ${until} h`);
    if (!missed) near(reached, target, 1e-9, `at ${until} h`);
  }
  // The typical person, asked another way.
  const reply = await ask("expose", {
    model: "otto2021",
    patient: { weight: "70 kg" },
    doses: steps
      .filter(({ rate }) => rate.value > 0)
      .map(({ from, until, rate }) => ({
        kind: "infusion",
        at: { value: from, unit: "h" },
        rate,
        for: { value: until - from, unit: "h" },
      })),
    at: steps.map(({ until }) => ({ value: until, unit: "h" })),
  });
  assert.ok(reply.ok);
  const { values } = (reply.answer as { sites: { values: number[] }[] }).sites[0]!;
  for (const [i, { reached }] of steps.entries()) near(values[i]!, reached, 1e-9);
});

test("a target held for long is fed at clearance times concentration (Otto 2021: 95.2 L/h), and steps add up", async () => {
  const { steps, total, highest } = await answerOf<TargetAnswer>("target", {
    targets: [{ at: "0 h", concentration: "100 ng/mL" }],
    every: "1 h",
    until: "300 h",
  });
  near(steps.at(-1)!.rate.value, (95.2 * 100) / 1000, 1e-6);
  near(
    total.value,
    steps.reduce((sum, { from, until, rate }) => sum + rate.value * (until - from), 0),
    1e-12,
  );
  near(highest.value, Math.max(...steps.map(({ rate }) => rate.value)), 1e-12);
});

test("people under the same rates lie around the typical one, the same each time", async () => {
  const [one, other] = [
    await answerOf<TargetAnswer>("target", {}),
    await answerOf<TargetAnswer>("target", {}),
  ];
  assert.deepEqual(one, other);
  const bands = one.people!.sites[0]!.bands;
  for (const [i, value] of one.sites[0]!.values.entries()) {
    if (value < 1) continue;
    assert.ok(bands["5"]![i]! < value && value < bands["95"]![i]!, `at ${one.at[i]} h`);
  }
});

test("everything wrong with a plan is said at once, at its field", async () => {
  assert.deepEqual(
    (
      await pathsOf("target", {
        model: "otto",
        targets: [
          { at: "1 h", concentration: "100 ng/mL" },
          { at: "60 min", concentration: "5 mg" },
        ],
        every: "0 min",
        until: "1 h",
        fastest: "10 mL/h",
        pump: "any",
      })
    ).toSorted(),
    ["every", "fastest", "model", "pump", "targets[1].concentration"].toSorted(),
  );
  const twice = [
    { at: "1 h", concentration: "100 ng/mL" },
    { at: "60 min", concentration: "5 ng/mL" },
  ];
  assert.deepEqual(await pathsOf("target", { targets: twice, until: "1 h" }), ["targets[1].at", "until"]);
  assert.deepEqual(await pathsOf("target", { every: "1 s" }), ["every"]);
  assert.deepEqual(await pathsOf("target", { patient: {} }), ["patient.weight"]);
});

test("a plan is refused for kinetics that saturate", async () => {
  const model = {
    compartments: [{ name: "blood", volume: "5 L" }],
    flows: [{ from: "blood", vmax: "10 mg/h", km: "1 mg/L" }],
  };
  assert.deepEqual(await pathsOf("target", { model }), ["model"]);
});

test("samples taken from a person whose clearance is a third lower find that person, and the band closes around it", async () => {
  // The truth is made by the exposure operation from the model written in full, with a third less clearance.
  const written = (factor: number): object => ({
    compartments: [{ name: "blood", volume: "50 L", vary: "V" }],
    flows: [{ from: "blood", clearance: `${60 * factor} L/h`, vary: "CL" }],
    variability: { V: { cv: 0.2 }, CL: { cv: 0.4 } },
  });
  const doses = [{ kind: "infusion", at: "0 h", amount: "100 mg", for: "2 h" }];
  const at = ["1 h", "2 h", "3 h", "4 h"];
  const truth = await ask("expose", { model: written(2 / 3), doses, at, unit: "ng/mL" });
  assert.ok(truth.ok);
  const values = (truth.answer as { sites: { values: number[] }[] }).sites[0]!.values;
  const { parameters, samples, sites, warnings, effective } = await answerOf<FitAnswer>("fit", {
    model: written(1),
    unit: "ng/mL",
    patient: {},
    doses,
    at,
    samples: at.map((time, i) => ({ at: time, concentration: { value: values[i], unit: "ng/mL" } })),
    error: { cv: 0.05 },
    population: { n: 1000, seed: 3, percentiles: [5, 50, 95] },
  });
  const clearance = parameters.find(({ symbol }) => symbol === "CL")!;
  near(clearance.factor, 2 / 3, 0.03);
  assert.ok(clearance.left < 0.2, `${clearance.left}`);
  assert.deepEqual(warnings, []);
  assert.ok(effective > 300);
  for (const { measured, fitted, off } of samples) {
    near(fitted, measured, 0.05);
    assert.ok(Math.abs(off) < 1);
  }
  const width = (band: Readonly<Record<string, readonly number[]>>): number =>
    band["95"]![3]! / band["5"]![3]!;
  assert.ok(width(sites[0]!.posterior) < 1 + (width(sites[0]!.prior) - 1) / 5);
});

test("a sample that can say nothing is refused with its reason, each at its field", async () => {
  assert.deepEqual(
    await pathsOf("fit", {
      samples: [
        { at: "2 h", concentration: "0 ng/mL" },
        { at: "0 h", concentration: "5 ng/mL" },
        { at: "2 h", site: "ketamin", concentration: "5 ng/mL" },
      ],
    }),
    ["samples[0].concentration", "samples[1].at", "samples[2].site"],
  );
  assert.deepEqual(await pathsOf("fit", { model: "clements250" }), ["model"]);
  assert.deepEqual(
    await pathsOf("fit", { model: "herd2007", samples: [{ at: "2 h", concentration: "5 ng/mL" }] }),
    ["samples[0].site"],
  );
  assert.ok((await pathsOf("fit", { doses: [], samples: [] })).includes("samples"));
  assert.deepEqual(await pathsOf("fit", { population: { n: 10, seed: 1 } }), ["population.n"]);
});

test("a slip of ten between two units is not quietly believed", async () => {
  const { warnings } = await answerOf<FitAnswer>("fit", {
    samples: [
      { at: "2 h", concentration: "220 ng/mL" },
      { at: "4 h", concentration: "800 ng/mL" },
    ],
  });
  assert.ok(
    warnings.some(({ id }) => id === "does not fit"),
    JSON.stringify(warnings),
  );
});

test("a fit tells how far it is and can be stopped", async () => {
  const operation = operations.find(({ name }) => name === "fit")!;
  const shares: number[] = [];
  await operation.run(exampleOf("fit"), { locale: "en-US", progress: (share) => shares.push(share) });
  assert.ok(
    shares.length > 2 && shares.at(-1) === 1 && shares.every((share, i) => share >= (shares[i - 1] ?? 0)),
  );
  const stopped = await operation.run(exampleOf("fit"), { locale: "en-US", stopped: () => true });
  assert.ok(!stopped.ok);
});
