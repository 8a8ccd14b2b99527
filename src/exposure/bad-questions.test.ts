import assert from "node:assert/strict";
import { test } from "node:test";
import { expose } from "../operations/expose.ts";

type Loose = Record<string, unknown>;
const body = { compartments: [{ name: "a", volume: "10 L" }], flows: [{ from: "a", clearance: "5 L/h" }] };
const fair: Loose = {
  model: body,
  doses: [{ kind: "bolus", at: "0 h", amount: "100 mg" }],
  at: ["0 h", "1 h"],
  unit: "mg/L",
};
const ask = async (change: Loose): Promise<{ values?: number[][]; paths?: string[] }> => {
  const reply = await expose.run({ ...fair, ...change }, { locale: "en-US" });
  if (!reply.ok) return { paths: reply.issues.map(({ path }) => path) };
  const { sites } = reply.answer as { sites: { values: number[] }[] };
  return { values: sites.map(({ values }) => values) };
};
const ways = (...flows: Loose[]): Loose => ({
  model: { compartments: [...body.compartments, { name: "b", volume: "1 L" }], flows },
});
const volume = (volume: unknown): Loose => ({ model: { ...body, compartments: [{ name: "a", volume }] } });
const k = (value: number): Loose => ({ value, unit: "/h" });

test("what cannot be is refused at its place, and what is too much work is refused before it is begun", async () => {
  const infusion = { kind: "infusion", at: "0 h", rate: "1 mg/h", for: "1000 h" };
  for (const [path, change] of [
    ["model.compartments[0].volume", volume("-1 L")],
    ["model.compartments[0].volume", volume("0 L")],
    ["model.compartments[0].volume", volume({ value: 1e300, unit: "L" })],
    ["at.every", { at: { from: "0 s", to: "1000000000 s", every: "1 s" } }],
    ["doses[0].at", { doses: [{ kind: "bolus", at: "-5 h", amount: "1 mg" }] }],
    ["doses[0].rate", { doses: [{ ...infusion, rate: { value: 1e300, unit: "mg/h" } }] }],
    ["doses[0].repeat.times", { doses: [{ ...infusion, repeat: { every: "1 h", times: 1e9 } }] }],
    ["steadyState.every", { doses: [infusion], steadyState: { every: "1 s" } }],
    ["at", { at: { from: "0 h", to: "100000 h", every: "1 h" }, population: { n: 100_000, seed: 1 } }],
    [
      "population.n",
      { at: { from: "0 h", to: "1000 h", every: "1 h" }, population: { n: 100_000_000, seed: 1 } },
    ],
  ] as const)
    assert.deepEqual((await ask(change)).paths, [path], JSON.stringify(change));
});

test("rates of 1e300 and 1e-300 are followed: what leaves at once is gone, what never leaves stays", async () => {
  assert.deepEqual((await ask(ways({ from: "a", k: k(1e300) }))).values, [
    [10, 0],
    [0, 0],
  ]);
  assert.deepEqual((await ask(ways({ from: "a", k: k(1e-300) }))).values?.[0], [10, 10]);
  const shared = ways({ from: "a", to: "b", k: k(1e300) }, { from: "b", to: "a", k: k(1e300) });
  // 100 mg in equal halves, by amount: 50 mg in 10 L and 50 mg in 1 L.
  assert.deepEqual(
    (await ask(shared)).values?.map((row) => Math.round(row[1]! * 1e9) / 1e9),
    [5, 50],
  );
});

test("times may come in any order and twice, infusions may overlap, a dose may be long before the first sample", async () => {
  const e = (hours: number): number => Math.exp(-hours / 2);
  const near = (found: readonly number[] | undefined, expected: readonly number[]): void => {
    for (const [i, value] of expected.entries())
      assert.ok(Math.abs(found![i]! - value) <= 1e-13 * value, `${found![i]} is not ${value}`);
  };
  near((await ask({ at: ["10 h", "0 h", "5 h", "5 h"] })).values?.[0], [
    10 * e(10),
    10,
    10 * e(5),
    10 * e(5),
  ]);
  const overlapping = [0, 2].map((at) => ({ kind: "infusion", at: `${at} h`, rate: "10 mg/h", for: "5 h" }));
  near((await ask({ doses: overlapping, at: ["4 h"] })).values?.[0], [2 * (1 - e(4)) + 2 * (1 - e(2))]);
});

test("a compartment without a way in is named, and reads zero", async () => {
  const reply = await expose.run({ ...fair, ...ways({ from: "a", k: "1 /h" }) }, { locale: "en-US" });
  assert.ok(reply.ok && reply.gaps.some((gap) => gap.includes("Nothing enters b")));
});
