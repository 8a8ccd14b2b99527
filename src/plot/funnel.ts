import type { Locale } from "../quantity/quantity.ts";
import { effects, extent, linear, type Reading } from "./axis.ts";
import { axes, frame, key, type KeyEntry, spread } from "./frame.ts";
import { words } from "./sentences.ts";
import { element, line, picture, polygon } from "./svg.ts";
import { widthOf } from "./text.ts";

/** A study in a funnel: effect on the analysis scale, standard error, and whether trim-and-fill put it there. */
export interface FunnelPoint {
  readonly label: string;
  readonly estimate: number;
  readonly se: number;
  readonly filled?: boolean;
}

export interface Funnel extends Reading {
  readonly title: string;
  readonly locale: Locale;
  readonly measure: string;
  readonly points: readonly FunnelPoint[];
  /** The pooled effect: the funnel's middle line. */
  readonly estimate: number;
  /** Normal quantiles of contours about no effect, with the two-sided p that each marks; or none: a funnel about the estimate. */
  readonly contours?: readonly { readonly p: number; readonly z: number }[];
  /** Normal quantile of the funnel's sides, as 1.96. */
  readonly z: number;
}

/** A funnel plot, with shaded contours of significance where asked: the lighter, the less significant. */
export function plotFunnel(funnel: Funnel): string {
  const say = words(funnel.locale);
  const most = extent(funnel.points.map(({ se }) => se))[1] * 1.05;
  const reach = funnel.points.flatMap(({ estimate }) => estimate);
  const centre = funnel.contours ? 0 : funnel.estimate;
  const side = funnel.z * most;
  const range = spread(
    [...reach, funnel.estimate - side, funnel.estimate + side, ...(funnel.contours ? [0] : [])],
    0.03,
  );
  const x = effects(funnel, range, frame.x, 7);
  // The most precise at the top.
  const y = linear([0, most], frame.y, { count: 5 });
  const clip = (value: number): number => Math.max(range[0], Math.min(range[1], value));
  const contours = [...(funnel.contours ?? [])].sort((a, b) => b.z - a.z);
  const shades = ["#c9c9c9", "#dedede", "#f0f0f0"];
  // Each band is drawn over the wider one, so the wedge nearest to no effect stays white.
  const wedge = (z: number, fill: string): string =>
    polygon(
      clipped(centre, z, most, range).map(([value, se]) => [x.place(value), y.place(se)] as const),
      { fill },
    );
  const background = contours.length
    ? element("rect", {
        x: frame.x[0],
        y: frame.y[0],
        width: frame.x[1] - frame.x[0],
        height: frame.y[1] - frame.y[0],
        fill: "#f7f7f7",
      }) +
      contours
        .map(({ z }, i) => wedge(z, i === contours.length - 1 ? "#fff" : shades[i % shades.length]!))
        .join("")
    : "";
  const sides = [-1, 1].map((sign) => {
    const end = clip(funnel.estimate + sign * side);
    const se = Math.abs(end - funnel.estimate) / funnel.z;
    return line([x.place(funnel.estimate), y.place(0)], [x.place(end), y.place(se)], 1, "5 3");
  });
  const legend = key(entriesOf(funnel, contours, shades), frame, (label) => widthOf(label, 10));
  return picture(
    frame.width,
    legend.bottom,
    { title: funnel.title, desc: say.funnelDesc(funnel.points.length), lang: funnel.locale },
    [
      background,
      axes(frame, { x, y }, { title: funnel.title, x: funnel.measure, y: say.standardError }),
      line([x.place(funnel.estimate), frame.y[0]], [x.place(funnel.estimate), frame.y[1]], 1),
      ...sides,
      ...funnel.points.map((point) => dot(x.place(point.estimate), y.place(point.se), point.filled ?? false)),
      legend.drawn,
    ],
  );
}

// The triangle |value − centre| < z·se, cut off at the sides of the picture.
function clipped(
  centre: number,
  z: number,
  most: number,
  [low, high]: readonly [number, number],
): [number, number][] {
  const corner = (end: number): [number, number][] => {
    const se = Math.abs(end - centre) / z;
    return se >= most
      ? [[centre + Math.sign(end - centre) * z * most, most]]
      : [
          [end, se],
          [end, most],
        ];
  };
  const [right, left] = [corner(high), corner(low).toReversed()];
  return [[centre, 0], ...right, ...left];
}

const dot = (cx: number, cy: number, filled: boolean): string =>
  element("circle", {
    class: filled ? "filled" : "study",
    cx,
    cy,
    r: 3.6,
    fill: filled ? "#fff" : "#000",
    stroke: "#000",
    "stroke-width": 1.2,
  });

function entriesOf(
  funnel: Funnel,
  contours: readonly { readonly p: number; readonly z: number }[],
  shades: readonly string[],
): KeyEntry[] {
  const say = words(funnel.locale);
  const box =
    (fill: string) =>
    (x: number, y: number): string =>
      element("rect", {
        x: x - 7,
        y: y - 5,
        width: 14,
        height: 10,
        fill,
        stroke: "#000",
        "stroke-width": 0.6,
      });
  const ps = contours.map(({ p }) => String(p));
  return [
    { mark: (x: number, y: number) => dot(x, y, false), label: say.observed },
    ...(funnel.points.some(({ filled }) => filled)
      ? [{ mark: (x: number, y: number) => dot(x, y, true), label: say.filled }]
      : []),
    ...contours
      .map((_, i) => {
        const last = i === contours.length - 1;
        return {
          mark: box(last ? "#fff" : shades[i % shades.length]!),
          label: last ? say.contour(ps[i]!) : say.between(ps[i]!, ps[i + 1]!),
        };
      })
      .toReversed(),
    ...(contours.length > 0 ? [{ mark: box("#f7f7f7"), label: say.below(ps[0]!) }] : []),
  ];
}
