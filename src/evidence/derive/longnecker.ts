/** Covariances of adjusted log relative risks that share a reference group: Greenland and Longnecker (1992). */

/** How persons were counted: cases among cases and controls, among all at the start, or over time at risk. */
export const doseDesigns = ["case-control", "cumulative", "person-time"] as const;
export type DoseDesign = (typeof doseDesigns)[number];

/** A group of a study: its cases, and its size (cases and controls, persons, or time at risk). */
export interface ExposureGroup {
  readonly cases: number;
  readonly size: number;
}

/** An adjusted estimate against the reference, on the log scale. */
export interface Adjusted extends ExposureGroup {
  readonly yi: number;
  readonly vi: number;
}

/**
 * Cases as they would stand if the adjusted relative risks were crude, with the margins of the study kept: the first
 * is the reference's. Null where no such table exists.
 */
export function fittedCases(
  reference: ExposureGroup,
  groups: readonly Adjusted[],
  design: DoseDesign,
): readonly number[] | null {
  const total = reference.cases + groups.reduce((sum, { cases }) => sum + cases, 0);
  const casesAt = (a: number): number[] =>
    groups.map(({ yi, size }) => {
      if (design !== "case-control") return (a * size * Math.exp(yi)) / reference.size;
      const odds = (a / (reference.size - a)) * Math.exp(yi);
      return odds === Infinity ? size : (size * odds) / (1 + odds);
    });
  const excess = (a: number): number => casesAt(a).reduce((sum, cases) => sum + cases, a) - total;
  // The sum rises with the reference's cases from none to all: there is one root, and bisection cannot miss it.
  let [low, high] = [0, design === "case-control" ? Math.min(total, reference.size) : total];
  for (let round = 0; round < 200 && high - low > 1e-15 * high; round++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) high = middle;
    else low = middle;
  }
  const own = (low + high) / 2;
  const fitted = [own, ...casesAt(own)];
  const sizes = [reference.size, ...groups.map(({ size }) => size)];
  const possible = fitted.every((cases, i) => cases > 0 && (design === "person-time" || cases < sizes[i]!));
  return possible && Math.abs(excess(own)) < 1e-6 * total ? fitted : null;
}

/** The covariance of each pair of estimates, row by row; null where the counts do not allow one. */
export function longneckerCovariances(
  reference: ExposureGroup,
  groups: readonly Adjusted[],
  design: DoseDesign,
): readonly (readonly number[])[] | null {
  const fitted = fittedCases(reference, groups, design);
  if (!fitted) return null;
  const sizes = [reference.size, ...groups.map(({ size }) => size)];
  // A group's part of a crude log relative risk's variance.
  const part = (i: number): number => {
    const [cases, size] = [fitted[i]!, sizes[i]!];
    if (design === "case-control") return 1 / cases + 1 / (size - cases);
    return design === "cumulative" ? 1 / cases - 1 / size : 1 / cases;
  };
  const shared = part(0);
  const crude = groups.map((_, i) => shared + part(i + 1));
  return groups.map(({ vi }, i) =>
    groups.map((other, j) =>
      i === j ? vi : (shared / Math.sqrt(crude[i]! * crude[j]!)) * Math.sqrt(vi * other.vi),
    ),
  );
}
