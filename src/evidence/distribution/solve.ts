/** Where a search may look, and where it begins. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

/**
 * The zero of a decreasing function by Newton's steps inside a bracket that every step narrows: a step that leaves
 * the bracket becomes a bisection, so the search cannot diverge.
 */
export function solve(
  value: (x: number) => number,
  slope: (x: number) => number,
  { low, high, start }: Bracket,
): number {
  let x = Math.min(high, Math.max(low, start));
  for (let i = 0; i < 200; i++) {
    const here = value(x);
    if (here === 0) return x;
    if (here > 0) low = x;
    else high = x;
    let next = x - here / slope(x);
    if (!(next > low && next < high)) {
      // A step that would leave a bracket already as narrow as rounding has arrived.
      if (Math.abs(next - x) <= 2e-16 * Math.abs(x)) return x;
      next = 0.5 * (low + high);
    }
    if (Math.abs(next - x) <= 2e-16 * Math.abs(x) || next === low || next === high) return next;
    x = next;
  }
  return x;
}
