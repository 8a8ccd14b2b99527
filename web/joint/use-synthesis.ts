import { useCallback, useMemo } from "react";
import type { Ketamine } from "../ketamine/read-ketamine.ts";
import { writeProtocol } from "../ketamine/write-protocol.ts";
import { useActions, useStore } from "../plan/store.tsx";
import { blankSynthesis, type Synthesis } from "./read-synthesis.ts";

export type EditSynthesis = (change: Partial<Synthesis>) => void;

/** What a mark needs of a protocol: from which vial and in which bag makes no difference to the exposure. */
function textOf(ketamine: Ketamine): string {
  const { drug, patient, cap, sessions } = writeProtocol(ketamine);
  return JSON.stringify({ drug, patient, ...(cap !== undefined && { cap }), sessions }, null, 1);
}

/** What is asked about the trials, and how to change it; changes to one field that follow closely are one step of undo. */
export function useSynthesis(): {
  readonly draft: Synthesis;
  /** Whether there is a protocol on the ketamine page. */
  readonly hasTable: boolean;
  readonly edit: EditSynthesis;
} {
  const { joint, ketamine } = useStore().plan;
  const draft = useMemo(() => {
    const asked = joint ?? blankSynthesis;
    return asked.table && ketamine ? { ...asked, protocol: textOf(ketamine) } : asked;
  }, [joint, ketamine]);
  const { edit: editPlan } = useActions();
  const edit = useCallback<EditSynthesis>(
    (change) =>
      editPlan(
        (plan) => ({ ...plan, joint: { ...(plan.joint ?? blankSynthesis), ...change } }),
        `joint ${Object.keys(change).join(" ")}`,
      ),
    [editPlan],
  );
  return { draft, hasTable: ketamine !== null, edit };
}
