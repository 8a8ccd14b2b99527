import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { type EntryKind, newEntry } from "../../src/records/records.ts";
import { readShape } from "../../src/quantity/quantity.ts";
import { gather } from "../plan/answers.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { useWords } from "../words/words.tsx";
import { FormFields } from "./form-fields.tsx";
import { addable, blankForm, type FormField, forms, type TypedData, writeForm } from "./forms.ts";
import { IdentityStrip } from "./identity-strip.tsx";
import { useLabels } from "./labels.ts";
import { addEntries, type Kept } from "./ledger.ts";
import { momentHere, zoneHere } from "./now.ts";
import { RePrime } from "./re-prime.tsx";
import { readForm } from "./read-form.ts";
import type { Patient } from "./use-patient.ts";
import { ByField } from "../people/by-field.tsx";

/** One more entry, or one that corrects another; the old one stays. */
export function EntryForm({
  patient,
  corrects,
  preset,
  onDone,
}: {
  readonly patient: Patient;
  readonly corrects: Kept | undefined;
  /** What is entered, where the form was opened for it. */
  readonly preset?: EntryKind | undefined;
  readonly onDone: (saved: boolean, entry?: Record<string, unknown>) => void;
}) {
  const { words, locale } = useWords();
  const label = useLabels();
  const title = useRef<HTMLHeadingElement>(null);
  const [id] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<EntryKind | "">((corrects?.kind as EntryKind) ?? preset ?? "");
  const [typed, setTyped] = useState<TypedData>(() =>
    corrects
      ? readForm(forms[corrects.kind as EntryKind] ?? [], corrects.data)
      : preset
        ? blankForm(forms[preset] ?? [])
        : {},
  );
  const [by, setBy] = useState("");
  const [at, setAt] = useState(() => corrects?.at ?? momentHere());
  const [pressed, setPressed] = useState(false);
  const [failed, setFailed] = useState("");
  useEffect(() => title.current?.focus(), []);
  const fields = (kind && forms[kind]) || [];
  const entry = {
    id,
    patient: patient.id,
    at,
    zone: zoneHere(),
    by,
    from: "entered",
    ...(corrects && { corrects: corrects.id }),
    kind,
    data: {
      ...untouched(kind === corrects?.kind ? corrects : undefined, fields),
      ...writeForm(fields, typed),
    },
  };
  const read = kind ? readShape(newEntry, entry, locale) : { issues: [] };
  const issues = gather([[{ ok: read.issues.length === 0, issues: read.issues } as never, entry]]);
  const save = async (): Promise<void> => {
    setPressed(true);
    if (issues.length > 0) return;
    const reply = await addEntries(patient.id, patient.revision, [entry], locale);
    if (reply?.ok) onDone(true, entry);
    else setFailed(reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
  };
  return (
    <IssuesContext value={pressed ? issues : issues.filter(({ blank }) => !blank)}>
      <section className="card entry-form no-print" aria-labelledby="entry-form-title">
        <h2 id="entry-form-title" ref={title} tabIndex={-1}>
          {corrects
            ? words.correctionOf(label.kind(corrects.kind))
            : preset
              ? label.kind(preset)
              : words.addEntry}
        </h2>
        <IdentityStrip standing={patient.standing} />
        {corrects && <p className="hint">{words.correctionSays}</p>}
        {corrects && mayNotHaveBeen.includes(corrects.kind) && (
          <label className="check">
            <input
              type="checkbox"
              data-path="never"
              checked={kind === "note"}
              onChange={({ target }) => {
                const chosen = target.checked ? "note" : (corrects.kind as EntryKind);
                setKind(chosen);
                setTyped(
                  target.checked
                    ? blankForm(forms.note ?? [])
                    : readForm(forms[corrects.kind as EntryKind] ?? [], corrects.data),
                );
              }}
            />
            {words.didNotHappen}
          </label>
        )}
        {corrects && kind === "note" && corrects.kind !== "note" && (
          <p className="hint">{words.didNotHappenSays}</p>
        )}
        {!corrects && !preset && (
          <ChoiceField
            label={words.kindOfEntry}
            path="kind"
            value={kind}
            choices={[
              { value: "", label: words.choose },
              ...addable.map((each) => ({ value: each, label: label.kind(each) })),
            ]}
            onChange={(chosen) => {
              setKind(chosen as EntryKind | "");
              setTyped(chosen ? blankForm(forms[chosen as EntryKind] ?? []) : {});
              setPressed(false);
              setFailed("");
            }}
          />
        )}
        {kind === "bolus count" && !corrects && patient.standing.program?.patientBolus && (
          <p>
            <a href={`#/bolus-log/${patient.id}`}>{words.bolusLogFromLog}</a>
          </p>
        )}
        {kind && (
          <>
            <div className="pair">
              <FormFields fields={fields} typed={typed} path="data" onChange={setTyped} />
            </div>
            {kind === "access port" && <RePrime standing={patient.standing} typed={typed} />}
            <div className="pair">
              <MomentField label={words.happenedAt} path="at" value={at} onChange={setAt} />
              <ByField label={words.enteredBy} path="by" value={by} onChange={setBy} />
            </div>
          </>
        )}
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
          <Button className="button plain" onPress={() => onDone(false)}>
            {words.stepBack}
          </Button>
          <Button className="button main" isDisabled={!kind} onPress={() => void save()}>
            {words.saveInLedger}
          </Button>
        </div>
      </section>
    </IssuesContext>
  );
}

/** What can have been entered for the wrong patient altogether: a correction may take it back. */
const mayNotHaveBeen: readonly string[] = [
  "transferred out",
  "transferred in",
  "chasing ended",
  "follow-up planned",
  "contact attempted",
];

/** What of a corrected entry its form does not show: it stays as it was. */
const untouched = (corrects: Kept | undefined, fields: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(corrects?.data ?? {}).filter(([name]) => !fields.some((field) => field.name === name)),
  );
