import "../style/canal.css";
import "../style/simulation.css";
import { useMemo } from "react";
import { Button } from "react-aria-components";
import { type FitAnswer, simulationOnly, type TargetAnswer } from "../../src/exposure/exposure.ts";
import type { Reply } from "../../src/operations/operations.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { UnderWay } from "../canal/under-way.tsx";
import { type Asking, useAnswer } from "../canal/use-answer.ts";
import { gather } from "../plan/answers.ts";
import { IssuesContext } from "../plan/field.tsx";
import { Sentences } from "../plan/findings.tsx";
import { Issues } from "../plan/issues.tsx";
import { useWords } from "../words/words.tsx";
import { BodyFields, FitFields, TargetFields } from "./fields.tsx";
import { FitResults } from "./fit-results.tsx";
import { madeUp, views } from "./read-simulation.ts";
import { TargetResults } from "./target-results.tsx";
import { useSimulation } from "./use-simulation.ts";
import { writeFit, writeTarget } from "./write-question.ts";

/** What a model would do under rates or with samples: under its sentence, outside everybody's record. */
export default function SimulationPage() {
  const { words, locale } = useWords();
  const { draft, edit } = useSimulation();
  const { view } = draft;
  return (
    <div className={`canal simulation simulation-${languageOf(locale)}`}>
      <h1>{words.simulationTitle}</h1>
      <p className="notice canal-teaching simulation-only">{simulationOnly(locale)}</p>
      <div className="canal-views no-print" role="group" aria-label={words.simulationViews}>
        {views.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            onClick={() => edit((draft) => ({ ...draft, view: each }), "view")}
          >
            {words[`simulationView ${each}`]}
          </button>
        ))}
      </div>
      <p className="lead">{words[`simulationSays ${view}`]}</p>
      {view === "target" ? <TargetView /> : <FitView />}
    </div>
  );
}

function TargetView() {
  const { locale } = useWords();
  const { draft } = useSimulation();
  const inputs = useMemo(() => writeTarget(draft), [draft]);
  const asking = useAnswer<TargetAnswer>("target", inputs, locale);
  return (
    <Bench asking={asking} input={inputs[0]}>
      {asking.answer && <TargetResults answer={asking.answer.answer} />}
    </Bench>
  );
}

function FitView() {
  const { locale } = useWords();
  const { draft } = useSimulation();
  const input = useMemo(() => writeFit(draft), [draft]);
  const asking = useAnswer<FitAnswer>("fit", [input], locale);
  return (
    <Bench asking={asking} input={input}>
      {asking.answer && <FitResults answer={asking.answer.answer} />}
    </Bench>
  );
}

/** Fields beside what comes of them. */
function Bench({
  asking,
  input,
  children,
}: {
  readonly asking: Asking<unknown>;
  readonly input: unknown;
  readonly children: React.ReactNode;
}) {
  const { words } = useWords();
  const { draft, edit } = useSimulation();
  const { answer, issues, fresh, busy } = asking;
  const faults = useMemo(() => gather([[{ ok: false, issues } satisfies Reply, input]]), [issues, input]);
  const stale = answer !== undefined && (!fresh || issues.length > 0);
  return (
    <IssuesContext value={faults}>
      <Issues issues={faults} />
      <div className="bench">
        <div className="edit">
          <div className="no-print">
            <Button className="button" onPress={() => edit(({ view }) => ({ ...madeUp, view }), "")}>
              {words.simulationExample}
            </Button>
          </div>
          <BodyFields draft={draft} edit={edit} />
          {draft.view === "target" ? (
            <TargetFields draft={draft} edit={edit} />
          ) : (
            <FitFields draft={draft} edit={edit} />
          )}
        </div>
        <div className={stale ? "results canal-results stale" : "results canal-results"} aria-busy={busy}>
          <UnderWay asking={{ ...asking, issues: [] }} />
          {answer ? (
            <>
              {children}
              <section className="card" aria-label={words.assumedTitle}>
                <Sentences title={words.gapsTitle} sentences={answer.gaps} open />
                <Sentences title={words.assumedTitle} sentences={answer.assumed} open />
              </section>
            </>
          ) : (
            <section className="card">
              <p className="quiet">{words.notComputed}</p>
            </section>
          )}
        </div>
      </div>
    </IssuesContext>
  );
}
