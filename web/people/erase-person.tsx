import { useState } from "react";
import { useWords } from "../words/words.tsx";
import { AskForm, TextField } from "./form.tsx";

/**
 * Erases a person for good. On the page of a record its number is typed; an administrator of a clinic, who sees no chart,
 * names it by number and birth date.
 */
export function ErasePerson({
  patient,
  isMerged = patient === undefined,
  onErased,
}: {
  readonly patient?: string;
  /** Whether it is merged with another record; absent: not known here. */
  readonly isMerged?: boolean;
  readonly onErased?: () => void;
}) {
  const { words } = useWords();
  const [done, setDone] = useState<{ readonly entries: number; readonly plans: number }>();
  if (done)
    return (
      <p className="notice" role="status" data-erased>
        {words.eraseDone(done.entries, done.plans)}
      </p>
    );
  return (
    <details className="erase-person no-print">
      <summary>{words.eraseTitle}</summary>
      <p>{words.eraseHow}</p>
      <AskForm
        path="/api/ledger/erase"
        button={words.eraseButton}
        label={words.eraseTitle}
        toBody={({ identifier, birthDate, reason, merged }) => ({
          ...(patient === undefined ? { birthDate } : { patient }),
          identifier,
          reason,
          ...(merged && { merged: true }),
        })}
        onAnswer={({ answer }) => {
          setDone({ entries: Number(answer["entries"]), plans: Number(answer["plans"]) });
          onErased?.();
        }}
      >
        <TextField name="reason" label={words.eraseReason} hint={words.eraseReasonHint} autoComplete="off" />
        <TextField
          name="identifier"
          label={words.eraseNumber}
          hint={words.eraseNumberHint}
          autoComplete="off"
        />
        {patient === undefined && (
          <TextField name="birthDate" label={words.patientBorn} type="date" autoComplete="off" />
        )}
        {isMerged && (
          <label className="check">
            <input type="checkbox" name="merged" value="yes" />
            {words.eraseMerged}
          </label>
        )}
      </AskForm>
    </details>
  );
}
