import type { Clock, Ticks } from "./clock.ts";
import { exp, lost } from "./elementary.ts";
import { type Input, inOrder, ratesOf } from "./input.ts";
import type { Star } from "./star.ts";

/** Spans up to so many ticks are looked up by number. */
const shortSpans = 4096;

/**
 * Concentrations in the centre of one star at ascending moments: for long programmes of one patient. `scale` is
 * concentration per amount; doses enter compartment 0.
 */
export function starTrace(
  star: Star,
  scale: number,
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  atDose: "before" | "after",
): Float64Array {
  const rates = ratesOf(input.infusions, 0);
  const boluses = inOrder(input.boluses);
  const [l0, l1, l2] = star.lambda;
  const [s0, s1, s2] = [star.share[0] * scale, star.share[1] * scale, star.share[2] * scale];
  const out = new Float64Array(moments.length);
  const known = new Int32Array(shortSpans).fill(-1);
  const others = new Map<Ticks, number>();
  let table = new Float64Array(6 * 64);
  let tables = 0;

  const spanOf = (ticks: Ticks): number => {
    const short = ticks < shortSpans && Number.isInteger(ticks);
    const found = short ? known[ticks]! : (others.get(ticks) ?? -1);
    if (found >= 0) return found;
    const at = 6 * tables++;
    if (at + 6 > table.length) {
      const more = new Float64Array(2 * table.length);
      more.set(table);
      table = more;
    }
    const hours = ticks / clock.perHour;
    for (const [mode, rate, share] of [
      [0, l0, s0],
      [1, l1, s1],
      [2, l2, s2],
    ] as const) {
      table[at + mode] = exp(-rate * hours);
      table[at + 3 + mode] = share * (rate === 0 ? hours : lost(rate * hours) / rate);
    }
    if (short) known[ticks] = at;
    else if (others.size < 65_536) others.set(ticks, at);
    return at;
  };

  let a = 0;
  let b = 0;
  let c = 0;
  let rate = 0;
  const never = Number.POSITIVE_INFINITY;
  let changed = 0;
  let given = 0;
  let change = rates[0]?.at ?? never;
  let bolus = boluses[0]?.at ?? never;
  let next = Math.min(change, bolus);
  let now = Math.min(next, moments[0] ?? 0);
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    for (;;) {
      if (next > moment || (next === moment && atDose === "before")) break;
      if (next > now) {
        const at = spanOf(next - now);
        a = a * table[at]! + rate * table[at + 3]!;
        b = b * table[at + 1]! + rate * table[at + 4]!;
        c = c * table[at + 2]! + rate * table[at + 5]!;
        now = next;
      }
      if (change === next) {
        rate = rates[changed]!.rate;
        change = rates[++changed]?.at ?? never;
      }
      if (bolus === next) {
        const { amount } = boluses[given]!;
        a += s0 * amount;
        b += s1 * amount;
        c += s2 * amount;
        bolus = boluses[++given]?.at ?? never;
      }
      next = Math.min(change, bolus);
    }
    if (moment > now) {
      const at = spanOf(moment - now);
      a = a * table[at]! + rate * table[at + 3]!;
      b = b * table[at + 1]! + rate * table[at + 4]!;
      c = c * table[at + 2]! + rate * table[at + 5]!;
      now = moment;
    }
    out[i] = a + b + c;
  }
  return out;
}
