/** Estimators of tau2 in closed form, each with its standard error. */
import { type Problem, weigh } from "./problem.ts";

/** An estimate of the between-study variance and its standard error. */
export interface Between {
  readonly tau2: number;
  readonly se: number;
}

/** The variance of a quadratic form y'Ay given tr(AV AV), tr(AV A) and tr(AA): 2 tr((A (V + tau2))²). */
const spread = (avav: number, ava: number, aa: number, tau2: number): number =>
  Math.sqrt(2 * avav + 4 * tau2 * ava + 2 * tau2 * tau2 * aa);

/** DerSimonian and Laird (1986), equation (8); with moderators, Raudenbush (2009). */
export function derSimonianLaird(problem: Problem): Between {
  const { Q, trP, trPP } = weigh(problem, 0);
  const df = problem.k - problem.p;
  const tau2 = Math.max(0, (Q - df) / trP);
  return { tau2, se: spread(df, trP, trPP, tau2) / trP };
}

/** Hunter and Schmidt (1990); with `corrected` its small-sample form, Brannick et al. (2019). */
export function hunterSchmidt(problem: Problem, corrected: boolean): Between {
  const { Q, sumW, trP, trPP } = weigh(problem, 0);
  const { k, p } = problem;
  const factor = corrected ? k / (k - p) : 1;
  const tau2 = Math.max(0, (factor * Q - k) / sumW);
  return { tau2, se: (factor * spread(k - p, trP, trPP, tau2)) / sumW };
}

/** tr(PV) and tr(PVPV) for the unweighted P, the variance of effects about the plain mean or plane. */
function unweightedTraces({ k, p, v, design }: Problem): readonly [number, number] {
  let sumV = 0;
  let sumV2 = 0;
  let [trace, squares] = [0, 0];
  const cross = new Float64Array(p * p);
  for (let i = 0; i < k; i++) {
    sumV += v[i]!;
    sumV2 += v[i]! ** 2;
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++) {
        const product = design === null ? 1 / k : design.basis[a * k + i]! * design.basis[b * k + i]!;
        cross[a * p + b] = cross[a * p + b]! + product * v[i]!;
        if (a === b) {
          trace += product * v[i]!;
          squares += product * v[i]! ** 2;
        }
      }
  }
  let crossed = 0;
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) crossed += cross[a * p + b]! * cross[b * p + a]!;
  return [sumV - trace, sumV2 - 2 * squares + crossed];
}

/** Hedges and Olkin (1985), pp. 193-194: the plain variance of effects less the mean sampling variance. */
export function hedgesOlkin(problem: Problem): Between {
  const df = problem.k - problem.p;
  const [trace, square] = unweightedTraces(problem);
  const tau2 = Math.max(0, (problem.rss - trace) / df);
  return { tau2, se: spread(square, trace, df, tau2) / df };
}

/** Sidik and Jonkman (2005), equation (3), started from the plain variance of effects over k. Never zero. */
export function sidikJonkman(problem: Problem): Between {
  const { k, p, y } = problem;
  let mean = 0;
  for (let i = 0; i < k; i++) mean += y[i]! / k;
  let start = 0;
  for (let i = 0; i < k; i++) start += (y[i]! - mean) ** 2 / k;
  if (!(start > 0)) return { tau2: 0, se: 0 };
  const { Q, trP, trPP } = weigh(problem, start);
  const df = k - p;
  const tau2 = (start * Q) / df;
  // With V = S - start I and PSP = P the traces of PV follow from those of P.
  const ava = trP - start * trPP;
  const avav = df - 2 * start * trP + start * start * trPP;
  return { tau2, se: (start * spread(avav, ava, trPP, tau2)) / df };
}
