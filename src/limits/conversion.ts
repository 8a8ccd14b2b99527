import { type Conversion, library } from "../knowledge/knowledge.ts";
import type { DoseRate } from "../quantity/quantity.ts";

/** A drug by a route, as conversion ratios speak of it. */
export interface Given {
  readonly drug: string;
  readonly route: string;
}

export type Ratio = Conversion["ratios"][number];

/** What a dose would become by every ratio that any source gives, sorted: never one of them alone. */
export interface Spread {
  readonly rows: readonly { readonly ratio: Ratio; readonly doses: readonly DoseRate[] }[];
  readonly lowest: DoseRate;
  readonly median: DoseRate;
  readonly highest: DoseRate;
}

const same = (a: Given, b: Given): boolean => a.drug === b.drug && a.route === b.route;

/** Every ratio between two drugs and routes, in the direction its source gives it. */
export const ratiosBetween = (from: Given, to: Given): Ratio[] =>
  [...library.conversions.values()].flatMap(({ ratios }) =>
    ratios.filter((ratio) => same(ratio.from, from) && same(ratio.to, to)),
  );

/** The spread of what a dose converts to; undefined where no source gives a ratio. */
export function spreadOf(dose: DoseRate, from: Given, to: Given): Spread | undefined {
  const rows = ratiosBetween(from, to).map((ratio) => ({
    ratio,
    doses: ratio.ratios.map((n) => (dose / n) as DoseRate),
  }));
  const all = rows.flatMap(({ doses }) => doses).sort((a, b) => a - b);
  if (all.length === 0) return undefined;
  const middle = (all.length - 1) / 2;
  return {
    rows,
    lowest: all[0]!,
    median: ((all[Math.floor(middle)]! + all[Math.ceil(middle)]!) / 2) as DoseRate,
    highest: all.at(-1)!,
  };
}
