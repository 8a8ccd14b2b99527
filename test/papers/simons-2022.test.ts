// The ketamine models against published peaks and against an independent computation (Runge-Kutta, 0.02 min), as
// tabulated in facts/ketamine-evidence.md §1.4; every figure is printed to 0.1 ng/mL at 70 kg.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expose } from "../../src/operations/expose.ts";
import type { Reply } from "../../src/operations/operation.ts";

interface Answer {
  readonly sites: readonly { readonly site: string; readonly values: readonly number[] }[];
}
type Dose = Record<string, unknown>;

async function sites(
  model: string,
  doses: readonly Dose[],
  at: readonly string[],
  weight = "70 kg",
): Promise<Answer["sites"]> {
  const reply = (await expose.run(
    { model, doses, at, unit: "ng/mL", patient: { weight } },
    { locale: "en-US" },
  )) as Reply<Answer>;
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer.sites;
}

const infusion = (at: string, span: string, size: Dose): Dose => ({
  kind: "infusion",
  at,
  for: span,
  ...size,
});
const over = (span: string, amount: string): Dose[] => [infusion("0 h", span, { amount })];
const atRate = (span: string, rate: string): Dose[] => [infusion("0 h", span, { rate })];
const steps = ["0.14", "0.28", "0.57"].map((rate, hour) =>
  infusion(`${hour} h`, "1 h", { rate: `${rate} mg/kg/h` }),
);

/** Half of the last printed place, and what a Runge-Kutta step of 0.02 min may have left in it. */
const rounding = 0.06;
const printed = (actual: number | undefined, expected: number, what: string): void =>
  assert.ok(Math.abs(actual! - expected) <= rounding, `${what}: ${actual}, printed ${expected}`);

const order = [
  "simons2022",
  "noppers2011",
  "otto2021",
  "domino",
  "clements250",
  "herd2007",
  "perezruixo2020",
];
const ladder: readonly (readonly [id: string, doses: Dose[], at: string, values: readonly number[]])[] = [
  ["VL-1", over("20 min", "20 mg"), "20 min", [268.0, 255.6, 112.0, 239.5, 125.1, 213.2, 84.6]],
  ["VL-2", steps, "180 min", [278.9, 271.8, 197.9, 230.0, 219.6, 286.8, 156.1]],
  ["VL-3", over("40 min", "0.5 mg/kg"), "40 min", [288.7, 277.2, 158.0, 240.3, 177.3, 253.4, 124.8]],
  ["VL-4", atRate("72 h", "1.2 mg/kg/h"), "72 h", [945.9, 898.4, 882.1, 724.6, 1047.2, 933.3, 767.7]],
];

for (const [id, doses, at, values] of ladder) {
  test(`${id}: seven models give the tabulated concentrations`, async () => {
    for (const [index, model] of order.entries())
      printed((await sites(model, doses, [at]))[0]!.values[0], values[index]!, `${id} ${model}`);
  });
}

test("VL-1: Simons' own data, arterial 273 (259-287) and 260 (251-269) ng/mL, lie around the model's 268", async () => {
  const [ketamine] = await sites("simons2022", over("20 min", "20 mg"), ["20 min"]);
  assert.ok(ketamine!.values[0]! > 251 && ketamine!.values[0]! < 287);
});

test("VL-4: norketamine after three days, by both models that have it", async () => {
  const doses = atRate("72 h", "1.2 mg/kg/h");
  printed((await sites("simons2022", doses, ["72 h"]))[1]!.values[0], 1053.9, "Simons");
  printed((await sites("otto2021", doses, ["72 h"]))[1]!.values[0], 1454.2, "Otto");
});

test("VL-5: at Idvall's 41 mcg/kg/min Clements' clearance gives the 9.3 ± 0.8 µmol/L that was measured", async () => {
  const [ketamine] = await sites("clements250", atRate("240 h", "0.041 mg/kg/min"), ["240 h"]);
  const measured = 9.3 * 237.73;
  assert.ok(Math.abs(ketamine!.values[0]! - measured) < 0.8 * 237.73);
  // Rate over clearance: 41 / (1.7522 L/kg · 0.0109 /min) ug/L.
  printed(ketamine!.values[0], 41 / (1.7522 * 0.0109), "Clements");
});

type Row = readonly [
  what: string,
  doses: Dose[],
  at: readonly string[],
  values: Readonly<Record<string, readonly (readonly number[])[]>>,
];
/** For each model: one list a site, one figure a moment. */
const peaks: readonly Row[] = [
  [
    "22.2 mg/h for 100 h, end and 60 min later",
    atRate("100 h", "22.2 mg/h"),
    ["100 h", "101 h"],
    {
      simons2022: [
        [250.0, 112.5],
        [278.5, 235.5],
        [223.9, 209.0],
      ],
      noppers2011: [[237.4, 105.1]],
      otto2021: [
        [233.2, 147.9],
        [384.6, 349.1],
      ],
      domino: [[191.5, 79.6]],
      clements250: [[276.8, 181.7]],
    },
  ],
  [
    "80 mg in 2 h, end and 2 h later",
    over("2 h", "80 mg"),
    ["2 h", "4 h"],
    {
      simons2022: [[297.0, 55.0], [132.2], [58.8]],
      noppers2011: [[290.4, 60.8]],
      otto2021: [[222.4, 75.4], [147.2]],
      domino: [[245.3, 51.5]],
      clements250: [[244.5, 93.4]],
    },
  ],
  [
    "80 mg in 5 h, end",
    over("5 h", "80 mg"),
    ["5 h"],
    {
      simons2022: [[148.4], [101.7], [61.4]],
      noppers2011: [[148.2]],
      otto2021: [[127.8], [130.1]],
      domino: [[124.6]],
      clements250: [[148.2]],
    },
  ],
  [
    "25 mg/h for 4 h, end",
    atRate("4 h", "25 mg/h"),
    ["4 h"],
    {
      simons2022: [[220.0], [136.1], [76.8]],
      noppers2011: [[219.5]],
      otto2021: [[186.2], [173.0]],
      domino: [[185.5]],
      clements250: [[211.2]],
    },
  ],
  [
    "0.5 mg/kg/h for 4 h, end",
    atRate("4 h", "0.5 mg/kg/h"),
    ["4 h"],
    {
      simons2022: [[308.0], [190.6], [107.5]],
      noppers2011: [[307.3]],
      otto2021: [[260.6], [242.1]],
      domino: [[259.7]],
      clements250: [[295.7]],
    },
  ],
  [
    "0.5 mg/kg in 30 min, end and at 180 min",
    over("30 min", "0.5 mg/kg"),
    ["30 min", "180 min"],
    {
      simons2022: [[352.8, 25.2]],
      noppers2011: [[338.2, 28.2]],
      otto2021: [[174.5, 35.3]],
      domino: [[302.0, 24.2]],
      clements250: [[195.8, 42.8]],
    },
  ],
  [
    "0.3 mg/kg in 30 min, end",
    over("30 min", "0.3 mg/kg"),
    ["30 min"],
    {
      simons2022: [[211.7]],
      noppers2011: [[202.9]],
      otto2021: [[104.7]],
      domino: [[181.2]],
      clements250: [[117.5]],
    },
  ],
  [
    "0.35 mg/kg in 1 min, at 5, 10 and 60 min",
    over("1 min", "0.35 mg/kg"),
    ["5 min", "10 min", "60 min"],
    {
      simons2022: [[372.3, 143.9, 43.0]],
      noppers2011: [[421.3, 176.9, 42.8]],
      otto2021: [[158.6, 136.0, 54.4]],
      domino: [[207.8, 118.6, 32.0]],
      clements250: [[175.4, 152.8, 58.2]],
    },
  ],
];

for (const [what, doses, at, values] of peaks) {
  test(`${what}: every model gives the tabulated figures`, async () => {
    for (const [model, expected] of Object.entries(values)) {
      const found = await sites(model, doses, at);
      for (const [site, row] of expected.entries())
        for (const [moment, figure] of row.entries())
          printed(found[site]!.values[moment], figure, `${model}, ${found[site]!.site} at ${at[moment]}`);
    }
  });
}

test("stanpumpR's own test of the same set at 70 kg: v2 10.56972 L, v3 178.2123 L, cl1 1.93158, cl2 2.61072, cl3 2.6019 L/min", async () => {
  // Steady state: peripheral volumes are not reported, the clearance is: rate over concentration, to the printed digits.
  const [ketamine] = await sites("domino", atRate("2000 h", "1 mg/min"), ["2000 h"]);
  assert.ok(Math.abs(1e6 / ketamine!.values[0]! / 1000 - 0.063 * 70 * 0.4381) < 1e-9);
  assert.ok(Math.abs(0.063 * 70 * 0.4381 - 1.93158) < 5e-4);
});

test("rate over clearance is the steady state: 22.2 mg/h by 88.8 L/h and by 95.2 L/h", async () => {
  printed(
    (await sites("simons2022", atRate("1000 h", "22.2 mg/h"), ["1000 h"]))[0]!.values[0],
    250,
    "Simons",
  );
  printed((await sites("otto2021", atRate("1000 h", "22.2 mg/h"), ["1000 h"]))[0]!.values[0], 233.2, "Otto");
});

test("one-compartment CSF: 400 mcg of baclofen a day comes to 0.556 mcg/mL; half-life 1.51 h", async () => {
  const daily = atRate("500 h", "400 mcg/d");
  const [csf] = await sites("canal-baclofen", daily, ["500 h"]);
  assert.ok(Math.abs(csf!.values[0]! - 555.6) < 0.05);
  const [bolus] = await sites(
    "canal-baclofen",
    [{ kind: "bolus", at: "0 h", amount: "50 mcg" }],
    ["0 h", "1.51 h"],
  );
  assert.ok(Math.abs(bolus!.values[1]! / bolus!.values[0]! - 0.5) < 0.002);
});

test("a model that is left out says why; one without a weight asks for it", async () => {
  const ask = async (model: string, patient?: object): Promise<Reply> =>
    expose.run({ model, doses: over("1 h", "1 mg"), at: ["1 h"], patient }, { locale: "en-US" });
  const unfit = await ask("hornik2018");
  assert.ok(!unfit.ok && /1\.5 to 2\.7 times/.test(unfit.issues[0]!.message));
  const weightless = await ask("simons2022");
  assert.ok(!weightless.ok && weightless.issues[0]!.path === "patient.weight");
  const free = await ask("perezruixo2020");
  assert.ok(free.ok && free.assumed.some((sentence) => sentence.includes("820 subjects")));
});
