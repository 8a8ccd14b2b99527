import { useCallback, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useWords } from "../words/words.tsx";
import { ErasePerson } from "./erase-person.tsx";
import { AskForm, TextField } from "./form.tsx";
import { type Role, roles, usePerson } from "./standing.ts";
import { askServer } from "./to-server.ts";
import { whenHere } from "./when.ts";

interface Head {
  readonly id: string;
  readonly login: string;
  readonly shown: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly secondFactor: boolean;
  readonly hasPassword: boolean;
  readonly subject: string | null;
  readonly codeUntil: number | null;
}
interface Glass {
  readonly id: string;
  readonly patient: string;
  readonly account: string;
  readonly reason: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly reviewedBy: string | null;
}
interface Chart {
  readonly patient: string;
  readonly accounts: readonly string[];
  readonly orphaned: boolean;
}
interface Everybody {
  readonly people: readonly Head[];
  readonly glass: readonly Glass[];
  readonly charts: readonly Chart[];
}

const byOf = ({ shown, login }: Head): string => `${shown} (${login})`;

/** What an administrator sees to: accounts, glass that was broken, charts that are restricted. */
export default function PeoplePage() {
  const { words, locale } = useWords();
  const [all, setAll] = useState<Everybody>();
  const [code, setCode] = useState<{ readonly by: string; readonly code: string }>();
  const read = useCallback(async () => {
    const [people, glass, charts] = await Promise.all(
      ["", "/glass", "/charts"].map((path) => askServer("GET", `/api/people${path}`, locale)),
    );
    if (people?.ok && glass?.ok && charts?.ok)
      setAll({ ...people.answer, ...glass.answer, ...charts.answer } as unknown as Everybody);
  }, [locale]);
  useEffect(() => void read(), [read]);
  if (!all) return <h1>{words.people}</h1>;
  const named = (id: string): string => {
    const found = all.people.find((each) => each.id === id);
    return found ? byOf(found) : id;
  };
  const given = (head: Head, answer: Readonly<Record<string, unknown>>): void => {
    setCode({ by: byOf(head), code: String(answer["code"]) });
    void read();
  };
  return (
    <div className="people">
      <h1>{words.people}</h1>
      {code && (
        <section className="notice" role="status">
          <p>{words.codeFor(code.by)}</p>
          <p className="one-time">
            <code>{code.code}</code>
          </p>
          <Button className="button" onPress={() => setCode(undefined)}>
            {words.codeGiven}
          </Button>
        </section>
      )}
      <section className="card" aria-labelledby="accounts-title">
        <h2 id="accounts-title">{words.accountsTitle}</h2>
        <ul className="accounts">
          {all.people.map((head) => (
            <Account key={head.id} head={head} onChange={read} onCode={(answer) => given(head, answer)} />
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="new-title">
        <h2 id="new-title">{words.newAccount}</h2>
        <AskForm
          key={all.people.length}
          path="/api/people"
          button={words.makeAccount}
          toBody={({ shown, login, subject }, form) => ({
            shown,
            login,
            roles: form.getAll("roles"),
            ...(subject && { subject }),
          })}
          onAnswer={({ answer }) => given(answer["account"] as Head, answer)}
        >
          <TextField name="shown" label={words.shownLabel} autoComplete="off" />
          <TextField name="login" label={words.loginLabel} hint={words.loginHint} autoComplete="off" />
          <Roles />
          <TextField name="subject" label={words.subjectLabel} hint={words.subjectHint} required={false} />
        </AskForm>
      </section>
      <section className="card" aria-labelledby="glass-title">
        <h2 id="glass-title">{words.glassTitle}</h2>
        {all.glass.length === 0 && <p className="quiet">{words.glassNone}</p>}
        <ul className="lines">
          {all.glass.map((each) => (
            <Broken key={each.id} glass={each} by={named(each.account)} onChange={read} />
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="charts-title">
        <h2 id="charts-title">{words.chartsTitle}</h2>
        {all.charts.length === 0 && <p className="quiet">{words.chartsNone}</p>}
        <ul className="lines">
          {all.charts.map(({ patient, accounts, orphaned }) => (
            <li key={patient}>
              <code>{patient}</code> {accounts.map(named).join(", ")}
              {orphaned && <strong className="tag doubt">{words.chartOrphaned}</strong>}
              {orphaned && (
                <Button
                  className="button"
                  onPress={() =>
                    void askServer("PUT", `/api/team/${patient}`, locale, { accounts: [] }).then(read)
                  }
                >
                  {words.chartOpen}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-label={words.eraseTitle}>
        <ErasePerson />
      </section>
    </div>
  );
}

function Roles({
  held = [],
  isDisabled = false,
}: {
  readonly held?: readonly Role[];
  readonly isDisabled?: boolean;
}) {
  const { words } = useWords();
  return (
    <fieldset className="roles" disabled={isDisabled}>
      <legend>{words.rolesLabel}</legend>
      {roles.map((role) => (
        <label key={role}>
          <input type="checkbox" name="roles" value={role} defaultChecked={held.includes(role)} />
          {words.roleName(role)}
        </label>
      ))}
    </fieldset>
  );
}

function Account({
  head,
  onChange,
  onCode,
}: {
  readonly head: Head;
  readonly onChange: () => void;
  readonly onCode: (answer: Readonly<Record<string, unknown>>) => void;
}) {
  const { words } = useWords();
  const isOwn = usePerson()?.account === head.id;
  const path = `/api/people/${head.id}`;
  const states = [
    head.disabled && words.disabled,
    !head.hasPassword && head.subject === null && words.noPasswordYet,
    head.hasPassword && !head.secondFactor && words.noFactorYet,
    head.subject !== null && words.signOn,
  ].filter((state) => state !== false);
  return (
    <li data-account={head.login}>
      <details>
        <summary>
          <strong>{byOf(head)}</strong>{" "}
          <span>{head.roles.map((role) => words.roleName(role)).join(" · ")}</span>
          {states.map((state) => (
            <span key={state} className="tag">
              {state}
            </span>
          ))}
        </summary>
        {isOwn && <p className="quiet">{words.ownAccount}</p>}
        <AskForm
          path={path}
          method="PUT"
          button={words.saveAccount}
          label={byOf(head)}
          toBody={({ shown }, form) => ({ shown, ...(!isOwn && { roles: form.getAll("roles") }) })}
          onAnswer={onChange}
        >
          <TextField name="shown" label={words.shownLabel} defaultValue={head.shown} />
          <Roles held={head.roles} isDisabled={isOwn} />
        </AskForm>
        {!isOwn && (
          <div className="ask-row">
            <AskForm
              path={path}
              method="PUT"
              button={head.disabled ? words.enable : words.disable}
              toBody={() => ({ disabled: !head.disabled })}
              onAnswer={onChange}
            >
              {null}
            </AskForm>
            <AskForm
              path={`${path}/reset`}
              button={words.resetPassword}
              toBody={(_, form) => ({ secondFactor: form.get("secondFactor") !== null })}
              onAnswer={({ answer }) => onCode(answer)}
            >
              <label>
                <input type="checkbox" name="secondFactor" /> {words.resetFactor}
              </label>
            </AskForm>
          </div>
        )}
      </details>
    </li>
  );
}

function Broken({
  glass,
  by,
  onChange,
}: {
  readonly glass: Glass;
  readonly by: string;
  readonly onChange: () => void;
}) {
  const { words, locale } = useWords();
  return (
    <li>
      <p>
        <strong>{by}</strong> · {whenHere(glass.fromAt, locale)} – {whenHere(glass.untilAt, locale)}
      </p>
      <p>“{glass.reason}”</p>
      <p className="quiet">
        <code>{glass.patient}</code>
      </p>
      {glass.reviewedBy === null ? (
        <AskForm
          path={`/api/people/glass/${glass.id}/reviewed`}
          button={words.glassReview}
          toBody={() => ({})}
          onAnswer={onChange}
        >
          {null}
        </AskForm>
      ) : (
        <p className="tag">{words.glassReviewed(glass.reviewedBy)}</p>
      )}
    </li>
  );
}
