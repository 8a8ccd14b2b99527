import { type ReactNode, useId, useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { askServer, type Said } from "./to-server.ts";

/** One typed text of a form: label, input, hint. */
export function TextField({
  label,
  name,
  hint,
  ...input
}: {
  readonly label: string;
  readonly name: string;
  readonly hint?: string;
  readonly type?: "text" | "password" | "date";
  readonly autoComplete?: string;
  readonly inputMode?: "numeric" | "text";
  readonly autoFocus?: boolean;
  readonly defaultValue?: string;
  readonly required?: boolean;
}) {
  const id = useId();
  const { autoFocus, required = true, ...rest } = input;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        data-path={name}
        required={required}
        spellCheck={false}
        autoCapitalize="none"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        ref={(element) => void (autoFocus && element?.focus())}
        {...rest}
      />
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** A form that asks the server; what is wrong is said above its button, and read out. */
export function AskForm({
  children,
  button,
  path,
  method = "POST",
  toBody = (typed) => typed,
  onAnswer,
  label,
}: {
  readonly children: ReactNode;
  readonly button: string;
  readonly path: string;
  readonly method?: "POST" | "PUT" | "DELETE";
  readonly toBody?: (typed: Record<string, string>, form: FormData) => unknown;
  readonly onAnswer: (said: Said) => void;
  readonly label?: string;
}) {
  const { words, locale } = useWords();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const send = async (element: HTMLFormElement): Promise<void> => {
    const form = new FormData(element);
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    const said = await askServer(method, path, locale, toBody(typed, form));
    setBusy(false);
    setWrong(said?.ok ? [] : (said?.issues.map(({ message }) => message) ?? [words.serverAway]));
    if (said?.ok) onAnswer(said);
    else element.querySelector<HTMLInputElement>("input[type=password], input")?.focus();
  };
  return (
    <form
      className="ask"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      {children}
      <div role="alert">
        {wrong.map((message) => (
          <p key={message} className="wrong-line">
            <Icon name="stop" /> {message}
          </p>
        ))}
      </div>
      <Button type="submit" className="button main" isDisabled={busy}>
        {button}
      </Button>
    </form>
  );
}

/** A picture of a secret, and the secret as text for whoever cannot photograph it. */
export function Secret({ qr, secret }: { readonly qr: string; readonly secret: string }) {
  const { words } = useWords();
  return (
    <div className="secret">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(qr)}`}
        alt={words.qrAlt}
        width="190"
        height="190"
      />
      <p>
        {words.secretText} <code>{secret.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
    </div>
  );
}

/** Codes that are shown once. */
export function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ul className="codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}
