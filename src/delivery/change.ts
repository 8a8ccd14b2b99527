import type { DoseRate } from "../quantity/quantity.ts";
import { type Totals } from "./totals.ts";
import type { Ingredient } from "./program-profile.ts";
import { doseAt } from "./totals.ts";

/** One drug before and after a change: each may be absent on one side. */
export interface DrugChange {
  readonly drug: string;
  readonly before: DoseRate;
  readonly after: DoseRate;
  /** After over before; undefined where nothing was given before. */
  readonly ratio?: number;
  readonly hourly: readonly { readonly before: DoseRate; readonly after: DoseRate }[];
}

/** Two programs side by side, drug by drug: per 24 h, hour by hour, and as a ratio. */
export function changeBetween(
  before: { readonly totals: Totals; readonly solution: readonly Ingredient[] },
  after: { readonly totals: Totals; readonly solution: readonly Ingredient[] },
): DrugChange[] {
  const drugs = [...new Set([...after.solution, ...before.solution].map(({ drug }) => drug))];
  return drugs.map((drug) => {
    const old = before.solution.find((ingredient) => ingredient.drug === drug);
    const fresh = after.solution.find((ingredient) => ingredient.drug === drug);
    const none = 0 as DoseRate;
    const doseBefore = old ? doseAt(before.totals.flow, old) : none;
    const doseAfter = fresh ? doseAt(after.totals.flow, fresh) : none;
    return {
      drug,
      before: doseBefore,
      after: doseAfter,
      ...(doseBefore > 0 && { ratio: doseAfter / doseBefore }),
      hourly: after.totals.hourly.map((flow, h) => ({
        before: old ? doseAt(before.totals.hourly[h]!, old) : none,
        after: fresh ? doseAt(flow, fresh) : none,
      })),
    };
  });
}
