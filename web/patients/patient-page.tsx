import { useState } from "react";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { kept as keptVisit } from "../visit/draft-store.ts";
import { ChartAccess, BreakGlass } from "../people/chart-access.tsx";
import { ErasePerson } from "../people/erase-person.tsx";
import { usePerson } from "../people/standing.ts";
import { EntryForm } from "./entry-form.tsx";
import { SaveAsFhir } from "./fhir-files.tsx";
import { IdentityStrip } from "./identity-strip.tsx";
import type { Kept } from "./ledger.ts";
import { Now } from "./now-card.tsx";
import { OpenItems } from "./open-items.tsx";
import { Timeline } from "./timeline.tsx";
import { type Patient, usePatient } from "./use-patient.ts";

/** One patient: who, what stands now, and everything that happened. */
export default function PatientPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing")
    return (
      <>
        <Waiting text={read.message} />
        {read.restricted && <BreakGlass patient={of} onOpened={read.reread} />}
      </>
    );
  return <Shown patient={read.patient} />;
}

/** A page whose patient is not there (yet); the heading stays, for those who wait for it. */
export function Waiting({ text }: { readonly text: string }) {
  const { words } = useWords();
  return (
    <>
      <h1>{words.patient}</h1>
      <p className="notice" role="status">
        {text}
      </p>
      <a href="#/patients">{words.allPatients}</a>
    </>
  );
}

function Shown({ patient }: { readonly patient: Patient }) {
  const { words } = useWords();
  const person = usePerson();
  const { standing, id } = patient;
  const [adding, setAdding] = useState<"" | "new" | Kept>("");
  const begun = keptVisit(id);
  return (
    <div className="patient-page">
      <h1 className="unseen">{standing.person?.name ?? words.noPatient}</h1>
      <IdentityStrip standing={standing}>
        <a href="#/patients" className="no-print">
          {words.allPatients}
        </a>
      </IdentityStrip>
      <div className="actions no-print">
        {standing.pump && (
          <a className="button main" href={`#/visit/${id}`} data-begin-visit>
            <Icon name="arrow" />
            {begun ? words.goOnWithVisit : words.beginVisit}
          </a>
        )}
        <button type="button" className="button" onClick={() => setAdding("new")} data-add-entry>
          <Icon name="plus" />
          {words.addEntry}
        </button>
        {patient.entries.some(({ kind }) => kind === "visit closed") && (
          <a className="button" href={`#/visit-sheet/${id}`}>
            <Icon name="print" />
            {words.lastSheet}
          </a>
        )}
        <SaveAsFhir patient={patient} />
      </div>
      {adding !== "" && (
        <EntryForm
          key={adding === "new" ? "new" : adding.id}
          patient={patient}
          corrects={adding === "new" ? undefined : adding}
          onDone={(saved) => {
            setAdding("");
            if (saved) patient.reread();
          }}
        />
      )}
      <OpenItems patient={patient} />
      <Now patient={patient} />
      <Timeline patient={patient} onCorrect={setAdding} />
      <ChartAccess patient={id} />
      {/* In a clinic this is an administrator's, who sees no chart. */}
      {!person && <ErasePerson patient={id} onErased={patient.reread} />}
    </div>
  );
}
