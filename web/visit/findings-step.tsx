import { indications, jurisdictions, phases } from "../../src/knowledge/knowledge.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, GroupFaults } from "../plan/field.tsx";
import { Findings } from "../plan/findings.tsx";
import { Totals } from "../plan/compare.tsx";
import { primaryOf } from "../plan/read-order.ts";
import type { Plan } from "../plan/read-plan.ts";
import { useShow } from "../plan/show.ts";
import { useWords, type Words } from "../words/words.tsx";
import { isProgrammed } from "./effective-plan.ts";
import { totalsText } from "./judge.ts";
import { TakeOn } from "./rules.tsx";
import { TogetherCards } from "./together.tsx";
import { useVisit } from "./visit-context.ts";

/** What every limit says of the new program; both totals are read and confirmed (INC-2). */
export function FindingsStep() {
  const { draft, answers } = useVisit();
  const blocking = (answers.last.check?.findings ?? []).filter(({ blocks }) => blocks);
  return (
    <div className="step-columns">
      <div className="step-left">
        <Purpose />
        <TogetherCards />
        {isProgrammed(draft) && <ConfirmTotals />}
      </div>
      <div>
        <Findings answers={answers} />
        {blocking.map(({ id, sentence }) => (
          <section key={id} className="card">
            <p className="say red">
              <Icon name="stop" />
              <span>{sentence}</span>
            </p>
            <TakeOn finding={id} />
          </section>
        ))}
      </div>
    </div>
  );
}

type Purposes = "indication" | "phase" | "jurisdiction" | "opioid";

/** What it is for, and whose labels speak: decides which limits are held against it. */
function Purpose() {
  const { words } = useWords();
  const { draft, edit } = useVisit();
  const choices: Readonly<Record<Purposes, readonly string[]>> = {
    indication: indications.filter((each) => !each.startsWith("ketamine")),
    phase: phases,
    jurisdiction: jurisdictions,
    opioid: ["unknown", "naive", "tolerant"],
  };
  return (
    <section className="card">
      <h2>{words.patientTitle}</h2>
      <div className="pair">
        {(Object.keys(choices) as Purposes[]).map((key) => (
          <ChoiceField
            key={key}
            label={words[key]}
            path={key === "opioid" ? "patient.opioid" : key}
            value={draft.plan[key]}
            choices={[
              ...(key === "opioid" ? [] : [{ value: "", label: words.choose }]),
              ...choices[key].map((value) => ({ value, label: words[value as keyof Words] as string })),
            ]}
            onChange={(value) =>
              edit((draft) => ({ ...draft, plan: { ...draft.plan, [key]: value } as Plan }), key)
            }
          />
        ))}
      </div>
    </section>
  );
}

/** The hard confirmation: both totals by their figures; another figure asks again. */
function ConfirmTotals() {
  const { words } = useWords();
  const show = useShow();
  const { draft, edit, plan, answers, together } = useVisit();
  const { before, after } = answers.last;
  const text = totalsText(before, after, together);
  const drug = primaryOf(plan.draft);
  const total = (side: typeof after): string => {
    const found = side?.daily.find((each) => each.drug === drug) ?? side?.daily[0];
    return found ? show.quantity(found.dose) : words.notKnown;
  };
  return (
    <section className="card">
      <h2>{words.confirmTotals}</h2>
      <Totals side={answers.last} />
      {after && (
        <label className="check confirm-total">
          <input
            type="checkbox"
            data-path="confirmed"
            checked={draft.confirmed === text}
            onChange={({ target }) =>
              edit((draft) => ({ ...draft, confirmed: target.checked ? text : "" }), "")
            }
          />
          {plan.active
            ? words.confirmRead(total(before), total(after))
            : words.confirmReadStart(total(after))}
        </label>
      )}
      <GroupFaults path="confirmed" />
    </section>
  );
}
