import { blocksOf, numbered } from "../multilevel/blocks.ts";
import { fitMixed, type MixedFit } from "../multilevel/fit.ts";
import { halved } from "../multilevel/structure.ts";
import type { Contrasts, NetworkContrast } from "./contrasts.ts";

/** Common: one true effect for each comparison. REML, ML: true effects that differ between trials. */
export type NetworkMethod = "common" | "REML" | "ML";

/** Signed incidence: +1 for the treatment, −1 for the base, nothing for the reference. */
export function designOf(rows: readonly NetworkContrast[], others: readonly string[]): Float64Array {
  const x = new Float64Array(rows.length * others.length);
  const place = new Map(others.map((treatment, i) => [treatment, i]));
  rows.forEach(({ base, treatment }, row) => {
    const [plus, minus] = [place.get(treatment), place.get(base)];
    if (plus !== undefined) x[row * others.length + plus]! += 1;
    if (minus !== undefined) x[row * others.length + minus]! -= 1;
  });
  return x;
}

/** The model of all contrasts with a design of p columns. */
export function fitNetwork(
  { rows, covariances }: Contrasts,
  x: Float64Array,
  p: number,
  method: NetworkMethod,
  near?: Float64Array,
): MixedFit | undefined {
  const k = rows.length;
  const group = numbered(rows.map(({ study }) => study)).ids;
  const seen = new Map<number, number>();
  const level = group.map((study) => {
    const place = seen.get(study) ?? 0;
    seen.set(study, place + 1);
    return place;
  });
  const size = Math.max(...level) + 1;
  const model = {
    k,
    p,
    y: Float64Array.from(rows, ({ yi }) => yi),
    x,
    blocks: blocksOf(
      Float64Array.from(rows, ({ vi }) => vi),
      covariances,
      [group],
    ),
    random: method === "common" ? [] : [{ group, level, structure: halved(size) }],
    restricted: method === "REML",
  };
  return fitMixed(model, near);
}
