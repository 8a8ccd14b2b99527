// The models beyond one mean, through the door that users knock at. Whose word the numbers stand on is tested beside
// the rooms; here that an operation reads all of its input, says everything that is wrong, and draws what it answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locale } from "../quantity/quantity.ts";
import { operations, type Reply } from "./operations.ts";

const ask = async (name: string, input: unknown, locale: Locale = "en-US"): Promise<Reply> =>
  operations.find((operation) => operation.name === name)!.run(input, { locale });

async function issuesOf(name: string, input: unknown, locale?: Locale): Promise<string[]> {
  const reply = await ask(name, input, locale);
  assert.ok(!reply.ok, "expected issues");
  return reply.issues.map(({ path }) => path);
}

async function answerOf<T>(name: string, input: unknown): Promise<{ answer: T; gaps: readonly string[] }> {
  const reply = await ask(name, input);
  assert.ok(reply.ok, JSON.stringify(reply));
  return { answer: reply.answer as T, gaps: reply.gaps };
}

const exampleOf = (name: string): Record<string, unknown> =>
  operations.find((operation) => operation.name === name)!.example as Record<string, unknown>;

/** Every number of an answer, however deep. */
const numbersIn = (value: unknown): number[] =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

for (const name of ["multilevel", "network", "doseresponse", "bayes", "selection", "forest", "funnel"])
  test(`${name} answers its example with finite numbers, and refuses a misspelt field in both languages`, async () => {
    const { answer } = await answerOf(name, exampleOf(name));
    assert.ok(numbersIn(answer).length > 0 && numbersIn(answer).every(Number.isFinite));
    const [english, chinese] = await Promise.all(
      (["en-US", "zh-CN"] as const).map((locale) => ask(name, { ...exampleOf(name), levl: 0.9 }, locale)),
    );
    assert.ok(!english!.ok && !chinese!.ok);
    assert.equal(english!.issues[0]!.path, "levl");
    assert.match(chinese!.issues[0]!.message, /[\u4e00-\u9fff]/);
  });

test("a level, a moderator and a cluster that rows lack are each named", async () => {
  const effects = [1, 2, 3].map((yi) => ({ yi, vi: 0.1, levels: { study: yi } }));
  assert.deepEqual(
    await issuesOf("multilevel", {
      effects,
      random: [{ by: ["study", "arm"] }],
      moderators: ["dose"],
      cluster: "site",
    }),
    ["arm", "dose", "site"].flatMap((name) =>
      [0, 1, 2].map((row) => `effects[${row}].${name === "dose" ? "x" : "levels"}.${name}`),
    ),
  );
});

test("a covariance that is none, and moderators that repeat each other, are refused where they stand", async () => {
  const effects = [1, 2, 3, 4].map((yi) => ({ yi, vi: 1, levels: { study: 1 }, x: { a: yi, b: 2 * yi } }));
  const ones = effects.map((_, i) => effects.map((_, j) => (i === j ? 1 : 0.9 * (-1) ** (i + j))));
  const asked = { effects, random: [{ by: "study" }] };
  ones[0]![1] = 3;
  ones[1]![0] = 3;
  assert.deepEqual(await issuesOf("multilevel", { ...asked, covariance: { matrix: ones } }), ["covariance"]);
  assert.deepEqual(await issuesOf("multilevel", { ...asked, moderators: ["a", "b"] }), ["moderators"]);
});

test("rows that all depend on each other are refused before they take minutes", async () => {
  const effects = Array.from({ length: 601 }, (_, i) => ({ yi: i % 7, vi: 1, levels: { all: 1 } }));
  assert.deepEqual(await issuesOf("multilevel", { effects, random: [{ by: "all" }] }), ["random"]);
});

test("words as moderators become columns, and rows without an effect are left out by name", async () => {
  const effects = ["oral", "nasal", "oral", "nasal", "oral"].map((route, i) => ({
    id: `T${i}`,
    yi: i === 4 ? null : 0.1 * i,
    vi: i === 4 ? null : 0.04,
    levels: { study: i },
    x: { route },
  }));
  const { answer, gaps } = await answerOf<{ k: number; coefficients: { name: string }[] }>("multilevel", {
    effects,
    random: [{ by: "study" }],
    moderators: ["route"],
  });
  assert.deepEqual(
    answer.coefficients.map(({ name }) => name),
    ["(Intercept)", "routeoral"],
  );
  assert.equal(answer.k, 4);
  assert.match(gaps.join(" "), /T4/);
});

test("a network that falls apart, an arm twice, and more events than patients are refused", async () => {
  const arm = (study: number, treatment: string, xi: number) => ({ study, treatment, xi, ni: 20 });
  const asked = { measure: "OR", better: "smaller" };
  assert.deepEqual(
    await issuesOf("network", {
      ...asked,
      arms: [arm(1, "a", 2), arm(1, "b", 3), arm(2, "c", 2), arm(2, "d", 3)],
    }),
    ["arms"],
  );
  assert.deepEqual(
    await issuesOf("network", { ...asked, arms: [arm(1, "a", 2), arm(1, "a", 30), arm(2, "c", 2)] }),
    ["arms[1].xi", "arms[1].treatment", "arms[2]"],
  );
});

test("a treatment's rank turns round when smaller effects are better", async () => {
  const larger = await answerOf<{ pScores: number[] }>("network", {
    ...exampleOf("network"),
    better: "larger",
  });
  const smaller = await answerOf<{ pScores: number[] }>("network", {
    ...exampleOf("network"),
    better: "smaller",
  });
  larger.answer.pScores.forEach((score, i) =>
    assert.ok(Math.abs(score + smaller.answer.pScores[i]! - 1) < 1e-12),
  );
});

test("contrasts that share a reference dose must say how large its own error is", async () => {
  const contrasts = [10, 20].map((dose) => ({ study: 1, reference: 0, dose, yi: dose / 10, vi: 0.2 }));
  assert.deepEqual(await issuesOf("doseresponse", { model: "linear", contrasts }), [
    "contrasts[1].referenceVariance",
  ]);
  const said = contrasts.map((row) => ({ ...row, referenceVariance: 0.1 }));
  const { answer } = await answerOf<{ parameters: { estimate: number }[] }>("doseresponse", {
    model: "linear",
    method: "common",
    contrasts: said,
  });
  assert.ok(Math.abs(answer.parameters[0]!.estimate - 0.1) < 1e-9);
});

test("an ED50 that the doses do not determine is named as a gap", async () => {
  const arms = [0, 10, 20, 40].map((dose) => ({ dose, mi: dose / 10, sdi: 1, ni: 30 }));
  const { gaps } = await answerOf("doseresponse", { model: "emax", arms });
  assert.match(gaps.join(" "), /ED50 is not identified/);
});

test("the picture shows the numbers that pool answers, by each method, with subgroups and without", async () => {
  const { tables, ...rest } = exampleOf("forest") as { tables: Record<string, unknown>[] };
  for (const method of ["MH", "EE", "DL", "REML"])
    for (const grouped of [false, true]) {
      if (grouped && method === "MH") continue;
      const { answer } = await answerOf<{
        svg: string;
        pooled: { natural: { estimate: number; ci: [number, number] } };
      }>("forest", {
        ...rest,
        method,
        tables: tables.map((row, i) => (grouped ? { ...row, group: `G${i % 2}` } : row)),
      });
      const { estimate, ci } = answer.pooled.natural;
      assert.ok(
        answer.svg.includes(`${estimate.toFixed(2)} [${ci[0].toFixed(2)}, ${ci[1].toFixed(2)}]`),
        method,
      );
      assert.equal(answer.svg.match(/class="square"/g)?.length, 4);
      assert.equal(answer.svg.match(/class="diamond"/g)?.length, grouped ? 3 : 1);
    }
});

test("randomised and non-randomised studies are drawn apart", async () => {
  const { tables, ...rest } = exampleOf("forest") as { tables: Record<string, unknown>[] };
  const { answer } = await answerOf<{ svg: string; nonRandomisedSvg: string }>("forest", {
    ...rest,
    tables: tables.map((row, i) => ({ ...row, design: i < 2 ? "randomised" : "non-randomised" })),
  });
  assert.match(answer.svg, /Noppers/);
  assert.doesNotMatch(answer.svg, /Kvarnström/);
  assert.match(answer.nonRandomisedSvg, /Kvarnström/);
});

test("every kind of diagram is drawn from effects, and says what it cannot draw", async () => {
  const effects = exampleOf("diagram")["effects"] as { yi: number; vi: number; x: number }[];
  const plain = effects.map(({ yi, vi }) => ({ yi, vi }));
  const rows = [
    { ai: 4, n1i: 123, ci: 11, n2i: 139 },
    { ai: 6, n1i: 306, ci: 29, n2i: 303 },
    { ai: 3, n1i: 231, ci: 11, n2i: 220 },
  ];
  const groups = { experimental: "vaccine", control: "none" };
  const circles = async (input: unknown): Promise<number> =>
    (await answerOf<{ svg: string }>("diagram", input)).answer.svg.match(/class="study"/g)?.length ?? 0;
  assert.equal(await circles({ kind: "baujat", effects: plain }), 6);
  assert.equal(await circles({ kind: "radial", effects: plain }), 6);
  assert.equal(await circles(exampleOf("diagram")), 6);
  for (const measure of ["RR", "OR", "RD"])
    assert.equal(await circles({ kind: "labbe", measure, ...groups, tables: rows }), 3);
  const { answer } = await answerOf<{ svg: string }>("diagram", {
    kind: "gosh",
    effects: plain,
    method: "EE",
  });
  assert.match(answer.svg, /Pooled effect and I² of 57 subsets/);
  const many = Array.from({ length: 21 }, (_, i) => plain[i % 6]!);
  assert.deepEqual(await issuesOf("diagram", { kind: "gosh", effects: many }), ["sample"]);
  assert.deepEqual(
    await issuesOf("diagram", {
      kind: "labbe",
      measure: "RR",
      ...groups,
      tables: [{ ...rows[0]!, ai: 200 }, rows[1]!],
    }),
    ["tables[0].ai"],
  );
  const flat = effects.map((row) => ({ ...row, x: 1 }));
  assert.deepEqual(await issuesOf("diagram", { kind: "bubble", moderator: "dose", effects: flat }), [
    "effects",
  ]);
});
