import type { Locale } from "../quantity/quantity.ts";
import { words } from "./sentences.ts";
import { element, line, picture, text } from "./svg.ts";
import { widthOf, wrap } from "./text.ts";

export interface NetworkPicture {
  readonly title: string;
  readonly locale: Locale;
  readonly studies: number;
  /** Treatments in the order of the circle, with what their node's area stands for: patients, or trials. */
  readonly nodes: readonly { readonly name: string; readonly size: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly trials: number }[];
}

const radius = 150;
const labelRoom = 130;

/** A network of treatments on a circle: nodes by size, lines by number of trials, the number on each line. */
export function plotNetwork(shown: NetworkPicture): string {
  const say = words(shown.locale);
  const [width, height] = [2 * (radius + labelRoom), 2 * radius + 130];
  const centre = [width / 2, radius + 80] as const;
  const largest = Math.max(...shown.nodes.map(({ size }) => size));
  const most = Math.max(...shown.edges.map(({ trials }) => trials));
  const places = new Map(
    shown.nodes.map(({ name, size }, i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / shown.nodes.length;
      const place = {
        x: centre[0] + radius * Math.cos(angle),
        y: centre[1] + radius * Math.sin(angle),
        angle,
        r: Math.max(4, 13 * Math.sqrt(size / largest)),
      };
      return [name, place] as const;
    }),
  );
  const edges = shown.edges.map(({ from, to, trials }) => {
    const [a, b] = [places.get(from)!, places.get(to)!];
    return line([a.x, a.y], [b.x, b.y], 1 + (6 * trials) / most, undefined, "#888");
  });
  return picture(
    width,
    height,
    {
      title: shown.title,
      desc: say.networkDesc(shown.nodes.length, say.studies(shown.studies)),
      lang: shown.locale,
    },
    [
      text(10, 18, shown.title, { size: 13, bold: true }),
      ...edges,
      ...counts(shown, places),
      ...shown.nodes.map(({ name }) => {
        const { x, y, r } = places.get(name)!;
        return element("circle", {
          class: "treatment",
          cx: x,
          cy: y,
          r,
          fill: "#fff",
          stroke: "#000",
          "stroke-width": 2,
        });
      }),
      ...shown.nodes.map(({ name }) => nodeLabel(name, places.get(name)!)),
    ],
  );
}

type Place = { readonly x: number; readonly y: number; readonly angle: number; readonly r: number };

// Numbers sit nearer to one end, so that lines which cross in the middle do not share a place.
function counts(shown: NetworkPicture, places: ReadonlyMap<string, Place>): string[] {
  const taken: (readonly [number, number])[] = [];
  return shown.edges.map(({ from, to, trials }) => {
    const [a, b] = [places.get(from)!, places.get(to)!];
    const spot = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75]
      .map((share) => [a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)] as const)
      .find(([x, y]) => taken.every(([u, v]) => Math.hypot(x - u, y - v) > 15));
    if (!spot) return "";
    taken.push(spot);
    const width = widthOf(String(trials), 10) + 6;
    return (
      element("rect", { x: spot[0] - width / 2, y: spot[1] - 7, width, height: 14, rx: 3, fill: "#fff" }) +
      text(spot[0], spot[1] + 3.5, String(trials), { size: 10, anchor: "middle" })
    );
  });
}

function nodeLabel(name: string, { x, y, angle, r }: Place): string {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const anchor = Math.abs(dx) < 0.2 ? "middle" : dx > 0 ? "start" : "end";
  const lines = wrap(name, 11, anchor === "middle" ? 200 : labelRoom - r - 12);
  const left = x + (anchor === "middle" ? 0 : (r + 6) * Math.sign(dx));
  const top =
    anchor === "middle"
      ? dy < 0
        ? y - r - 6 - (lines.length - 1) * 13
        : y + r + 14
      : y + 4 - ((lines.length - 1) * 13) / 2;
  return lines.map((part, i) => text(left, top + i * 13, part, { anchor })).join("");
}
