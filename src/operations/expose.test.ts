import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { expose } from "./expose.ts";

interface Answer {
  readonly at: readonly number[];
  readonly sites: readonly {
    readonly site: string;
    readonly unit: string;
    readonly values: readonly number[];
  }[];
}

const question = {
  model: {
    compartments: [
      { name: "central", volume: "50 L" },
      { name: "deep", volume: "20 L" },
    ],
    flows: [
      { from: "central", clearance: "5 L/h" },
      { from: "central", to: "deep", k: "1 /h" },
      { from: "deep", to: "central", k: "1 /h" },
    ],
  },
  unit: "mg/L",
  doses: [{ kind: "bolus", into: "central", at: "0 h", amount: "100 mg" }],
  at: ["1 h", "2 h"],
};
type Loose = Record<string, unknown>;
const ask = async (change: Loose): Promise<Reply<Answer>> =>
  (await expose.run({ ...question, ...change }, { locale: "en-US" })) as Reply<Answer>;
const model = (change: Loose): Loose => ({ model: { ...question.model, ...change } });
const flow = (one: Loose): Loose => model({ flows: [one, ...question.model.flows.slice(1)] });
const site = (one: Loose): Loose => model({ compartments: [one, question.model.compartments[1]] });
const huge = { value: 1e300, unit: "/h" };
const answerOf = (reply: Reply<Answer>): Answer => {
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer;
};

test("each fault is an issue at its own place", async () => {
  const faults: readonly (readonly [string, Loose])[] = [
    ["model.compartments[0].volume", site({ name: "central", volume: "0 L" })],
    ["model.compartments[0].volume", site({ name: "central", volume: "-50 L" })],
    ["model.compartments[0].volume", site({ name: "central" })],
    ["model.compartments[0].volume", site({ name: "central", volume: "50 h" })],
    ["model.compartments[1].name", site({ name: "deep", volume: "1 L" })],
    ["model.flows[0].to", flow({ from: "central", to: "depp", k: "1 /h" })],
    ["model.flows[0].to", flow({ from: "central", to: "central", k: "1 /h" })],
    ["model.flows[0]", flow({ from: "central", k: "1 /h", clearance: "1 L/h" })],
    ["model.flows[0]", flow({ from: "central", vmax: "1 mg/h" })],
    ["model.flows[0].law", flow({ from: "central", law: "2 * (amount(central)" })],
    ["model.flows[0].clearence", flow({ from: "central", clearence: "1 L/h" })],
    ["doses[0].into", { doses: [{ ...question.doses[0], into: "centre" }] }],
    ["doses[0].amount", { doses: [{ ...question.doses[0], amount: "100 mL" }] }],
    ["doses[0].at", { doses: [{ ...question.doses[0], at: "-1 h" }] }],
    ["doses[0].repeat.times", { doses: [{ ...question.doses[0], repeat: { every: "1 h", times: 1e9 } }] }],
    ["doses[0].for", { doses: [{ kind: "infusion", at: "0 h", amount: "1 mg", for: "0 h" }] }],
    ["doses[0]", { doses: [{ kind: "infusion", at: "0 h", for: "1 h" }] }],
    ["patient.weight", { doses: [{ kind: "bolus", at: "0 h", amount: "1 mg/kg" }] }],
    ["at.every", { at: { from: "0 h", to: "1000000000 h", every: "1 h" } }],
    ["at.every", { at: { from: "0 h", to: "1 h", every: "0 h" } }],
    ["at.to", { at: { from: "2 h", to: "1 h", every: "1 h" } }],
    ["at", { at: [] }],
    [
      "at",
      {
        at: [
          { value: 1e-300, unit: "h" },
          { value: 1e300, unit: "h" },
        ],
      },
    ],
    ["unit", { unit: "mg" }],
    ["steadyState", { ...model({ flows: question.model.flows.slice(1) }), steadyState: { every: "8 h" } }],
    ["doses[0].amount", { doses: [{ kind: "bolus", at: "0 h", amount: { value: 1e308, unit: "mg" } }] }],
    ["dose", { dose: [] }],
  ];
  for (const [path, change] of faults) {
    const reply = await ask(change);
    assert.ok(!reply.ok, `answered: ${path}`);
    assert.ok(
      reply.issues.some((issue) => issue.path === path),
      `${path}: ${JSON.stringify(reply.issues)}`,
    );
  }
});

test("all faults are told at once", async () => {
  const reply = await ask({
    ...site({ name: "central", volume: "0 L" }),
    unit: "mg",
    doses: [{ kind: "bolus", at: "0 h", amount: "1 L" }],
  });
  assert.ok(!reply.ok);
  assert.deepEqual(
    reply.issues.map(({ path }) => path),
    ["model.compartments[0].volume", "doses[0].amount", "unit"],
  );
});

test("rates as far apart as numbers go give a right answer", async () => {
  const fast = answerOf(await ask(flow({ from: "central", k: huge })));
  assert.deepEqual(fast.sites[0]!.values, [0, 0]);
  const slow = answerOf(await ask(flow({ from: "central", k: { value: 1e-300, unit: "/h" } })));
  const rest = (slow.sites[0]!.values[1]! * 50 + slow.sites[1]!.values[1]! * 20) / 100;
  assert.ok(Math.abs(rest - 1) < 1e-14);
});

test("moments are answered in the order asked, and what nothing enters is said to stay empty", async () => {
  const reply = await ask({ ...model({ flows: [question.model.flows[0]] }), at: ["2 h", "1 h"] });
  const { at, sites } = answerOf(reply);
  assert.deepEqual(at, [2, 1]);
  assert.ok(Math.abs(sites[0]!.values[0]! - 2 * Math.exp(-0.2)) < 1e-14);
  assert.deepEqual(sites[1]!.values, [0, 0]);
  assert.ok(reply.ok && reply.gaps.some((gap) => gap.includes("deep")));
});

test("a dose every 10 min meets a sample every 5 min to the minute, a day later too", async () => {
  const doses = [{ kind: "bolus", at: "5 min", amount: "1 mg", repeat: { every: "10 min", times: 200 } }];
  const kept = { ...model({ flows: [] }), doses, at: { from: "0 h", to: "1 d", every: "5 min" } };
  const count = async (atDose: string): Promise<number[]> =>
    answerOf(await ask({ ...kept, atDose })).sites[0]!.values.map((c) => Math.round(c * 50));
  assert.deepEqual(
    await count("after"),
    Array.from({ length: 289 }, (_, i) => Math.ceil(i / 2)),
  );
  assert.deepEqual(
    await count("before"),
    Array.from({ length: 289 }, (_, i) => Math.floor(i / 2)),
  );
});

test("a dose per kg is the dose times the weight", async () => {
  const perKg = answerOf(
    await ask({ doses: [{ kind: "bolus", at: "0 h", amount: "2 mg/kg" }], patient: { weight: "50 kg" } }),
  );
  assert.deepEqual(perKg.sites, answerOf(await ask({})).sites);
});

test("the answer says how it took a sample at a bolus, unless it was told", async () => {
  const silent = await ask({});
  assert.ok(silent.ok && silent.assumed.some((sentence) => sentence.includes("after it")));
  const told = await ask({ atDose: "after" });
  assert.ok(told.ok && told.assumed.length === 0);
});
