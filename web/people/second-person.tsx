import { useState } from "react";
import { useWords } from "../words/words.tsx";
import { AskForm, TextField } from "./form.tsx";
import { usePerson } from "./standing.ts";
import { bearSecond } from "./to-server.ts";

/** A second person signs in beside, for a second check or a signature; nothing where nobody signs in. */
export function SecondPerson({ onSigned }: { readonly onSigned: (by: string) => void }) {
  const { words } = useWords();
  const person = usePerson();
  const [by, setBy] = useState("");
  if (!person) return null;
  if (by !== "") return <p role="status">{words.secondSigned(by)}</p>;
  return (
    <section aria-labelledby="second-title">
      <h3 id="second-title">{words.secondPersonTitle}</h3>
      <p>{words.secondHow}</p>
      <AskForm
        path="/api/session/second"
        button={words.signIn}
        onAnswer={({ answer }) => {
          bearSecond(String(answer["token"]));
          setBy(String(answer["by"]));
          onSigned(String(answer["by"]));
        }}
      >
        <TextField name="login" label={words.loginLabel} autoComplete="off" />
        <TextField name="password" label={words.passwordLabel} type="password" autoComplete="off" />
        <TextField name="code" label={words.codeLabel} hint={words.codeHint} autoComplete="one-time-code" />
      </AskForm>
    </section>
  );
}
