/** The nonparametric bootstrap of a pooled effect: studies drawn with replacement. */
import { chance } from "../chance.ts";
import { fit, workspace } from "../influence/without.ts";
import type { Method } from "../pool/between.ts";
import { quantile, type Spread, spread } from "./quantiles.ts";
import { pause, type Watch } from "./subsets.ts";

export interface Bootstrap {
  readonly replicates: number;
  /** How many were to be drawn: more than `replicates` where the work was stopped before its end. */
  readonly wanted: number;
  readonly estimate: Spread & { readonly sd: number; readonly ci: readonly [number, number] };
  readonly tau2: Spread & { readonly sd: number; readonly ci: readonly [number, number] };
  readonly estimates: Float64Array;
  readonly ses: Float64Array;
  readonly tau2s: Float64Array;
  readonly I2s: Float64Array;
}

function described(values: Float64Array, level: number) {
  const all = spread(values);
  let squares = 0;
  for (const value of values) squares += (value - all.mean) ** 2;
  const sorted = values.slice().sort();
  const tail = (1 - level) / 2;
  return {
    ...all,
    sd: Math.sqrt(squares / (values.length - 1)),
    ci: [quantile(sorted, tail), quantile(sorted, 1 - tail)] as const,
  };
}

/** n replicates, each with its own stream of chance; intervals are percentiles. Null where it was stopped at once. */
export async function bootstrap(
  y: Float64Array,
  v: Float64Array,
  method: Method,
  options: Watch & { readonly n: number; readonly seed: number; readonly level: number },
): Promise<Bootstrap | null> {
  const k = y.length;
  const { n, seed, level } = options;
  const problem = workspace(k);
  const [estimates, ses] = [new Float64Array(n), new Float64Array(n)];
  const [tau2s, I2s] = [new Float64Array(n), new Float64Array(n)];
  let done = 0;
  for (; done < n; done++) {
    if (done % 1024 === 0 && (await pause(done / n, options))) break;
    const { below } = chance(seed, done);
    for (let i = 0; i < k; i++) {
      const picked = below(k);
      problem.y[i] = y[picked]!;
      problem.v[i] = v[picked]!;
    }
    const here = fit(problem, method);
    estimates[done] = here.estimate;
    ses[done] = here.se;
    tau2s[done] = here.tau2;
    I2s[done] = here.I2;
  }
  if (done < 2) return null;
  const cut = (values: Float64Array): Float64Array => (done < n ? values.slice(0, done) : values);
  return {
    replicates: done,
    wanted: n,
    estimate: described(cut(estimates), level),
    tau2: described(cut(tau2s), level),
    estimates: cut(estimates),
    ses: cut(ses),
    tau2s: cut(tau2s),
    I2s: cut(I2s),
  };
}
