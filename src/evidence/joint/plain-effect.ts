import type { Outcome, Study } from "../../knowledge/knowledge.ts";
import { fromP } from "../derive/deviation.ts";
import type { Interval } from "../pool/pool.ts";
import { critical } from "../pool/pool.ts";

/** A trial's difference in the change of pain, in percentage points of the value before, against its placebo. */
export interface PlainEffect {
  readonly study: Study;
  readonly drug: string;
  readonly arm: string;
  readonly outcome: Outcome;
  /** Below zero where pain fell more than on placebo. */
  readonly estimate: number;
  /** By the printed P; absent where none is printed. */
  readonly se?: number;
  readonly ci?: Interval;
  /** The P is printed as one that it does not exceed: the error is at most this. */
  readonly atMost: boolean;
}

/** Changes in per cent of a trial's studied arms against placebo; their errors from P, Cochrane Handbook 6.5.2.3. */
export function plainEffects(study: Study): PlainEffect[] {
  const placebo = study.arms.find(({ control }) => control === "placebo");
  if (!placebo) return [];
  return study.outcomes
    .filter(({ about, kind }) => about === "pain" && kind === "means")
    .flatMap((outcome) =>
      study.arms.flatMap((arm) => {
        if (arm.role !== "studied" || arm.drug === undefined) return [];
        const changeOf = (id: string) => outcome.results?.find((one) => one.arm === id)?.changePercent;
        const [own, other] = [changeOf(arm.id), changeOf(placebo.id)];
        if (own === undefined || other === undefined) return [];
        // A difference of two printed decimals has no more digits than they have.
        const estimate = Number((own - other).toPrecision(12));
        return [
          {
            study,
            drug: arm.drug,
            arm: arm.id,
            outcome,
            estimate,
            atMost: outcome.p === undefined && outcome.pBelow !== undefined,
            ...errorOf(estimate, outcome.p ?? outcome.pBelow, arm.n, placebo.n),
          },
        ];
      }),
    );
}

function errorOf(
  estimate: number,
  p: number | undefined,
  n1: number | undefined,
  n2: number | undefined,
): { se: number; ci: Interval } | undefined {
  if (p === undefined || !(p > 0 && p < 1) || n1 === undefined || n2 === undefined || estimate === 0)
    return undefined;
  const { se } = fromP(estimate, p, n1, n2);
  const half = critical(0.95, n1 + n2 - 2) * se;
  return { se, ci: [estimate - half, estimate + half] };
}
