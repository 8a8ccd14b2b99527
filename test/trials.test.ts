// The shipped trials, and what their patients got, through the operations.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, exposures, pool, protocol, studies } from "../src/operations/table.ts";
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

test("of the intrathecal trials two ziconotide ones are pooled from their P values, as metafor 3.8-1 pools them", async () => {
  const { answer: found, gaps, assumed } = await answer(studies, { route: "intrathecal" });
  const [pooled, ...more] = found["intrathecal"].pooled;
  assert.deepEqual(more, []);
  assert.equal(pooled.drug, "ziconotide");
  // R 4.2.2: se <- abs(d) / qt(p / 2, n1 + n2 - 2, lower.tail = FALSE); rma(yi, sei = se), and test = "knha".
  const [rauck, staats, wallace] = pooled.trials;
  near(rauck.se, 3.554528423, 1e-8);
  near(wallace.se, 7.568941027, 1e-8);
  near(rauck.ci[0], -14.50564, 1e-5);
  near(wallace.ci[1], -10.29384, 1e-5);
  assert.equal(staats.ci, null);
  near(pooled.estimate, -15.08858, 1e-4);
  near(pooled.ci[0], -32.25716, 1e-3);
  near(pooled.ci[1], 2.08, 1e-3);
  near(pooled.hartungKnapp.ci[0], -126.39038, 1e-2);
  near(pooled.tau2, 121.68323, 1e-2);
  assert.ok(gaps.some((said) => /Staats 2004: no P is printed/.test(said)));
  assert.ok(gaps.some((said) => /describes these trials, no dose/.test(said)));
  assert.ok(assumed.some((said) => /Wallace 2006: P is printed as not above a bound/.test(said)));
});

test("trials stand around a dose as well as around a bound, nearest first; another kind of dose is an issue", async () => {
  const { answer: found } = await answer(studies, { limit: "K-DOSE-TOTAL", at: "100 mg" });
  const { arms, at } = found["limit"];
  assert.deepEqual(at, { value: 100, unit: "mg" });
  const away = arms.map(({ ofDose }: { ofDose: number }) => Math.abs(Math.log(ofDose)));
  assert.deepEqual(
    away,
    away.toSorted((a: number, b: number) => a - b),
  );
  assert.equal(arms[0].study, "schwartzman-2009");
  near(arms[0].ofDose, 0.98, 1e-12);
  near(arms[0].ratio, 98 / 80, 1e-12);
  assert.match((await issues(studies, { limit: "K-DOSE-TOTAL", at: "100 mL" }))[0]!, /^at: .*volume/);
  assert.match((await issues(studies, { at: "100 mg" }))[0]!, /^limit: /);
});

test("a trial names the limits around its own dose; an infusion of hours is held against no bolus", async () => {
  const { answer: found } = await answer(studies, { ids: ["rauck-2006", "amr-2010"] });
  const by = new Map(found["studies"].map((one: Loose) => [one["id"], one["beside"]]));
  const [first] = by.get("rauck-2006") as Loose[];
  assert.equal(first!["limit"], "ZIC-09-dose");
  near(first!["ratio"], 6.96 / 7.2, 1e-12);
  const limits = (by.get("amr-2010") as Loose[]).map((one) => one["limit"]);
  assert.equal(limits[0], "K-DOSE-TOTAL");
  assert.ok(!limits.includes("K-DOSE-BOLUS"));
});

test("the parts of a question in their order are the whole, to the last digit of its CSV", async () => {
  const asked = {
    studies: [],
    trials: bare(7).map((one, i) => ({ ...one, weight: `${80 - i} kg` })),
    model: "simons2022",
    threshold: "50 ng/mL",
    population: { n: 40, seed: 3 },
    csv: true,
  };
  const { answer: whole, assumed } = await answer(exposures, asked);
  for (const count of [2, 3, 10]) {
    const parts = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        answer(exposures, { ...asked, part: { index, of: count } }),
      ),
    );
    assert.deepEqual(
      parts.flatMap(({ answer: part }) => part["arms"]),
      whole["arms"],
    );
    assert.equal(parts.map(({ answer: part }) => part["csv"]).join(""), whole["csv"]);
    for (const part of parts) assert.deepEqual(part.assumed, assumed);
  }
  assert.match((await issues(exposures, { ...asked, part: { index: 2, of: 2 } }))[0]!, /^part\.index/);
});

test("a finding carries the case's own dose, so that trials can be held against it", async () => {
  const { answer: found } = await answer(protocol, protocol.example as object);
  const [one] = found["findings"].filter((each: Loose) => each["id"] === "K-DOSE-TOTAL");
  assert.ok(one.value.value > 0);
  const totals = found["sessions"].map((each: Loose) => each["total"].value);
  near(one.value.value, Math.max(...totals), 1e-9);
});
