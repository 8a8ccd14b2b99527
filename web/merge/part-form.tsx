import { useMemo } from "react";
import { ask } from "../engine.ts";
import { useLabels } from "../patients/labels.ts";
import { asEntered, type OfPatient, partRecords } from "../patients/ledger.ts";
import { momentHere } from "../patients/now.ts";
import type { Patient } from "../patients/use-patient.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { type Compared, whoOf } from "./compared.ts";
import { Signed } from "./signed.tsx";

/** Parts two records again; what stays where it is, is said before. */
export function PartForm({ patient, given }: { readonly patient: Patient; readonly given: OfPatient }) {
  const { words, locale } = useWords();
  const label = useLabels();
  const show = useShow();
  const compared = useMemo(
    () =>
      ask<Compared>(
        "merge",
        {
          now: momentHere(),
          kept: patient.entries.map(asEntered),
          given: given.entries.map(asEntered),
        },
        locale,
      ),
    [patient.entries, given.entries, locale],
  );
  if (!compared.ok || !compared.answer.merged) return null;
  const { merged, objections, given: side } = compared.answer;
  const title = words.partTitle(whoOf(side.person, words.noPatient));
  return (
    <details className="part-again" data-part={side.patient}>
      <summary>{title}</summary>
      <p>{words.partSays}</p>
      {merged.since.length === 0 ? (
        <p className="quiet">{words.partNothing}</p>
      ) : (
        <ul data-since>
          {merged.since.map(({ entry, kind, at, by }) => (
            <li key={entry}>
              {label.kind(kind)} <span className="quiet">{`${show.moment(at)} · ${by}`}</span>
            </li>
          ))}
        </ul>
      )}
      <Signed
        against={objections.map(({ sentence }) => sentence)}
        isBarred={objections.length > 0}
        labels={{ title, reason: words.partReason, by: words.partBy, button: words.partDo }}
        save={({ reason, by }) =>
          partRecords(
            {
              kept: { patient: patient.id, revision: patient.revision },
              given: { patient: side.patient, revision: given.revision },
              reason,
              by,
            },
            locale,
          )
        }
        onSaved={() => {
          location.hash = `#/patient/${patient.id}`;
        }}
      />
    </details>
  );
}
