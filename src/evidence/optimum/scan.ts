const golden = (3 - Math.sqrt(5)) / 2;

/** The highest point of a function of one number on [low, high]: a grid brackets every summit, Brent's method refines. */
export function scan(
  f: (x: number) => number,
  low: number,
  high: number,
  points = 40,
): { at: number; value: number; edge: "low" | "high" | null } {
  const xs = Array.from({ length: points + 1 }, (_, i) => low + ((high - low) * i) / points);
  const ys = xs.map((x) => finite(f(x)));
  let best = { at: low, value: -Infinity };
  for (let i = 0; i <= points; i++) {
    if (ys[i]! > best.value) best = { at: xs[i]!, value: ys[i]! };
    const [left, right] = [i === 0 ? -Infinity : ys[i - 1]!, i === points ? -Infinity : ys[i + 1]!];
    if (ys[i]! < left || ys[i]! < right || ys[i] === -Infinity) continue;
    const summit = refine(f, xs[Math.max(0, i - 1)]!, xs[Math.min(points, i + 1)]!, xs[i]!, ys[i]!);
    if (summit.value > best.value) best = summit;
  }
  const near = 1e-6 * (high - low);
  return { ...best, edge: best.at - low <= near ? "low" : high - best.at <= near ? "high" : null };
}

const finite = (y: number): number => (Number.isNaN(y) || y === Infinity ? -Infinity : y);

// Brent (1973), chapter 5: parabolic steps, golden sections where the parabola does not serve.
function refine(
  f: (x: number) => number,
  from: number,
  to: number,
  start: number,
  startValue: number,
): { at: number; value: number } {
  let [a, b, x, w, v] = [from, to, start, start, start];
  let [fx, fw, fv] = [startValue, startValue, startValue];
  let [d, e] = [0, 0];
  for (let round = 0; round < 100; round++) {
    const middle = (a + b) / 2;
    const tolerance = 1e-11 * Math.abs(x) + 1e-13;
    if (Math.abs(x - middle) <= 2 * tolerance - (b - a) / 2) break;
    let parabolic = false;
    if (Math.abs(e) > tolerance) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      if (Math.abs(p) < Math.abs(0.5 * q * e) && p > q * (a - x) && p < q * (b - x)) {
        [e, d] = [d, p / q];
        parabolic = true;
      }
    }
    if (!parabolic) {
      e = x < middle ? b - x : a - x;
      d = golden * e;
    }
    const u = x + (Math.abs(d) >= tolerance ? d : d > 0 ? tolerance : -tolerance);
    const fu = finite(f(u));
    if (fu >= fx) {
      if (u >= x) a = x;
      else b = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu >= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu >= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return { at: x, value: fx };
}
