import { isVerified, type Limit } from "../knowledge/knowledge.ts";
import { bounds } from "../knowledge/knowledge.ts";
import { compare, inward, type Inward, type Kind, outward, type Quantity } from "../quantity/quantity.ts";
import type { Stands } from "./finding.ts";

/** A number of the case, computed, and as written where somebody wrote it. */
export interface Measured {
  readonly value: Inward<Kind>;
  readonly written?: Quantity | undefined;
}

// A computed value carries a few rounding errors of a double; equal to the limit is allowed, and more than that is not.
const rounding = 1e-12;

/** -1, 0 or 1: exactly where the value was written, to rounding where it was computed. */
function against(measured: Measured, bound: Quantity, kind: Kind): number {
  if (measured.written) return compare(measured.written, bound);
  const limit = inward(bound as Quantity<typeof kind>, kind);
  if (Math.abs(measured.value - limit) <= Math.abs(limit) * rounding) return 0;
  return measured.value < limit ? -1 : 1;
}

export interface Standing {
  readonly stands: Stands;
  /** What is left until the bound that speaks; negative where it is passed. */
  readonly margin?: Quantity;
  readonly ratio?: number;
}

/** Where a measured value stands to a limit. What a source merely describes never makes it stand "below". */
export function standTo(limit: Limit, measured: Measured): Standing {
  const kind = bounds[limit.bounds];
  const { lower, upper } = limit;
  const left = (bound: Quantity, sign: 1 | -1): Quantity => {
    const value = outward(measured.value, kind, bound.unit).value;
    return { value: Number((sign * (bound.value - value)).toPrecision(12)), unit: bound.unit };
  };
  const ratioTo = (bound: Quantity): number | undefined => {
    const limitValue = inward(bound as Quantity<typeof kind>, kind);
    return limitValue > 0 ? measured.value / limitValue : undefined;
  };
  const of = (stands: Stands, bound: Quantity, sign: 1 | -1): Standing => {
    const ratio = ratioTo(bound);
    return { stands, margin: left(bound, sign), ...(ratio !== undefined && { ratio }) };
  };
  if (upper && against(measured, upper, kind) > 0)
    return of(limit.force === "maximum" ? "beyond" : "above", upper, 1);
  const described =
    limit.authority === "described" || limit.authority === "practice" || limit.authority === "guideline";
  if (lower && against(measured, lower, kind) < 0) {
    if (limit.force === "maximum") return of("beyond", lower, -1);
    if (!described) return of("below", lower, -1);
  }
  return upper ? of("within", upper, 1) : lower ? of("within", lower, -1) : { stands: "within" };
}

/** Only a label's stated maximum that somebody has read in its source may block. */
export const mayBlock = (limit: Limit): boolean =>
  limit.authority === "label" && limit.force === "maximum" && isVerified(limit.status);
