import { languageOf, renderNumber } from "../../src/quantity/quantity.ts";
import { models } from "../../src/knowledge/knowledge.ts";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField, SpanField } from "../plan/quantity-field.tsx";
import { useWords } from "../words/words.tsx";
import {
  blankGiven,
  blankSample,
  blankWish,
  type Given,
  type Simulation,
  type Wish,
} from "./read-simulation.ts";
import { Rows } from "./rows.tsx";
import { siteName } from "./site-name.ts";
import { type EditSimulation } from "./use-simulation.ts";
import { offered, sitesOfModel, usesAge } from "./write-question.ts";

interface Editing {
  readonly draft: Simulation;
  readonly edit: EditSimulation;
}

const inConcentration = ["ng/mL", "ug/mL"];
const inMass = ["mg", "ug"];

/** Whose kinetics, and whose body. */
export function BodyFields({ draft, edit }: Editing) {
  const { words, locale } = useWords();
  const language = languageOf(locale);
  const model = models.get(draft.model);
  return (
    <section className="card" aria-labelledby="simulation-model">
      <h2 id="simulation-model">{words.simulationModel}</h2>
      <ChoiceField
        label={words.kineticModel}
        path="model"
        value={draft.model}
        choices={[
          { value: "", label: words.choose },
          ...offered.map(({ id, label, matrix }) => ({
            value: id,
            label: `${label[language]} (${words[matrix]})`,
          })),
        ]}
        onChange={(model) =>
          edit(
            (draft) => ({
              ...draft,
              model,
              // A place that the new model does not report cannot have been measured in it.
              fit: {
                ...draft.fit,
                samples: draft.fit.samples.map((one) =>
                  sitesOfModel(model).includes(one.site) ? one : { ...one, site: "" },
                ),
              },
            }),
            "",
          )
        }
      />
      {model && (
        <p className="hint">
          {words.simulationStudied(words[model.matrix], model.population[language])}{" "}
          {words.simulationDosesOf(drugName(model.drug, locale))} {model.caution?.[language]}
        </p>
      )}
      <div className="pair">
        <QuantityField
          label={words.weight}
          path="patient.weight"
          units={["kg"]}
          value={draft.weight}
          onChange={(weight) => edit((draft) => ({ ...draft, weight }), "weight")}
        />
        {usesAge(draft.model) && (
          <TextField
            label={words.simulationAge}
            path="patient.age"
            hint={words.simulationAgeHint}
            value={draft.age}
            onChange={(age) => edit((draft) => ({ ...draft, age }), "age")}
          />
        )}
      </div>
    </section>
  );
}

/** A concentration and its moment: wished for, or measured. */
function MomentFields<Row extends Wish>({
  label,
  path,
  row,
  change,
}: {
  readonly label: string;
  readonly path: string;
  readonly row: Row;
  readonly change: (row: Row, field: string) => void;
}) {
  const { words } = useWords();
  return (
    <>
      <SpanField
        label={label}
        path={`${path}.at`}
        value={row.at}
        onChange={(at) => change({ ...row, at }, "at")}
      />
      <QuantityField
        label={words.simulationConcentration}
        path={`${path}.concentration`}
        units={inConcentration}
        value={row.concentration}
        onChange={(concentration) => change({ ...row, concentration }, "concentration")}
      />
    </>
  );
}

export function TargetFields({ draft: { target }, edit }: Editing) {
  const { words, locale } = useWords();
  const set = (change: Partial<Simulation["target"]>, field: string): void =>
    edit((draft) => ({ ...draft, target: { ...draft.target, ...change } }), field);
  return (
    <>
      <Rows
        title={words.simulationTargets}
        rows={target.wishes}
        nameOf={words.simulationTarget}
        addLabel={words.simulationAddTarget}
        blank={blankWish}
        onChange={(wishes, field) => set({ wishes }, field)}
      >
        {(wish, i, change) => (
          <MomentFields label={words.simulationFrom} path={`targets[${i}]`} row={wish} change={change} />
        )}
      </Rows>
      <section className="card" aria-labelledby="simulation-rates">
        <h2 id="simulation-rates">{words.simulationRates}</h2>
        <div className="pair">
          <QuantityField
            label={words.simulationEvery}
            path="every"
            units={["min", "h"]}
            value={target.every}
            onChange={(every) => set({ every }, "every")}
          />
          <SpanField
            label={words.simulationUntil}
            path="until"
            value={target.until}
            onChange={(until) => set({ until }, "until")}
          />
          <QuantityField
            label={words.simulationFastest}
            path="fastest"
            units={["mg/h"]}
            value={target.fastest}
            onChange={(fastest) => set({ fastest }, "fastest")}
          />
          <ChoiceField
            label={words.simulationPeople}
            path="population"
            value={target.people}
            choices={[
              { value: "0", label: words.simulationNobody },
              ...["100", "300", "1000"].map((n) => ({
                value: n,
                label: words.simulationPeopleN(renderNumber(Number(n), locale)),
              })),
            ]}
            onChange={(people) => set({ people }, "")}
          />
        </div>
      </section>
    </>
  );
}

export function FitFields({ draft: { model, fit }, edit }: Editing) {
  const { words, locale } = useWords();
  const set = (change: Partial<Simulation["fit"]>, field: string): void =>
    edit((draft) => ({ ...draft, fit: { ...draft.fit, ...change } }), field);
  const sites = sitesOfModel(model);
  return (
    <>
      <Rows
        title={words.simulationDoses}
        rows={fit.doses}
        nameOf={words.simulationDose}
        addLabel={words.simulationAddDose}
        blank={blankGiven}
        onChange={(doses, field) => set({ doses }, field)}
      >
        {(dose, i, change) => <DoseFields dose={dose} path={`doses[${i}]`} change={change} />}
      </Rows>
      <Rows
        title={words.simulationSamples}
        rows={fit.samples}
        nameOf={words.simulationSample}
        addLabel={words.simulationAddSample}
        blank={blankSample}
        onChange={(samples, field) => set({ samples }, field)}
      >
        {(sample, i, change) => (
          <>
            <MomentFields label={words.simulationTaken} path={`samples[${i}]`} row={sample} change={change} />
            {sites.length > 1 && (
              <ChoiceField
                label={words.simulationSite}
                path={`samples[${i}].site`}
                value={sample.site}
                choices={[
                  { value: "", label: words.simulationSiteUsual },
                  ...sites.map((site) => ({ value: site, label: siteName(words, site) })),
                ]}
                onChange={(site) => change({ ...sample, site }, "")}
              />
            )}
          </>
        )}
      </Rows>
      <section className="card" aria-label={words.simulationDrawn}>
        <div className="pair">
          <SpanField
            label={words.simulationShowUntil}
            path="at"
            value={fit.until}
            onChange={(until) => set({ until }, "until")}
          />
          <QuantityField
            label={words.simulationError}
            path="error"
            hint={words.simulationErrorHint}
            units={["%"]}
            value={fit.error}
            onChange={(error) => set({ error }, "error")}
          />
          <ChoiceField
            label={words.simulationDrawn}
            path="population"
            value={fit.people}
            choices={["200", "1000", "4000"].map((n) => ({
              value: n,
              label: words.simulationPeopleN(renderNumber(Number(n), locale)),
            }))}
            onChange={(people) => set({ people }, "")}
          />
        </div>
      </section>
    </>
  );
}

function DoseFields({
  dose,
  path,
  change,
}: {
  readonly dose: Given;
  readonly path: string;
  readonly change: (dose: Given, field: string) => void;
}) {
  const { words } = useWords();
  return (
    <>
      <ChoiceField
        label={words.simulationKind}
        path={`${path}.kind`}
        value={dose.kind}
        choices={(["infusion", "bolus"] as const).map((kind) => ({
          value: kind,
          label: words[`simulationKind ${kind}`],
        }))}
        onChange={(kind) => change({ ...dose, kind: kind as Given["kind"] }, "")}
      />
      <SpanField
        label={words.simulationAt}
        path={`${path}.at`}
        value={dose.at}
        onChange={(at) => change({ ...dose, at }, "at")}
      />
      <QuantityField
        label={words.simulationAmount}
        path={`${path}.amount`}
        units={inMass}
        value={dose.amount}
        onChange={(amount) => change({ ...dose, amount }, "amount")}
      />
      {dose.kind === "infusion" && (
        <SpanField
          label={words.simulationFor}
          path={`${path}.for`}
          value={dose.for}
          onChange={(lasts) => change({ ...dose, for: lasts }, "for")}
        />
      )}
    </>
  );
}
