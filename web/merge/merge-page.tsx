import { useEffect, useState } from "react";
import { Icon } from "../icon.tsx";
import { IdentityStrip } from "../patients/identity-strip.tsx";
import type { OfPatient } from "../patients/ledger.ts";
import { readPatient } from "../patients/ledger.ts";
import { Waiting } from "../patients/patient-page.tsx";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { useWords } from "../words/words.tsx";
import { ChooseOther } from "./choose-other.tsx";
import { MergeForm } from "./merge-form.tsx";
import { PartForm } from "./part-form.tsx";

/** Two records of one person: compared and merged, and parted again. */
export default function MergePage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  return <Shown patient={read.patient} />;
}

function Shown({ patient }: { readonly patient: Patient }) {
  const { words } = useWords();
  const { standing } = patient;
  const [other, setOther] = useState("");
  const name = standing.person?.name ?? words.noPatient;
  return (
    <div className="merge">
      <h1>{words.mergeRecords}</h1>
      <IdentityStrip standing={standing}>
        <a href={`#/patient/${patient.id}`}>{words.patient}</a>
      </IdentityStrip>
      {standing.merged ? (
        <p className="notice">
          <a href={`#/merge/${standing.merged.kept}`}>{words.mergedToKept}</a>
        </p>
      ) : (
        <>
          {standing.given.map((given) => (
            <Other key={given.patient} id={given.patient}>
              {(read) => <PartForm patient={patient} given={read} />}
            </Other>
          ))}
          <p>{words.mergeLead(name)}</p>
          {other === "" ? (
            <ChooseOther patient={patient} onChoose={setOther} />
          ) : (
            <>
              <button type="button" className="button plain" onClick={() => setOther("")}>
                <Icon name="remove" />
                {words.mergeOther}
              </button>
              <Other key={other} id={other}>
                {(read) => <MergeForm patient={patient} id={other} other={read} />}
              </Other>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** The other record, once it was read. */
function Other({
  id,
  children,
}: {
  readonly id: string;
  readonly children: (read: OfPatient) => React.ReactNode;
}) {
  const { words, locale } = useWords();
  const [found, setFound] = useState<OfPatient | string>();
  useEffect(() => {
    let stale = false;
    void readPatient(id, locale).then((reply) => {
      if (stale) return;
      if (!reply) setFound(words.noLedger);
      else setFound(reply.ok ? reply.answer : reply.issues.map(({ message }) => message).join(" "));
    });
    return () => {
      stale = true;
    };
  }, [id, locale, words]);
  if (found === undefined) return <p className="quiet">{words.loading}</p>;
  if (typeof found === "string")
    return (
      <p className="notice" role="alert">
        {found}
      </p>
    );
  return children(found);
}
