import { useCallback } from "react";
import { useActions, useStore } from "../plan/store.tsx";
import { blankSynthesis, type Synthesis } from "./read-synthesis.ts";

export type EditSynthesis = (change: Partial<Synthesis>) => void;

/** What is asked about the trials, and how to change it; changes to one field that follow closely are one step of undo. */
export function useSynthesis(): { readonly draft: Synthesis; readonly edit: EditSynthesis } {
  const draft = useStore().plan.joint ?? blankSynthesis;
  const { edit: editPlan } = useActions();
  const edit = useCallback<EditSynthesis>(
    (change) =>
      editPlan(
        (plan) => ({ ...plan, joint: { ...(plan.joint ?? blankSynthesis), ...change } }),
        `joint ${Object.keys(change).join(" ")}`,
      ),
    [editPlan],
  );
  return { draft, edit };
}
