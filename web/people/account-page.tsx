import { useCallback, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { EmergencyAccess } from "./chart-access.tsx";
import { AskForm, TextField } from "./form.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { beginAnew, seesPatients, usePerson } from "./standing.ts";
import { askServer } from "./to-server.ts";
import { whenHere } from "./when.ts";

interface Own {
  readonly account: { readonly hasPassword: boolean; readonly secondFactor: boolean };
  readonly recoveryLeft: number;
  readonly sessions: readonly {
    readonly stage: string;
    readonly madeAt: number;
    readonly seenAt: number;
    readonly address: string;
    readonly here: boolean;
  }[];
}

/** One's own account: what one signs in with, where one is signed in. */
export default function AccountPage() {
  const { words, locale } = useWords();
  const person = usePerson();
  const [own, setOwn] = useState<Own>();
  const [offer, setOffer] = useState<{ readonly secret: string; readonly qr: string }>();
  const [said, setSaid] = useState("");
  const read = useCallback(
    () =>
      askServer("GET", "/api/account", locale).then(
        (reply) => reply?.ok && setOwn(reply.answer as unknown as Own),
      ),
    [locale],
  );
  useEffect(() => void read(), [read]);
  const leave = async (path: string): Promise<void> => {
    await askServer("DELETE", path, locale);
    beginAnew();
  };
  if (!person || !own) return <h1>{words.account}</h1>;
  return (
    <div className="people">
      <h1>{words.account}</h1>
      <p className="lead">
        {person.by} · {person.roles.map((role) => words.roleName(role)).join(" · ")}
      </p>
      <div className="ask-buttons">
        <Button className="button" onPress={() => void leave("/api/session")}>
          {words.signOut}
        </Button>
        <Button className="button" onPress={() => void leave("/api/session/all")}>
          {words.signOutEverywhere}
        </Button>
      </div>
      <p role="status">{said}</p>
      <section className="card" aria-labelledby="sessions-title">
        <h2 id="sessions-title">{words.signedInTitle}</h2>
        <ul className="lines">
          {own.sessions.map((each) => (
            <li key={`${each.madeAt} ${each.address}`}>
              {words.sessionLine(whenHere(each.madeAt, locale), each.address)}
              {each.here && <span className="tag">{words.sessionHere}</span>}
            </li>
          ))}
        </ul>
      </section>
      {own.account.hasPassword && (
        <section className="card" aria-labelledby="password-title">
          <h2 id="password-title">{words.changePassword}</h2>
          <AskForm
            key={said}
            path="/api/account/password"
            button={words.changePassword}
            onAnswer={() => {
              setSaid(words.passwordChanged);
              void read();
            }}
          >
            <TextField
              name="current"
              label={words.currentPassword}
              type="password"
              autoComplete="current-password"
            />
            <TextField
              name="password"
              label={words.newPasswordLabel}
              hint={words.passwordHint}
              type="password"
              autoComplete="new-password"
            />
          </AskForm>
        </section>
      )}
      {own.account.hasPassword && (
        <section className="card" aria-labelledby="factor-title">
          <h2 id="factor-title">{words.secondFactor}</h2>
          <p>{words.recoveryLeft(own.recoveryLeft)}</p>
          {offer ? (
            <SecondFactor
              offer={offer}
              onDone={() => {
                setOffer(undefined);
                setSaid(words.factorChanged);
                void read();
              }}
            />
          ) : (
            <AskForm
              path="/api/account/second-factor"
              button={words.newFactor}
              onAnswer={({ answer }) => setOffer(answer as unknown as { secret: string; qr: string })}
            >
              <TextField
                name="current"
                label={words.currentPassword}
                type="password"
                autoComplete="current-password"
              />
            </AskForm>
          )}
        </section>
      )}
      {seesPatients(person) && (
        <section className="card" aria-labelledby="emergency-title">
          <h2 id="emergency-title">{words.emergencyAccessTitle}</h2>
          <p>{words.emergencyAccessHow}</p>
          <EmergencyAccess />
        </section>
      )}
    </div>
  );
}
