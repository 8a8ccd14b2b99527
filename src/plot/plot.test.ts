// On the data's own word: places in a picture are read back through its axis; texts are measured and must not overlap;
// snapshots of one real example (Colditz and others 1994, BCG vaccine; JAMA 271:698-702) keep pictures as they were
// looked at, in both languages. Written anew with THECA_SNAPSHOTS=write.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Locale } from "../quantity/quantity.ts";
import {
  type Forest,
  type ForestRow,
  plotBaujat,
  plotBubble,
  plotForest,
  plotFunnel,
  plotGosh,
  plotLabbe,
  plotNetwork,
  plotRadial,
} from "./plot.ts";
import { widthOf } from "./text.ts";

/** Trial, allocation, cases and others vaccinated, cases and others not, latitude, log risk ratio, its variance. */
const bcg: readonly (readonly [string, string, number, number, number, number, number, number, number])[] = [
  ["Aronson 1948", "random", 4, 119, 11, 128, 44, -0.889311, 0.325585],
  ["Ferguson & Simes 1949", "random", 6, 300, 29, 274, 55, -1.585389, 0.194581],
  ["Rosenthal et al 1960", "random", 3, 228, 11, 209, 42, -1.348073, 0.415368],
  ["Hart & Sutherland 1977", "random", 62, 13536, 248, 12619, 52, -1.441551, 0.02001],
  ["Frimodt-Moller et al 1973", "alternate", 33, 5036, 47, 5761, 13, -0.217547, 0.05121],
  ["Stein & Aronson 1953", "alternate", 180, 1361, 372, 1079, 44, -0.786116, 0.006906],
  ["Vandiviere et al 1973", "random", 8, 2537, 10, 619, 19, -1.620898, 0.223017],
  ["TPT Madras 1980", "random", 505, 87886, 499, 87892, 13, 0.011952, 0.003962],
  ["Coetzee & Berjak 1968", "random", 29, 7470, 45, 7232, 27, -0.469418, 0.056434],
  ["Rosenthal et al 1961", "systematic", 17, 1699, 65, 1600, 42, -1.371345, 0.073025],
  ["Comstock et al 1974", "systematic", 186, 50448, 141, 27197, 18, -0.339359, 0.012412],
  ["Comstock & Webster 1969", "systematic", 5, 2493, 3, 2338, 33, 0.445913, 0.532506],
  ["Comstock et al 1976", "systematic", 27, 16886, 29, 17825, 33, -0.017314, 0.071405],
];

/** REML: tau² and the pooled log risk ratio with its error (metafor 3.8-1). */
const [tau2, pooled, error] = [0.313243, -0.714532, 0.179782];
const weights = bcg.map((row) => 1 / (row[8] + tau2));
const whole = weights.reduce((sum, w) => sum + w, 0);
const both = ["en-GB", "zh-CN"] as const;

const wald = (estimate: number, se: number): [number, number] => [
  estimate - 1.959964 * se,
  estimate + 1.959964 * se,
];

function bcgForest(locale: Locale): Forest {
  const zh = locale === "zh-CN";
  const rows = bcg.map(([label, allocation, a, b, c, d, , y, v], i) => ({
    allocation,
    label,
    raw: [a, a + b, c, c + d].map((n) => n.toLocaleString("en-US")),
    estimate: y,
    ci: wald(y, Math.sqrt(v)),
    weight: (100 * weights[i]!) / whole,
  }));
  const headings = {
    random: ["Random", "随机分配"],
    alternate: ["Alternate", "交替分配"],
    systematic: ["Systematic", "系统分配"],
  };
  return {
    title: zh ? "卡介苗预防结核病" : "BCG vaccine against tuberculosis",
    locale,
    measure: zh ? "风险比" : "Risk ratio",
    model: zh ? "逆方差法，随机（REML）" : "IV, random (REML)",
    log: true,
    level: 0.95,
    columns: (zh ? ["接种", "对照"] : ["Vaccinated", "Not vaccinated"]).flatMap((over) =>
      (zh ? ["事件", "总数"] : ["Events", "Total"]).map((heading) => ({ heading, over })),
    ),
    groups: Object.entries(headings).map(([allocation, names]) => ({
      heading: names[zh ? 1 : 0]!,
      rows: rows.filter((row) => row.allocation === allocation),
    })),
    total: {
      label: zh ? "合计（95% CI）" : "Total (95% CI)",
      raw: ["", "191,064", "", "166,283"],
      estimate: pooled,
      ci: wald(pooled, error),
      weight: 100,
      heterogeneity: { tau2, Q: 152.233, df: 12, p: 1e-26, I2: 92.22 },
      test: { statistic: "Z", value: pooled / error, df: null, p: 0.00007 },
      prediction: { interval: [-2.0084, 0.5793], df: 11 },
    },
    favours: zh
      ? { left: "支持接种", right: "支持不接种" }
      : { left: "Favours vaccine", right: "Favours no vaccine" },
    mid: [Math.log(0.75)],
  };
}

interface Written {
  readonly x: number;
  readonly y: number;
  readonly content: string;
  readonly box: readonly [number, number, number, number];
}

function textsOf(svg: string): Written[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].flatMap(([, attributes, escaped]) => {
    const get = (name: string): string | undefined =>
      new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1];
    if (get("transform")) return [];
    const content = escaped!
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    const [x, y, size] = [Number(get("x")), Number(get("y")), Number(get("font-size"))];
    const width = widthOf(content, size, get("font-weight") === "bold");
    const anchor = get("text-anchor") ?? "start";
    const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
    return [{ x, y, content, box: [left, y - 0.72 * size, left + width, y + 0.2 * size] as const }];
  });
}

function noOverlap(svg: string): void {
  const all = textsOf(svg);
  const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1]);
  const height = Number(/viewBox="0 0 [\d.]+ ([\d.]+)/.exec(svg)![1]);
  for (const [i, a] of all.entries()) {
    assert.ok(
      a.box[0] >= -0.5 && a.box[2] <= width + 0.5 && a.box[3] <= height + 0.5,
      `"${a.content}" leaves the picture`,
    );
    for (const b of all.slice(i + 1)) {
      const apart =
        a.box[2] <= b.box[0] + 0.01 ||
        b.box[2] <= a.box[0] + 0.01 ||
        a.box[3] <= b.box[1] + 0.01 ||
        b.box[3] <= a.box[1] + 0.01;
      assert.ok(apart, `"${a.content}" lies over "${b.content}"`);
    }
  }
}

const numbers = (svg: string, pattern: RegExp): number[][] =>
  [...svg.matchAll(pattern)].map((m) => m.slice(1).map(Number));

/** From a place on the horizontal axis back to the analysis scale, read off two ticks. */
function readBack(svg: string, log: boolean): (x: number) => number {
  const axis = Math.max(
    ...numbers(
      svg,
      /<line x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" stroke="#000" stroke-width="1"\/><text/g,
    ).flat(),
  );
  const marks = [
    ...svg.matchAll(
      /<line x1="([\d.]+)" y1="([\d.]+)" x2="\1" y2="[\d.]+" stroke="#000" stroke-width="1"\/><text [^>]*>([^<]+)</g,
    ),
  ]
    .filter((m) => Math.abs(Number(m[2]) - axis) < 0.01)
    .map((m) => [Number(m[1]), Number(m[3]!.replace("−", "-"))] as const)
    .map(([x, value]) => [x, log ? Math.log(value) : value] as const);
  const [first, last] = [marks[0]!, marks.at(-1)!];
  return (x) => first[1] + ((x - first[0]) / (last[0] - first[0])) * (last[1] - first[1]);
}

test("squares are as large as their weights, and stand at their estimates", () => {
  const svg = plotForest(bcgForest("en-GB"));
  const squares = numbers(svg, /<rect class="square" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g);
  const value = readBack(svg, true);
  const rows = bcgForest("en-GB").groups.flatMap((group) => group.rows);
  assert.equal(squares.length, 13);
  const heaviest = Math.max(...rows.map((row) => row.weight!));
  squares.forEach(([x, side], i) => {
    const area = (side! / 14) ** 2;
    assert.ok(Math.abs(area - rows[i]!.weight! / heaviest) < 2e-3, `area of ${rows[i]!.label}`);
    assert.ok(Math.abs(value(x! + side! / 2) - rows[i]!.estimate!) < 0.01, `place of ${rows[i]!.label}`);
  });
});

test("the diamond reaches from one end of the interval to the other, with its points above the estimate", () => {
  const svg = plotForest(bcgForest("zh-CN"));
  const value = readBack(svg, true);
  const [points] = numbers(
    svg,
    /<polygon points="([\d.]+),[\d.]+ ([\d.]+),[\d.]+ ([\d.]+),[\d.]+ [\d.]+,[\d.]+" class="diamond"/g,
  );
  const [low, high] = wald(pooled, error);
  [low, pooled, high].forEach((expected, i) => assert.ok(Math.abs(value(points![i]!) - expected) < 0.01));
});

test("a forest says all that Cochrane's does, in both languages", () => {
  const english = textsOf(plotForest(bcgForest("en-GB"))).map(({ content }) => content);
  for (const expected of [
    "Study or subgroup",
    "Weight",
    "0.49 [0.34, 0.70]",
    "100.0%",
    "191,064",
    "Heterogeneity: Tau² = 0.31; Chi² = 152.23, df = 12 (P < 0.00001); I² = 92%",
    "Test for overall effect: Z = 3.97 (P < 0.0001)",
    "Prediction interval (t, df 11)",
    "[0.13, 1.78]",
    "Favours vaccine",
    "Favours no vaccine",
    "MID 0.75",
    "Random",
  ])
    assert.ok(english.includes(expected), expected);
  const chinese = textsOf(plotForest(bcgForest("zh-CN"))).map(({ content }) => content);
  for (const expected of ["研究或亚组", "权重", "预测区间（t，自由度 11）", "最小重要差异 0.75", "支持接种"])
    assert.ok(chinese.includes(expected), expected);
});

test("no two texts of a forest overlap, whatever the labels, the numbers and the language", () => {
  const label = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60 }),
    fc.constant("一项名称很长的中文研究：多中心随机双盲安慰剂对照试验 2024"),
    fc.constant("Pneumonoultramicroscopicsilicovolcanoconiosis_placebo_controlled_multicentre"),
    fc.constant("Favours a high dose of intravenous ketamine over several days against placebo"),
  );
  const row = fc.record({
    label,
    estimate: fc.double({ min: -8, max: 8, noNaN: true }),
    se: fc.double({ min: 0.01, max: 9, noNaN: true }),
    weight: fc.double({ min: 0, max: 100, noNaN: true }),
    raw: fc.array(fc.constantFrom("", "7", "−12.34", "123,456"), { minLength: 6, maxLength: 6 }),
    known: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      label,
      label,
      fc.boolean(),
      fc.constantFrom(...both),
      (studies, left, right, log, locale) => {
        const rows: ForestRow[] = studies.map(({ label, estimate, se, weight, raw, known }) => ({
          label,
          raw,
          weight,
          estimate: known ? estimate : null,
          ci: known ? wald(estimate, se) : null,
        }));
        const base = bcgForest(locale);
        const svg = plotForest({
          ...base,
          log,
          columns: ["A", "B"].flatMap((over) =>
            ["Mean", "SD", "Total"].map((heading) => ({ heading, over: `${over} group` })),
          ),
          groups: [{ rows }],
          total: { ...base.total!, raw: ["", "", "1,234", "", "", "1,234"] },
          favours: { left, right },
        });
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
        noOverlap(svg);
      },
    ),
    { numRuns: 60, seed: 8 },
  );
});

const points = bcg.map((row) => ({ label: row[0], estimate: row[7], se: Math.sqrt(row[8]) }));
const all: Readonly<Record<string, (locale: Locale) => string>> = {
  forest: (locale) => plotForest(bcgForest(locale)),
  funnel: (locale) =>
    plotFunnel({
      title: bcgForest(locale).title,
      locale,
      measure: bcgForest(locale).measure,
      log: true,
      points: [...points, { label: "", estimate: 0.9, se: 0.6, filled: true }],
      estimate: pooled,
      z: 1.959964,
      contours: [
        { p: 0.1, z: 1.644854 },
        { p: 0.05, z: 1.959964 },
        { p: 0.01, z: 2.575829 },
      ],
    }),
  baujat: (locale) =>
    plotBaujat({
      title: bcgForest(locale).title,
      locale,
      // About the common effect −0.4303 (metafor): (y − effect)²/v and its share of the pooled change.
      points: points.map(({ label, estimate, se }) => ({
        label,
        x: ((estimate + 0.4303) / se) ** 2,
        y: 1 / se,
      })),
    }),
  gosh: (locale) =>
    plotGosh({
      title: bcgForest(locale).title,
      locale,
      measure: bcgForest(locale).measure,
      log: true,
      wanted: 78,
      // Every pair of trials.
      estimates: points.flatMap((a, i) => points.slice(i + 1).map((b) => (a.estimate + b.estimate) / 2)),
      I2: points.flatMap((a, i) =>
        points
          .slice(i + 1)
          .map((b) => Math.max(0, 100 * (1 - (a.se ** 2 + b.se ** 2) / (a.estimate - b.estimate) ** 2))),
      ),
    }),
  labbe: (locale) =>
    plotLabbe({
      title: bcgForest(locale).title,
      locale,
      groups:
        locale === "zh-CN"
          ? { experimental: "接种", control: "对照" }
          : { experimental: "vaccinated", control: "control" },
      points: bcg.map(([label, , a, b, c, d], i) => ({
        label,
        experimental: a / (a + b),
        control: c / (c + d),
        weight: weights[i]!,
      })),
      pooled: (risk) => risk * Math.exp(pooled),
    }),
  bubble: (locale) =>
    plotBubble({
      title: bcgForest(locale).title,
      locale,
      measure: bcgForest(locale).measure,
      moderator: locale === "zh-CN" ? "绝对纬度" : "Absolute latitude",
      log: true,
      level: 0.95,
      points: bcg.map((row, i) => ({ label: row[0], x: row[6], estimate: row[7], weight: weights[i]! })),
      // REML meta-regression on latitude: 0.251464 − 0.029102 · latitude (metafor); the band is only drawn, not tested.
      fit: [13, 20, 27, 34, 41, 48, 55].map((x) => {
        const estimate = 0.251464 - 0.029102 * x;
        const se = Math.hypot(0.11, 0.0072 * (x - 33));
        return { x, estimate, ci: wald(estimate, se), prediction: wald(estimate, Math.hypot(se, 0.276)) };
      }),
    }),
  radial: (locale) =>
    plotRadial({ title: bcgForest(locale).title, locale, points, estimate: -0.4303, z: 1.959964 }),
  network: (locale) =>
    plotNetwork({
      title: locale === "zh-CN" ? "戒烟干预" : "Smoking cessation",
      locale,
      studies: 24,
      nodes: [
        ["no contact", 7231],
        ["self help", 1675],
        ["individual counselling, face to face or by telephone", 7383],
        ["group counselling", 555],
      ].map(([name, size]) => ({ name: String(name), size: Number(size) })),
      edges: [
        { from: "no contact", to: "self help", trials: 3 },
        { from: "no contact", to: "individual counselling, face to face or by telephone", trials: 15 },
        { from: "no contact", to: "group counselling", trials: 2 },
        { from: "self help", to: "group counselling", trials: 2 },
        { from: "self help", to: "individual counselling, face to face or by telephone", trials: 4 },
        { from: "individual counselling, face to face or by telephone", to: "group counselling", trials: 4 },
      ],
    }),
};

for (const [name, draw] of Object.entries(all))
  for (const locale of both)
    test(`the ${name} in ${locale} is as it was looked at, and says what it is`, () => {
      const svg = draw(locale);
      assert.match(svg, new RegExp(`^<svg [^>]*role="img" lang="${locale}"`));
      assert.match(svg, /<title>[^<]+<\/title>\n<desc>[^<]{10,}<\/desc>/);
      assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
      noOverlap(svg);
      assert.equal(draw(locale), svg);
      const file = join(import.meta.dirname, "snapshots", `${name}-${locale}.svg`);
      if (process.env["THECA_SNAPSHOTS"] === "write") writeFileSync(file, svg);
      assert.ok(existsSync(file), "write it with THECA_SNAPSHOTS=write, and look at it");
      assert.equal(svg, readFileSync(file, "utf8"));
    });

test("markup in a label is shown, not obeyed", () => {
  const base = bcgForest("en-GB");
  const svg = plotForest({ ...base, title: `<script>alert("1")</script> & more` });
  assert.doesNotMatch(svg, /<script/);
  assert.match(svg, /&lt;script&gt;/);
});

test("a protocol stands on the axis at its exposure, and beside an effect only where one is given", () => {
  const shown = {
    title: "Trials",
    locale: "en-US" as const,
    measure: "Risk ratio",
    moderator: "Peak (ng/mL)",
    log: true,
    level: 0.95,
    points: [10, 100, 1000].map((x) => ({ label: `Trial ${x}`, x, estimate: 0.2, weight: 1 })),
    fit: [],
    range: [10, 1000] as const,
  };
  const upright = (svg: string): number => Number(/<line x1="([\d.]+)"[^>]*dasharray="2 3"/.exec(svg)![1]);
  const circles = (svg: string): number[] =>
    [...svg.matchAll(/<circle[^>]* cx="([\d.]+)"/g)].map(([, cx]) => Number(cx));
  for (const logX of [false, true]) {
    const drawn = plotBubble({ ...shown, logX, mark: { label: "Protocol", x: 100 } });
    assert.equal(upright(drawn), circles(drawn)[1]);
    // Equal ratios are equally far apart on a logarithmic axis, and not on a plain one.
    const [low, middle, high] = circles(drawn) as [number, number, number];
    assert.equal(Math.abs(middle - low - (high - middle)) < 0.05, logX);
  }
  const alone = plotBubble({ ...shown, mark: { label: "Protocol", x: 5000 } });
  assert.ok(upright(alone) > Math.max(...circles(alone)));
  const polygons = (svg: string): number => svg.match(/<polygon/g)!.length;
  const beside = plotBubble({ ...shown, mark: { label: "Protocol", x: 100, estimate: 0.1, ci: [0, 0.2] } });
  assert.equal(polygons(beside), polygons(alone) + 1);
});

test("effects that were transformed are read as they were before: places by the analysis scale, ticks round", () => {
  const logit = (p: number): number => Math.log(p / (1 - p));
  const ilogit = (x: number): number => 1 / (1 + Math.exp(-x));
  for (const [low, high] of [
    [0.004, 0.97],
    [0.02, 0.6],
    [0.5, 0.6],
    [0.9, 0.9995],
    [0.41, 0.42],
  ] as const) {
    const shown = points.map((point, i) => ({
      ...point,
      estimate: logit(low + ((high - low) * i) / (points.length - 1)),
      se: 0.01,
    }));
    const svg = plotFunnel({
      title: "Responders",
      locale: "en-GB",
      measure: "Proportion (by logit)",
      log: false,
      natural: ilogit,
      points: shown,
      estimate: logit((low + high) / 2),
      z: 1.96,
    });
    noOverlap(svg);
    const ticks = textsOf(svg).filter(({ y }) => y === 386);
    const values = ticks.map(({ content }) => Number(content));
    assert.ok(values.length >= 3 && values.length <= 9, `${low} to ${high}: ${values.join(" ")}`);
    // The places of three ticks are on one line over the logits of what they say, and no two say the same.
    assert.equal(new Set(values).size, values.length);
    const [first, last] = [ticks[0]!, ticks.at(-1)!];
    const slope = (last.x - first.x) / (logit(values.at(-1)!) - logit(values[0]!));
    ticks.forEach(({ x }, i) =>
      assert.ok(Math.abs(first.x + slope * (logit(values[i]!) - logit(values[0]!)) - x) < 0.02),
    );
    assert.ok(
      ticks.every(({ content }) => content.replace(/^0\.0*9*0*/, "").length <= 3),
      values.join(" "),
    );
  }
});

test("a part of a forest draws its studies with the axis, squares and totals of all, and says so", () => {
  const forest = {
    ...bcgForest("en-GB"),
    groups: [{ rows: bcgForest("en-GB").groups.flatMap(({ rows }) => rows) }],
  };
  const [whole, part] = [forest, { ...forest, part: { from: 4, count: 3 } }].map(plotForest);
  const labels = forest.groups[0]!.rows.map(({ label }) => label.split(" ")[0]!);
  const squares = (svg: string): string[] =>
    [...svg.matchAll(/class="square" x="[^"]*" y="[^"]*" (width="[^"]*")/g)].map(([, width]) => width!);
  assert.deepEqual(squares(part!), squares(whole!).slice(4, 7));
  const texts = (svg: string) => textsOf(svg).map(({ content }) => content);
  assert.deepEqual(texts(part!).filter((text) => labels.includes(text.split(" ")[0]!)).length, 3);
  assert.ok(texts(part!).includes("Studies 5 to 7 of 13 are drawn; the axis and the totals are of all."));
  // All that stands below the studies: totals, tests, ticks.
  const below = (svg: string) => texts(svg).slice(texts(svg).indexOf("Total (95% CI)"));
  assert.deepEqual(below(part!), below(whole!));
  noOverlap(part!);
});

test("of subgroups a part draws those that its studies are in", () => {
  const svg = plotForest({ ...bcgForest("en-GB"), part: { from: 6, count: 2 } });
  const texts = textsOf(svg).map(({ content }) => content);
  assert.deepEqual(
    ["Random", "Alternate", "Systematic"].map((heading) => texts.includes(heading)),
    [true, true, false],
  );
  assert.equal(svg.match(/class="square"/g)?.length, 2);
});
