import { useMemo } from "react";
import { languageOf } from "../../src/quantity/quantity.ts";
import { caseOf } from "../cases/cases.ts";
import { drugName } from "../plan/names.ts";
import { ChoiceField, IssuesContext } from "../plan/field.tsx";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { AlongCanal } from "./along-canal.tsx";
import type { Course } from "./answers.ts";
import { LevelChoice } from "./level-choice.tsx";
import { OverTime } from "./over-time.tsx";
import { TipDose } from "./tip-dose.tsx";
import { ModelNote, UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import { useCanal } from "./use-canal.ts";
import { CallsChoice, SpanChoice, useLevelName, WhereFields } from "./where-fields.tsx";
import { boluses, demos, drugIn, drugsOf, hasPump, type Look, writeCanal } from "./write-question.ts";

/** The plan on the table, or a shipped example, down the canal. */
export function Concentrations() {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const levelName = useLevelName();
  const { draft, edit } = useCanal();
  const { look, levels, bandAt, logarithmic } = draft;
  const hasPlan = hasPump(plan);
  const setLook = (look: Look, field: string): void => edit((draft) => ({ ...draft, look }), field);
  const shown = (look.from !== "plan" && caseOf(look.from)?.plan) || plan;
  const known = drugsOf(shown.draft);
  const most = boluses(shown, locale);
  const inputs = useMemo(
    () => (known.length > 0 ? writeCanal(shown, look, locale) : null),
    [known.length, shown, look, locale],
  );
  const asking = useAnswer<Course>("canal", inputs, locale);
  const { answer, issues } = asking;
  const level = levels.includes(bandAt) ? bandAt : (levels[0] ?? "");
  const faults = issues.map((issue) => ({ ...issue, blank: false }));
  return (
    <IssuesContext value={faults}>
      <section className="card canal-fields" aria-label={words.canalFrom}>
        <ChoiceField
          label={words.canalFrom}
          path="plan"
          hint={hasPlan ? words.canalPlanSays : words.canalNoPlan}
          value={look.from}
          choices={[
            ...(hasPlan ? [{ value: "plan", label: words.canalThisPlan }] : []),
            ...demos.map(({ id, title }) => ({
              value: id,
              label: words.canalExample(title[languageOf(locale)]),
            })),
          ]}
          onChange={(from) => setLook({ ...look, from, calls: "" }, "")}
        />
        {known.length > 1 && (
          <ChoiceField
            label={words.drug}
            path="drug"
            value={drugIn(shown.draft, look.drug)}
            choices={known.map((drug) => ({ value: drug, label: drugName(drug, locale) }))}
            onChange={(drug) => setLook({ ...look, drug }, "")}
          />
        )}
        <SpanChoice span={look.span} onChange={(span) => setLook({ ...look, span }, "")} />
        {most > 0 && (
          <CallsChoice most={most} calls={look.calls} onChange={(calls) => setLook({ ...look, calls }, "")} />
        )}
        <WhereFields where={look} onChange={(where) => setLook({ ...look, ...where }, "")} />
      </section>
      {known.length === 0 && <p className="notice">{words.canalNoDrug}</p>}
      <UnderWay asking={asking} />
      {answer && (
        <div className={asking.fresh ? "canal-results" : "canal-results stale"} aria-busy={asking.busy}>
          <section className="card" aria-labelledby="over-time">
            <h2 id="over-time">
              {words.canalOverTime} <span className="tag model">{words.model}</span>
            </h2>
            <div className="canal-chart-fields no-print">
              <LevelChoice
                levels={levels}
                onChange={(levels) => edit((draft) => ({ ...draft, levels: [...levels] }), "levels")}
              />
              <ChoiceField
                label={words.canalBandAt}
                path="band"
                value={level}
                choices={levels.map((id) => ({ value: id, label: levelName(id) }))}
                onChange={(bandAt) => edit((draft) => ({ ...draft, bandAt }), "")}
              />
              <label className="check">
                <input
                  type="checkbox"
                  checked={logarithmic}
                  onChange={(event) => {
                    const { checked } = event.target;
                    edit((draft) => ({ ...draft, logarithmic: checked }), "");
                  }}
                />
                {words.canalLog}
              </label>
            </div>
            <OverTime
              course={answer.answer}
              levels={levels}
              bandAt={level}
              people={look.people}
              logarithmic={logarithmic}
            />
          </section>
          <AlongCanal course={answer.answer} people={look.people} logarithmic={logarithmic} />
          <TipDose side={answer.answer} at={answer.answer.at} />
          <ModelNote model={answer.answer.model} gaps={answer.gaps} assumed={answer.assumed} />
        </div>
      )}
    </IssuesContext>
  );
}
