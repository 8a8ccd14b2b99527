import { Button } from "react-aria-components";
import { Compare } from "../plan/compare.tsx";
import { GroupFaults } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { PatientBolusEditor, ProgramEditor } from "../plan/program-editor.tsx";
import { WordsField } from "../patients/form-fields.tsx";
import { useWords } from "../words/words.tsx";
import { isProgrammed } from "./effective-plan.ts";
import { RepeatSettings } from "./repeat-settings.tsx";
import { Rules } from "./rules.tsx";
import { useVisit } from "./visit-context.ts";

/** The program before and after, hour by hour and per 24 h. */
export function ProgramStep() {
  const { words } = useWords();
  const { draft, edit, plan, answers, asked } = useVisit();
  const residual = asked?.reconciled;
  const sameDose = residual ? residual.restartAtSameDose : true;
  const choose = (change: "keep" | "change"): void =>
    edit((draft) => {
      const { active, draft: order } = draft.plan;
      // A change begins from what runs, where the drug is still the same.
      const begins =
        change === "change" && draft.change !== "change" && active && isBlankProgram(order.program)
          ? { ...order, program: active.program, patientBolus: active.patientBolus }
          : order;
      return { ...draft, change, confirmed: "", plan: { ...draft.plan, draft: begins } };
    }, "");
  return (
    <div className="step-columns wide-right">
      <div className="step-left">
        <section className="card">
          {plan.active && (
            <fieldset className="group decide">
              <legend>{words.decideProgram}</legend>
              {(["keep", "change"] as const).map((each) => (
                <label key={each} className="check">
                  <input
                    type="radio"
                    name="change"
                    data-choice={each}
                    checked={draft.change === each}
                    onChange={() => choose(each)}
                  />
                  {words[each === "keep" ? "keepProgram" : "changeProgram"]}
                </label>
              ))}
              <GroupFaults path="change" />
              {!sameDose && <p className="say yellow">{words.sameDoseNotOffered}</p>}
            </fieldset>
          )}
          {isProgrammed(draft) && (
            <WordsField
              label={words.reasonOfChange}
              path="program change.reason"
              value={draft.reason}
              onChange={(reason) => edit((draft) => ({ ...draft, reason }), "reason")}
            />
          )}
          <Rules step="program" />
        </section>
        {draft.change === "change" && (
          <>
            <RepeatSettings />
            <OtherDrug />
            <ProgramEditor answers={answers} />
            <PatientBolusEditor answers={answers} />
          </>
        )}
      </div>
      <div className={!answers.after.ok ? "results stale" : "results"}>
        <Compare answers={answers} />
      </div>
    </div>
  );
}

const isBlankProgram = (program: { readonly mode: string }): boolean =>
  program.mode === "continuous" && "rate" in program && program.rate === "";

/** The program names a drug that is not in the pump any more: it is written anew, its dose never carried over. */
function OtherDrug() {
  const { words, locale } = useWords();
  const { draft, edit, plan } = useVisit();
  const { program } = draft.plan.draft;
  const drugs = plan.draft.reservoir.solution.map(({ drug }) => drug).filter(Boolean);
  const [drug] = drugs;
  if (!drug || !("drug" in program) || program.drug === "" || drugs.includes(program.drug)) return null;
  return (
    <Button
      className="button"
      onPress={() =>
        edit((draft) => {
          const { plan } = draft;
          const fresh = { mode: "continuous", drug, rate: "" } as const;
          return {
            ...draft,
            plan: { ...plan, draft: { ...plan.draft, program: fresh, patientBolus: null } },
          };
        }, "")
      }
    >
      {words.programForDrug(drugName(drug, locale))}
    </Button>
  );
}
