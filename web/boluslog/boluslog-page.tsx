import { useState } from "react";
import { Button } from "react-aria-components";
import { IdentityStrip } from "../patients/identity-strip.tsx";
import { addEntries } from "../patients/ledger.ts";
import { GivenUpPage } from "../merge/merged-notice.tsx";
import { momentHere, zoneHere } from "../patients/now.ts";
import { Waiting } from "../patients/patient-page.tsx";
import { sayKeptProgram } from "../patients/say-entry.ts";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { ByField } from "../people/by-field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { kept as keptVisit } from "../visit/draft-store.ts";
import { useWords } from "../words/words.tsx";
import { countsOf, JudgedLog, LogField, type Typed, useLog } from "./boluslog.tsx";

/** A pump's log of boluses, pasted or typed, held against the program that runs; its counts go into the record. */
export default function BolusLogPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  if (read.patient.standing.merged) return <GivenUpPage patient={read.patient} />;
  const { program, pump, reservoir } = read.patient.standing;
  if (!program?.patientBolus || !pump || !reservoir) return <Waiting text={words.bolusLogNone} />;
  return <Shown patient={read.patient} />;
}

function Shown({ patient }: { readonly patient: Patient }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { standing, entries, id } = patient;
  const [to, setTo] = useState(momentHere);
  const log = useLog(standing, entries, to);
  const { program, patientBolus } = standing.program!;
  return (
    <div className="bolus-log-page">
      <IdentityStrip standing={standing}>
        <a href={`#/patient/${id}`} className="no-print">
          {words.backToPatient}
        </a>
      </IdentityStrip>
      <section className="card" aria-labelledby="log-title">
        <h1 id="log-title">{words.bolusLogTitle}</h1>
        <p className="no-print">{words.bolusLogIntro}</p>
        <p>
          <b>{words.program}</b> {sayKeptProgram(program, words, locale)} ·{" "}
          {drugName(patientBolus!.drug, locale)}{" "}
          {words.sayPatientBolus(
            show.quantity(patientBolus!.amount),
            show.span(patientBolus!.lockout),
            String(patientBolus!.maxPerDay),
          )}
        </p>
        <div className="no-print log-to">
          <MomentField label={words.bolusLogTo} path="to" value={to} onChange={setTo} />
        </div>
        <LogField log={log} standing={standing} entries={entries} />
        <JudgedLog log={log} />
        <Keep patient={patient} log={log} to={to} />
      </section>
    </div>
  );
}

/** The counts into the record, unless a visit is under way that asks for them itself. */
function Keep({ patient, log, to }: { readonly patient: Patient; readonly log: Typed; readonly to: string }) {
  const { words, locale } = useWords();
  const [by, setBy] = useState("");
  const [entry] = useState(() => crypto.randomUUID());
  const [failed, setFailed] = useState("");
  const counts = countsOf(log);
  const { patientBolus } = patient.standing.program!;
  if (keptVisit(patient.id))
    return (
      <p className="notice no-print" role="status">
        {words.bolusLogVisit} <a href={`#/visit/${patient.id}`}>{words.goOnWithVisit}</a>
      </p>
    );
  if (!counts) return null;
  const save = async (): Promise<void> => {
    const { drug, amount } = patientBolus!;
    const { given, denied } = counts;
    const reply = await addEntries(
      patient.id,
      patient.revision,
      [
        {
          id: entry,
          patient: patient.id,
          at: to,
          zone: zoneHere(),
          by: by.trim(),
          from: "entered",
          kind: "bolus count",
          data: { drug, amount, given, denied },
        },
      ],
      locale,
    );
    if (reply?.ok) location.hash = `#/patient/${patient.id}`;
    else setFailed(reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
  };
  return (
    <div className="no-print log-keep">
      <ByField label={words.enteredBy} path="by" value={by} onChange={setBy} />
      {failed && (
        <p className="notice" role="alert">
          {failed}
        </p>
      )}
      <Button
        className="button main"
        data-keep-counts
        isDisabled={by.trim() === ""}
        onPress={() => void save()}
      >
        {words.bolusLogKeep}
      </Button>
    </div>
  );
}
