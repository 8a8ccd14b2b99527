import { memo, useMemo } from "react";
import { Button } from "react-aria-components";
import { models } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { JsonField } from "./json-field.tsx";
import {
  exposures,
  measures,
  methods,
  ownAtMost,
  readJson,
  shapes,
  type Synthesis,
  terms,
  tests,
} from "./read-synthesis.ts";
import { wordOf } from "./show-effect.ts";
import type { EditSynthesis } from "./use-synthesis.ts";

const ketamineModels = [...models.values()].filter(
  ({ drug }) => drug === "ketamine" || drug === "esketamine",
);

/** What is regressed on what, and how. */
export const QuestionCard = memo(function QuestionCard({
  draft,
  edit,
}: {
  readonly draft: Synthesis;
  readonly edit: EditSynthesis;
}) {
  const { words, locale } = useWords();
  const choices = (values: readonly string[]) =>
    values.map((value) => ({ value, label: wordOf(words, value) }));
  return (
    <section className="card" aria-labelledby="joint-question">
      <h2 id="joint-question">{words.jointQuestion}</h2>
      <ChoiceField
        label={words.jointMeasure}
        path="measure"
        value={draft.measure}
        choices={choices(measures)}
        onChange={(measure) => edit({ measure: measure as Synthesis["measure"] })}
      />
      <ChoiceField
        label={words.jointExposure}
        path="exposure"
        value={draft.exposure}
        choices={choices(exposures)}
        onChange={(exposure) => edit({ exposure: exposure as Synthesis["exposure"] })}
      />
      {draft.exposure === "above" && (
        <TextField
          label={words.jointThreshold}
          path="threshold"
          value={draft.threshold}
          onChange={(threshold) => edit({ threshold })}
        />
      )}
      <ChoiceField
        label={words.jointModel}
        path="model"
        value={draft.model}
        choices={ketamineModels.map(({ id, label, matrix }) => ({
          value: id,
          label: `${label[languageOf(locale)]} · ${wordOf(words, matrix)}`,
        }))}
        onChange={(model) => edit({ model })}
      />
      <ChoiceField
        label={words.jointTerm}
        path="term"
        value={draft.term}
        choices={choices(terms)}
        onChange={(term) => edit({ term: term as Synthesis["term"] })}
      />
      <ChoiceField
        label={words.jointShape}
        path="shape"
        value={draft.shape}
        choices={choices(shapes)}
        onChange={(shape) => edit({ shape: shape as Synthesis["shape"] })}
      />
      <Fold summary={words.jointStatistics}>
        <Statistics draft={draft} edit={edit} choices={choices} />
      </Fold>
    </section>
  );
});

function Statistics({
  draft,
  edit,
  choices,
}: {
  readonly draft: Synthesis;
  readonly edit: EditSynthesis;
  readonly choices: (values: readonly string[]) => { value: string; label: string }[];
}) {
  const { words } = useWords();
  const ticks = [
    ["repeated", words.jointRepeated],
    ["time", words.jointTime],
    ["condition", words.jointCondition],
  ] as const;
  return (
    <div className="joint-statistics">
      <ChoiceField
        label={words.jointMethod}
        path="method"
        value={draft.method}
        choices={choices(methods)}
        onChange={(method) => edit({ method: method as Synthesis["method"] })}
      />
      <ChoiceField
        label={words.jointTest}
        path="test"
        value={draft.test}
        choices={choices(tests)}
        onChange={(test) => edit({ test: test as Synthesis["test"] })}
      />
      {ticks.map(([field, label]) => (
        <label className="check" key={field}>
          <input
            type="checkbox"
            name={field}
            checked={draft[field]}
            onChange={(event) => edit({ [field]: event.target.checked })}
          />
          {label}
        </label>
      ))}
      <OwnTrials own={draft.own} edit={edit} />
    </div>
  );
}

/** Longest text that is shown for editing: a thousand arms are read from a file and only counted. */
const editable = 20_000;

function OwnTrials({ own, edit }: { readonly own: string; readonly edit: EditSynthesis }) {
  const { words } = useWords();
  const show = useShow();
  const long = own.length > editable;
  const arms = useMemo(() => {
    const read = long ? readJson(own).value : undefined;
    return Array.isArray(read) ? read.length : undefined;
  }, [own, long]);
  return (
    <>
      {long ? (
        <p className="joint-actions">
          <span>{words.jointOwnCount(arms === undefined ? words.none : show.number(arms))}</span>
          <Button className="button plain" onPress={() => edit({ own: "" })}>
            {words.jointOwnClear}
          </Button>
        </p>
      ) : (
        <JsonField
          label={words.jointOwn}
          hint={words.jointOwnHint}
          path="trials"
          value={own}
          most={ownAtMost}
          onChange={(own) => edit({ own })}
        />
      )}
      <label className="joint-file">
        {words.jointOwnFile}
        <input
          type="file"
          name="own"
          accept="application/json,.json"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            // What is too long is taken as far as it may be, and then complained of as no JSON.
            if (file) edit({ own: (await file.text()).slice(0, ownAtMost) });
          }}
        />
      </label>
    </>
  );
}
