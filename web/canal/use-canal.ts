import { useCallback } from "react";
import { adultCanal } from "../../src/knowledge/knowledge.ts";
import type { Plan } from "../plan/read-plan.ts";
import { useActions, useStore } from "../plan/store.tsx";
import type { CanalDraft } from "./read-canal.ts";
import { hasPump } from "./write-question.ts";

export type EditCanal = (change: (draft: CanalDraft) => CanalDraft, field: string) => void;

/** A solution four times as strong at the same dose: what the line does to it is seen at once. */
const firstDemo = "concentration-up";

const where = { tip: "T10", set: "", tanks: String(adultCanal.tanks.value) };

/** Where one begins to look: at the plan on the table where there is one. */
const beginning = (plan: Plan): CanalDraft => ({
  view: "time",
  look: {
    ...where,
    people: "100",
    from: hasPump(plan) ? "plan" : firstDemo,
    drug: "",
    span: "7 d",
    calls: "",
  },
  levels: ["L3/4", "T10", "T2"],
  bandAt: "T10",
  logarithmic: false,
  pair: {
    kind: "late-refill",
    deed: "skipped",
    drug: "",
    span: "",
    fields: null,
    where: { ...where, people: "0" },
    levels: ["T10", "T2"],
  },
});

/** What is looked at, and how to change it; changes to one field that follow closely are one step of undo. */
export function useCanal(): { readonly draft: CanalDraft; readonly edit: EditCanal } {
  const { plan } = useStore();
  const { edit: editPlan } = useActions();
  const edit = useCallback<EditCanal>(
    (change, field) =>
      editPlan(
        (plan) => ({ ...plan, canal: change(plan.canal ?? beginning(plan)) }),
        field && `canal ${field}`,
      ),
    [editPlan],
  );
  return { draft: plan.canal ?? beginning(plan), edit };
}
