import { type ReactNode, useState } from "react";
import { Icon } from "../icon.tsx";
import { ByField } from "../people/by-field.tsx";
import { Field, IssuesContext } from "../plan/field.tsx";
import type { Reply } from "../../src/operations/operations.ts";
import { useWords } from "../words/words.tsx";

export interface SignedFields {
  readonly reason: string;
  readonly by: string;
}

/** Reason and name under something that stands in two records, with what speaks against it. */
export function Signed({
  against,
  isBarred,
  labels,
  children,
  save,
  onSaved,
}: {
  readonly against: readonly string[];
  /** True where it is not done as it stands. */
  readonly isBarred: boolean;
  readonly labels: {
    readonly title: string;
    readonly reason: string;
    readonly reasonHint?: string;
    readonly by: string;
    readonly button: string;
  };
  readonly children?: ReactNode;
  readonly save: (fields: SignedFields) => Promise<Reply<unknown> | undefined>;
  readonly onSaved: () => void;
}) {
  const { words } = useWords();
  const [reason, setReason] = useState("");
  const [by, setBy] = useState("");
  const [pressed, setPressed] = useState(false);
  const [failed, setFailed] = useState("");
  const typed = { reason: reason.trim(), by: by.trim() };
  const missing = (["reason", "by"] as const).filter((name) => typed[name] === "");
  const faults = missing.map((path) => ({ path, message: words.needed, blank: true }));
  const press = async (): Promise<void> => {
    setPressed(true);
    setFailed("");
    if (missing.length > 0 || isBarred) return;
    const reply = await save(typed);
    if (reply?.ok) onSaved();
    else setFailed(reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
  };
  return (
    <IssuesContext value={pressed ? faults : []}>
      <section className="card signed" aria-label={labels.title}>
        {against.length > 0 && (
          <>
            <p>
              <strong>{words.mergeAgainst}</strong>
            </p>
            <ul className="asking" data-against>
              {against.map((sentence) => (
                <li key={sentence} className="say red">
                  <Icon name="stop" />
                  <span>{sentence}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {children}
        <div className="pair">
          <Field label={labels.reason} path="reason" {...(labels.reasonHint && { hint: labels.reasonHint })}>
            {(described) => (
              <textarea
                {...described}
                rows={2}
                maxLength={2000}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          <ByField label={labels.by} path="by" value={by} onChange={setBy} />
        </div>
        {failed && (
          <p className="notice" role="alert">
            {failed}
          </p>
        )}
        <div className="actions">
          <button
            type="button"
            className="button main"
            disabled={isBarred}
            onClick={() => void press()}
            data-sign
          >
            {labels.button}
          </button>
        </div>
      </section>
    </IssuesContext>
  );
}
