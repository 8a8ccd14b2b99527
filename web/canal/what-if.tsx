import { useMemo, useState } from "react";
import { adultCanal, type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useWords, type Words } from "../words/words.tsx";
import { sayMoment } from "./across.ts";
import type { Pair, Side } from "./answers.ts";
import { LevelChoice } from "./level-choice.tsx";
import { OverTime } from "./over-time.tsx";
import { deedsOf, demoOf, type Draft, kinds, shownFields, unitsOf, writeScenario } from "./scenario.ts";
import { TipDose } from "./tip-dose.tsx";
import { ModelNote, UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import { SpanChoice, startWhere, useLevelName, WhereFields } from "./where-fields.tsx";
import { landmarks, type Where, writeWhatIf } from "./write-question.ts";

const startLevels = ["T10", "T2"];
const drugs = adultCanal.uptake.map(({ drug }) => drug);
const everyLevel = landmarks.map(({ id }) => id);

/** What was planned beside what happens instead. */
export function WhatIf() {
  const { words, locale } = useWords();
  const [draft, setDraft] = useState<Draft>(() => demoOf("late-refill"));
  const [where, setWhere] = useState<Where>({ ...startWhere, people: "0" });
  const [levels, setLevels] = useState<readonly string[]>(startLevels);
  const inputs = useMemo(
    () =>
      writeWhatIf(
        { drug: draft.drug, levels: everyLevel, span: draft.span, scenario: writeScenario(draft) },
        where,
      ),
    [draft, where],
  );
  const asking = useAnswer<Pair>("whatif", inputs, locale);
  const { answer, issues } = asking;
  const faults = issues.map((issue) => ({ ...issue, blank: false }));
  return (
    <IssuesContext value={faults}>
      <section className="card" aria-label={words.canalWhatIfTitle}>
        <p className="hint">{words.canalDemoFigures}</p>
        <div className="canal-fields">
          <ScenarioFields draft={draft} onChange={setDraft} />
          <WhereFields where={where} onChange={setWhere} />
        </div>
        <LevelChoice levels={levels} onChange={setLevels} />
      </section>
      <UnderWay asking={asking} />
      {answer && (
        <div className={asking.fresh ? "canal-results" : "canal-results stale"}>
          <Courses pair={answer.answer} levels={levels} people={where.people} />
          <Differences pair={answer.answer} />
          <Statements pair={answer.answer} />
          <ModelNote model={answer.answer.model} gaps={answer.gaps} assumed={answer.assumed} />
        </div>
      )}
    </IssuesContext>
  );
}

function ScenarioFields({
  draft,
  onChange,
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}) {
  const { words, locale } = useWords();
  const deeds = deedsOf(draft.kind);
  return (
    <>
      <ChoiceField
        label={words.canalKind}
        path="scenario.kind"
        value={draft.kind}
        choices={kinds.map((kind) => ({ value: kind, label: words[`canalKind ${kind}`] }))}
        onChange={(kind) => onChange(demoOf(kind as Draft["kind"]))}
      />
      {deeds.length > 0 && (
        <ChoiceField
          label={words.canalDeed}
          path="scenario.deed"
          value={draft.deed}
          choices={deeds.map((deed) => ({
            value: deed,
            label: words[`canalDeed ${draft.kind} ${deed}` as keyof Words] as string,
          }))}
          onChange={(deed) => onChange({ ...draft, deed: deed as Draft["deed"] })}
        />
      )}
      <ChoiceField
        label={words.drug}
        path="drug"
        value={draft.drug}
        choices={drugs.map((drug) => ({ value: drug, label: drugName(drug, locale) }))}
        onChange={(drug) => onChange({ ...draft, drug })}
      />
      {shownFields(draft).map((path) => (
        <QuantityField
          key={`${draft.kind} ${path}`}
          label={words[`canalField ${path}` as keyof Words] as string}
          path={`scenario.${path}`}
          units={unitsOf(path)}
          value={draft.fields[path] ?? ""}
          onChange={(text) => onChange({ ...draft, fields: { ...draft.fields, [path]: text } })}
        />
      ))}
      <SpanChoice span={draft.span} onChange={(span) => onChange({ ...draft, span })} />
    </>
  );
}

/** The highest value that either course shows at these levels, bands included. */
function highest(sides: readonly Side[], levels: readonly string[]): number {
  const rows = sides.flatMap((side) =>
    side.levels
      .filter(({ level }) => levels.includes(level))
      .flatMap(({ values, bands }) => [values, bands?.["95"] ?? []]),
  );
  return rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0);
}

function Courses({
  pair,
  levels,
  people,
}: {
  readonly pair: Pair;
  readonly levels: readonly string[];
  readonly people: string;
}) {
  const { words } = useWords();
  const { planned, happened, at } = pair;
  const top = highest([planned, happened], levels);
  const mostDose = [planned, happened]
    .flatMap(({ dose }) => [...dose.programmed, ...dose.atTip])
    .reduce((a, b) => Math.max(a, b), 0);
  return (
    <div className="canal-pair">
      {[
        { side: planned, title: words.canalPlanned(planned.name) },
        { side: happened, title: words.canalHappened(happened.name) },
      ].map(({ side, title }) => (
        <div key={title} className="canal-course">
          <section className="card" aria-label={title}>
            <h2>
              {title} <span className="tag model">{words.model}</span>
            </h2>
            <OverTime
              course={{ ...side, at }}
              levels={levels}
              bandAt={levels[0] ?? ""}
              people={people}
              top={top > 0 ? top : 1}
            />
          </section>
          <TipDose side={side} at={at} top={mostDose > 0 ? mostDose : 1} />
        </div>
      ))}
    </div>
  );
}

function Differences({ pair }: { readonly pair: Pair }) {
  const { words, locale } = useWords();
  const show = useShow();
  const name = useLevelName();
  const say = (one: Pair["differences"][number]["lowest"]): string =>
    one ? words.canalRatioAt(show.ratio(one.ratio), sayMoment(one.at, locale)) : "–";
  return (
    <section className="card" aria-labelledby="canal-difference">
      <h2 id="canal-difference">
        {words.canalDifference} <span className="tag model">{words.model}</span>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{words.canalLevel}</th>
            <th scope="col">{words.canalLowest}</th>
            <th scope="col">{words.canalHighest}</th>
          </tr>
        </thead>
        <tbody>
          {pair.differences.map(({ level, lowest, highest }) => (
            <tr key={level}>
              <th scope="row">{name(level)}</th>
              <td>{say(lowest)}</td>
              <td>{say(highest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What sources say, under the sentence that the model says nothing of the kind. */
function Statements({ pair }: { readonly pair: Pair }) {
  const { words, locale } = useWords();
  return (
    <section className="card canal-statements" aria-labelledby="canal-sources">
      <h2 id="canal-sources">{words.canalSources}</h2>
      <p>{pair.reading}</p>
      <ul className="sentences">
        {pair.statements.map(({ id, sentence, source, status }) => (
          <li key={id}>
            {sentence}{" "}
            <span className="quiet">
              <cite>{source.title}</cite> · {id} · {statusNames[status as Status][languageOf(locale)]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
