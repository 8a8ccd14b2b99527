import type { Order, Plan } from "../plan/read-plan.ts";
import { solutionChanges } from "../plan/read-order.ts";
import type { Draft } from "./draft.ts";

/** The plan that the visit comes to: without a refill the reservoir stays as it is, without a change the program does. */
export function effectivePlan({ plan, refill, change, at, overrides }: Draft): Plan {
  const { active, draft } = plan;
  const asOf = at;
  const reservoir =
    refill.wanted === "yes" || !active
      ? {
          ...draft.reservoir,
          asOf,
          filledAt: asOf,
          // Whoever leaves the pump told otherwise has said so by name; what flows is what was filled.
          ...(overrides["filled otherwise than told"] && { programmed: "" }),
        }
      : { ...active.reservoir, asOf };
  const runs: Pick<Order, "program" | "patientBolus"> =
    change === "keep" && active
      ? { program: active.program, patientBolus: active.patientBolus }
      : { program: draft.program, patientBolus: draft.patientBolus };
  return {
    ...plan,
    active: active && { ...active, reservoir: { ...active.reservoir, asOf } },
    draft: { reservoir, ...runs },
  };
}

/** Whether the line holds another solution than the one that was filled. */
export const solutionIsNew = (plan: Plan): boolean =>
  plan.active !== null && solutionChanges(plan.active, plan.draft) === true;

/** Whether the pump is told a program: a new one, or the old one for another solution. */
export const isProgrammed = (visit: Draft): boolean =>
  visit.change === "change" || (visit.refill.wanted === "yes" && solutionIsNew(effectivePlan(visit)));
