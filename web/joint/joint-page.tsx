import "../style/joint.css";
import { useEffect, useMemo } from "react";
import { type Fault } from "../plan/answers.ts";
import { IssuesContext } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import type { Answer } from "./answers.ts";
import { placeAsked, placeReached } from "./asked.ts";
import { Intrathecal } from "./intrathecal.tsx";
import { Limits } from "./limits.tsx";
import { Nearest } from "./nearest.tsx";
import { NextTrial } from "./next-trial.tsx";
import { OneStudy } from "./one-study.tsx";
import { Picture } from "./picture.tsx";
import { Population, Sentences } from "./population.tsx";
import { ProtocolCard } from "./protocol-card.tsx";
import { PublishedResults } from "./published.tsx";
import { QuestionCard } from "./question-card.tsx";
import { readJson, type Synthesis } from "./read-synthesis.ts";
import { Moderators, Sensitivity } from "./sensitivity.tsx";
import { Summary } from "./summary.tsx";
import { TrialsTable } from "./trials-table.tsx";
import { UnderWay } from "./under-way.tsx";
import { type Asking, useAnswer } from "./use-answer.ts";
import { type EditSynthesis, useSynthesis } from "./use-synthesis.ts";
import { withoutLine, writeAttempts } from "./write-question.ts";

/** Trials by what their patients got, and a protocol among them. */
export default function JointPage() {
  const { words } = useWords();
  const { draft, hasTable, edit } = useSynthesis();
  const asking = useRegression(
    useMemo(() => writeAttempts(draft), [draft]),
    draft.shape,
  );
  const whole = useRegression(
    useMemo(
      () => (draft.without.length > 0 ? writeAttempts({ ...draft, without: [], protocol: "" }) : null),
      [draft],
    ),
    draft.shape,
  );
  const faults = useFaults(draft, asking);
  const all = draft.without.length > 0 ? whole.answer : asking.answer;
  const ownFault = useMemo(() => readJson(draft.own).fault === true, [draft.own]);
  usePlace(draft, asking.answer !== undefined);
  const leftOut = faults.some(({ path }) => path.startsWith("protocol"));
  const underWay = asking.share !== undefined || whole.share !== undefined;
  return (
    <IssuesContext value={faults}>
      <h1>{words.jointTitle}</h1>
      <p className="lead">{words.jointLead}</p>
      <div className="bench joint">
        <div className="edit">
          <ProtocolCard
            protocol={draft.protocol}
            fromTable={hasTable && draft.table}
            hasTable={hasTable}
            edit={edit}
          />
          <QuestionCard draft={draft} edit={edit} />
        </div>
        <div className="results" aria-busy={underWay}>
          <UnderWay
            asking={{ ...asking, issues: asking.answer ? [] : asking.issues }}
            label={words.jointFound}
          />
          {leftOut && (
            <p className="notice" role="alert">
              {words.jointLeftOut}
            </p>
          )}
          {ownFault && (
            <p className="notice" role="alert">
              {words.jointOwnLeftOut}
            </p>
          )}
          {asking.answer && <Results asking={asking} answer={asking.answer} all={all} draft={draft} />}
          {all && <TrialsTable all={all} draft={draft} edit={edit} />}
          {asking.answer && <More asking={asking} answer={asking.answer} draft={draft} edit={edit} />}
        </div>
      </div>
    </IssuesContext>
  );
}

function Results({
  answer,
  all,
  draft,
}: {
  readonly asking: Asking<Answer>;
  readonly answer: Answer;
  readonly all: Answer | undefined;
  readonly draft: Synthesis;
}) {
  const { words } = useWords();
  return (
    <>
      <section className="card" aria-labelledby="joint-figure">
        <h2 id="joint-figure">{words.jointFigure}</h2>
        <Picture answer={answer} draft={draft} />
        <Sentences all={answer.sentences} />
      </section>
      <section className="card" aria-labelledby="joint-mark">
        <h2 id="joint-mark" tabIndex={-1}>
          {words.jointMark}
        </h2>
        <Nearest answer={answer} />
      </section>
      <section className="card" aria-labelledby="joint-found">
        <h2 id="joint-found">{words.jointFound}</h2>
        <Summary answer={answer} all={all} draft={draft} />
      </section>
    </>
  );
}

/** What is asked for less often, folded. */
function More({
  asking,
  answer,
  draft,
  edit,
}: {
  readonly asking: Asking<Answer>;
  readonly answer: Answer;
  readonly draft: Synthesis;
  readonly edit: EditSynthesis;
}) {
  const { words } = useWords();
  const parts = [
    ...(answer.sensitivity.length > 0
      ? [["sensitivity", words.jointSensitivity, <Sensitivity key="s" answer={answer} />] as const]
      : []),
    ...(answer.moderators.length > 1
      ? [["moderators", words.jointModerators, <Moderators key="m" answer={answer} />] as const]
      : []),
    ["published", words.jointPublished, <PublishedResults key="p" all={answer.published} />],
    ["population", words.jointPopulation, <Population key="b" draft={draft} />],
    ["next", words.jointNext, <NextTrial key="n" draft={draft} />],
    ["limits", words.jointLimits, <Limits key="l" draft={draft} edit={edit} />],
    ["study", words.jointStudy, <OneStudy key="o" draft={draft} edit={edit} />],
    ["pumps", words.jointIntrathecal, <Intrathecal key="i" />],
    ["gaps", `${words.gapsTitle} (${asking.gaps.length})`, <Sentences key="g" all={asking.gaps} />],
    [
      "assumed",
      `${words.assumedTitle} (${asking.assumed.length})`,
      <Sentences key="a" all={asking.assumed} />,
    ],
  ] as const;
  return parts.map(([id, title, content]) => (
    <Fold
      key={id}
      className="card joint-fold"
      startsOpen={id === "sensitivity"}
      summary={<h2 id={`joint-${id}`}>{title}</h2>}
    >
      {content}
    </Fold>
  ));
}

/** What the trials say; without a line where the curve that was asked for could not be had. */
function useRegression(
  attempts: ReturnType<typeof writeAttempts> | null,
  shape: Synthesis["shape"],
): Asking<Answer> {
  const { locale } = useWords();
  const asked = useAnswer<Answer>("exposureresponse", attempts, locale);
  const { answer } = asked;
  const shown = useMemo(
    () => (answer?.fit && shape === "emax" && answer.fit.kind !== "curve" ? withoutLine(answer) : answer),
    [answer, shape],
  );
  return { ...asked, answer: shown };
}

/** Brings the reader to where a link leads, once it is there: the heading is opened, seen and focused. */
function usePlace(draft: Synthesis, there: boolean): void {
  useEffect(() => {
    const place = placeAsked();
    const heading = place && document.getElementById(place);
    if (!there || !heading) return;
    placeReached();
    const fold = heading.closest("details");
    if (fold) fold.open = true;
    const focus = heading.closest("summary") ?? heading;
    focus.scrollIntoView({ block: "start" });
    focus.focus();
  }, [draft, there]);
}

/** What is wrong with the question, each at its field. */
function useFaults({ protocol, own }: Synthesis, { issues }: Asking<unknown>): readonly Fault[] {
  const { words } = useWords();
  return useMemo(() => {
    const torn = [
      ...(readJson(protocol).fault ? ["protocol"] : []),
      ...(readJson(own).fault ? ["trials"] : []),
    ].map((path) => ({ path, message: words.jointNotJson, blank: false }) as Fault);
    return [
      ...torn,
      ...issues.map(({ path, message }) => ({ path, message: `${path}: ${message}`, blank: false }) as Fault),
    ];
  }, [protocol, own, issues, words]);
}
