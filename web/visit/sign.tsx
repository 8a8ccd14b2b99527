import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { signEntry } from "../patients/ledger.ts";
import { momentHere, zoneHere } from "../patients/now.ts";
import type { Patient } from "../patients/use-patient.ts";
import { ByField } from "../people/by-field.tsx";
import { TextField } from "../people/form.tsx";
import { type Person, usePerson } from "../people/standing.ts";
import { lookAgain } from "../people/to-server.ts";
import { ChoiceField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { KeptVisit } from "./last-visit.ts";

const meanings = ["author", "second check", "prescriber", "witness"] as const;

/**
 * A signature under the closed visit: bound to the hash of what was kept, and so to everything before it (T-08). Where
 * people sign in it is made with what only they have (T-09).
 */
export function Sign({ patient, visit }: { readonly patient: Patient; readonly visit: KeptVisit }) {
  const { words, locale } = useWords();
  const person = usePerson();
  const [by, setBy] = useState("");
  const [meaning, setMeaning] = useState("");
  const [failed, setFailed] = useState("");
  const [busy, setBusy] = useState(false);
  const sign = async (form: HTMLFormElement): Promise<void> => {
    const typed = new FormData(form);
    const text = (name: string): string => String(typed.get(name) ?? "");
    const signing = text("password") && {
      password: text("password"),
      ...(text("code") && { code: text("code") }),
    };
    const entry = {
      id: crypto.randomUUID(),
      patient: patient.id,
      at: momentHere(),
      zone: zoneHere(),
      by: by.trim(),
      from: "entered",
      kind: "signature",
      data: { of: visit.closed.id, ofHash: visit.closed.hash, meaning },
    };
    setBusy(true);
    const reply = await signEntry(
      { patient: patient.id, revision: patient.revision, entry, signing },
      locale,
    );
    setBusy(false);
    setFailed(reply?.ok ? "" : reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
    // What this session signs with next is another thing now, or was said to be.
    if (person) lookAgain();
    if (!reply?.ok) return;
    form.reset();
    setBy("");
    setMeaning("");
    patient.reread();
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void sign(event.currentTarget);
  };
  return (
    <form className="sheet-bar sign no-print" aria-label={words.signVisit} onSubmit={submit}>
      <ByField label={words.enteredBy} path="sign.by" value={by} onChange={setBy} />
      <ChoiceField
        label={words["field meaning"]}
        path="sign.meaning"
        value={meaning}
        choices={[
          { value: "", label: words.choose },
          ...meanings.map((value) => ({ value, label: words[`choice ${value}`] })),
        ]}
        onChange={setMeaning}
      />
      <SignedWith person={person} />
      <Button className="button" type="submit" isDisabled={busy || by.trim() === "" || meaning === ""}>
        {words.signVisit}
      </Button>
      {failed && (
        <p className="notice" role="alert">
          {failed}
        </p>
      )}
    </form>
  );
}

/** What a person signs with beside the name: nothing where nobody signs in, which is said. */
function SignedWith({ person }: { readonly person: Person | null }) {
  const { words } = useWords();
  if (!person) return <p className="hint">{words.signAlone}</p>;
  if (person.signs === "provider") return <p className="hint">{words.signByProvider}</p>;
  return (
    <>
      <TextField name="password" label={words.signPassword} type="password" autoComplete="current-password" />
      {person.signs === "both" && (
        <TextField
          name="code"
          label={words.codeLabel}
          hint={words.signCodeHint}
          autoComplete="one-time-code"
        />
      )}
    </>
  );
}
