import { useCallback } from "react";
import { useActions, useStore } from "../plan/store.tsx";
import { blankKetamine, type Ketamine } from "./read-ketamine.ts";

export type EditKetamine = (change: (draft: Ketamine) => Ketamine, field: string) => void;

/** The protocol on the table. */
export const useDraft = (): Ketamine => useStore().plan.ketamine ?? blankKetamine;

/** Changes the protocol on the table; changes to one field that follow closely are one step of undo. */
export function useEditDraft(): EditKetamine {
  const { edit } = useActions();
  return useCallback(
    (change, field) =>
      edit((plan) => ({ ...plan, ketamine: change(plan.ketamine ?? blankKetamine) }), `ketamine ${field}`),
    [edit],
  );
}
