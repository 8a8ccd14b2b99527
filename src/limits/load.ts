import type { DoseRate } from "../quantity/quantity.ts";
import { type Given, type Ratio, ratiosBetween } from "./conversion.ts";

/** A drug by a route, at so much a day: the least that is given, and the most. */
export interface Taken extends Given {
  readonly least: DoseRate;
  readonly most: DoseRate;
}

/** One way in which a source relates a dose to oral morphine: so many times the dose. */
export interface Way {
  readonly ratio: Ratio;
  readonly times: readonly number[];
  /** Its source states it for the other direction. */
  readonly backwards: boolean;
}

/** What one dose amounts to in oral morphine over every published ratio; no range where no source gives one. */
export interface Loaded {
  readonly taken: Taken;
  readonly ways: readonly Way[];
  readonly range?: { readonly lowest: DoseRate; readonly highest: DoseRate };
}

const common = { drug: "morphine", route: "oral" } as const;

/** All opioids of a patient as a range of oral morphine: never one number (INC-9, L-14). */
export function opioidLoad(all: readonly Taken[]): {
  readonly rows: readonly Loaded[];
  readonly lowest: DoseRate;
  readonly highest: DoseRate;
} {
  const rows = all.map((taken): Loaded => {
    const own = taken.drug === common.drug && taken.route === common.route;
    const ways = own ? [] : waysToOral(taken);
    const times = own ? [1] : ways.flatMap((way) => way.times);
    return times.length === 0
      ? { taken, ways }
      : {
          taken,
          ways,
          range: {
            lowest: (taken.least * Math.min(...times)) as DoseRate,
            highest: (taken.most * Math.max(...times)) as DoseRate,
          },
        };
  });
  const sum = (which: "lowest" | "highest"): DoseRate =>
    rows.reduce((total, { range }) => total + (range?.[which] ?? 0), 0) as DoseRate;
  return { rows, lowest: sum("lowest"), highest: sum("highest") };
}

/** Every ratio to oral morphine that a source gives, in its own direction or backwards. */
const waysToOral = (from: Given): Way[] => [
  ...ratiosBetween(from, common).map((ratio) => ({
    ratio,
    times: ratio.ratios.map((n) => 1 / n),
    backwards: false,
  })),
  ...ratiosBetween(common, from).map((ratio) => ({ ratio, times: ratio.ratios, backwards: true })),
];
