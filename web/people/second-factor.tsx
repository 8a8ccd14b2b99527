import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { AskForm, Codes, Secret, TextField } from "./form.tsx";
import { askServer } from "./to-server.ts";

interface Offer {
  readonly secret: string;
  readonly qr: string;
}

/** Sets up a second factor: the picture, a code from it, then the codes for the day the telephone is gone. */
export function SecondFactor({
  offer,
  onDone,
}: {
  /** What the server offered; absent: it is asked for at once. */
  readonly offer?: Offer;
  readonly onDone: () => void;
}) {
  const { words, locale } = useWords();
  const [offered, setOffered] = useState<Offer | undefined>(offer);
  const [codes, setCodes] = useState<readonly string[]>();
  useEffect(() => {
    if (offer) return;
    void askServer("POST", "/api/account/second-factor", locale).then((said) => {
      if (said?.ok) setOffered(said.answer as unknown as Offer);
    });
    // Asked once: another offer would make the first picture worthless.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (codes)
    return (
      <section className="ask">
        <h2>{words.recoveryTitle}</h2>
        <p>{words.recoveryWhy}</p>
        <Codes codes={codes} />
        <div className="ask-buttons">
          <Button className="button" onPress={() => print()}>
            {words.recoveryPrint}
          </Button>
          <Button className="button main" onPress={onDone} autoFocus>
            {words.recoveryKept}
          </Button>
        </div>
      </section>
    );
  if (!offered) return <p className="quiet">{words.loading}</p>;
  return (
    <>
      <p>{words.enrolHow}</p>
      <Secret {...offered} />
      <AskForm
        path="/api/account/second-factor/confirm"
        button={words.enrolConfirm}
        onAnswer={({ answer }) => setCodes(answer["recovery"] as string[])}
      >
        <TextField
          name="code"
          label={words.codeLabel}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
        />
      </AskForm>
    </>
  );
}
