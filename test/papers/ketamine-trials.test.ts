// What the trials' patients reached, against peaks computed by others for the same regimens: ketamine-evidence §1.4
// (70 kg, RK4 with steps of 0.02 min, ng/mL, printed to 0.1), and against observed ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expose, exposures } from "../../src/operations/table.ts";

interface Arm {
  readonly id: string;
  readonly peak: { readonly value: number; readonly unit: string };
  readonly metabolitePeak?: { readonly value: number };
}
async function exposed(input: object): Promise<{ arms: Map<string, Arm>; assumed: readonly string[] }> {
  const reply = await exposures.run(input, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  const arms = (reply.answer as { arms: Arm[] }).arms;
  return { arms: new Map(arms.map((arm) => [arm.id, arm])), assumed: reply.assumed };
}
const models = ["simons2022", "noppers2011", "otto2021", "domino", "clements250"] as const;

/** Shipped arms whose regimen is one of the table's, with the row of the table in the order of the models. */
const coincide: Readonly<Record<string, readonly (number | undefined)[]>> = {
  // 22.2 mg/h for 100 h, end.
  "sigtermans-2009/ketamine": [250.0, 237.4, 233.2, 191.5, 276.8],
  // 0.5 mg/kg over 30 min, end.
  "noppers-2011-fibromyalgia/ketamine": [352.8, 338.2, 174.5, 302.0, 195.8],
  "mercadante-2000/ketamine-0.5": [352.8, 338.2, 174.5, 302.0, 195.8],
  // 0.3 mg/kg over 30 min, end.
  "graven-nielsen-2000/ketamine": [211.7, 202.9, 104.7, 181.2, 117.5],
  "lemming-2005/ketamine": [211.7, 202.9, 104.7, 181.2, 117.5],
  "persson-2012/ketamine": [211.7, 202.9, 104.7, 181.2, 117.5],
};

/** Half of the last printed digit, and half of it again for the other's steps. */
const printed = 0.075;

test("each arm's peak is that of the table where regimens coincide, under five models", async () => {
  for (const [at, model] of models.entries()) {
    const { arms } = await exposed({ model, studies: Object.keys(coincide) });
    for (const [id, peaks] of Object.entries(coincide)) {
      const { value, unit } = arms.get(id)!.peak;
      assert.equal(unit, "ng/mL");
      assert.ok(Math.abs(value - peaks[at]!) < printed, `${model} ${id}: ${value}, printed ${peaks[at]}`);
    }
  }
});

test("regimens of the table that no trial has, written as one's own, give its peaks", async () => {
  const once = (steps: object[]) => [{ day: 1, steps }];
  const own = {
    "80 mg in 2 h": [once([{ rate: "40 mg/h", for: "2 h" }]), [297.0, 290.4, 222.4, 245.3, 244.5]],
    "80 mg in 5 h": [
      once([{ rate: "16 mg/h", for: "5 h", amount: "80 mg" }]),
      [148.4, 148.2, 127.8, 124.6, 148.2],
    ],
    "25 mg/h for 4 h": [once([{ rate: "25 mg/h", for: "4 h" }]), [220.0, 219.5, 186.2, 185.5, 211.2]],
    "0.5 mg/kg/h for 4 h": [
      once([{ ratePerKg: "0.5 mg/kg/h", for: "4 h" }]),
      [308.0, 307.3, 260.6, 259.7, 295.7],
    ],
    "20 mg in 20 min": [
      [{ day: 1, bolus: { dose: "20 mg", over: "20 min" }, steps: [] }],
      [268.0, 255.6, 112.0, 239.5, 125.1],
    ],
  } as const;
  const trials = Object.entries(own).map(([id, [sessions]]) => ({
    id,
    drug: "esketamine",
    weight: "70 kg",
    sessions,
  }));
  for (const [at, model] of models.entries()) {
    const { arms } = await exposed({ model, studies: [], trials });
    for (const [id, [, peaks]] of Object.entries(own))
      assert.ok(
        Math.abs(arms.get(id)!.peak.value - peaks[at]!) < printed,
        `${model} ${id}: ${arms.get(id)!.peak.value}`,
      );
  }
});

test("Simons' observed arterial peak of 20 mg in 20 min, 273 and 260 ng/mL, lies within 9 % of its model's", async () => {
  const trials = [
    {
      id: "film",
      drug: "esketamine",
      weight: "73 kg",
      sessions: [{ day: 1, bolus: { dose: "20 mg", over: "20 min" }, steps: [] }],
    },
  ];
  const { arms } = await exposed({ model: "simons2022", studies: [], trials });
  for (const observed of [273, 260]) assert.ok(Math.abs(arms.get("film")!.peak.value / observed - 1) < 0.09);
});

test("a venous model in place of an arterial one moves every short infusion's mark, and says so", async () => {
  const [arterial, venous] = await Promise.all([
    exposed({ model: "simons2022" }),
    exposed({ model: "otto2021" }),
  ]);
  for (const id of [
    "noppers-2011-fibromyalgia/ketamine",
    "lumanauw-2019/ketamine-0.5",
    "sorensen-1995/ketamine",
  ])
    assert.ok(arterial.arms.get(id)!.peak.value > 1.9 * venous.arms.get(id)!.peak.value, id);
  assert.ok(
    arterial.assumed.some((said) => said.includes("arterial samples") && said.includes("does not compare")),
  );
  assert.ok(
    venous.assumed.some((said) => said.includes("venous samples") && said.includes("does not compare")),
  );
});

test("norketamine's peak is what a sample every minute finds, and at steady state what the table prints", async () => {
  const sessions = [{ day: 1, steps: [{ rate: "40 mg/h", for: "2 h" }] }];
  for (const model of ["simons2022", "otto2021"]) {
    const { arms } = await exposed({
      model,
      studies: [],
      trials: [{ id: "80 mg", drug: "esketamine", weight: "70 kg", sessions }],
    });
    const dense = await expose.run(
      {
        model,
        patient: { weight: "70 kg" },
        doses: [{ kind: "infusion", at: "0 h", amount: "80 mg", for: "2 h" }],
        at: { from: "0 h", to: "8 h", every: "1 min" },
      },
      { locale: "en-US" },
    );
    assert.ok(dense.ok);
    const { sites } = dense.answer as { sites: { site: string; values: number[] }[] };
    const sampled = Math.max(...sites.find(({ site }) => site === "norketamine")!.values);
    const { value } = arms.get("80 mg")!.metabolitePeak!;
    assert.ok(
      value >= sampled * (1 - 1e-9) && value < sampled * (1 + 1e-4),
      `${model}: ${value}, sampled ${sampled}`,
    );
  }
  const { arms } = await exposed({ model: "simons2022", studies: ["sigtermans-2009"] });
  assert.ok(Math.abs(arms.get("sigtermans-2009/ketamine")!.metabolitePeak!.value - 278.5) < printed);
});

test("hours above a threshold are those that a sample every minute counts", async () => {
  const sessions = [1, 2].map((day) => ({ day, bolus: { dose: "0.5 mg/kg", over: "30 min" }, steps: [] }));
  for (const model of models) {
    const trials = [{ id: "twice", drug: "esketamine", weight: "70 kg", sessions }];
    const reply = await exposures.run(
      { model, studies: [], trials, threshold: "60 ng/mL" },
      { locale: "en-US" },
    );
    const dense = await expose.run(
      {
        model,
        unit: "ng/mL",
        patient: { weight: "70 kg" },
        doses: [
          {
            kind: "infusion",
            at: "0 h",
            amount: "35 mg",
            for: "30 min",
            repeat: { every: "24 h", times: 2 },
          },
        ],
        at: { from: "0 h", to: "48 h", every: "1 min" },
      },
      { locale: "en-US" },
    );
    assert.ok(reply.ok && dense.ok);
    const above = (reply.answer as { arms: { above: { value: number } }[] }).arms[0]!.above.value;
    const { values } = (dense.answer as { sites: { values: number[] }[] }).sites[0]!;
    const counted = values.filter((value) => value >= 60).length / 60;
    // Four crossings, each counted to a minute.
    assert.ok(Math.abs(above - counted) < 4 / 60, `${model}: ${above}, counted ${counted}`);
  }
});
