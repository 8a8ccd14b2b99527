import type { Locale } from "../quantity/quantity.ts";
import { effects, linear, type Reading } from "./axis.ts";
import { fixed } from "./figures.ts";
import { axes, type Frame, frame, key, type KeyEntry, spread } from "./frame.ts";
import { words } from "./sentences.ts";
import { element, line, picture, polyline, text } from "./svg.ts";
import { widthOf } from "./text.ts";

/** What every picture has. */
export interface Named {
  readonly title: string;
  readonly locale: Locale;
}

/** A study as a dot. */
export const dot = (cx: number, cy: number, r = 3.6, fill = "#000"): string =>
  element("circle", { class: "study", cx, cy, r, fill, stroke: "#000", "stroke-width": 1 });

/** Of more points than this hardly one has room for its name, and looking for it takes long. */
const mostNamed = 500;

/** Labels beside points, left where they would leave the frame, and left out where they would cover another. */
export function labels(
  points: readonly { readonly x: number; readonly y: number; readonly label: string }[],
  { x: [, right], y: [top, bottom] }: Frame,
): string {
  if (points.length > mostNamed) return "";
  const taken: [number, number, number, number][] = points.map(({ x, y }) => [x - 4, y - 4, x + 4, y + 4]);
  return points
    .map(({ x, y, label }) => {
      const width = widthOf(label, 9);
      for (const [at, base, anchor] of [
        [x + 6, y + 3, "start"],
        [x - 6, y + 3, "end"],
        [x, y - 7, "middle"],
        [x, y + 13, "middle"],
      ] as const) {
        const from = anchor === "start" ? at : anchor === "end" ? at - width : at - width / 2;
        const box: [number, number, number, number] = [from, base - 8, from + width, base + 2];
        const clear = taken.every(([a, b, c, d]) => box[2] < a || box[0] > c || box[3] < b || box[1] > d);
        if (box[0] < 72 || box[2] > right + 16 || box[1] < top || box[3] > bottom || !clear) continue;
        taken.push(box);
        return text(at, base, label, { size: 9, anchor, halo: true });
      }
      return "";
    })
    .join("");
}

/** Baujat's plot: each study's part in heterogeneity against its influence on the pooled effect. */
export function plotBaujat(
  shown: Named & {
    readonly points: readonly { readonly label: string; readonly x: number; readonly y: number }[];
  },
): string {
  const say = words(shown.locale);
  // Most studies lie near the origin: a little room below and left of it keeps them off the axes.
  const room = (values: readonly number[]): [number, number] => {
    const most = Math.max(...values) || 1;
    return [-0.045 * most, 1.08 * most];
  };
  const x = linear(room(shown.points.map((p) => p.x)), frame.x);
  const y = linear(room(shown.points.map((p) => p.y)), [frame.y[1], frame.y[0]]);
  const places = shown.points.map((p) => ({ x: x.place(p.x), y: y.place(p.y), label: p.label }));
  return picture(
    frame.width,
    frame.y[1] + 50,
    { title: shown.title, desc: say.baujatDesc(shown.points.length), lang: shown.locale },
    [
      axes(frame, { x, y }, { title: shown.title, x: say.baujatX, y: say.baujatY }),
      ...places.map((p) => dot(p.x, p.y)),
      labels(places, frame),
    ],
  );
}

/** GOSH: pooled effect against I² over all subsets, as a density of small points gathered into cells. */
export function plotGosh(
  shown: Named &
    Reading & {
      readonly measure: string;
      readonly estimates: ArrayLike<number>;
      readonly I2: ArrayLike<number>;
      /** How many subsets there were to be: where they are more than are given, the picture says that it is partial. */
      readonly wanted: number;
    },
): string {
  const say = words(shown.locale);
  const n = shown.estimates.length;
  const title = n < shown.wanted ? `${shown.title}${say.partial(n, shown.wanted)}` : shown.title;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < shown.estimates.length; i++) {
    low = Math.min(low, shown.estimates[i]!);
    high = Math.max(high, shown.estimates[i]!);
  }
  const range = spread([low, high], 0.03);
  const x = effects(shown, range, frame.x);
  const y = linear([0, 100], [frame.y[1], frame.y[0]], { count: 5 });
  const cell = 4;
  const counts = new Map<string, number>();
  for (let i = 0; i < shown.estimates.length; i++) {
    const at = `${Math.floor(x.place(shown.estimates[i]!) / cell)} ${Math.floor((y.place(shown.I2[i]!) - 0.01) / cell)}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const cells = [...counts].map(([at, count]) => {
    const [column, row] = at.split(" ").map(Number) as [number, number];
    // From light grey for one subset to black for the fullest cell.
    const grey = Math.round(205 * (1 - Math.log1p(count) / Math.log1p(most)));
    const shade = grey.toString(16).padStart(2, "0");
    return element("rect", {
      x: column * cell,
      y: row * cell,
      width: cell,
      height: cell,
      fill: `#${shade}${shade}${shade}`,
    });
  });
  return picture(frame.width, frame.y[1] + 50, { title, desc: say.goshDesc(n), lang: shown.locale }, [
    ...cells,
    axes(frame, { x, y }, { title, x: shown.measure, y: "I² (%)" }),
  ]);
}

/** L'Abbé's plot: risk in one group against risk in the other, circles by weight, with the line of no effect. */
export function plotLabbe(
  shown: Named & {
    readonly groups: { readonly experimental: string; readonly control: string };
    readonly points: readonly {
      readonly label: string;
      readonly control: number;
      readonly experimental: number;
      readonly weight: number;
    }[];
    /** The pooled effect as experimental risks over control risks. */
    readonly pooled?: (controlRisk: number) => number;
  },
): string {
  const say = words(shown.locale);
  const most = Math.min(1, Math.max(...shown.points.flatMap((p) => [p.control, p.experimental])) * 1.1 || 1);
  const square: Frame = { ...frame, width: 430, x: [70, 410], y: [42, 382] };
  const x = linear([0, most], square.x, { count: 5 });
  const y = linear([0, most], [square.y[1], square.y[0]], { count: 5 });
  const heaviest = Math.max(...shown.points.map((p) => p.weight));
  const curve = shown.pooled
    ? Array.from({ length: 61 }, (_, i) => (most * i) / 60)
        .map((risk) => [risk, shown.pooled!(risk)] as const)
        .filter(([, risk]) => risk >= 0 && risk <= most)
    : [];
  const entries: KeyEntry[] = [
    { mark: (a, b) => line([a - 8, b], [a + 7, b], 1), label: say.noEffect },
    ...(curve.length > 1
      ? [{ mark: (a: number, b: number) => line([a - 8, b], [a + 7, b], 1.4, "5 3"), label: say.pooled }]
      : []),
  ];
  const legend = key(entries, square, (label) => widthOf(label, 10));
  return picture(
    square.width,
    legend.bottom,
    { title: shown.title, desc: say.labbeDesc(shown.points.length), lang: shown.locale },
    [
      axes(
        square,
        { x, y },
        { title: shown.title, x: say.riskOf(shown.groups.control), y: say.riskOf(shown.groups.experimental) },
      ),
      line([x.place(0), y.place(0)], [x.place(most), y.place(most)]),
      curve.length > 1
        ? polyline(
            curve.map(([a, b]) => [x.place(a), y.place(b)] as const),
            { "stroke-width": 1.4, "stroke-dasharray": "5 3" },
          )
        : "",
      ...shown.points.map((p) =>
        dot(x.place(p.control), y.place(p.experimental), 9 * Math.sqrt(p.weight / heaviest), "none"),
      ),
      legend.drawn,
    ],
  );
}

/** Galbraith's radial plot: z against precision; a line from the origin has the effect as its slope. */
export function plotRadial(
  shown: Named & {
    readonly points: readonly { readonly label: string; readonly estimate: number; readonly se: number }[];
    readonly estimate: number;
    readonly z: number;
  },
): string {
  const say = words(shown.locale);
  const places = shown.points.map(({ label, estimate, se }) => ({ label, x: 1 / se, y: estimate / se }));
  const most = Math.max(...places.map((p) => p.x)) * 1.06;
  const slope = (value: number): number => shown.estimate * value;
  const x = linear([0, most], frame.x);
  const y = linear(
    spread([...places.map((p) => p.y), shown.z, -shown.z, slope(most) + shown.z, slope(most) - shown.z]),
    [frame.y[1], frame.y[0]],
  );
  const drawn = places.map((p) => ({ label: p.label, x: x.place(p.x), y: y.place(p.y) }));
  const parallel = (shift: number, dash?: string): string =>
    line([x.place(0), y.place(shift)], [x.place(most), y.place(slope(most) + shift)], 1, dash);
  const entries: KeyEntry[] = [
    { mark: (a, b) => line([a - 8, b], [a + 7, b], 1), label: say.pooled },
    { mark: (a, b) => line([a - 8, b], [a + 7, b], 1, "5 3"), label: `± ${fixed(shown.z, 2)}` },
  ];
  const legend = key(entries, frame, (label) => widthOf(label, 10));
  return picture(
    frame.width,
    legend.bottom,
    { title: shown.title, desc: say.radialDesc(shown.points.length), lang: shown.locale },
    [
      axes(frame, { x, y }, { title: shown.title, x: say.radialX, y: say.radialY }),
      parallel(0),
      parallel(shown.z, "5 3"),
      parallel(-shown.z, "5 3"),
      ...drawn.map((p) => dot(p.x, p.y)),
      labels(drawn, frame),
      legend.drawn,
    ],
  );
}
