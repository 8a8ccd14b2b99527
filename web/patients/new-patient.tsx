import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { newEntry } from "../../src/records/records.ts";
import { readShape } from "../../src/quantity/quantity.ts";
import { gather } from "../plan/answers.ts";
import { IssuesContext } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { useWords } from "../words/words.tsx";
import { FormFields } from "./form-fields.tsx";
import { blankForm, forms, type TypedData, writeForm } from "./forms.ts";
import { useLabels } from "./labels.ts";
import { addEntries } from "./ledger.ts";
import { momentHere, zoneHere } from "./now.ts";
import { ByField } from "../people/by-field.tsx";

const kinds = ["patient", "pump implanted", "catheter implanted"] as const;
type Kind = (typeof kinds)[number];

/** A new patient with pump and catheter; nothing carries over from the last one (I-07). */
export function NewPatient({ onLeave }: { readonly onLeave: () => void }) {
  const { words, locale } = useWords();
  const label = useLabels();
  const [ids] = useState(() => ({
    patient: crypto.randomUUID(),
    of: Object.fromEntries(kinds.map((kind) => [kind, crypto.randomUUID()])) as Record<Kind, string>,
  }));
  const [by, setBy] = useState("");
  const [at, setAt] = useState(momentHere);
  const [implanted, setImplanted] = useState(momentHere);
  const [typed, setTyped] = useState<Record<Kind, TypedData>>(() => ({
    patient: { ...blankForm(forms.patient!), identifiers: [{ system: "", value: "" }] },
    "pump implanted": blankForm(forms["pump implanted"]!),
    "catheter implanted": blankForm(forms["catheter implanted"]!),
  }));
  const [without, setWithout] = useState<readonly Kind[]>([]);
  const [pressed, setPressed] = useState(false);
  const [failed, setFailed] = useState("");
  const used = useMemo(() => kinds.filter((kind) => !without.includes(kind)), [without]);
  const entries = used.map((kind) => ({
    id: ids.of[kind],
    patient: ids.patient,
    at: kind === "patient" ? at : implanted,
    zone: zoneHere(),
    by,
    from: "entered",
    kind,
    data: writeForm(forms[kind]!, typed[kind]),
  }));
  const issues = used.flatMap((kind, i) => {
    const read = readShape(newEntry, entries[i], locale);
    const faults = gather([[{ ok: read.issues.length === 0, issues: read.issues } as never, entries[i]]]);
    return faults.map((fault) => ({
      ...fault,
      path: fault.path.startsWith("data.") ? fault.path.replace("data", kind) : fault.path,
    }));
  });
  const save = async (): Promise<void> => {
    setPressed(true);
    if (issues.length > 0) return;
    const reply = await addEntries(ids.patient, 0, entries, locale);
    if (reply?.ok) location.hash = `#/patient/${ids.patient}`;
    else setFailed(reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
  };
  return (
    <IssuesContext value={pressed ? issues : issues.filter(({ blank }) => !blank)}>
      <div className="new-patient">
        <h1>{words.newPatient}</h1>
        {kinds.map((kind) => (
          <section className="card" key={kind} aria-labelledby={`new-${kind}`}>
            <h2 id={`new-${kind}`}>{label.kind(kind)}</h2>
            {kind !== "patient" && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={without.includes(kind)}
                  onChange={({ target }) =>
                    setWithout((before) =>
                      target.checked ? [...before, kind] : before.filter((each) => each !== kind),
                    )
                  }
                />
                {words.notYetImplanted}
              </label>
            )}
            {!without.includes(kind) && (
              <div className="pair">
                {kind === "pump implanted" && (
                  <MomentField
                    label={words.implantedAt}
                    path="implanted"
                    value={implanted}
                    onChange={setImplanted}
                  />
                )}
                <FormFields
                  fields={forms[kind]!}
                  typed={typed[kind]}
                  path={kind}
                  onChange={(data) => setTyped((before) => ({ ...before, [kind]: data }))}
                />
              </div>
            )}
          </section>
        ))}
        <section className="card">
          <div className="pair">
            <ByField label={words.enteredBy} path="by" value={by} onChange={setBy} />
            <MomentField label={words.enteredAt} path="at" value={at} onChange={setAt} />
          </div>
          {pressed && issues.length > 0 && (
            <p className="notice" role="alert">
              {words.stillToEnter(issues.length)}
            </p>
          )}
          {failed && (
            <p className="notice" role="alert">
              {failed}
            </p>
          )}
          <div className="actions">
            <Button className="button plain" onPress={onLeave}>
              {words.stepBack}
            </Button>
            <Button className="button main" onPress={() => void save()}>
              {words.saveInLedger}
            </Button>
          </div>
        </section>
      </div>
    </IssuesContext>
  );
}
