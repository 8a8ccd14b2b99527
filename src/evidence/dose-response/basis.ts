/** The shapes an effect may take over dose. */
export const doseModels = ["linear", "quadratic", "spline", "emax"] as const;
export type DoseModel = (typeof doseModels)[number];

/** Columns that are linear in their coefficients, as functions of dose. */
export interface Basis {
  readonly names: readonly string[];
  readonly at: (dose: number) => number[];
}

/** The columns of a straight line, a parabola, or a restricted cubic spline over knots. */
export function basisOf(model: Exclude<DoseModel, "emax">, knots: readonly number[] = []): Basis {
  if (model === "linear") return { names: ["dose"], at: (dose) => [dose] };
  if (model === "quadratic") return { names: ["dose", "dose^2"], at: (dose) => [dose, dose * dose] };
  const names = ["dose", ...Array.from({ length: knots.length - 2 }, (_, j) => `spline${j + 1}`)];
  return { names, at: (dose) => [dose, ...restricted(dose, knots)] };
}

/** The hyperbola dose/(ED50 + dose) at ED50 = exp(logED50). */
export const emaxAt = (logED50: number): Basis => ({
  names: ["Emax"],
  at: (dose) => [saturation(dose, logED50)],
});

/** Share of the maximal effect that a dose reaches. */
export const saturation = (dose: number, logED50: number): number =>
  dose === 0 ? 0 : 1 / (1 + Math.exp(logED50 - Math.log(dose)));

/** The change of that share with log ED50. */
export function saturationSlope(dose: number, logED50: number): number {
  const share = saturation(dose, logED50);
  return -share * (1 - share);
}

// Restricted cubic spline of Durrleman and Simon (1989), scaled as in Harrell (2001), equation 2.25.
function restricted(dose: number, knots: readonly number[]): number[] {
  const k = knots.length;
  const [first, before, last] = [knots[0]!, knots[k - 2]!, knots[k - 1]!];
  const cube = (u: number): number => (u > 0 ? u * u * u : 0);
  return knots
    .slice(0, k - 2)
    .map(
      (knot) =>
        (cube(dose - knot) -
          (cube(dose - before) * (last - knot)) / (last - before) +
          (cube(dose - last) * (before - knot)) / (last - before)) /
        (last - first) ** 2,
    );
}

/** Knots at Harrell's quantiles of the doses (0.1 0.5 0.9; four: 0.05 0.35 0.65 0.95); R's type 7. */
export function knotsOf(doses: readonly number[], count: 3 | 4 = 3): number[] {
  const sorted = [...doses].sort((a, b) => a - b);
  const shares = count === 3 ? [0.1, 0.5, 0.9] : [0.05, 0.35, 0.65, 0.95];
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const next = sorted[Math.min(low + 1, sorted.length - 1)]!;
    return sorted[low]! + (place - low) * (next - sorted[low]!);
  });
}
