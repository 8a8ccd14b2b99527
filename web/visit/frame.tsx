import { type ComponentType, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { IssuesContext } from "../plan/field.tsx";
import { IdentityStrip } from "../patients/identity-strip.tsx";
import { planOf } from "../patients/standing.ts";
import { useLabels } from "../patients/labels.ts";
import { useWords } from "../words/words.tsx";
import { BridgeStep } from "./bridge-step.tsx";
import { CloseStep } from "./close-step.tsx";
import { type Step, steps } from "./draft.ts";
import { forget } from "./draft-store.ts";
import { FindingsStep } from "./findings-step.tsx";
import { InterrogateStep } from "./interrogate-step.tsx";
import { ProgramStep } from "./program-step.tsx";
import { ReconcileStep } from "./reconcile-step.tsx";
import { RefillStep } from "./refill-step.tsx";
import { SecondStep } from "./second-step.tsx";
import type { Editing } from "./use-draft.ts";
import { useVisit } from "./visit-context.ts";

const contents: Readonly<Record<Step, ComponentType<{ readonly end: () => void }>>> = {
  interrogate: InterrogateStep,
  reconcile: ReconcileStep,
  refill: RefillStep,
  program: ProgramStep,
  bridge: BridgeStep,
  findings: FindingsStep,
  second: SecondStep,
  close: CloseStep,
};

/** Whose visit it is, where one is in it, the step itself, and the way on. */
export function Frame({ editing }: { readonly editing: Editing }) {
  const { words } = useWords();
  const { draft, faults, go, patient } = useVisit();
  const step = (steps as readonly string[]).includes(draft.step) ? (draft.step as Step) : "interrogate";
  const Content = contents[step];
  const at = steps.indexOf(step);
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // The way on is taken by keyboard as well: whoever goes on stands at the beginning of the next step.
    if (!first.current) title.current?.focus();
    first.current = false;
  }, [step]);
  return (
    <IssuesContext value={faults[step]}>
      <div className="visit-page">
        <IdentityStrip standing={patient.standing} />
        <GoneOn />
        <nav className="steps" aria-label={words.stepsOfVisit}>
          <ol>
            {steps.map((each, i) => {
              const open = faults[each].length;
              return (
                <li key={each}>
                  <button
                    type="button"
                    data-step={each}
                    aria-current={each === step ? "step" : undefined}
                    className={open === 0 ? "step done" : "step"}
                    onClick={() => go(each)}
                  >
                    <span className="step-number">{open === 0 ? <Icon name="within" /> : i + 1}</span>
                    <span>{words[`step ${each}`]}</span>
                    <span className="unseen">{open === 0 ? words.stepDone : words.stillToEnter(open)}</span>
                  </button>
                </li>
              );
            })}
          </ol>
        </nav>
        <div className="step-head">
          <h1 className="step-title" ref={title} tabIndex={-1}>
            {at + 1}. {words[`step ${step}`]}
          </h1>
          <span className="visit-tools">
            <Button
              className="tool"
              onPress={editing.undo}
              isDisabled={!editing.canUndo}
              aria-label={words.undo}
            >
              <Icon name="undo" />
            </Button>
            <Button
              className="tool"
              onPress={editing.redo}
              isDisabled={!editing.canRedo}
              aria-label={words.redo}
            >
              <Icon name="redo" />
            </Button>
            <Discard editing={editing} />
          </span>
        </div>
        <Wrong step={step} />
        <Content end={editing.end} />
        <div className="actions step-on">
          {at > 0 && (
            <Button className="button plain" onPress={() => go(steps[at - 1]!)}>
              {words.stepBack}
            </Button>
          )}
          <p className="quiet" role="status">
            {faults[step].length > 0 ? words.stillToEnter(faults[step].length) : words.stepDone}
          </p>
          {at < steps.length - 1 && (
            <Button className="button main" data-next onPress={() => go(steps[at + 1]!)}>
              {words.nextStep(words[`step ${steps[at + 1]!}`])}
              <Icon name="arrow" />
            </Button>
          )}
        </div>
      </div>
    </IssuesContext>
  );
}

/** What cannot be right at this step; the rules of the record stand where they are dealt with. */
function Wrong({ step }: { readonly step: Step }) {
  const { faults } = useVisit();
  const wrong = faults[step].filter(({ blank, path }) => !blank && !path.startsWith("rule "));
  if (wrong.length === 0) return null;
  return (
    <div className="card" role="alert">
      <ul className="faults">
        {wrong.map(({ path, message }) => (
          <li key={`${path}${message}`}>
            <Icon name="beyond" />
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Throws the draft away, after a second press. */
function Discard({ editing }: { readonly editing: Editing }) {
  const { words } = useWords();
  const { patient } = useVisit();
  const [sure, setSure] = useState(false);
  return (
    <Button
      className="button plain"
      onPress={() => {
        if (!sure) return setSure(true);
        editing.end();
        forget(patient.id);
        location.hash = `#/patient/${patient.id}`;
      }}
    >
      {sure ? words.discardSure : words.discardVisit}
    </Button>
  );
}

/** The record went on since the visit was begun: what came is read before anything is saved over it (P-08, I-05). */
function GoneOn() {
  const { words } = useWords();
  const label = useLabels();
  const { patient, draft, edit } = useVisit();
  if (patient.revision === draft.revision) return null;
  const since = patient.entries.filter(({ sequence }) => sequence > draft.revision);
  return (
    <div className="notice gone-on" role="alert">
      <p>{words.recordWentOn(since.map(({ kind, by }) => `${label.kind(kind)} (${by})`).join(", "))}</p>
      <Button
        className="button"
        onPress={() =>
          edit((draft) => {
            const fresh = planOf(patient.standing, draft.at);
            return {
              ...draft,
              revision: patient.revision,
              confirmed: "",
              plan: {
                ...draft.plan,
                active: fresh.active,
                since: fresh.since,
                pump: fresh.pump,
                catheter: fresh.catheter,
              },
            };
          }, "")
        }
      >
        {words.readWhatCame}
      </Button>
    </div>
  );
}
