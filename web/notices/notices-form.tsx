import { type ReactNode, useId, useState } from "react";
import { locales } from "../../src/quantity/quantity.ts";
import { zoneHere } from "../patients/now.ts";
import { AskForm, TextField } from "../people/form.tsx";
import { localeNames, useWords } from "../words/words.tsx";
import { type On, type Settings, type Settled, toBody } from "./settled.ts";

/** What is sent, when, and by which channels. */
export function NoticesForm({
  settled,
  onSaved,
}: {
  readonly settled: Settled;
  readonly onSaved: () => void;
}) {
  const { words, locale } = useWords();
  const { notices: kept } = settled;
  const [on, setOn] = useState<On>({
    digest: kept ? kept.digest !== undefined : true,
    mail: kept?.mail !== undefined,
    webhook: kept?.webhook !== undefined,
  });
  const flip = (name: keyof On) => (isOn: boolean) => setOn((before) => ({ ...before, [name]: isOn }));
  return (
    <AskForm
      path="/api/notices"
      method="PUT"
      button={words.noticesSave}
      label={words.noticesTitle}
      toBody={(typed, form) => toBody(typed, form, on, settled)}
      onAnswer={onSaved}
    >
      <section className="card" aria-labelledby="what-title">
        <h2 id="what-title">{words.noticesWhat}</h2>
        <Choice
          name="language"
          label={words.noticesLanguage}
          value={kept?.language ?? locale}
          choices={locales.map((each) => [each, localeNames[each]])}
        />
        <Switch label={words.noticesDigest} isOn={on.digest} onChange={flip("digest")}>
          <Digest digest={kept?.digest} />
        </Switch>
        <label className="check">
          <input type="checkbox" name="pressing" defaultChecked={kept?.pressing ?? true} />
          {words.noticesPressing}
        </label>
      </section>
      <section className="card" aria-labelledby="mail-title">
        <h2 id="mail-title">{words.noticesMail}</h2>
        <Switch label={words.noticesMailOn} isOn={on.mail} onChange={flip("mail")}>
          <MailFields mail={kept?.mail} hasSecret={settled.secrets.mail} />
        </Switch>
      </section>
      <section className="card" aria-labelledby="hook-title">
        <h2 id="hook-title">{words.noticesHook}</h2>
        <Switch label={words.noticesHookOn} isOn={on.webhook} onChange={flip("webhook")}>
          <HookFields webhook={kept?.webhook} />
        </Switch>
      </section>
    </AskForm>
  );
}

/** Something that is on or off, with what it takes where it is on. */
function Switch({
  label,
  isOn,
  onChange,
  children,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <>
      <label className="check">
        <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
        {label}
      </label>
      {isOn && <div className="switched">{children}</div>}
    </>
  );
}

function Choice({
  name,
  label,
  value,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} data-path={name} defaultValue={value}>
        {choices.map(([each, shown]) => (
          <option key={each} value={each}>
            {shown}
          </option>
        ))}
      </select>
    </div>
  );
}

function Digest({ digest }: Pick<Settings, "digest">) {
  const { words } = useWords();
  return (
    <>
      <TextField
        name="at"
        label={words.noticesAt}
        hint={words.noticesAtHint}
        defaultValue={digest?.at ?? "07:00"}
      />
      <TextField name="zone" label={words.noticesZone} defaultValue={digest?.zone ?? zoneHere()} />
      <TextField
        name="within"
        label={words.noticesWithin}
        inputMode="numeric"
        defaultValue={String(digest?.within ?? 7)}
      />
    </>
  );
}

function MailFields({ mail, hasSecret }: Pick<Settings, "mail"> & { readonly hasSecret: boolean }) {
  const { words } = useWords();
  return (
    <>
      <TextField name="host" label={words.noticesHost} defaultValue={mail?.host ?? ""} />
      <TextField
        name="port"
        label={words.noticesPort}
        inputMode="numeric"
        defaultValue={String(mail?.port ?? 587)}
      />
      <Choice
        name="security"
        label={words.noticesSecurity}
        value={mail?.security ?? "starttls"}
        choices={[
          ["starttls", words.noticesStartTls],
          ["tls", words.noticesTls],
          ["none", words.noticesNoTls],
        ]}
      />
      <TextField
        name="user"
        label={words.noticesUser}
        hint={words.noticesUserHint}
        defaultValue={mail?.user ?? ""}
        autoComplete="off"
        required={false}
      />
      <TextField
        name="password"
        type="password"
        label={words.noticesPassword}
        hint={hasSecret ? words.noticesKept : words.noticesNone}
        autoComplete="new-password"
        required={false}
      />
      <TextField name="from" label={words.noticesFrom} defaultValue={mail?.from ?? ""} />
      <TextField
        name="to"
        label={words.noticesTo}
        hint={words.noticesToHint}
        defaultValue={mail?.to.join(", ") ?? ""}
      />
    </>
  );
}

function HookFields({ webhook }: Pick<Settings, "webhook">) {
  const { words } = useWords();
  return (
    <>
      <TextField
        name="url"
        type="password"
        label={words.noticesUrl}
        hint={webhook ? words.noticesUrlKept(webhook.origin) : words.noticesUrlHint}
        autoComplete="new-password"
        required={webhook === undefined}
      />
      <Choice
        name="where"
        label={words.noticesWhere}
        value={webhook?.where ?? "own network"}
        choices={[
          ["own network", words.noticesOwn],
          ["internet", words.noticesInternet],
        ]}
      />
      <TextField
        name="token"
        type="password"
        label={words.noticesToken}
        hint={words.noticesTokenHint}
        autoComplete="new-password"
        required={false}
      />
    </>
  );
}
