import { effects, linear, logarithmic, type Reading, type Scale } from "./axis.ts";
import { fixed } from "./figures.ts";
import { axes, type Frame, frame, key, type KeyEntry, spread } from "./frame.ts";
import { dot, labels, type Named } from "./scatter.ts";
import { words } from "./sentences.ts";
import { element, line, picture, polygon, polyline } from "./svg.ts";
import { widthOf } from "./text.ts";

/** A fitted line over a moderator, with its band, and the band for a new study. */
export interface FitPoint {
  readonly x: number;
  readonly estimate: number;
  readonly ci: readonly [number, number];
  readonly prediction?: readonly [number, number];
}

/** What is shown beside the studies without being one: a place on the axis, with an effect only where one is known. */
export interface BubbleMark {
  readonly label: string;
  readonly x: number;
  readonly estimate?: number;
  readonly ci?: readonly [number, number];
}

/** Effects against a moderator or a dose. */
export interface Bubbles extends Named, Reading {
  readonly measure: string;
  /** Studies of one group have no line of no effect. */
  readonly oneGroup?: boolean;
  readonly moderator: string;
  readonly level: number;
  readonly points: readonly {
    readonly label: string;
    readonly x: number;
    readonly estimate: number;
    readonly weight: number;
  }[];
  readonly fit: readonly FitPoint[];
  /** Names each study beside its circle, where there is room. */
  readonly named?: boolean;
  /** The moderator on a logarithmic axis: all of it is above zero. */
  readonly logX?: boolean;
  /** From the lowest study to the highest, marked on the axis. */
  readonly range?: readonly [number, number];
  readonly mark?: BubbleMark;
  /** In place of the common width, for a narrow screen. */
  readonly width?: number;
}

/** A bubble plot: effects against a moderator or a dose, circles by weight, with fit and band. */
export function plotBubble(shown: Bubbles): string {
  const say = words(shown.locale);
  const { points, fit, mark, range } = shown;
  const area = shown.width ? { ...frame, width: shown.width, x: [62, shown.width - 16] as const } : frame;
  const { x, y } = scales(shown, area);
  const heaviest = Math.max(...points.map((p) => p.weight));
  const predicted = fit.length > 1 && fit.every((p) => p.prediction);
  const legend = key(entriesOf(shown, predicted), area, (label) => widthOf(label, 10));
  const places = points.map((p) => ({ x: x.place(p.x), y: y.place(p.estimate), label: p.label }));
  return picture(
    area.width,
    legend.bottom,
    { title: shown.title, desc: say.bubbleDesc(points.length, shown.moderator), lang: shown.locale },
    [
      fit.length > 1 ? bands(fit, x, y, predicted) : "",
      axes(area, { x, y }, { title: shown.title, x: shown.moderator, y: shown.measure }),
      shown.oneGroup ? "" : line([area.x[0], y.place(0)], [area.x[1], y.place(0)], 0.7, "1.5 3"),
      range ? rangeBar(range, x, area) : "",
      ...points.map((p, i) => dot(places[i]!.x, places[i]!.y, 9 * Math.sqrt(p.weight / heaviest), "none")),
      shown.named ? labels(places, area) : "",
      mark ? markAt(mark, { x, y }, area) : "",
      legend.drawn,
    ],
  );
}

function scales(shown: Bubbles, area: Frame): { readonly x: Scale; readonly y: Scale } {
  const { points, fit, mark } = shown;
  const along = spread(
    [...points, ...fit, ...(mark ? [mark] : [])].map((p) => (shown.logX ? Math.log(p.x) : p.x)),
    0.04,
  );
  const across = spread([
    ...(shown.oneGroup ? [] : [0]),
    ...points.map((p) => p.estimate),
    ...fit.flatMap((p) => [...p.ci, ...(p.prediction ?? [])]),
    ...(mark?.ci ?? []),
  ]);
  const ends: [number, number] = [area.y[1], area.y[0]];
  const logarithms = shown.logX ? logarithmic(along, area.x) : undefined;
  return {
    x: logarithms
      ? {
          ...logarithms,
          ticks: logarithms.ticks.map((value) => Number(Math.exp(value).toPrecision(12))),
          place: (value) => logarithms.place(Math.log(value)),
          natural: (value) => value,
        }
      : linear(along, area.x),
    y: effects(shown, across, ends),
  };
}

function entriesOf({ level, fit, range, mark, locale }: Bubbles, predicted: boolean): KeyEntry[] {
  const say = words(locale);
  const percent = fixed(100 * level, 0);
  return [
    ...(fit.length > 1
      ? [
          { mark: (a: number, b: number) => line([a - 8, b], [a + 7, b], 2), label: say.fit },
          {
            mark: (a: number, b: number) =>
              element("rect", { x: a - 8, y: b - 5, width: 15, height: 10, fill: "#ddd" }),
            label: say.band(percent),
          },
          ...(predicted
            ? [
                {
                  mark: (a: number, b: number) => line([a - 8, b], [a + 7, b], 1, "4 3"),
                  label: say.predictionBand(percent),
                },
              ]
            : []),
        ]
      : []),
    ...(range
      ? [
          {
            mark: (a: number, b: number) => line([a - 8, b], [a + 7, b], 5, undefined, grey),
            label: say.range,
          },
        ]
      : []),
    ...(mark ? [{ mark: (a: number, b: number) => triangle(a, b + 4), label: mark.label }] : []),
  ];
}

const grey = "#777";
const accent = "#0b5a83";

/** A thick line on the axis, from the lowest study to the highest. */
const rangeBar = ([low, high]: readonly [number, number], x: Scale, { y: [, bottom] }: Frame): string =>
  line([x.place(low) - 1, bottom], [x.place(high) + 1, bottom], 5, undefined, grey);

/** A triangle that points down at its place. */
const triangle = (x: number, tip: number): string =>
  polygon(
    [
      [x - 6, tip - 11],
      [x + 6, tip - 11],
      [x, tip],
    ],
    { fill: accent, stroke: "#fff", "stroke-width": 1 },
  );

function markAt(
  { x: value, estimate, ci }: BubbleMark,
  { x, y }: { readonly x: Scale; readonly y: Scale },
  { y: [top, bottom] }: Frame,
): string {
  const at = x.place(value);
  const upright = line([at, top], [at, bottom], 1, "2 3", accent);
  if (estimate === undefined) return upright + triangle(at, bottom - 2);
  const place = y.place(estimate);
  const diamond = [
    [at - 6, place],
    [at, place - 6],
    [at + 6, place],
    [at, place + 6],
  ] as const;
  return [
    upright,
    ci ? line([at, y.place(ci[0])], [at, y.place(ci[1])], 3, undefined, accent) : "",
    polygon(diamond, { fill: accent, stroke: "#fff", "stroke-width": 1 }),
    triangle(at, bottom - 2),
  ].join("");
}

function bands(fit: readonly FitPoint[], x: Scale, y: Scale, predicted: boolean): string {
  const upper = fit.map((p) => [x.place(p.x), y.place(p.ci[1])] as const);
  const lower = fit.map((p) => [x.place(p.x), y.place(p.ci[0])] as const).toReversed();
  const edge = (side: 0 | 1): string =>
    polyline(
      fit.map((p) => [x.place(p.x), y.place(p.prediction![side])] as const),
      { "stroke-dasharray": "4 3" },
    );
  return [
    polygon([...upper, ...lower], { fill: "#ddd" }),
    ...(predicted ? [edge(0), edge(1)] : []),
    polyline(
      fit.map((p) => [x.place(p.x), y.place(p.estimate)] as const),
      { "stroke-width": 2 },
    ),
  ].join("");
}
