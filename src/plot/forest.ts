import { extent, linear, logarithmic, type Scale } from "./axis.ts";
import { fixed, interval as intervalText, marked, tick } from "./figures.ts";
import type { Forest } from "./forest-data.ts";
import { type ForestLayout, type ForestLine, layForest } from "./forest-layout.ts";
import { words } from "./sentences.ts";
import { element, line, picture, polygon, text } from "./svg.ts";
import { widthOf, wrap } from "./text.ts";

const rowHeight = 18;
const lineHeight = 13;
const largestSquare = 14;

/** A forest plot as Cochrane's readers know it: raw data, weights, intervals in words, squares by weight, diamonds. */
export function plotForest(forest: Forest): string {
  const layout = layForest(forest);
  const head = headOf(forest, layout);
  const scale = scaleOf(forest, layout);
  const [, heaviest] = extent(forest.groups.flatMap(({ rows }) => rows.map(({ weight }) => weight ?? 0)));
  const parts: string[] = [];
  let y = head.height;
  for (const one of layout.lines) {
    const height = heightOf(one);
    parts.push(drawLine(one, y, height, { forest, layout, scale, heaviest }));
    y += height;
  }
  const foot = footOf(forest, layout, scale, head.height - 4, y + 4);
  const say = words(forest.locale);
  const k = forest.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const told = forest.total ? layout.intervalOf(forest.total) : say.notEstimable;
  return picture(
    layout.width,
    foot.height,
    {
      title: forest.title,
      desc: say.described(k, forest.measure, told),
      lang: forest.locale,
    },
    [head.drawn, foot.behind, ...parts, foot.drawn],
  );
}

interface Setting {
  readonly forest: Forest;
  readonly layout: ForestLayout;
  readonly scale: Scale;
  readonly heaviest: number;
}

function heightOf(one: ForestLine): number {
  if (one.kind === "gap") return rowHeight / 2;
  if (one.kind === "note") return lineHeight + 2;
  const lines = "label" in one && typeof one.label !== "string" ? one.label.length : 1;
  return rowHeight + (lines - 1) * lineHeight;
}

function headOf(forest: Forest, layout: ForestLayout): { drawn: string; height: number } {
  const say = words(forest.locale);
  const { size } = layout;
  const bold = { size, bold: true } as const;
  const percent = fixed(100 * forest.level, 0);
  const heading = [forest.measure, forest.model, say.interval(percent)].flatMap((part) =>
    wrap(part, size, layout.intervalWidth, true),
  );
  const overs = oversOf(forest, layout);
  const lines = Math.max(heading.length, 1 + Math.max(0, ...overs.map(({ label }) => label.length)));
  const bottom = 26 + lines * lineHeight;
  const drawn = [
    text(layout.label, 16, forest.title, { size: 13, bold: true }),
    text(layout.label, bottom, say.study, bold),
    ...forest.columns.map(({ heading }, c) =>
      text(layout.raw[c]!, bottom, heading, { ...bold, anchor: "end" }),
    ),
    ...overs.flatMap(({ label, from, to }) => [
      ...label.map((part, i) =>
        text((from + to) / 2, bottom - 3 - (label.length - i) * lineHeight, part, {
          ...bold,
          anchor: "middle",
        }),
      ),
      line([from, bottom - 12], [to, bottom - 12], 0.7),
    ]),
    layout.weight === null ? "" : text(layout.weight, bottom, say.weight, { ...bold, anchor: "end" }),
    ...heading.map((part, i) =>
      text(layout.interval, bottom - (heading.length - 1 - i) * lineHeight, part, {
        ...bold,
        anchor: "middle",
      }),
    ),
    ...plotHeading(forest, layout, bottom),
    line([4, bottom + 6], [layout.width - 4, bottom + 6], 1),
  ].join("");
  return { drawn, height: bottom + 10 };
}

function plotHeading(forest: Forest, layout: ForestLayout, bottom: number): string[] {
  const [from, to] = layout.plot;
  const lines = wrap(forest.measure, layout.size, to - from, true);
  return lines.map((part, i) =>
    text((from + to) / 2, bottom - (lines.length - 1 - i) * lineHeight, part, {
      size: layout.size,
      bold: true,
      anchor: "middle",
    }),
  );
}

function oversOf(forest: Forest, layout: ForestLayout): { label: string[]; from: number; to: number }[] {
  return [...new Set(forest.columns.flatMap(({ over }) => over ?? []))].map((over) => {
    const under = forest.columns.flatMap((column, c) => (column.over === over ? [c] : []));
    const [first, last] = [under[0]!, under.at(-1)!];
    const from = layout.raw[first]! - layout.rawWidths[first]!;
    const to = layout.raw[last]!;
    return { label: wrap(over, layout.size, Math.max(to - from, 60), true), from, to };
  });
}

// All estimates and the pooled intervals; other intervals as far as half as much again, so that one wild study leaves
// room for the rest.
function scaleOf(forest: Forest, layout: ForestLayout): Scale {
  const place: [number, number] = [layout.plot[0] + 8, layout.plot[1] - 8];
  const make = (range: [number, number]): Scale =>
    forest.log ? logarithmic(range, place) : linear(range, place, { count: 5, round: !forest.range });
  if (forest.range) return make([...forest.range]);
  const rows = forest.groups.flatMap((group) => [...group.rows, ...(group.total ? [group.total] : [])]);
  const core = [
    ...(forest.oneGroup ? [] : [0]),
    ...rows.flatMap(({ estimate }) => estimate ?? []),
    ...(forest.total?.ci ?? []),
    ...(forest.total?.prediction?.interval ?? []),
    ...(forest.mid ?? []),
  ].filter(Number.isFinite);
  const widest = 1.5 * extent([...core.map(Math.abs), forest.log ? Math.log(2) : 0])[1];
  const ends = rows.flatMap(({ ci }) => ci ?? []).map((end) => Math.max(-widest, Math.min(widest, end)));
  const [low, high] = extent([...core, ...ends]);
  const pad = 0.03 * (high - low || 1);
  const [least, most] = forest.bounds ?? [-Infinity, Infinity];
  return make([Math.max(least, low - pad), Math.min(most, high + pad)]);
}

function drawLine(one: ForestLine, y: number, height: number, setting: Setting): string {
  const { layout } = setting;
  const { size } = layout;
  const middle = y + height / 2;
  const base = middle + size * 0.36;
  switch (one.kind) {
    case "gap":
      return "";
    case "heading":
      return text(layout.label, base, one.label, { size, bold: true });
    case "note":
      return text(layout.label, base, one.label, { size: 10 });
    case "prediction":
      return drawPrediction(one, middle, base, setting);
    case "study":
    case "subtotal":
    case "total":
      return drawRow(one, middle, base, setting);
    default:
      return one satisfies never;
  }
}

function drawRow(
  one: Extract<ForestLine, { row: unknown }>,
  middle: number,
  base: number,
  setting: Setting,
): string {
  const { layout } = setting;
  const { size } = layout;
  const bold = one.kind !== "study";
  const { row, label } = one;
  const first = base - ((label.length - 1) * lineHeight) / 2;
  return [
    ...label.map((part, i) =>
      text(layout.label + (bold ? 0 : 8), first + i * lineHeight, part, { size, bold }),
    ),
    ...(row.raw ?? []).map((cell, c) => text(layout.raw[c]!, base, cell, { size, bold, anchor: "end" })),
    layout.weight === null || row.weight === undefined || row.weight === null
      ? ""
      : text(layout.weight, base, `${fixed(row.weight, 1)}%`, { size, bold, anchor: "end" }),
    text(layout.interval, base, layout.intervalOf(row), { size, bold, anchor: "middle" }),
    row.estimate === null || row.ci === null
      ? ""
      : bold
        ? diamond(row.estimate, row.ci, middle, one.kind === "total", setting)
        : square(row.estimate, row.ci, row.weight ?? null, middle, setting),
  ].join("");
}

const within = (x: number, [from, to]: readonly [number, number]): number => Math.max(from, Math.min(to, x));

function square(
  estimate: number,
  [low, high]: readonly [number, number],
  weight: number | null,
  y: number,
  { scale, layout, heaviest }: Setting,
): string {
  const [from, to] = layout.plot;
  const [x1, x2, x] = [scale.place(low), scale.place(high), scale.place(estimate)];
  // The area is proportional to the weight; without weights all squares are alike.
  const side = weight === null || heaviest <= 0 ? 7 : largestSquare * Math.sqrt(weight / heaviest);
  return [
    line([within(x1, [from, to]), y], [within(x2, [from, to]), y], 1.2),
    x1 < from
      ? polygon(
          [
            [from - 2, y],
            [from + 5, y - 3.5],
            [from + 5, y + 3.5],
          ],
          { class: "beyond" },
        )
      : "",
    x2 > to
      ? polygon(
          [
            [to + 2, y],
            [to - 5, y - 3.5],
            [to - 5, y + 3.5],
          ],
          { class: "beyond" },
        )
      : "",
    x < from || x > to
      ? ""
      : element("rect", {
          class: "square",
          x: x - side / 2,
          y: y - side / 2,
          width: side,
          height: side,
          fill: "#555",
          stroke: "#000",
          "stroke-width": 0.5,
        }),
    // Inside the square the interval is drawn in white, so that its ends and the estimate can be seen.
    x < from || x > to || side < 5
      ? ""
      : line([Math.max(x1, x - side / 2 + 1), y], [Math.min(x2, x + side / 2 - 1), y], 1, undefined, "#fff") +
        line([x, y - side / 4], [x, y + side / 4], 1, undefined, "#fff"),
  ].join("");
}

function diamond(
  estimate: number,
  [low, high]: readonly [number, number],
  y: number,
  whole: boolean,
  { scale, layout }: Setting,
): string {
  const [left, x, right] = [low, estimate, high].map((v) => within(scale.place(v), layout.plot));
  return polygon(
    [
      [left!, y],
      [x!, y - 6.5],
      [right!, y],
      [x!, y + 6.5],
    ],
    {
      class: "diamond",
      fill: whole ? "#000" : "#fff",
      stroke: "#000",
      "stroke-width": 1.2,
    },
  );
}

function drawPrediction(
  one: Extract<ForestLine, { kind: "prediction" }>,
  middle: number,
  base: number,
  { forest, layout, scale }: Setting,
): string {
  const [from, to] = layout.plot;
  const [x1, x2] = one.ends.map((v) => within(scale.place(v), [from, to])) as [number, number];
  const whole = intervalText(0, one.ends, { log: forest.log, decimals: 2 });
  return [
    text(layout.label, base, one.label, { size: layout.size }),
    text(layout.interval, base, whole.slice(whole.indexOf("[")), { size: layout.size, anchor: "middle" }),
    element("rect", {
      class: "prediction",
      x: x1,
      y: middle - 2,
      width: x2 - x1,
      height: 4,
      fill: "#999",
      stroke: "#000",
      "stroke-width": 0.7,
    }),
    line([x1, middle - 5], [x1, middle + 5], 1.2),
    line([x2, middle - 5], [x2, middle + 5], 1.2),
  ].join("");
}

function footOf(
  forest: Forest,
  layout: ForestLayout,
  scale: Scale,
  top: number,
  bottom: number,
): { behind: string; drawn: string; height: number } {
  const say = words(forest.locale);
  const [from, to] = layout.plot;
  const zero = scale.place(0);
  const inside = (x: number): boolean => x >= from && x <= to;
  const behind = [
    inside(zero) && !forest.oneGroup ? line([zero, top], [zero, bottom], 1) : "",
    forest.total?.estimate !== null && forest.total !== undefined
      ? line(
          [scale.place(forest.total.estimate), top],
          [scale.place(forest.total.estimate), bottom],
          0.8,
          "1.5 3",
        )
      : "",
    ...(forest.mid ?? [])
      .filter((v) => inside(scale.place(v)))
      .map((v) => line([scale.place(v), top], [scale.place(v), bottom], 1, "6 3")),
  ].join("");
  const marks = scale.ticks.map((value) => {
    const x = scale.place(value);
    return (
      line([x, bottom], [x, bottom + 4]) +
      text(x, bottom + 15, tick(scale.natural(value)), { size: 10, anchor: "middle" })
    );
  });
  let y = bottom + 15;
  const mids = (forest.mid ?? []).filter((v) => inside(scale.place(v)));
  const midWords = mids.map((v) =>
    text(scale.place(v), y + lineHeight, `${say.mid} ${marked(v, forest.log)}`, {
      size: 9,
      anchor: "middle",
    }),
  );
  if (mids.length > 0) y += lineHeight - 2;
  const favours = favoursOf(forest, layout, scale, y + 15);
  const beyond = forest.groups.some(({ rows }) =>
    rows.some(({ ci }) => ci !== null && (scale.place(ci[0]) < from || scale.place(ci[1]) > to)),
  );
  const note = beyond ? text(layout.label, bottom + 15, say.outside, { size: 9 }) : "";
  return {
    behind,
    drawn: [line([from, bottom], [to, bottom]), ...marks, ...midWords, favours.drawn, note].join(""),
    height: favours.height + 8,
  };
}

// Each side's label stands on its side of no effect, broken into lines where that side is narrow.
function favoursOf(
  forest: Forest,
  layout: ForestLayout,
  scale: Scale,
  y: number,
): { drawn: string; height: number } {
  if (!forest.favours) return { drawn: "", height: y - 8 };
  const [from, to] = layout.plot;
  const centre = Math.max(from + 60, Math.min(to - 60, scale.place(0)));
  const sides = [
    { label: forest.favours.left, x: centre - 8, anchor: "end", room: centre - 8 - from + 40, arrow: -1 },
    { label: forest.favours.right, x: centre + 8, anchor: "start", room: to - centre, arrow: 1 },
  ] as const;
  const drawn: string[] = [];
  let lowest = y;
  for (const { label, x, anchor, room, arrow } of sides) {
    const lines = wrap(label, 10, room - 14);
    const width = Math.max(...lines.map((part) => widthOf(part, 10)), 0);
    const tip = x + arrow * (width + 14);
    drawn.push(
      ...lines.map((part, i) => text(x, y + i * lineHeight, part, { size: 10, anchor })),
      line([x + arrow * (width + 4), y - 3.5], [tip, y - 3.5]),
      polygon(
        [
          [tip + arrow * 2, y - 3.5],
          [tip - arrow * 3, y - 6.5],
          [tip - arrow * 3, y - 0.5],
        ],
        {},
      ),
    );
    lowest = Math.max(lowest, y + (lines.length - 1) * lineHeight);
  }
  return { drawn: drawn.join(""), height: lowest };
}
