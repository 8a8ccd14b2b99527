import { useState } from "react";
import { Sentences, StatusTag } from "../plan/findings.tsx";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { useReckoned } from "./use-reckoned.ts";

interface Weaned {
  readonly steps: readonly {
    readonly after: Quantity<"time">;
    readonly at?: string;
    readonly dose: Quantity;
  }[];
  readonly findings: readonly { readonly id: string; readonly sentence: string }[];
  readonly statements: readonly {
    readonly id: string;
    readonly says: string;
    readonly source: { readonly title: string };
    readonly status: string;
  }[];
  readonly notes: readonly string[];
}

/** The steps by which oral baclofen is left once the infusion runs. */
export function Weaning() {
  const { words } = useWords();
  const show = useShow();
  const [form, setForm] = useState({
    dose: "",
    step: "",
    of: "first",
    every: "",
    smallest: "",
    from: "",
    runs: false,
  });
  const change = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const { reply, faults } = useReckoned<Weaned>("wean", {
    drug: "baclofen",
    dose: form.dose,
    step: form.step,
    of: form.of,
    every: form.every,
    ...(form.smallest !== "" && { smallest: form.smallest }),
    ...(form.from !== "" && { from: form.from }),
    infusionRuns: form.runs,
  });
  return (
    <section className="card" aria-labelledby="wean-title">
      <h2 id="wean-title">{words.weanTitle}</h2>
      <IssuesContext value={faults}>
        <div className="fields">
          <QuantityField
            label={words.weanDose}
            path="dose"
            units={["mg/d"]}
            value={form.dose}
            onChange={(dose) => change({ dose })}
          />
          <QuantityField
            label={words.weanStep}
            path="step"
            units={["%"]}
            value={form.step}
            onChange={(step) => change({ step })}
          />
          <ChoiceField
            label={words.weanOf}
            path="of"
            value={form.of}
            choices={(["first", "before"] as const).map((value) => ({
              value,
              label: words[`weanOf ${value}`],
            }))}
            onChange={(of) => change({ of })}
          />
          <QuantityField
            label={words.weanEvery}
            path="every"
            units={["d", "wk"]}
            value={form.every}
            onChange={(every) => change({ every })}
          />
          {form.of === "before" && (
            <QuantityField
              label={words.weanSmallest}
              path="smallest"
              units={["mg/d"]}
              value={form.smallest}
              onChange={(smallest) => change({ smallest })}
            />
          )}
          <MomentField
            label={words.weanFrom}
            path="from"
            value={form.from}
            onChange={(from) => change({ from })}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={form.runs}
              onChange={({ target }) => change({ runs: target.checked })}
            />
            {words.weanRuns}
          </label>
        </div>
      </IssuesContext>
      {reply.ok && (
        <>
          {reply.answer.findings.map(({ id, sentence }) => (
            <p key={id} className="notice">
              <Icon name="beyond" /> {sentence}
            </p>
          ))}
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.weanDay}</th>
                <th scope="col">{words.loadDose}</th>
              </tr>
            </thead>
            <tbody>
              {reply.answer.steps.map(({ after, at, dose }) => (
                <tr key={after.value}>
                  <td>
                    {show.number(after.value)}
                    {at && ` · ${show.date(at)}`}
                  </td>
                  <td>{show.quantity(dose)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ul className="sentences">
            {reply.answer.statements.map(({ id, says, source, status }) => (
              <li key={id}>
                {says} <cite>{source.title}</cite> <StatusTag status={status} />
              </li>
            ))}
            {reply.answer.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <Sentences title={words.assumedTitle} sentences={reply.assumed} />
        </>
      )}
    </section>
  );
}
