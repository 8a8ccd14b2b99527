import { estimateBetween, type Method } from "../pool/between.ts";
import { meanProblem, type Problem, settle, weigh } from "../pool/problem.ts";

/** A pooled fit in five numbers, for the many fits behind one diagnostic. */
export interface Fit {
  readonly estimate: number;
  readonly se: number;
  readonly tau2: number;
  /** Percent. */
  readonly I2: number;
  readonly Q: number;
}

/** Fits what now lies in a problem's arrays; `k` has been set by the caller. */
export function fit(problem: Problem, method: Method): Fit {
  settle(problem);
  const { Q, trP } = weigh(problem, 0);
  const free = problem.k - 1;
  const { tau2 } = estimateBetween(problem, method);
  const { mean, sumW } = weigh(problem, tau2);
  const share = method === "EE" ? Math.max(0, (100 * (Q - free)) / Q) : 100 * (tau2 / (tau2 + free / trP));
  return {
    estimate: mean,
    se: Math.sqrt(1 / sumW),
    tau2,
    I2: free === 0 || Q === 0 ? 0 : share,
    Q: free === 0 ? 0 : Q,
  };
}

/** An empty problem with room for k studies, to be filled again and again. */
export const workspace = (k: number): Problem =>
  meanProblem(new Float64Array(k).fill(1), new Float64Array(k).fill(1));

/** Refits without each study in turn. */
export function leaveOneOut(y: Float64Array, v: Float64Array, method: Method): Fit[] {
  const problem = workspace(y.length);
  problem.k = y.length - 1;
  return Array.from(y, (_, left) => {
    let n = 0;
    for (let i = 0; i < y.length; i++)
      if (i !== left) {
        problem.y[n] = y[i]!;
        problem.v[n++] = v[i]!;
      }
    return fit(problem, method);
  });
}

/** Refits as studies come in, in the order given: the first fit is the first study alone. */
export function cumulate(y: Float64Array, v: Float64Array, method: Method): Fit[] {
  const problem = workspace(y.length);
  return Array.from(y, (_, last) => {
    problem.y[last] = y[last]!;
    problem.v[last] = v[last]!;
    problem.k = last + 1;
    return fit(problem, method);
  });
}
