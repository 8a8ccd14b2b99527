import { useCallback } from "react";
import { useActions, useStore } from "../plan/store.tsx";
import { blankSimulation, type Simulation } from "./read-simulation.ts";

export type EditSimulation = (change: (draft: Simulation) => Simulation, field: string) => void;

/** What is simulated, and how to change it; changes to one field that follow closely are one step of undo. */
export function useSimulation(): { readonly draft: Simulation; readonly edit: EditSimulation } {
  const draft = useStore().plan.simulation ?? blankSimulation;
  const { edit: editPlan } = useActions();
  const edit = useCallback<EditSimulation>(
    (change, field) =>
      editPlan(
        (plan) => ({ ...plan, simulation: change(plan.simulation ?? blankSimulation) }),
        field && `simulation ${field}`,
      ),
    [editPlan],
  );
  return { draft, edit };
}
