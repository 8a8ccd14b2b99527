import type { Hours, Locale } from "../quantity/quantity.ts";
import { linear } from "./axis.ts";
import { key } from "./frame.ts";
import { words } from "./sentences.ts";
import { element, line, picture, text } from "./svg.ts";
import { widthOf, wrap } from "./text.ts";

/** A bolus or a refusal at a time of day, or a request of which the pump says nothing; ringed where pump and program disagree. */
export interface BolusMark {
  readonly time: Hours;
  readonly what: "given" | "denied" | "clinic" | "unsaid";
  readonly differs: boolean;
}
/** One day on the pump's clock. */
export interface BolusDay {
  readonly label: string;
  readonly marks: readonly BolusMark[];
  readonly given: number;
  readonly denied: number;
}
export interface BolusDays {
  readonly title: string;
  readonly locale: Locale;
  readonly days: readonly BolusDay[];
}

const width = 560;
const left = 96;
const right = 436;
const top = 62;
/** Rows are lower where there are many, so that a quarter of a year fits on a page. */
const many = 31;
const hoursOfDay = [0, 6, 12, 18, 24] as const;

const mark = (what: BolusMark["what"], x: number, y: number, r: number): string => {
  if (what === "given") return element("circle", { cx: x, cy: y, r, fill: "#0b5a83" });
  if (what === "unsaid") return element("circle", { cx: x, cy: y, r, fill: "#fff", stroke: "#0b5a83" });
  if (what === "clinic")
    return element("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, fill: "#fff", stroke: "#000" });
  // A cross, so that what was refused is not told by colour alone.
  return (
    line([x - r, y - r], [x + r, y + r], 1.6, undefined, "#9a2a00") +
    line([x - r, y + r], [x + r, y - r], 1.6, undefined, "#9a2a00")
  );
};
const ring = (x: number, y: number, r: number): string =>
  element("circle", { cx: x, cy: y, r: r + 2.5, fill: "none", stroke: "#000", "stroke-width": 1.4 });

/** Day by day, hour by hour on the pump's clock: boluses given and refused, with the day's counts beside them. */
export function plotBolusDays({ title, locale, days }: BolusDays): string {
  const say = words(locale);
  const height = days.length > many ? 10 : 17;
  const r = days.length > many ? 2.6 : 4;
  const bottom = top + height * days.length;
  const x = linear([hoursOfDay[0], hoursOfDay.at(-1)!], [left, right]);
  const counts = [right + 60, right + 106] as const;
  const rows = days.map(({ label, marks, given, denied }, i) => {
    const y = top + height * (i + 0.5);
    const size = Math.min(11, height - 1);
    return [
      i % 2 === 1
        ? element("rect", { x: left, y: y - height / 2, width: right - left, height, fill: "#f4f6f8" })
        : "",
      text(left - 8, y + size / 3, label, { anchor: "end", size }),
      ...marks.map(({ time, what, differs }) => {
        const at = x.place(time);
        return mark(what, at, y, r) + (differs ? ring(at, y, r) : "");
      }),
      ...([given, denied] as const).map((count, j) =>
        text(counts[j]!, y + size / 3, count === 0 ? "–" : String(count), { anchor: "end", size }),
      ),
    ].join("");
  });
  const lines = hoursOfDay.map((hour) => {
    const at = x.place(hour);
    return (
      line([at, top], [at, bottom], 1, "2 3", "#8a979f") +
      text(at, top - 6, `${String(hour).padStart(2, "0")}:00`, { anchor: "middle" })
    );
  });
  const shown = (["given", "denied", "unsaid", "clinic"] as const).filter(
    (what) =>
      what === "given" ||
      what === "denied" ||
      days.some(({ marks }) => marks.some((one) => one.what === what)),
  );
  const differs = days.some(({ marks }) => marks.some((one) => one.differs));
  const legend = key(
    [
      ...shown.map((what) => ({
        mark: (x: number, y: number) => mark(what, x, y, 4),
        label: say[`bolus ${what}`],
      })),
      ...(differs
        ? [
            {
              mark: (x: number, y: number) => mark("given", x, y, 4) + ring(x, y, 4),
              label: say.bolusDiffers,
            },
          ]
        : []),
    ],
    { width, height: bottom, x: [left, width - 20], y: [top, bottom - 34] },
    (label) => widthOf(label, 10),
  );
  const sum = (of: "given" | "denied"): number => days.reduce((all, day) => all + day[of], 0);
  return picture(
    width,
    legend.bottom,
    { title, desc: say.bolusDaysDesc(days.length, sum("given"), sum("denied")), lang: locale },
    [
      ...wrap(title, 13, width - 20, true).map((part, i) =>
        text(10, 18 + i * 15, part, { size: 13, bold: true }),
      ),
      ...([say["bolus given"], say["bolus denied"]] as const).map((name, j) =>
        text(counts[j]!, top - 6, name, { anchor: "end", size: 10 }),
      ),
      rows.join(""),
      ...lines,
      legend.drawn,
    ],
  );
}
