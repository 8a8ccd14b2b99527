import { familyOf, type Measure } from "../../src/evidence/evidence.ts";
import { measureName } from "../../src/operations/operations.ts";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { allowed } from "./open-sheet.ts";
import { type Analysis, levels, methods, predictions, tests } from "./read-analysis.ts";
import { isMeasure } from "./read-grid.ts";
import { onScale, turning } from "./rescale-study.ts";
import { sayChoice } from "./say-choice.ts";
import type { EditAnalysis } from "./use-analysis.ts";
import { direct, oneGroup, onLogs } from "./write-question.ts";

interface Card {
  readonly analysis: Analysis;
  readonly edit: EditAnalysis;
}

/** The methods that can pool a measure. */
function methodsFor(measure: Measure): readonly string[] {
  const pooled = ["OR", "RR", "RD", "IRR", "IRD"].includes(measure);
  const peto = measure === "OR" || measure === "PETO";
  return methods.filter((method) => (method !== "MH" || pooled) && (method !== "PETO" || peto));
}

/** How the studies are pooled: each choice with what it is now. */
export function ChoicesCard({ analysis, edit }: Card) {
  const { words, locale } = useWords();
  const show = useShow();
  const { sheet, measure, method } = analysis;
  const able = allowed(sheet);
  const known = isMeasure(measure) && !able.includes(measure) ? [measure, ...able] : able;
  const columns = [
    { value: "", label: words.none },
    ...sheet.columns.map((label, at) => ({ value: String(at), label })),
  ];
  const alone = direct(method);
  const choose = (measure: string): void => {
    const fits = methodsFor(measure as Measure);
    edit({ measure, ...(!fits.includes(method) && { method: "REML" }) });
  };
  return (
    <section className="card evidence-choices no-print" aria-labelledby="evidence-choices">
      <h2 id="evidence-choices">{words.evidenceChoices}</h2>
      <ChoiceField
        label={words.evidenceMeasure}
        path="measure"
        value={measure}
        onChange={choose}
        choices={[
          ...(isMeasure(measure) ? [] : [{ value: measure, label: words.choose }]),
          ...known.map((value) => ({ value, label: `${measureName(value, locale)} (${value})` })),
        ]}
      />
      {measure === "GEN" && (
        <Tick
          label={words.evidenceRatio}
          name="ratio"
          checked={analysis.ratio}
          onChange={(ratio) => edit({ ratio })}
        />
      )}
      <ChoiceField
        label={words.evidenceMethod}
        path="method"
        value={method}
        onChange={(method) => edit({ method: method as Analysis["method"] })}
        choices={methodsFor(measure as Measure).map((value) => ({
          value,
          label: sayChoice(words, "Method", value),
        }))}
      />
      {!alone && (
        <>
          <ChoiceField
            label={words.evidenceTest}
            path="test"
            value={analysis.test}
            onChange={(test) => edit({ test: test as Analysis["test"] })}
            choices={tests.map((value) => ({ value, label: sayChoice(words, "Test", value) }))}
          />
          <ChoiceField
            label={words.evidencePrediction}
            path="prediction"
            value={analysis.prediction}
            onChange={(prediction) => edit({ prediction: prediction as Analysis["prediction"] })}
            choices={predictions.map((value) => ({ value, label: sayChoice(words, "Prediction", value) }))}
          />
        </>
      )}
      <ChoiceField
        label={words.evidenceLevel}
        path="level"
        value={String(analysis.level)}
        onChange={(level) => edit({ level: Number(level) })}
        choices={levels.map((level) => ({ value: String(level), label: `${show.number(level * 100)}%` }))}
      />
      <ChoiceField
        label={words.evidenceSubgroup}
        path="subgroup"
        value={String(analysis.subgroup ?? "")}
        onChange={(at) => edit({ subgroup: at === "" ? null : Number(at) })}
        choices={columns}
      />
      {!alone && analysis.subgroup !== null && (
        <Tick
          label={words.evidenceCommon}
          name="common"
          checked={analysis.common}
          onChange={(common) => edit({ common })}
        />
      )}
      <ChoiceField
        label={words.evidenceModerator}
        path="moderator"
        value={String(analysis.moderator ?? "")}
        onChange={(at) =>
          edit({ moderator: at === "" ? null : Number(at), ...(at !== "" && { tool: "moderator" }) })
        }
        choices={columns}
      />
      <Fold summary={words.evidenceLabels}>
        <Labels analysis={analysis} edit={edit} />
      </Fold>
      {turning(measure as Measure) !== "none" && (
        <Fold summary={words.evidenceScales} startsOpen={analysis.reverse || analysis.onto !== ""}>
          <Scales analysis={analysis} edit={edit} />
        </Fold>
      )}
    </section>
  );
}

/** What the forest is called, and what its sides and groups are. */
function Labels({ analysis, edit }: Card) {
  const { words } = useWords();
  const two = ["table", "rates", "means"].includes(familyOf[analysis.measure as Measure]);
  const text = (
    label: string,
    field: "title" | "left" | "right" | "experimental" | "control" | "mid",
    hint?: string,
  ) => (
    <TextField
      label={label}
      path={field}
      value={analysis[field]}
      onChange={(value) => edit({ [field]: value })}
      {...(hint && { hint })}
    />
  );
  return (
    <div className="evidence-fields">
      {text(words.evidenceTitleField, "title")}
      {two && text(words.evidenceExperimental, "experimental")}
      {two && text(words.evidenceControl, "control")}
      {!oneGroup(analysis) && text(words.evidenceLeft, "left")}
      {!oneGroup(analysis) && text(words.evidenceRight, "right")}
      {!oneGroup(analysis) &&
        text(words.evidenceMid, "mid", onLogs(analysis) ? words.evidenceMidRatio : words.evidenceMidPlain)}
      {analysis.mid !== "" && !oneGroup(analysis) && (
        <ChoiceField
          label={words.evidenceMidSide}
          path="midSide"
          value={analysis.midSide}
          onChange={(midSide) => edit({ midSide: midSide as Analysis["midSide"] })}
          choices={(["below", "above"] as const).map((value) => ({
            value,
            label: sayChoice(words, "MidSide", value),
          }))}
        />
      )}
    </div>
  );
}

/** On which scale and in which direction outcomes are shown. */
function Scales({ analysis, edit }: Card) {
  const { words } = useWords();
  const measure = analysis.measure as Measure;
  return (
    <div className="evidence-fields">
      <Tick
        label={turning(measure) === "events" ? words.evidenceNonEvents : words.evidenceReverse}
        name="reverse"
        checked={analysis.reverse}
        onChange={(reverse) => edit({ reverse })}
      />
      {onScale(measure) && (
        <>
          <TextField
            label={words.evidenceScaleFrom}
            path="scale"
            value={analysis.scale}
            hint={words.evidenceScaleHint}
            onChange={(scale) => edit({ scale })}
          />
          <TextField
            label={words.evidenceScaleOnto}
            path="onto"
            value={analysis.onto}
            onChange={(onto) => edit({ onto })}
          />
        </>
      )}
    </div>
  );
}

function Tick({
  label,
  name,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="check">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
