import { useState } from "react";
import { Button } from "react-aria-components";
import { type Locale, locales } from "../../src/quantity/quantity.ts";
import { AskForm, TextField } from "../people/form.tsx";
import { SecondFactor } from "../people/second-factor.tsx";
import { beginAnew, type Session, type Standing } from "../people/standing.ts";
import { askServer, type Said } from "../people/to-server.ts";
import { localeNames, useWords } from "../words/words.tsx";

const standingIn = ({ answer }: Said): Standing => answer as unknown as Standing;

/** What stands before the workbench until somebody has signed in, and over it while it is locked. */
export function SignIn({
  session: { standing, refresh },
  onLocale,
}: {
  readonly session: Session;
  readonly onLocale: (locale: Locale) => void;
}) {
  const { words, locale } = useWords();
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <span className="brand-name">Theca</span>
        <label className="language">
          <span className="unseen">{words.language}</span>
          <select value={locale} onChange={(event) => onLocale(event.target.value as Locale)}>
            {locales.map((each) => (
              <option key={each} value={each} lang={each}>
                {localeNames[each]}
              </option>
            ))}
          </select>
        </label>
      </header>
      <main className="sign-in-card" id="sign-in">
        {standing && <Step standing={standing} refresh={refresh} />}
      </main>
      <footer className="foot quiet">{words.notice}</footer>
    </div>
  );
}

function Step({ standing, refresh }: { readonly standing: Standing; readonly refresh: Session["refresh"] }) {
  const { words, locale } = useWords();
  const goOn = (said: Said): void => void refresh(standingIn(said));
  const leave = async (): Promise<void> => {
    await askServer("DELETE", "/api/session", locale);
    beginAnew();
  };
  const name = standing.person?.by ?? "";
  const another = (
    <Button className="link" onPress={() => void leave()}>
      {words.signInAnother}
    </Button>
  );
  switch (standing.stage) {
    case "code":
      return (
        <>
          <h1>{words.codeTitle}</h1>
          <p>{words.codeHow(name)}</p>
          <AskForm path="/api/session/code" button={words.signIn} onAnswer={goOn}>
            <TextField
              name="code"
              label={words.codeLabel}
              hint={words.codeHint}
              autoComplete="one-time-code"
              autoFocus
            />
          </AskForm>
          {another}
        </>
      );
    case "enrol":
      return (
        <>
          <h1>{words.enrolTitle}</h1>
          <SecondFactor onDone={() => void refresh()} />
          {another}
        </>
      );
    case "locked":
      return (
        <>
          <h1>{words.lockedTitle}</h1>
          <p>{words.lockedHow(name)}</p>
          <AskForm path="/api/session/unlock" button={words.unlock} onAnswer={goOn}>
            <TextField
              name="password"
              label={words.passwordLabel}
              type="password"
              autoComplete="current-password"
              autoFocus
            />
          </AskForm>
          {standing.signOn && (
            <a className="button" href="/api/session/sign-on">
              {words.signOn}
            </a>
          )}
          {another}
        </>
      );
    default:
      return standing.setup ? <Setup onAnswer={goOn} /> : <Credentials standing={standing} onAnswer={goOn} />;
  }
}

function Credentials({
  standing,
  onAnswer,
}: {
  readonly standing: Standing;
  readonly onAnswer: (said: Said) => void;
}) {
  const { words } = useWords();
  const [hasCode, setHasCode] = useState(false);
  const outcome = new URLSearchParams(location.search).get("sign-on");
  return (
    <>
      <h1>{hasCode ? words.firstPasswordTitle : words.signInTitle}</h1>
      {outcome !== null && (
        <p className="notice" role="alert">
          {outcome === "unknown" ? words.signOnUnknown : words.signOnFailed}
        </p>
      )}
      {hasCode ? (
        <AskForm key="code" path="/api/session/password" button={words.setPassword} onAnswer={onAnswer}>
          <TextField name="login" label={words.loginLabel} autoComplete="username" autoFocus />
          <TextField name="code" label={words.oneTimeLabel} hint={words.oneTimeHint} autoComplete="off" />
          <TextField
            name="password"
            label={words.newPasswordLabel}
            hint={words.passwordHint}
            type="password"
            autoComplete="new-password"
          />
        </AskForm>
      ) : (
        <AskForm key="password" path="/api/session" button={words.signIn} onAnswer={onAnswer}>
          <TextField name="login" label={words.loginLabel} autoComplete="username" autoFocus />
          <TextField
            name="password"
            label={words.passwordLabel}
            type="password"
            autoComplete="current-password"
          />
        </AskForm>
      )}
      <Button className="link" onPress={() => setHasCode(!hasCode)}>
        {hasCode ? words.haveNoCode : words.haveCode}
      </Button>
      {standing.signOn && (
        <a className="button" href="/api/session/sign-on">
          {words.signOn}
        </a>
      )}
    </>
  );
}

function Setup({ onAnswer }: { readonly onAnswer: (said: Said) => void }) {
  const { words } = useWords();
  return (
    <>
      <h1>{words.setupTitle}</h1>
      <p>{words.setupHow}</p>
      <AskForm path="/api/session/setup" button={words.setupButton} onAnswer={onAnswer}>
        <TextField name="code" label={words.setupCode} autoComplete="off" autoFocus />
        <TextField name="shown" label={words.shownLabel} autoComplete="name" />
        <TextField name="login" label={words.loginLabel} hint={words.loginHint} autoComplete="username" />
        <TextField
          name="password"
          label={words.newPasswordLabel}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
        />
      </AskForm>
    </>
  );
}
