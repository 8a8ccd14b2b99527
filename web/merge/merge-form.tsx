import { useMemo, useState } from "react";
import { ask } from "../engine.ts";
import { asEntered, mergeRecords, type OfPatient } from "../patients/ledger.ts";
import { momentHere } from "../patients/now.ts";
import type { Patient } from "../patients/use-patient.ts";
import { useWords } from "../words/words.tsx";
import { type Compared, whoOf } from "./compared.ts";
import { SideBySide } from "./side-by-side.tsx";
import { Signed, type SignedFields } from "./signed.tsx";

/** Two records side by side, which of them is kept, and why they are one person's. */
export function MergeForm({
  patient,
  id,
  other,
}: {
  readonly patient: Patient;
  readonly id: string;
  readonly other: OfPatient;
}) {
  const { words, locale } = useWords();
  const [keeps, setKeeps] = useState<"this" | "other">("this");
  const [takenOn, setTakenOn] = useState(false);
  const here = { id: patient.id, entries: patient.entries, revision: patient.revision };
  const there = { id, ...other };
  const [kept, given] = keeps === "this" ? [here, there] : [there, here];
  const compared = useMemo(
    () =>
      ask<Compared>(
        "merge",
        { now: momentHere(), kept: kept.entries.map(asEntered), given: given.entries.map(asEntered) },
        locale,
      ),
    [kept.entries, given.entries, locale],
  );
  if (!compared.ok)
    return (
      <p className="notice" role="alert">
        {compared.issues.map(({ message }) => message).join(" ")}
      </p>
    );
  const { objections } = compared.answer;
  const open = objections.filter(({ overridable }) => !overridable);
  const named = objections.filter(({ overridable }) => overridable);
  const sides = { this: compared.answer.kept, other: compared.answer.given };
  const [mine, theirs] = keeps === "this" ? [sides.this, sides.other] : [sides.other, sides.this];
  const save = ({ reason, by }: SignedFields) =>
    mergeRecords(
      {
        kept: { patient: kept.id, revision: kept.revision },
        given: { patient: given.id, revision: given.revision },
        reason,
        by,
        ...(takenOn &&
          named.length > 0 && { overrides: named.map(({ rule }) => ({ finding: rule, by, reason })) }),
      },
      locale,
    );
  return (
    <>
      <section className="card" aria-labelledby="side-title" data-compared>
        <h2 id="side-title">{words.mergeSideBySide}</h2>
        <SideBySide mine={mine} theirs={theirs} unlike={compared.answer.unlike} />
        <fieldset className="keeps">
          <legend>{words.mergeKeepWhich}</legend>
          {(["this", "other"] as const).map((which) => (
            <label className="check" key={which}>
              <input
                type="radio"
                name="keeps"
                value={which}
                checked={keeps === which}
                onChange={() => setKeeps(which)}
              />
              {words.mergeKeep(
                whoOf((which === "this" ? mine : theirs).person, words.noPatient),
                words.mergeCount((which === "this" ? mine : theirs).entries),
              )}
            </label>
          ))}
          <p className="hint">{words.mergeKeptSays}</p>
        </fieldset>
      </section>
      <Signed
        against={objections.map(({ sentence }) => sentence)}
        isBarred={open.length > 0 || (named.length > 0 && !takenOn)}
        labels={{
          title: words.mergeDo,
          reason: words.mergeReason,
          reasonHint: words.mergeReasonHint,
          by: words.mergeBy,
          button: words.mergeDo,
        }}
        save={save}
        onSaved={() => {
          location.hash = `#/patient/${kept.id}`;
        }}
      >
        {named.length > 0 && (
          <label className="check">
            <input
              type="checkbox"
              checked={takenOn}
              onChange={({ target }) => setTakenOn(target.checked)}
              data-take-on
            />
            {words.mergeTakesOn}
          </label>
        )}
      </Signed>
    </>
  );
}
