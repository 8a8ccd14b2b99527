import { useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { IssuesContext } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { YesField } from "../patients/form-fields.tsx";
import { addEntries } from "../patients/ledger.ts";
import { momentHere } from "../patients/now.ts";
import { useWords } from "../words/words.tsx";
import { type Draft, type Step, steps } from "./draft.ts";
import { forget } from "./draft-store.ts";
import { readWritten } from "./judge.ts";
import { useVisit } from "./visit-context.ts";
import { writeCheck } from "./write-check.ts";
import { writeClosing } from "./write-visit.ts";

/** The pump is interrogated once more, seen to run, and only then is the visit closed and kept, all of it or nothing. */
export function CloseStep({ end }: { readonly end: () => void }) {
  const { words, locale } = useWords();
  const { draft, edit, faults, entries, patient, target, go } = useVisit();
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [saving, setSaving] = useState(false);
  const closing = readWritten(writeClosing(draft, target), locale);
  const own = [...faults.close, ...closing.faults];
  const open = steps.filter((step) => step !== "close" && faults[step].length > 0);
  const stopped = draft.closing.running === "no";
  const ready = own.length === 0 && open.length === 0 && !stopped;
  const set = (change: Partial<Draft["closing"]>, field: string): void =>
    edit(
      (draft) => ({
        ...draft,
        closing: { ...draft.closing, at: draft.closing.at || momentHere(), ...change },
      }),
      field,
    );
  const save = async (): Promise<void> => {
    setSaving(true);
    const written = [...entries, ...closing.entries].map(({ entry }) => entry);
    const all = written.toSpliced(-1, 0, ...writeCheck(draft, patient.entries, written, locale));
    const reply = await addEntries(patient.id, draft.revision, all, locale);
    setSaving(false);
    if (reply?.ok) {
      end();
      forget(patient.id);
      location.hash = `#/visit-sheet/${patient.id}`;
      return;
    }
    setFailed(reply ? reply.issues.map(({ message }) => message) : [words.noLedger]);
    patient.reread();
  };
  return (
    <IssuesContext value={own}>
      <div className="step-columns">
        <section className="card">
          <h2>{words.reinterrogate}</h2>
          <p className="hint">{words.reinterrogateSays}</p>
          <YesField
            label={words.readBackAgrees}
            path={["visit closed.reinterrogated", "closing.readBack"]}
            value={draft.closing.readBack}
            onChange={(readBack) => set({ readBack }, "readBack")}
          />
          <YesField
            label={words.seenRunning}
            path={["visit closed.running", "re-interrogation.running"]}
            value={draft.closing.running}
            onChange={(running) => set({ running }, "closingRunning")}
          />
          <QuantityField
            label={words.pumpVolume}
            path="re-interrogation.volume"
            units={["mL"]}
            value={draft.closing.volume}
            onChange={(volume) => set({ volume }, "closingVolume")}
          />
          <MomentField
            label={words.closedAt}
            path="at"
            value={draft.closing.at}
            near={draft.at}
            onChange={(at) => set({ at }, "closingAt")}
          />
          {stopped && (
            <p className="say red" role="alert">
              <Icon name="stop" />
              <span>{words.closeStopped}</span>
            </p>
          )}
        </section>
        <section className="card">
          <h2>{words.beforeSaving}</h2>
          <ul className="checklist">
            {steps.map((step) => (
              <Check
                key={step}
                step={step}
                done={(step === "close" ? own : faults[step]).length === 0}
                go={go}
              />
            ))}
          </ul>
          {failed.length > 0 && (
            <div className="notice" role="alert">
              {failed.map((message) => (
                <p key={message}>{message}</p>
              ))}
            </div>
          )}
          <Button className="button main" data-save isDisabled={!ready || saving} onPress={() => void save()}>
            {words.closeAndSave}
          </Button>
          <p className="hint">{words.savedTogether}</p>
        </section>
      </div>
    </IssuesContext>
  );
}

function Check({
  step,
  done,
  go,
}: {
  readonly step: Step;
  readonly done: boolean;
  readonly go: (step: Step) => void;
}) {
  const { words } = useWords();
  return (
    <li className={done ? "done" : "open"}>
      <Icon name={done ? "within" : "beyond"} />
      <button type="button" className="link" onClick={() => go(step)}>
        {words[`step ${step}`]}
      </button>
      <span className="quiet">{done ? words.stepDone : words.stepOpen}</span>
    </li>
  );
}
