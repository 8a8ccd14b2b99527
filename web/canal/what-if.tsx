import { useMemo } from "react";
import { Button } from "react-aria-components";
import { adultCanal, type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { useWords, type Words } from "../words/words.tsx";
import { sayMoment } from "./across.ts";
import type { Pair, Side } from "./answers.ts";
import { LevelChoice } from "./level-choice.tsx";
import { OverTime } from "./over-time.tsx";
import type { CanalDraft } from "./read-canal.ts";
import {
  deedsOf,
  demoOf,
  type Draft,
  kinds,
  planOfPair,
  shownFields,
  unitsOf,
  writeScenario,
} from "./scenario.ts";
import { TipDose } from "./tip-dose.tsx";
import { ModelNote, UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import { useCanal } from "./use-canal.ts";
import { SpanChoice, useLevelName, WhereFields } from "./where-fields.tsx";
import { landmarks, writeWhatIf } from "./write-question.ts";

const drugs = adultCanal.uptake.map(({ drug }) => drug);
const everyLevel = landmarks.map(({ id }) => id);

/** What was planned beside what happens instead. */
export function WhatIf() {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const { draft: canal, edit } = useCanal();
  const { pair } = canal;
  const { where, levels } = pair;
  // The plan's figures are read anew with each change of the plan, until somebody types their own.
  const own = useMemo(() => planOfPair(pair.kind, plan, locale), [pair.kind, plan, locale]);
  const draft = useMemo<Draft>(() => {
    const begun = own ?? demoOf(pair.kind);
    const { kind, deed, drug, span, fields } = pair;
    const deeds = deedsOf(kind);
    return {
      kind,
      deed: deeds.includes(deed) ? deed : begun.deed,
      drug: drug || begun.drug,
      span: span || begun.span,
      fields: fields ?? begun.fields,
    };
  }, [pair, own]);
  const change = (part: Partial<CanalDraft["pair"]>, field: string): void =>
    edit((canal) => ({ ...canal, pair: { ...canal.pair, ...part } }), field);
  const setDraft = (next: Draft, field: string): void =>
    change(
      next.kind === draft.kind
        ? { ...next, fields: { ...next.fields } }
        : { kind: next.kind, deed: next.deed, drug: "", span: "", fields: null },
      field,
    );
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
        <div className="row">
          <p className="hint">{own ? words.canalPlanFigures : words.canalDemoFigures}</p>
          {own && pair.fields && (
            <Button className="button small" onPress={() => change({ fields: null, drug: "", span: "" }, "")}>
              {words.canalTakePlan}
            </Button>
          )}
        </div>
        <div className="canal-fields">
          <ScenarioFields draft={draft} onChange={setDraft} />
          <WhereFields where={where} onChange={(where) => change({ where }, "")} />
        </div>
        <LevelChoice levels={levels} onChange={(levels) => change({ levels: [...levels] }, "levels")} />
      </section>
      <UnderWay asking={asking} />
      {answer && (
        <div className={asking.fresh ? "canal-results" : "canal-results stale"} aria-busy={asking.busy}>
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
  readonly onChange: (draft: Draft, field: string) => void;
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
        onChange={(kind) => onChange(demoOf(kind as Draft["kind"]), "")}
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
          onChange={(deed) => onChange({ ...draft, deed: deed as Draft["deed"] }, "")}
        />
      )}
      <ChoiceField
        label={words.drug}
        path="drug"
        value={draft.drug}
        choices={drugs.map((drug) => ({ value: drug, label: drugName(drug, locale) }))}
        onChange={(drug) => onChange({ ...draft, drug }, "")}
      />
      {shownFields(draft).map((path) => (
        <QuantityField
          key={`${draft.kind} ${path}`}
          label={words[`canalField ${path}` as keyof Words] as string}
          path={`scenario.${path}`}
          units={unitsOf(path)}
          {...(path === "bridgeDose" && { hint: words.canalBridgeDoseHint })}
          value={draft.fields[path] ?? ""}
          onChange={(text) => onChange({ ...draft, fields: { ...draft.fields, [path]: text } }, path)}
        />
      ))}
      <SpanChoice span={draft.span} onChange={(span) => onChange({ ...draft, span }, "")} />
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
