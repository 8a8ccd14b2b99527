import type { Asked } from "../address.ts";
import type { Plan } from "../plan/read-plan.ts";
import { blankSynthesis, type Synthesis } from "./read-synthesis.ts";

/** Where on the page a link leads: the id of a heading. */
let place: string | undefined;

/** Where the reader wants to be; told until it is there. */
export const placeAsked = (): string | undefined => place;
export const placeReached = (): void => {
  place = undefined;
};

/** Notes where a link leads. */
export function notePlace({ limit, study }: Asked): void {
  place = limit !== undefined ? "joint-limits" : study !== undefined ? "joint-study" : "joint-mark";
}

/** The plan with what a link asks about the trials: a limit at a dose, one trial, or the ketamine page's protocol as the mark. */
export function withAsked(plan: Plan, { limit, at, study, mark }: Asked): Plan {
  const change: Partial<Synthesis> = {
    ...(limit !== undefined && { limit, at: at ?? "" }),
    ...(study !== undefined && { study }),
    ...(mark === "table" && { table: true, protocol: "" }),
  };
  return { ...plan, joint: { ...(plan.joint ?? blankSynthesis), ...change } };
}
