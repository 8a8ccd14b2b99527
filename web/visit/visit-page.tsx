import { useMemo, useState } from "react";
import { ask } from "../engine.ts";
import { useAnswers } from "../plan/answers.ts";
import type { Identity } from "../plan/read-plan.ts";
import { type Actions, ActionsContext, type Store, StoreContext, useActions } from "../plan/store.tsx";
import { asEntered } from "../patients/ledger.ts";
import { GivenUpPage } from "../merge/merged-notice.tsx";
import { momentHere } from "../patients/now.ts";
import { Waiting } from "../patients/patient-page.tsx";
import { type Patient, usePatient } from "../patients/use-patient.ts";
import { useWords } from "../words/words.tsx";
import { begin } from "./begin.ts";
import { kept } from "./draft-store.ts";
import { effectivePlan, isProgrammed } from "./effective-plan.ts";
import { Frame } from "./frame.tsx";
import { judge, readWritten, type Visited } from "./judge.ts";
import { type Editing, useDraft } from "./use-draft.ts";
import { type Visit, VisitContext } from "./visit-context.ts";
import { writeVisit } from "./write-visit.ts";

/** The visit of one patient, as one guided path. */
export default function VisitPage({ of }: { readonly of: string }) {
  const { words } = useWords();
  const read = usePatient(of);
  if (read.state === "reading") return <Waiting text={words.loading} />;
  if (read.state === "missing") return <Waiting text={read.message} />;
  if (read.patient.standing.merged) return <GivenUpPage patient={read.patient} />;
  if (!read.patient.standing.pump) return <Waiting text={words.noPumpOnRecord} />;
  if (!read.patient.standing.catheter) return <Waiting text={words.catheterFirst} />;
  return <Begun patient={read.patient} />;
}

function Begun({ patient }: { readonly patient: Patient }) {
  const [first] = useState(() => kept(patient.id) ?? begin(patient.standing, patient.revision, momentHere()));
  return <UnderWay patient={patient} editing={useDraft(first)} />;
}

function UnderWay({ patient, editing }: { readonly patient: Patient; readonly editing: Editing }) {
  const visit = useVisitOf(patient, editing);
  const { store, actions } = useBench(visit);
  return (
    <VisitContext value={visit}>
      <ActionsContext value={actions}>
        <StoreContext value={store}>
          <Frame editing={editing} />
        </StoreContext>
      </ActionsContext>
    </VisitContext>
  );
}

/** Everything that follows from the draft. */
function useVisitOf(patient: Patient, { draft, edit, go }: Editing): Visit {
  const { words, locale } = useWords();
  const { person } = patient.standing;
  const identity = useMemo<Identity>(
    () => ({
      name: person?.name ?? "",
      number: person?.identifiers[0]?.value ?? "",
      birthDate: person?.birthDate ?? "",
    }),
    [person],
  );
  const plan = useMemo(() => effectivePlan(draft), [draft]);
  const answers = useAnswers(plan, identity, locale);
  const entered = useMemo(() => patient.entries.map(asEntered), [patient.entries]);
  const written = useMemo(() => writeVisit(draft, answers.last.bridge), [draft, answers.last.bridge]);
  const { entries, faults: entryFaults } = useMemo(() => readWritten(written, locale), [written, locale]);
  const asked = useMemo(
    () =>
      ask<Visited>(
        "visit",
        {
          entries: entered,
          at: draft.at,
          ...(/^\d/.test(draft.refill.aspirated) && { aspirated: draft.refill.aspirated }),
          draft: entries.map(({ entry }) => entry),
        },
        locale,
      ),
    [entered, draft.at, draft.refill.aspirated, entries, locale],
  );
  const against = useMemo(
    () =>
      JSON.stringify(
        written
          .filter(({ part }) => part === "refill" || part === "program change" || part === "interrogation")
          .map(({ entry }) => entry.data),
      ),
    [written],
  );
  const agreed = draft.second.attempts.findLast(
    (attempt) => attempt.against === against && attempt.differences.length === 0,
  );
  const faults = judge(draft, plan, answers, asked, entryFaults, agreed !== undefined, words);
  const target = isProgrammed(draft)
    ? "program change"
    : draft.refill.wanted === "yes"
      ? "refill"
      : "interrogation";
  return {
    patient,
    draft,
    edit,
    go,
    plan,
    answers,
    asked: asked.ok ? asked.answer : undefined,
    together: asked.ok ? asked.answer.together : [],
    gaps: asked.ok ? asked.gaps : [],
    faults,
    entries: written,
    against,
    agreed,
    target: draft.ids[target]!,
  };
}

/** The workbench's editors work on the plan of the visit, and on nothing else. */
function useBench({ draft, plan, edit, patient }: Visit): { store: Store; actions: Actions } {
  const outer = useActions();
  const { person } = patient.standing;
  const store = useMemo<Store>(
    () => ({
      history: { past: [], now: plan, future: [], last: undefined },
      // The editors change the draft's own order; what is kept of the old one is put in by the visit.
      plan: {
        ...draft.plan,
        active: plan.active,
        draft: { ...draft.plan.draft, reservoir: plan.draft.reservoir },
      },
      identity: { name: person?.name ?? "", number: "", birthDate: person?.birthDate ?? "" },
      kept: null,
    }),
    [plan, draft.plan, person],
  );
  const actions = useMemo<Actions>(
    () => ({
      ...outer,
      edit: (change, field) => edit((draft) => ({ ...draft, plan: change(draft.plan) }), field),
    }),
    [outer, edit],
  );
  return { store, actions };
}
