import { createContext, use } from "react";
import type { Answers } from "../plan/answers.ts";
import type { Plan } from "../plan/read-plan.ts";
import type { Patient } from "../patients/use-patient.ts";
import type { Attempt, Draft, Step } from "./draft.ts";
import type { Faults, Visited } from "./judge.ts";
import type { Together } from "./together.tsx";
import type { Written } from "./write-visit.ts";

/** A visit under way, and everything that follows from what was typed. */
export interface Visit {
  readonly patient: Patient;
  readonly draft: Draft;
  readonly edit: (change: (draft: Draft) => Draft, field: string) => void;
  readonly go: (step: Step) => void;
  /** The plan that the visit comes to. */
  readonly plan: Plan;
  readonly answers: Answers;
  readonly asked: Visited | undefined;
  /** What the pump gives together with what else of its kind is taken. */
  readonly together: readonly Together[];
  readonly gaps: readonly string[];
  readonly faults: Faults;
  readonly entries: readonly Written[];
  /** What a second check is held against: another draft is another check. */
  readonly against: string;
  readonly agreed: Attempt | undefined;
  /** Whether anything has been entered or decided that others check. */
  readonly target: string;
}

export const VisitContext = createContext<Visit | null>(null);

export function useVisit(): Visit {
  const visit = use(VisitContext);
  if (!visit) throw new Error("a step stands outside the visit");
  return visit;
}
