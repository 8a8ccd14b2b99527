/** Measures of two incidence rates under metafor's names. */
import { defined, type Effect, type Rates } from "./study.ts";

/** Events with 1/2 added to both arms where either has none. */
export function filledRates({ x1i, t1i, x2i, t2i }: Rates): Rates {
  const add = x1i === 0 || x2i === 0 ? 0.5 : 0;
  return { x1i: x1i + add, t1i, x2i: x2i + add, t2i };
}

function ratio(rates: Rates): Effect | null {
  const { x1i, t1i, x2i, t2i } = filledRates(rates);
  return defined(Math.log(x1i / t1i) - Math.log(x2i / t2i), 1 / x1i + 1 / x2i);
}

function difference(rates: Rates): Effect | null {
  const { x1i, t1i, x2i, t2i } = filledRates(rates);
  return defined(x1i / t1i - x2i / t2i, x1i / t1i ** 2 + x2i / t2i ** 2);
}

function rootDifference({ x1i, t1i, x2i, t2i }: Rates): Effect | null {
  return defined(Math.sqrt(x1i / t1i) - Math.sqrt(x2i / t2i), 1 / (4 * t1i) + 1 / (4 * t2i));
}

/** The measures of two rates. */
export const rateMeasures = { IRR: ratio, IRD: difference, IRSD: rootDifference } as const satisfies Readonly<
  Record<string, (rates: Rates) => Effect | null>
>;
