import { createContext, type ReactNode, use, useId } from "react";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Fault } from "./answers.ts";

/** Every fault of the draft; each field takes out its own. */
export const IssuesContext = createContext<readonly Fault[]>([]);

const under = (path: string, root: string): boolean =>
  path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`);

/** The faults at any of these paths or below them. */
export function useIssues(paths: readonly string[]): readonly Fault[] {
  const issues = use(IssuesContext);
  return issues.filter(({ path }) => paths.some((root) => under(path, root)));
}

export interface FieldProps {
  readonly label: string;
  /** Where in an operation's input this field ends up: its faults are shown here. */
  readonly path: string | readonly string[];
  readonly hint?: string;
}

/** What an input must carry so that its label, hint and faults are said with it. */
export interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "data-path": string;
}

/** A label, an input, a hint, and what is wrong with what was typed. */
export function Field({
  label,
  path,
  hint,
  children,
  beside,
}: FieldProps & {
  readonly children: (described: Described) => ReactNode;
  /** Shown under the input, as a rendering of what was typed. */
  readonly beside?: ReactNode;
}) {
  const id = useId();
  const paths = typeof path === "string" ? [path] : path;
  const issues = useIssues(paths);
  const wrong = issues.some(({ blank }) => !blank);
  const parts = [hint && `${id}-hint`, issues.length > 0 && `${id}-issue`].filter(Boolean);
  return (
    <div className={wrong ? "field wrong" : "field"}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": parts.length > 0 ? parts.join(" ") : undefined,
        "aria-invalid": wrong || undefined,
        "data-path": paths[0] ?? "",
      })}
      {beside}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Faults id={`${id}-issue`} issues={issues} />
    </div>
  );
}

/** Faults of a group of fields as a whole: those at exactly this path. */
export function GroupFaults({ path }: { readonly path: string }) {
  const issues = use(IssuesContext).filter((issue) => issue.path === path);
  return <Faults issues={issues} path={path} />;
}

function Faults({
  id,
  issues,
  path,
}: {
  readonly id?: string;
  readonly issues: readonly Fault[];
  readonly path?: string;
}) {
  const { words } = useWords();
  if (issues.length === 0) return null;
  // What has not been entered yet is asked for, not complained about.
  if (issues.every(({ blank }) => blank))
    return (
      <p className="needed" id={id}>
        {words.needed}
      </p>
    );
  return (
    <ul className="faults" id={id} data-path={path} tabIndex={path ? -1 : undefined}>
      {issues.map(({ path, message }) => (
        <li key={`${path}${message}`}>
          <Icon name="beyond" />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** One of several, each with its word. */
export function ChoiceField({
  value,
  choices,
  onChange,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field {...field}>
      {(described) => (
        <select {...described} value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Free text, or any of the narrow kinds a browser helps with. */
export function TextField({
  value,
  onChange,
  type = "text",
  readOnly = false,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "date" | "time" | "search";
  /** Shown and not to be changed. */
  readonly readOnly?: boolean;
}) {
  return (
    <Field {...field}>
      {(described) => (
        <input
          {...described}
          type={type}
          value={value}
          readOnly={readOnly}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
