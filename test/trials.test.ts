// The shipped trials, and what their patients got, through the operations.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, exposures, pool, studies } from "../src/operations/table.ts";
import type { Locale } from "../src/quantity/quantity.ts";
import type { Reply } from "../src/operations/operations.ts";

/** An answer as any reader of JSON meets it. */
interface Loose {
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape of each answer is what the tests below hold it to
  readonly [field: string]: any;
}
type Asked = { readonly run: (input: unknown, context: { locale: Locale }) => Reply | Promise<Reply> };
async function answer(
  operation: Asked,
  input: object,
): Promise<{ answer: Loose; gaps: readonly string[]; assumed: readonly string[] }> {
  const reply = await operation.run(input, { locale: "en-US" });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply as never;
}
async function issues(operation: Asked, input: object): Promise<readonly string[]> {
  const reply = await operation.run(input, { locale: "en-US" });
  assert.ok(!reply.ok);
  return reply.issues.map(({ path, message }) => `${path}: ${message}`);
}
const near = (a: number, b: number, within: number): void =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);
/** Trials at 10, 20, … mg. */
const bare = (k: number) =>
  Array.from({ length: k }, (_, i) => ({
    id: `made ${i + 1}`,
    drug: "ketamine",
    weight: "70 kg",
    sessions: [{ day: 1, bolus: { dose: `${10 * (i + 1)} mg`, over: "30 min" }, steps: [] }],
  }));

test("the same four tables from data/studies give Mantel-Haenszel's 2.6055 (1.7249 to 3.9356)", async () => {
  const { answer: shipped } = await answer(studies, {
    ids: ["noppers-2011-fibromyalgia", "lumanauw-2019", "kvarnstrom-2003", "kvarnstrom-2004"],
  });
  const tables = shipped["studies"].map((one: Loose) => {
    const { results } = one["outcomes"].find((row: Loose) => row["kind"] === "responders");
    const of = (...arms: string[]) => results.find(({ arm }: { arm: string }) => arms.includes(arm));
    const [treated, control] = [of("ketamine", "ketamine-0.5"), of("midazolam", "placebo", "saline")];
    return {
      ai: treated.events,
      bi: treated.of - treated.events,
      ci: control.events,
      di: control.of - control.events,
    };
  });
  const { answer: pooled } = await answer(pool, { tables, measure: "RR", method: "MH" });
  near(Math.exp(pooled["estimate"]), 2.6055, 5e-5);
  near(Math.exp(pooled["ci"][0]), 1.7249, 5e-5);
  near(Math.exp(pooled["ci"][1]), 3.9356, 5e-5);
  const { answer: rows } = await answer(effect, { measure: "RR", studies: tables });
  assert.equal(rows["effects"].length, 4);
});

test("total needs no model; halving every dose halves every linear exposure; bands hold the typical value", async () => {
  const { answer: one } = await answer(exposures, {
    studies: [],
    trials: bare(3),
    model: "otto2021",
    threshold: "20 ng/mL",
    population: { n: 400, seed: 5 },
  });
  const halved = bare(3).map((trial, i) => ({
    ...trial,
    sessions: [{ day: 1, bolus: { dose: `${5 * (i + 1)} mg`, over: "30 min" }, steps: [] }],
  }));
  const { answer: half } = await answer(exposures, { studies: [], trials: halved, model: "otto2021" });
  for (const [i, arm] of one["arms"].entries()) {
    for (const measure of ["total", "peak", "auc", "metabolitePeak", "metaboliteAuc"])
      near(half["arms"][i][measure].value / arm[measure].value, 0.5, 1e-9);
    const { peak, auc } = arm.bands;
    assert.ok(peak["5"] < arm.peak.value && arm.peak.value < peak["95"]);
    // Area is dose over clearance, log-normal about the typical one: its median is the typical area within chance.
    near(auc["50"] / arm.auc.value, 1, 0.03);
  }
});

test("the CSV has one line an arm, units in its head, and no formula for a spreadsheet to run", async () => {
  const trials = [{ id: "=1+1", drug: "ketamine", sessions: bare(1)[0]!.sessions, name: 'a, "quoted" name' }];
  const { answer: found } = await answer(exposures, {
    model: "domino",
    studies: ["noppers-2011-fibromyalgia"],
    trials,
    csv: true,
  });
  const lines = found["csv"].trimEnd().split("\r\n");
  assert.equal(lines.length, 3);
  assert.match(lines[0], /peak \[ng\/mL\]/);
  assert.match(lines[2], /^'=1\+1,"a, ""quoted"" name"/);
});

test("from a limit to the trials at and around it, and from a trial to what cites it", async () => {
  const { answer: found } = await answer(studies, { limit: "K-DOSE-TOTAL" });
  assert.equal(found["limit"].arms[0].study, "amr-2010");
  near(found["limit"].arms[0].ratio, 1, 1e-12);
  const ratios = found["limit"].arms.map(({ ratio }: { ratio: number }) => Math.abs(Math.log(ratio)));
  assert.deepEqual(
    ratios,
    ratios.toSorted((a: number, b: number) => a - b),
  );
  const { answer: one } = await answer(studies, { ids: ["ziconotide-morphine"] });
  assert.deepEqual(
    one["studies"][0].cited.map(({ id }: { id: string }) => id),
    ["ZIC-09-start", "ZIC-09-dose"],
  );
  assert.match((await issues(studies, { limit: "K-DOSE-TOTL" }))[0]!, /did you mean "K-DOSE-TOTAL"/);
});

test("the intrathecal trials say that they cannot carry an exposure regression", async () => {
  const { gaps, answer: found } = await answer(studies, { route: "intrathecal" });
  assert.equal(found["studies"].length, 10);
  assert.ok(gaps.some((said) => /cannot carry an exposure regression/.test(said)));
});
