import { useDeferredValue, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Reply } from "../../src/operations/operations.ts";
import { Icon } from "../icon.tsx";
import { TextField } from "../plan/field.tsx";
import { pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { loadDemo } from "./demo.ts";
import { ReadFhir } from "./fhir-files.tsx";
import { findPatients, type FoundPatient, type FoundPatients, readPatient } from "./ledger.ts";
import { whoOf } from "../merge/compared.ts";
import { Missed } from "./missed-list.tsx";
import { NewPatient } from "./new-patient.tsx";
import { momentHere } from "./now.ts";
import { RecallSearch } from "./recall.tsx";
import { Recheck } from "./recheck.tsx";
import { sayDate } from "./say-entry.ts";
import { keptHere } from "../session/draft-store.ts";

/** Everybody in the ledger, by name or number. */
export default function PatientsPage() {
  const { words, locale } = useWords();
  const show = useShow();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const [asOf] = useState(momentHere);
  const [answered, setAnswered] = useState<{
    readonly to: string;
    readonly reply: Reply<FoundPatients> | "none";
  }>();
  const [adding, setAdding] = useState(false);
  /** How often a file was read: each time the list is asked for anew. */
  const [readings, setReadings] = useState(0);
  useEffect(() => {
    let stale = false;
    void findPatients(asOf, wanted, locale).then(
      (found) => !stale && setAnswered({ to: wanted, reply: found ?? "none" }),
    );
    return () => {
      stale = true;
    };
  }, [asOf, wanted, locale, readings]);
  const reply = answered?.reply;
  if (adding) return <NewPatient onLeave={() => setAdding(false)} />;
  return (
    <div className="patients">
      <div className="dry-head">
        <h1>{words.patientsTitle}</h1>
        <p className="stamp">{words.asOfSays(show.moment(asOf))}</p>
      </div>
      <div className="filters no-print">
        <TextField
          label={words.searchPatients}
          path="search"
          type="search"
          value={search}
          onChange={setSearch}
        />
        <Button className="button main" onPress={() => setAdding(true)}>
          <Icon name="plus" />
          {words.newPatient}
        </Button>
        <DemoButton />
        <ReadFhir onRead={() => setReadings((n) => n + 1)} />
      </div>
      <BegunHere />
      <RecallSearch />
      <Missed asOf={asOf} again={readings} />
      <Recheck />
      {reply === undefined && <p className="quiet">{words.loading}</p>}
      {reply === "none" && (
        <p className="notice" role="alert">
          {words.noLedger}
        </p>
      )}
      {reply !== undefined && reply !== "none" && !reply.ok && (
        <p className="notice" role="alert">
          {reply.issues.map(({ message }) => message).join(" ")}
        </p>
      )}
      {reply !== undefined && reply !== "none" && reply.ok && (
        <Found found={reply.answer} busy={answered?.to !== search} />
      )}
    </div>
  );
}

function Found({ found, busy }: { readonly found: FoundPatients; readonly busy: boolean }) {
  const { words } = useWords();
  if (found.all === 0) return <p className="card">{words.noPatientsYet}</p>;
  return (
    <section className="card" aria-labelledby="found-title" aria-busy={busy}>
      <h2 id="found-title">
        {words.allPatients}
        <span className="aside" role="status">
          {words.patientsShown(found.patients.length, found.found)}
        </span>
      </h2>
      {found.patients.length === 0 && <p>{words.noPatientFound}</p>}
      <ul className="patient-list">
        {found.patients.map((patient) => (
          <li key={patient.patient}>
            <PatientLink patient={patient} />
            {patient.twins.length > 0 && (
              <a className="compare-twins" href={`#/merge/${patient.patient}`} data-compare={patient.patient}>
                {words.mergeCompare}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PatientLink({ patient }: { readonly patient: FoundPatient }) {
  const { words, locale } = useWords();
  const { name, birthDate, identifiers, serial, pump, visitOpen, delivery, transferred, session, alike } =
    patient;
  const { given } = patient;
  return (
    <a className="patient-link" href={`#/patient/${patient.patient}`} data-patient={patient.patient}>
      <strong>{name ?? words.noPatient}</strong>
      <span className="quiet">
        {[
          birthDate && words.born(sayDate(birthDate, locale)),
          ...identifiers.map(({ system, value }) => `${system} ${value}`),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <span className="quiet">
        {serial ? `${pumpName(pump ?? "")} · ${serial}` : words.noPumpOnRecord}
        {transferred && <span className="tag strong">{words.transferredTag(transferred.to)}</span>}
        {session && <span className="tag strong">{words.sessionHereTag}</span>}
        {visitOpen && <span className="tag strong">{words.visitOpenTag}</span>}
        {serial && delivery !== "running" && (
          <span className="tag strong">{words[`delivery ${delivery}`]}</span>
        )}
      </span>
      {given.length > 0 && (
        <span className="quiet">
          {words.mergedAlso(
            given.map((one) => whoOf(one, words.noPatient)).join(locale === "zh-CN" ? "；" : "; "),
          )}
        </span>
      )}
      {alike.length > 0 && (
        <span className="warned">
          <Icon name="beyond" />{" "}
          {words.looksLike(alike.slice(0, 3).join(locale === "zh-CN" ? "、" : ", "), alike.length - 3)}
        </span>
      )}
    </a>
  );
}

/** Sessions that were begun on this screen and not saved: each names its patient and when it was begun. */
function BegunHere() {
  const { words, locale } = useWords();
  const show = useShow();
  const [here] = useState(keptHere);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    let stale = false;
    for (const { patient } of here)
      void readPatient(patient, locale).then((reply) => {
        const person = reply?.ok
          ? reply.answer.entries.findLast((one) => one.kind === "patient" && one.patient === patient)
          : undefined;
        if (!stale && person) setNames((names) => ({ ...names, [patient]: String(person.data["name"]) }));
      });
    return () => {
      stale = true;
    };
  }, [here, locale]);
  if (here.length === 0) return null;
  return (
    <section className="card" aria-labelledby="begun-here">
      <h2 id="begun-here">{words.sessionsBegunHere}</h2>
      <ul>
        {here.map(({ patient, at }) => (
          <li key={patient}>
            <a href={`#/session/${patient}`} data-go-on={patient}>
              {names[patient] ?? words.noPatient} · {show.moment(at)}: {words.goOnWithSession}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Puts the made-up patient into the ledger, so that a newcomer sees a record at once. */
function DemoButton() {
  const { words, locale } = useWords();
  const [said, setSaid] = useState("");
  return (
    <>
      <Button
        className="button"
        onPress={() =>
          void loadDemo(locale).then((result) => {
            if ("patient" in result) location.hash = `#/patient/${result.patient}`;
            else setSaid(result.message || words.noLedger);
          })
        }
      >
        {words.loadDemo}
      </Button>
      {said && (
        <p className="notice" role="alert">
          {said}
        </p>
      )}
    </>
  );
}
