import { memo } from "react";
import { library, models } from "../../src/knowledge/knowledge.ts";
import { languageOf, type Quantity } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { Model } from "../plan/dates.tsx";
import { StatusTag } from "../plan/findings.tsx";
import { Fold } from "../plan/fold.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { type Band, modelOf, type ProtocolAnswer, type Simulated } from "./answers.ts";
import { effects, letterOf } from "./effects.ts";
import { PlasmaPlot } from "./plasma-plot.tsx";
import type { Ketamine } from "./read-ketamine.ts";
import { ReceiptFold } from "./receipt.tsx";
import { useEditDraft } from "./use-draft.ts";
import { edgesOf } from "./write-protocol.ts";

const speaking = [...models.values()].filter(({ drug }) => drug === "ketamine" || drug === "esketamine");
const inNanograms = (value: number): Quantity => ({ value: Number(value.toPrecision(3)), unit: "ng/mL" });

/** Plasma over the whole series: bands of a population, the typical patient, and where effects were seen. */
export function Plasma({
  answer,
  draft,
  simulated,
}: {
  readonly answer: ProtocolAnswer;
  readonly draft: Ketamine;
  readonly simulated: Simulated;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const edit = useEditDraft();
  const language = languageOf(locale);
  const model = models.get(modelOf(answer));
  const { typical, band, fresh } = simulated;
  const stripes = effects.filter(({ id }) => draft.effects.includes(id));
  const most = Math.max(0, ...(band?.ketamine[1] ?? typical?.ketamine ?? []));
  return (
    <section className="card plasma" aria-labelledby="k-plasma">
      <h2 id="k-plasma">
        {words.plasmaTitle} <Model />
      </h2>
      <ChoiceField
        label={words.kineticModel}
        path="model"
        value={draft.model}
        choices={[
          { value: "", label: words.modelByDrug },
          ...speaking.map(({ id, label, matrix }) => ({
            value: id,
            label: `${label[language]} (${words[matrix]})`,
          })),
        ]}
        onChange={(model) => edit((draft) => ({ ...draft, model }), "model")}
      />
      {model && (
        <p className="hint">
          {words.plasmaModel(model.label[language], words[model.matrix], model.population[language])}{" "}
          {model.caution?.[language]}
        </p>
      )}
      {typical && (
        <figure>
          <figcaption>
            <span>
              {words.plasmaTitle} <span className="quiet">· ng/mL</span>
            </span>
            <span className="legend" aria-hidden="true">
              <span className="key line" /> {drugName(draft.drug, locale)}{" "}
              {typical.norketamine && (
                <>
                  <span className="key dash" /> {words.norketamine}{" "}
                </>
              )}
              <span className="key dots" /> {words.typicalLine}
            </span>
          </figcaption>
          <PlasmaPlot
            typical={typical}
            band={band}
            effects={stripes}
            label={words.plasmaLabel(drugName(draft.drug, locale), show.quantity(inNanograms(most)))}
          />
          <p className="hint" role="status" data-fresh={fresh}>
            {fresh && band ? words.bandOf(show.number(band.subjects)) : words.simulating}{" "}
            {!typical.norketamine && words.noNorketamine}
          </p>
          {band && <PeakTable answer={answer} band={band} />}
          {band && <CurveTable answer={answer} band={band} />}
        </figure>
      )}
      <Effects chosen={draft.effects} matrix={model?.matrix} />
    </section>
  );
}

/** Median, and 5 to 95 %, as one text. */
const three = (
  rows: readonly (readonly number[])[] | null,
  at: number,
  say: (value: number) => string,
): string => (rows ? `${say(rows[1]![at]!)} (${say(rows[0]![at]!)}–${say(rows[2]![at]!)})` : "–");

const figures = 3;

/** The tables follow the band: what was simulated, not what is being slid. */
const sameBand = (a: { readonly band: Band }, b: { readonly band: Band }): boolean => a.band === b.band;

const PeakTable = memo(function PeakTable({
  answer,
  band,
}: {
  readonly answer: ProtocolAnswer;
  readonly band: Band;
}) {
  const { words } = useWords();
  const show = useShow();
  const sessions = edgesOf(answer);
  const say = (value: number): string => show.number(Number(value.toPrecision(2)), figures);
  const highest = (rows: readonly (readonly number[])[] | null, i: number): string => {
    if (!rows) return "–";
    const until = sessions[i + 1]?.start ?? Infinity;
    const tops = rows.map((row) =>
      Math.max(0, ...row.filter((_, k) => band.at[k]! >= sessions[i]!.start && band.at[k]! < until)),
    );
    return three(
      tops.map((top) => [top]),
      0,
      say,
    );
  };
  return (
    <table className="plain peaks">
      <caption>{words.peaksTable}</caption>
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words["simulationSite ketamine"]} (ng/mL)</th>
          <th scope="col">{words.norketamine} (ng/mL)</th>
        </tr>
      </thead>
      <tbody>
        {answer.sessions.map(({ day }, i) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>{highest(band.ketamine, i)}</td>
            <td>{highest(band.norketamine, i)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}, sameBand);

/** Its rows are written only where it is unfolded: hundreds of numbers at each arriving band would hold the page up. */
function CurveTable(asked: { readonly answer: ProtocolAnswer; readonly band: Band }) {
  const { words } = useWords();
  return (
    <Fold summary={words.plasmaTable}>
      <CurveRows {...asked} />
    </Fold>
  );
}

const CurveRows = memo(function CurveRows({
  answer,
  band,
}: {
  readonly answer: ProtocolAnswer;
  readonly band: Band;
}) {
  const { words } = useWords();
  const show = useShow();
  const wanted = new Set(
    edgesOf(answer).flatMap(({ edges }) => edges.map((at) => Math.round(at * 1e4) / 1e4)),
  );
  const say = (value: number): string => show.number(Number(value.toPrecision(2)), figures);
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{words.fromStart}</th>
          <th scope="col">{words["simulationSite ketamine"]} (ng/mL)</th>
          <th scope="col">{words.norketamine} (ng/mL)</th>
        </tr>
      </thead>
      <tbody>
        {band.at.map((at, k) =>
          wanted.has(at) || k % 12 === 0 ? (
            <tr key={at}>
              <th scope="row">{show.span({ value: at, unit: "h" } as Quantity<"time">)}</th>
              <td>{three(band.ketamine, k, say)}</td>
              <td>{three(band.norketamine, k, say)}</td>
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  );
}, sameBand);

const Effects = memo(function Effects({
  chosen,
  matrix,
}: {
  readonly chosen: readonly string[];
  readonly matrix: string | undefined;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const edit = useEditDraft();
  const language = languageOf(locale);
  const toggle = (id: string): void =>
    edit(
      (draft) => ({
        ...draft,
        effects: draft.effects.includes(id)
          ? draft.effects.filter((each) => each !== id)
          : [...draft.effects, id],
      }),
      "",
    );
  return (
    <Fold summary={words.effectsTitle} startsOpen>
      <p className="hint">{words.effectsSays}</p>
      <ul className="effects">
        {effects.map((effect) => {
          const { id, title, lower, upper, source } = effect;
          const known = library.sources.get(source);
          return (
            <li key={id}>
              <label className="check">
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                <span>
                  <b className="letter">{letterOf(effect)}</b> {title[language]}:{" "}
                  {lower.value === upper.value
                    ? show.quantity(lower)
                    : `${show.number(lower.value)}–${show.quantity(upper)}`}
                </span>
              </label>
              <p className="quiet">
                {words[effect.matrix]}
                {matrix &&
                  effect.matrix !== matrix &&
                  effect.matrix !== "not stated" &&
                  ` (${words.otherMatrix})`}{" "}
                · {drugName(effect.drug, locale)} · <cite>{known?.short ?? known?.title}</cite>
                {effect.locator && `, ${effect.locator}`} <StatusTag status={effect.status} />
                {effect.note && <span> {effect.note[language]}</span>}
              </p>
              <ReceiptFold of={title[language]} receipt={effect} />
            </li>
          );
        })}
      </ul>
    </Fold>
  );
});
