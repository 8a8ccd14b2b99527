import { use, useState } from "react";
import type { Answers } from "../plan/answers.ts";
import { IssuesContext } from "../plan/field.tsx";
import { ProgramEditor } from "../plan/program-editor.tsx";
import { blankOrder, blankPlan, type Plan, type Program, unknownIdentity } from "../plan/read-plan.ts";
import { ActionsContext, StoreContext, useActions } from "../plan/store.tsx";
import { writeProgram } from "../plan/write-input.ts";
import type { Typed } from "./forms.ts";
import { type KeptProgram, typedProgram } from "./standing.ts";

const nothing = { ok: false, issues: [] } as const;
/** An entry's program stands alone: nothing is computed from it while it is typed. */
const noAnswers: Answers = {
  before: undefined,
  after: nothing,
  check: nothing,
  bridge: undefined,
  last: {},
  issues: [],
};

/** The workbench's editor of a program, on the program of one entry. */
export function ProgramField({
  path,
  value,
  onChange,
}: {
  readonly path: string;
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
}) {
  const outer = useActions();
  const issues = use(IssuesContext);
  const [program, setProgram] = useState<Program>(() =>
    typeof value === "object" ? typedProgram(value as unknown as KeptProgram) : blankOrder.program,
  );
  const drug = "drug" in program ? program.drug : "";
  const plan: Plan = {
    ...blankPlan,
    draft: {
      ...blankOrder,
      reservoir: { ...blankOrder.reservoir, solution: [{ drug, concentration: "" }] },
      program,
    },
  };
  const own = issues.map((issue) => ({ ...issue, path: issue.path.replace(path, "program") }));
  return (
    <IssuesContext value={own}>
      <ActionsContext
        value={{
          ...outer,
          edit: (change) => {
            const next = change(plan).draft.program;
            setProgram(next);
            onChange(writeProgram(next) as Typed);
          },
        }}
      >
        <StoreContext
          value={{
            history: { past: [], now: plan, future: [], last: undefined },
            plan,
            identity: unknownIdentity,
            kept: null,
          }}
        >
          <ProgramEditor answers={noAnswers} />
        </StoreContext>
      </ActionsContext>
    </IssuesContext>
  );
}
