import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { type Answers, useProtocol } from "../ketamine/answers.ts";
import { blankKetamine } from "../ketamine/read-ketamine.ts";
import { Icon } from "../icon.tsx";
import { IdentityStrip } from "../patients/identity-strip.tsx";
import { addEntries, type Kept } from "../patients/ledger.ts";
import { momentHere } from "../patients/now.ts";
import { Waiting } from "../patients/patient-page.tsx";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { type KeptDraft, useKeptDraft } from "../plan/use-kept-draft.ts";
import { useWords } from "../words/words.tsx";
import { blankDraft, type Draft } from "./draft.ts";
import { forget, keep, kept } from "./draft-store.ts";
import { Ending } from "./ending.tsx";
import { Prepare } from "./prepare.tsx";
import { prepare } from "./prepared.ts";
import { Running } from "./running.tsx";
import { minutesSince, useChart, useNow } from "./use-chart.ts";
import { GivenUpPage } from "../merge/merged-notice.tsx";
import { writeBeginning } from "./write-session.ts";

/** The ketamine session of one patient: prepared, run and ended on one page. */
export default function SessionPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  if (read.patient.standing.merged) return <GivenUpPage patient={read.patient} />;
  const { transferred } = read.patient.standing;
  if (transferred)
    return (
      <Waiting text={words.transferredTo(transferred.to, transferred.at.slice(0, "2026-01-05".length))} />
    );
  return <Begun patient={read.patient} />;
}

/** Whether the session of a draft is in the record already: it was ended elsewhere. */
const isEnded = ({ ids }: Draft, entries: readonly Kept[]): boolean =>
  entries.some(({ kind, data }) => kind === "ketamine session" && data["begun"] === ids.begun);

/** The draft of this browser; else the session that the record says is open; else nothing filled in. */
function firstDraft(patient: Patient): { readonly draft: Draft; readonly isFromRecord: boolean } {
  const own = kept(patient.id);
  const open = patient.standing.ketamine?.open;
  if (own && !isEnded(own, patient.entries) && (own.begun || !open))
    return { draft: own, isFromRecord: false };
  const blank = blankDraft(patient.id, patient.revision);
  const begun = open && patient.entries.find(({ id }) => id === open.entry);
  if (!begun) return { draft: blank, isFromRecord: false };
  const draft: Draft = {
    ...blank,
    stage: "run",
    ids: { ...blank.ids, begun: begun.id },
    by: begun.by,
    at: begun.at,
    begun: { ...begun.data },
  };
  return { draft, isFromRecord: true };
}

function Begun({ patient }: { readonly patient: Patient }) {
  const [first] = useState(() => firstDraft(patient));
  const editing = useKeptDraft(first.draft, keep);
  return <UnderWay patient={patient} editing={editing} isFromRecord={first.isFromRecord} />;
}

interface Props {
  readonly patient: Patient;
  readonly editing: KeptDraft<Draft>;
  readonly isFromRecord: boolean;
}

function UnderWay({ patient, editing, isFromRecord }: Props) {
  const { words, locale } = useWords();
  const { draft, edit, beginFrom, end } = editing;
  const now = useNow();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(draft.stage);
  useEffect(() => {
    if (shown.current !== draft.stage) title.current?.focus();
    shown.current = draft.stage;
  }, [draft.stage]);
  const answers: Answers = useProtocol(draft.protocol ?? blankKetamine, locale);
  const chart = useChart(draft, now);
  const prepared = useMemo(
    () => prepare({ ...draft, at: draft.at || now }, answers, patient, words, locale),
    [draft, now, answers, patient, words, locale],
  );
  const send = async (entry: object): Promise<readonly string[]> => {
    const reply = await addEntries(patient.id, patient.revision, [entry], locale);
    if (reply?.ok) return [];
    patient.reread();
    return reply ? reply.issues.map(({ message }) => message) : [words.noLedger];
  };
  const start = async (): Promise<readonly string[]> => {
    const begun: Draft = { ...draft, at: draft.at || momentHere(), stage: "run", begun: prepared.begun };
    const failed = await send(writeBeginning(begun, prepared.begun));
    if (failed.length > 0) return failed;
    // The beginning stands in the record: it is not undone here.
    beginFrom(begun);
    patient.reread();
    return [];
  };
  const save = async (entry: object): Promise<readonly string[]> => {
    const failed = await send(entry);
    if (failed.length > 0) return failed;
    end();
    forget(patient.id);
    location.hash = `#/session-sheet/${patient.id}`;
    return [];
  };
  const minute = minutesSince(draft.at, now);
  const names = { prepare: words.stepPrepare, run: words.stepRun, end: words.stepEnd };
  const answer = chart?.ok ? chart.answer : undefined;
  return (
    <div className="visit-page session-page">
      <IdentityStrip standing={patient.standing}>
        <a href={`#/patient/${patient.id}`} className="no-print">
          {words.backToPatient}
        </a>
      </IdentityStrip>
      {isFromRecord && (
        <p className="notice" role="status">
          {words.begunElsewhere}
        </p>
      )}
      <div className="step-head">
        <h1 className="step-title" ref={title} tabIndex={-1} data-stage={draft.stage}>
          {words.sessionStage(names[draft.stage])}
        </h1>
        <Tools editing={editing} patient={patient} />
      </div>
      {chart && !chart.ok && (
        <ul className="faults card" role="alert">
          {chart.issues.map(({ path, message }) => (
            <li key={path}>
              <Icon name="beyond" />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      {draft.stage === "prepare" && (
        <Prepare
          patient={patient}
          draft={draft}
          edit={edit}
          answers={answers}
          prepared={prepared}
          start={start}
        />
      )}
      {draft.stage === "run" && answer && (
        <Running draft={draft} edit={edit} chart={answer} minute={minute} now={now} />
      )}
      {draft.stage === "end" && answer && (
        <Ending draft={draft} edit={edit} chart={answer} now={now} save={save} />
      )}
    </div>
  );
}

function Tools({ editing, patient }: { readonly editing: KeptDraft<Draft>; readonly patient: Patient }) {
  const { words } = useWords();
  const [sure, setSure] = useState(false);
  const begun = editing.draft.begun !== null;
  return (
    <span className="visit-tools">
      <Button className="tool" onPress={editing.undo} isDisabled={!editing.canUndo} aria-label={words.undo}>
        <Icon name="undo" />
      </Button>
      <Button className="tool" onPress={editing.redo} isDisabled={!editing.canRedo} aria-label={words.redo}>
        <Icon name="redo" />
      </Button>
      {!begun && (
        <Button
          className="button plain"
          onPress={() => {
            if (!sure) return setSure(true);
            editing.end();
            forget(patient.id);
            location.hash = `#/patient/${patient.id}`;
          }}
        >
          {sure ? words.discardSure : words.discardSession}
        </Button>
      )}
    </span>
  );
}
