import { extent } from "./axis.ts";
import { decimalsFor, fixed, interval, pValue } from "./figures.ts";
import type { Forest, ForestHeterogeneity, ForestRow, ForestTotal } from "./forest-data.ts";
import { words } from "./sentences.ts";
import { widthOf, wrap } from "./text.ts";

/** One printed line of a forest plot. */
export type ForestLine =
  | { readonly kind: "heading"; readonly label: string }
  | { readonly kind: "study"; readonly label: readonly string[]; readonly row: ForestRow }
  | { readonly kind: "subtotal" | "total"; readonly label: readonly string[]; readonly row: ForestTotal }
  | { readonly kind: "prediction"; readonly label: string; readonly ends: readonly [number, number] }
  | { readonly kind: "note"; readonly label: string }
  | { readonly kind: "gap" };

/** Where the columns stand, and the texts of their cells. */
export interface ForestLayout {
  readonly width: number;
  readonly size: number;
  readonly label: number;
  /** Right ends of the raw columns. */
  readonly raw: readonly number[];
  readonly rawWidths: readonly number[];
  readonly weight: number | null;
  /** The middle of the interval's column, and its width. */
  readonly interval: number;
  readonly intervalWidth: number;
  readonly plot: readonly [number, number];
  readonly lines: readonly ForestLine[];
  readonly intervalOf: (row: Pick<ForestRow, "estimate" | "ci">) => string;
}

const size = 11;
const gutter = 14;
const labelLimit = 220;
const leastPlot = 230;
const leastWidth = 800;

/** Measures every text and gives each column its place, so that nothing overlaps. */
export function layForest(forest: Forest): ForestLayout {
  const say = words(forest.locale);
  const rows = [
    ...forest.groups.flatMap((group) => [...group.rows, ...(group.total ? [group.total] : [])]),
    ...(forest.total ? [forest.total] : []),
  ];
  const decimals = decimalsFor(
    rows.flatMap(({ estimate, ci }) =>
      [estimate ?? 0, ...(ci ?? [])].map((v) => (forest.log ? Math.exp(v) : v)),
    ),
  );
  const intervalOf: ForestLayout["intervalOf"] = ({ estimate, ci }) =>
    estimate === null || ci === null
      ? say.notEstimable
      : interval(estimate, ci, { log: forest.log, decimals });
  const lines = linesOf(forest);
  const [, label] = extent([
    widthOf(say.study, size, true),
    ...lines.flatMap((line) =>
      "label" in line && line.kind !== "note"
        ? [line.label]
            .flat()
            .map((part) => widthOf(part, size, line.kind !== "study") + (line.kind === "study" ? 8 : 0))
        : [],
    ),
  ]);
  const drawn = lines.flatMap((line) => ("row" in line ? [line.row] : []));
  const rawWidths = rawWidthsOf(forest, drawn);
  const weighted = rows.some(({ weight }) => weight !== undefined && weight !== null);
  const percent = fixed(100 * forest.level, 0);
  const [, intervalWidth] = extent([
    ...drawn.map((row) => widthOf(intervalOf(row), size, true)),
    ...[forest.measure, forest.model, say.interval(percent)].map((part) =>
      Math.min(170, widthOf(part, size, true)),
    ),
    ...predictions(forest).map((ends) => widthOf(interval(0, ends, { log: forest.log, decimals }), size)),
  ]);
  let x = label + gutter;
  const raw = rawWidths.map((width) => (x += width) && (x += gutter) - gutter);
  const weightWidth = weighted ? Math.max(widthOf(say.weight, size, true), widthOf("100.0%", size, true)) : 0;
  const weight = weighted ? x + weightWidth : null;
  if (weighted) x += weightWidth + gutter;
  const middle = x + intervalWidth / 2;
  const from = x + intervalWidth + gutter + 8;
  const width = Math.max(leastWidth, from + leastPlot + 12);
  return {
    width,
    size,
    label: 4,
    raw,
    rawWidths,
    weight,
    interval: middle,
    intervalWidth,
    plot: [from, width - 12],
    lines,
    intervalOf,
  };
}

// As wide as each cell and heading asks; a shared heading widens its columns where it must.
function rawWidthsOf(forest: Forest, rows: readonly ForestRow[]): number[] {
  const widths = forest.columns.map(
    ({ heading }, c) =>
      extent([
        widthOf(heading, size, true),
        ...rows.map(({ raw }) => widthOf(raw?.[c] ?? "", size, true)),
      ])[1],
  );
  const overs = [...new Set(forest.columns.flatMap(({ over }) => over ?? []))];
  for (const over of overs) {
    const under = forest.columns.flatMap((column, c) => (column.over === over ? [c] : []));
    const has = under.reduce((sum, c) => sum + widths[c]!, 0) + gutter * (under.length - 1);
    const lacks = Math.min(160, widthOf(over, size, true)) - has;
    if (lacks > 0) for (const c of under) widths[c]! += lacks / under.length;
  }
  return widths;
}

// Every prediction interval in the picture.
const predictions = (forest: Forest): (readonly [number, number])[] =>
  [...forest.groups.map((group) => group.total), forest.total].flatMap((total) =>
    total?.prediction ? [total.prediction.interval] : [],
  );

/** The lines to draw: all, or those of a part and, where it is less than all, the sentence that says so. */
function linesOf(forest: Forest): ForestLine[] {
  const say = words(forest.locale);
  const lines: ForestLine[] = [];
  const several = forest.groups.length > 1;
  const { from, count } = forest.part ?? { from: 0, count: Infinity };
  let at = 0;
  for (const group of forest.groups) {
    const rows = group.rows.slice(Math.max(0, from - at), Math.max(0, from + count - at));
    at += group.rows.length;
    if (forest.part && rows.length === 0) continue;
    if (group.heading !== undefined) lines.push({ kind: "heading", label: group.heading });
    for (const row of rows) lines.push({ kind: "study", label: wrap(row.label, size, labelLimit), row });
    if (group.total) lines.push(...totalLines("subtotal", group.total, forest));
    if (several) lines.push({ kind: "gap" });
  }
  if (from > 0 || from + count < at)
    lines.push({ kind: "note", label: say.part(from + 1, Math.min(at, from + count), at) });
  if (forest.total) {
    if (!several) lines.push({ kind: "gap" });
    lines.push(...totalLines("total", forest.total, forest));
  }
  const test = forest.subgroupTest;
  if (test)
    lines.push({
      kind: "note",
      label: `${say.says(say.subgroups)}${
        test.df2 === undefined || test.df2 === null
          ? `Chi² = ${fixed(test.Q, 2)}, df = ${test.df} (${pValue(test.p)}); I² = ${fixed(test.I2, 0)}%`
          : `F(${test.df}, ${test.df2}) = ${fixed(test.Q, 2)} (${pValue(test.p)})`
      }`,
    });
  return lines;
}

function totalLines(kind: "subtotal" | "total", total: ForestTotal, forest: Forest): ForestLine[] {
  const say = words(forest.locale);
  const lines: ForestLine[] = [{ kind, label: wrap(total.label, size, labelLimit, true), row: total }];
  if (total.counted) lines.push({ kind: "note", label: total.counted });
  if (total.prediction) {
    const { interval: ends, df } = total.prediction;
    lines.push({ kind: "prediction", label: say.predicted(df), ends });
  }
  if (total.heterogeneity)
    lines.push({ kind: "note", label: `${say.says(say.heterogeneity)}${differing(total.heterogeneity)}` });
  if (total.test) {
    const { statistic, value, df, p } = total.test;
    const symbol = df === null ? statistic : `${statistic}(${df})`;
    lines.push({
      kind: "note",
      label: `${say.says(say.overall)}${symbol} = ${fixed(Math.abs(value), 2)} (${pValue(p)})`,
    });
  }
  return lines;
}

const differing = ({ tau2, Q, df, p, I2 }: ForestHeterogeneity): string =>
  [
    ...(tau2 === null ? [] : [`Tau² = ${fixed(tau2, tau2 >= 100 ? 0 : tau2 > 0 && tau2 < 0.1 ? 4 : 2)}`]),
    `Chi² = ${fixed(Q, 2)}, df = ${df} (${pValue(p)})`,
    `I² = ${fixed(I2, 0)}%`,
  ].join("; ");
