import { useCallback, useMemo } from "react";
import { useActions, useStore } from "../plan/store.tsx";
import { demos } from "./demos.ts";
import { readSheets, startWith } from "./open-sheet.ts";
import type { Analysis } from "./read-analysis.ts";

export type EditAnalysis = (
  change: Partial<Analysis> | ((before: Analysis) => Partial<Analysis>),
  field?: string,
) => void;

/** What is pooled and how, and how to change it; changes to one field that follow closely are one step of undo. */
export function useAnalysis(): { readonly analysis: Analysis; readonly edit: EditAnalysis } {
  const { pooling } = useStore().plan;
  const first = useMemo(() => startWith(readSheets("", demos.responders)[0]!), []);
  const { edit: editPlan } = useActions();
  const edit = useCallback<EditAnalysis>(
    (change, field) =>
      editPlan(
        (plan) => {
          const before = plan.pooling ?? first;
          return {
            ...plan,
            pooling: { ...before, ...(typeof change === "function" ? change(before) : change) },
          };
        },
        `pooling ${field ?? (typeof change === "function" ? "" : Object.keys(change).join(" "))}`,
      ),
    [editPlan, first],
  );
  return { analysis: pooling ?? first, edit };
}
