import { useState } from "react";
import type { EntryKind } from "../../src/records/records.ts";
import { Icon } from "../icon.tsx";
import { useShow } from "../plan/show.ts";
import { kept as keptSession } from "../session/draft-store.ts";
import { SoFar } from "../session/so-far.tsx";
import { useWords } from "../words/words.tsx";
import { kept as keptVisit } from "../visit/draft-store.ts";
import { ChartAccess, BreakGlass } from "../people/chart-access.tsx";
import { ErasePerson } from "../people/erase-person.tsx";
import { usePerson } from "../people/standing.ts";
import { EntryForm } from "./entry-form.tsx";
import { saveRecordAsFhir, SaveAsFhir } from "./fhir-files.tsx";
import { IdentityStrip } from "./identity-strip.tsx";
import type { Kept } from "./ledger.ts";
import { MergedNotice } from "../merge/merged-notice.tsx";
import { MissedCard } from "./missed-card.tsx";
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
  const { words, locale } = useWords();
  const person = usePerson();
  const { standing, id } = patient;
  const [adding, setAdding] = useState<"" | "new" | EntryKind | Kept>("");
  const begun = keptVisit(id);
  const { transferred, ketamine, merged } = standing;
  const isHere = !transferred && !merged;
  const sessionBegun = ketamine?.open || keptSession(id)?.begun;
  const saved = (entry: Record<string, unknown> | undefined): void => {
    setAdding("");
    // The record goes with the patient, the transfer in it.
    const data = entry?.["data"] as { with?: readonly string[] } | undefined;
    if (entry?.["kind"] === "transferred out" && data?.with?.includes("FHIR file"))
      void saveRecordAsFhir(id, locale);
    patient.reread();
  };
  return (
    <div className="patient-page">
      <h1 className="unseen">{standing.person?.name ?? words.noPatient}</h1>
      <IdentityStrip standing={standing}>
        <a href="#/patients" className="no-print">
          {words.allPatients}
        </a>
      </IdentityStrip>
      <MergedNotice patient={patient} />
      <Elsewhere patient={patient} onAdd={setAdding} />
      {ketamine?.open && <SessionOpen patient={patient} />}
      <div className="actions no-print">
        {standing.pump && isHere && (
          <a className="button main" href={`#/visit/${id}`} data-begin-visit>
            <Icon name="arrow" />
            {begun ? words.goOnWithVisit : words.beginVisit}
          </a>
        )}
        {isHere && (
          <a className="button" href={`#/session/${id}`} data-begin-session>
            <Icon name="arrow" />
            {sessionBegun ? words.goOnWithSession : words.beginSession}
          </a>
        )}
        {!merged && (
          <button type="button" className="button" onClick={() => setAdding("new")} data-add-entry>
            <Icon name="plus" />
            {words.addEntry}
          </button>
        )}
        {standing.program?.patientBolus && isHere && (
          <a className="button" href={`#/bolus-log/${id}`} data-bolus-log>
            <Icon name="note" />
            {words.bolusLog}
          </a>
        )}
        {patient.entries.some(({ kind }) => kind === "visit closed") && (
          <a className="button" href={`#/visit-sheet/${id}`}>
            <Icon name="print" />
            {words.lastSheet}
          </a>
        )}
        {patient.entries.some(({ kind }) => kind === "ketamine session") && (
          <a className="button" href={`#/session-sheet/${id}`}>
            <Icon name="print" />
            {words.lastSessionSheet}
          </a>
        )}
        <SaveAsFhir patient={patient} />
        {!merged && (
          <a className="button" href={`#/merge/${id}`} data-merge-with>
            {words.mergeWith}
          </a>
        )}
        {isHere && (
          <button
            type="button"
            className="button"
            onClick={() => setAdding("transferred out")}
            data-transfer-out
          >
            {words.transferOut}
          </button>
        )}
      </div>
      {adding !== "" && (
        <EntryForm
          key={typeof adding === "string" ? adding : adding.id}
          patient={patient}
          corrects={typeof adding === "string" ? undefined : adding}
          preset={typeof adding === "string" && adding !== "new" ? adding : undefined}
          onDone={(done, entry) => (done ? saved(entry) : setAdding(""))}
        />
      )}
      {!merged && <OpenItems patient={patient} />}
      <MissedCard patient={patient} onAdd={setAdding} />
      {/* Of a record that was given up only its history is shown: what stands now stands in the other. */}
      {!merged && <Now patient={patient} />}
      {ketamine && !merged && (
        <section className="card" aria-labelledby="ketamine-title">
          <h2 id="ketamine-title">{words.ketamineCard}</h2>
          <SoFar soFar={ketamine} />
        </section>
      )}
      <Timeline patient={patient} onCorrect={setAdding} />
      <ChartAccess patient={id} />
      {/* In a clinic this is an administrator's, who sees no chart. */}
      {!person && (
        <ErasePerson
          patient={id}
          isMerged={merged !== null || standing.given.length > 0}
          onErased={patient.reread}
        />
      )}
    </div>
  );
}

/** Where the patient is looked after now, where it is not here: first of all that is read. */
function Elsewhere({
  patient: { standing, entries },
  onAdd,
}: {
  readonly patient: Patient;
  readonly onAdd: (what: EntryKind | Kept) => void;
}) {
  const { words } = useWords();
  const show = useShow();
  const { transferred } = standing;
  if (!transferred || standing.merged) return null;
  const entry = entries.find(({ id }) => id === transferred.entry);
  return (
    <div className="notice gone-on" role="status" data-transferred>
      <p>
        <Icon name="arrow" />{" "}
        <strong>{words.transferredTo(transferred.to, show.date(transferred.at))}</strong>
      </p>
      <span className="visit-tools no-print">
        <button type="button" className="button" onClick={() => onAdd("transferred in")}>
          {words.transferBack}
        </button>
        {entry && (
          <button type="button" className="button plain" onClick={() => onAdd(entry)}>
            {words.transferUndo}
          </button>
        )}
      </span>
    </div>
  );
}

/** A session that was begun, wherever, and has not been ended. */
function SessionOpen({ patient: { standing } }: { readonly patient: Patient }) {
  const { words } = useWords();
  const show = useShow();
  const open = standing.ketamine?.open;
  if (!open) return null;
  return (
    <p className="say yellow" role="status" data-session-open>
      <Icon name="beyond" />
      <span>{words.sessionUnderWay(show.moment(open.at), open.by)}</span>
    </p>
  );
}
