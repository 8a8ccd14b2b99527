import { useMemo } from "react";
import type { TargetAnswer } from "../../src/exposure/exposure.ts";
import { renderQuantity } from "../../src/quantity/quantity.ts";
import { across, sayMoment } from "../canal/across.ts";
import { type Drawing, Lines } from "../canal/lines.tsx";
import { Icon } from "../icon.tsx";
import { Model } from "../plan/dates.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords, type Words } from "../words/words.tsx";
import { siteName } from "./site-name.ts";

const figures = 3;

/** The target in force at a moment. */
const wantedAt = (steps: TargetAnswer["steps"], at: number): number | null =>
  steps.findLast(({ from }) => from <= at)?.target ?? null;

const highestOf = (rows: readonly (readonly number[])[]): number =>
  rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0);

/** What the planned rates lead to, the rates themselves, and where a step misses its target. */
export function TargetResults({ answer }: { readonly answer: TargetAnswer }) {
  return (
    <>
      <Levels answer={answer} />
      <Rates answer={answer} />
    </>
  );
}

function Levels({ answer }: { readonly answer: TargetAnswer }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { at, sites, people, steps, unit } = answer;
  const [own] = sites;
  const crowd = people?.sites[0]?.bands;
  const drawing = useMemo<Drawing>(
    () => ({
      ...across(at, locale),
      bands: crowd ? [{ ink: 0, low: crowd["5"] ?? [], high: crowd["95"] ?? [] }] : [],
      lines: [
        { label: words.simulationTypicalLine, ink: 0, values: own?.values ?? [] },
        {
          label: words.simulationWanted,
          ink: 1,
          values: at.map((moment) => wantedAt(steps, moment)),
          stepped: true,
        },
      ],
    }),
    [answer, crowd, locale, words],
  );
  const most = renderQuantity({ value: highestOf([own?.values ?? []]), unit }, locale, figures);
  return (
    <section className="card" aria-labelledby="simulation-curve">
      <h2 id="simulation-curve">
        {words.simulationCurve} <Model />
      </h2>
      <p className="quiet">{renderQuantity({ value: 2, unit }, locale).replace(/^2\s*/, "")}</p>
      <Lines label={words.simulationTargetLabel(siteName(words, answer.site), most)} drawing={drawing} />
      {people && <p className="hint">{words.simulationBand(show.number(people.subjects))}</p>}
      <Missed steps={steps} />
    </section>
  );
}

/** How many steps miss their target, and why: never by colour alone. */
function Missed({ steps }: { readonly steps: TargetAnswer["steps"] }) {
  const { words } = useWords();
  const show = useShow();
  const [fast, above] = (["too fast", "above"] as const).map(
    (why) => steps.filter(({ missed }) => missed === why).length,
  ) as [number, number];
  return (
    <p className="simulation-missed">
      <Icon name={fast + above > 0 ? "beyond" : "within"} />
      {fast + above > 0
        ? words.simulationMissedMany(show.number(fast), show.number(above))
        : words.simulationAllMet}
    </p>
  );
}

const missedWord = (words: Words, missed: TargetAnswer["steps"][number]["missed"]): string =>
  missed ? words[`simulationMissed ${missed}`] : words.simulationMet;

function Rates({ answer }: { readonly answer: TargetAnswer }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { steps, total, highest, at, unit } = answer;
  const drawing = useMemo<Drawing>(
    () => ({
      ...across(at, locale),
      lines: [
        {
          label: words.simulationRate,
          ink: 2,
          values: at.map((moment) => steps.findLast(({ from }) => from <= moment)?.rate.value ?? null),
          stepped: true,
        },
      ],
    }),
    [answer, locale, words],
  );
  const say = (value: number): string => renderQuantity({ value, unit }, locale, figures);
  const rate = (quantity: TargetAnswer["highest"]): string => renderQuantity(quantity, locale, figures);
  const totals = [renderQuantity(total, locale, figures), rate(highest)] as const;
  return (
    <section className="card" aria-labelledby="simulation-rate">
      <h2 id="simulation-rate">
        {words.simulationRateCurve} <Model />
      </h2>
      <p className="quiet">{renderQuantity({ value: 2, unit: "mg/h" }, locale).replace(/^2\s*/, "")}</p>
      <Lines label={words.simulationRateLabel(totals[1], totals[0])} drawing={drawing} />
      <p>{words.simulationTotals(...totals)}</p>
      <Fold summary={words.simulationSteps(show.number(steps.length))}>
        <div
          className="canal-scroll"
          tabIndex={0}
          role="region"
          aria-label={words.simulationSteps(show.number(steps.length))}
        >
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{words.simulationStepFrom}</th>
                <th scope="col">{words.simulationStepUntil}</th>
                <th scope="col">{words.simulationRate}</th>
                <th scope="col">{words.simulationWanted}</th>
                <th scope="col">{words.simulationReached}</th>
                <th scope="col">{words.simulationOutcome}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.from}>
                  <th scope="row">{sayMoment(step.from, locale)}</th>
                  <td>{sayMoment(step.until, locale)}</td>
                  <td>{rate(step.rate)}</td>
                  <td>{say(step.target)}</td>
                  <td>{say(step.reached)}</td>
                  <td>{missedWord(words, step.missed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </section>
  );
}
