import { chiSquareAbove } from "../distribution/distribution.ts";
import { Likelihood } from "../multilevel/likelihood.ts";
import { type Contrasts, grouped } from "./contrasts.ts";
import { designOf, fitNetwork, type NetworkMethod } from "./fit.ts";

/** Cochran's Q of the network, taken apart: disagreement of like trials, and of designs with each other. */
export interface DesignTest {
  readonly designs: number;
  readonly within: { readonly Q: number; readonly df: number; readonly p: number };
  readonly between: { readonly Q: number; readonly df: number; readonly p: number };
  /** The same test between designs where trials of one design differ too, by tau² within designs; null where no design has two trials. */
  readonly betweenRandom: {
    readonly Q: number;
    readonly df: number;
    readonly p: number;
    readonly tau2: number;
  } | null;
}

/** The design-by-treatment interaction test (White and others 2012; Higgins and others 2012; Krahn and others 2013). */
export function designTest(
  contrasts: Contrasts,
  treatments: readonly string[],
  method: NetworkMethod,
): DesignTest {
  const { rows } = contrasts;
  const others = treatments.slice(1);
  const consistent = designOf(rows, others);
  const { x, p, designs } = saturated(contrasts);
  const whole = fitNetwork(contrasts, consistent, others.length, "common")!;
  const apart = fitNetwork(contrasts, x, p, "common")!;
  const test = (Q: number, df: number): { Q: number; df: number; p: number } => ({
    Q: Math.max(0, Q),
    df,
    p: df > 0 ? chiSquareAbove(Math.max(0, Q), df) : 1,
  });
  const dfWithin = rows.length - p;
  const dfBetween = p - others.length;
  return {
    designs,
    within: test(dfWithin > 0 ? apart.quadratic : 0, dfWithin),
    between: test(whole.quadratic - (dfWithin > 0 ? apart.quadratic : 0), dfBetween),
    betweenRandom: dfWithin > 0 ? random() : null,
  };

  function random(): DesignTest["betweenRandom"] {
    const varied = fitNetwork(contrasts, x, p, method === "common" ? "REML" : method);
    if (!varied) return null;
    const same = new Likelihood({ ...varied.model, x: consistent, p: others.length }).evaluate(varied.theta)!;
    return {
      ...test(same.quadratic - varied.quadratic, dfBetween),
      tau2: varied.components[0]!.variances[0]!,
    };
  }
}

// One column for each treatment of each design but its base: every design has effects of its own.
function saturated({ rows }: Contrasts): { x: Float64Array; p: number; designs: number } {
  const studies = grouped([...rows], ({ study }) => study);
  const designOfStudy = new Map(
    [...studies].map(([study, own]) => [
      study,
      JSON.stringify([own[0]!.base, ...own.map(({ treatment }) => treatment)].sort()),
    ]),
  );
  const columns = new Map<string, number>();
  const used = rows.map(({ study, base, treatment }) => {
    const key = JSON.stringify([designOfStudy.get(study), base, treatment]);
    if (!columns.has(key)) columns.set(key, columns.size);
    return columns.get(key)!;
  });
  const p = columns.size;
  const x = new Float64Array(rows.length * p);
  used.forEach((column, row) => (x[row * p + column] = 1));
  return { x, p, designs: new Set(designOfStudy.values()).size };
}
