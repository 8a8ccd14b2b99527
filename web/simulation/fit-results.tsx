import { useMemo } from "react";
import type { FitAnswer } from "../../src/exposure/exposure.ts";
import { type Fraction, type Hours, outward, renderQuantity } from "../../src/quantity/quantity.ts";
import { across, sayMoment } from "../canal/across.ts";
import { type Drawing, Lines } from "../canal/lines.tsx";
import { Icon } from "../icon.tsx";
import { Model } from "../plan/dates.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { siteName } from "./site-name.ts";
import { useWords } from "../words/words.tsx";

const figures = 3;

/** The population before and after the measurements, the person found, and what speaks against believing it. */
export function FitResults({ answer }: { readonly answer: FitAnswer }) {
  const measured = answer.sites.filter(({ site }) => answer.samples.some((one) => one.site === site));
  return (
    <>
      <Warnings answer={answer} />
      {measured.map((site) => (
        <Site key={site.site} answer={answer} site={site} />
      ))}
      <Parameters answer={answer} />
      <Misfit answer={answer} />
    </>
  );
}

function Warnings({ answer: { warnings } }: { readonly answer: FitAnswer }) {
  const { words } = useWords();
  if (warnings.length === 0) return null;
  return (
    <section className="card simulation-warning" aria-labelledby="simulation-warning" role="status">
      <h2 id="simulation-warning">
        <Icon name="beyond" /> {words.simulationWarning}
      </h2>
      <ul className="sentences">
        {warnings.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Site({ answer, site }: { readonly answer: FitAnswer; readonly site: FitAnswer["sites"][number] }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { at, samples, people, effective } = answer;
  const name = siteName(words, site.site);
  const own = samples.filter((one) => one.site === site.site);
  const axis = across(at, locale);
  const drawing = useMemo<Drawing>(
    () => ({
      ...axis,
      bands: [
        { ink: 7, low: site.prior["5"] ?? [], high: site.prior["95"] ?? [], label: words.simulationPrior },
        {
          ink: 0,
          low: site.posterior["5"] ?? [],
          high: site.posterior["95"] ?? [],
          label: words.simulationPosterior,
        },
      ],
      lines: [
        { label: words.simulationTypicalLine, ink: 7, values: site.typical },
        { label: words.simulationFitted, ink: 0, values: site.fitted },
      ],
      marks: {
        label: words.simulationMeasured,
        ink: 5,
        at: own.map(({ at, measured }) => [outward(at as Hours, "time", axis.unit).value, measured] as const),
      },
      top: Math.max(...own.map(({ measured }) => measured), ...(site.prior["95"] ?? []), ...site.fitted),
    }),
    [answer, site, locale, words],
  );
  const say = (value: number): string => renderQuantity({ value, unit: site.unit }, locale, figures);
  const unitName = renderQuantity({ value: 2, unit: site.unit }, locale).replace(/^2\s*/, "");
  const last = own.reduce((latest, one) => Math.max(latest, one.at), 0);
  const there = Math.max(
    0,
    at.findLastIndex((moment) => moment <= last),
  );
  const bare = (value: number): string => show.number(Number(value.toPrecision(figures)), figures);
  const bareRange = (bands: typeof site.prior, i: number): string =>
    `${bare(bands["5"]?.[i] ?? 0)} – ${bare(bands["95"]?.[i] ?? 0)}`;
  const range = (bands: typeof site.prior): string =>
    `${say(bands["5"]?.[there] ?? 0)} – ${say(bands["95"]?.[there] ?? 0)}`;
  const rows = at.map((_, i) => i).filter((i) => i % Math.max(1, Math.floor(at.length / 24)) === 0);
  return (
    <section className="card" aria-label={`${words.simulationCurve}: ${name}`}>
      <h2>
        {words.simulationCurve}: {name} <Model />
      </h2>
      <p className="quiet">{unitName}</p>
      <Lines
        label={words.simulationFitLabel(name, range(site.prior), range(site.posterior))}
        drawing={drawing}
      />
      <p className="hint">
        {words.simulationFitNote(show.number(people), show.number(Math.round(effective)))}
      </p>
      <Fold summary={`${words.simulationCurveTable} (${unitName})`}>
        <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.simulationCurveTable}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{words.simulationMoment}</th>
                <th scope="col">{words.simulationTypicalLine}</th>
                <th scope="col">{words.simulationPrior}</th>
                <th scope="col">{words.simulationFitted}</th>
                <th scope="col">{words.simulationPosterior}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((i) => (
                <tr key={i}>
                  <th scope="row">{sayMoment(at[i] ?? 0, locale)}</th>
                  <td>{bare(site.typical[i] ?? 0)}</td>
                  <td>{bareRange(site.prior, i)}</td>
                  <td>{bare(site.fitted[i] ?? 0)}</td>
                  <td>{bareRange(site.posterior, i)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </section>
  );
}

function Parameters({ answer }: { readonly answer: FitAnswer }) {
  const { words, locale } = useWords();
  const show = useShow();
  const percent = (share: number): string =>
    renderQuantity(outward(share as Fraction, "fraction", "%"), locale, 2);
  return (
    <section className="card" aria-labelledby="simulation-parameters">
      <h2 id="simulation-parameters">
        {words.simulationParameters} <Model />
      </h2>
      <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.simulationParameters}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.simulationParameter}</th>
              <th scope="col">{words.simulationTypical}</th>
              <th scope="col">{words.simulationFound}</th>
              <th scope="col">{words.simulationFactor}</th>
              <th scope="col">{words.simulationLeft}</th>
            </tr>
          </thead>
          <tbody>
            {answer.parameters.map(({ symbol, typical, fitted, factor, left }) => (
              <tr key={symbol}>
                <th scope="row">{symbol}</th>
                <td>{typical ? renderQuantity(typical, locale, figures) : "–"}</td>
                <td>{fitted ? renderQuantity(fitted, locale, figures) : "–"}</td>
                <td>{show.number(factor, figures)}</td>
                <td>{percent(left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{words.simulationLeftHint}</p>
    </section>
  );
}

function Misfit({ answer: { samples, unit } }: { readonly answer: FitAnswer }) {
  const { words, locale } = useWords();
  const show = useShow();
  const say = (value: number): string => renderQuantity({ value, unit }, locale, figures);
  const sign = (off: number): string => `${off < 0 ? "−" : "+"}${show.number(Math.abs(off), 2)}`;
  return (
    <section className="card" aria-labelledby="simulation-misfit">
      <h2 id="simulation-misfit">{words.simulationMisfit}</h2>
      <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.simulationMisfit}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{words.simulationMoment}</th>
              <th scope="col">{words.simulationSite}</th>
              <th scope="col">{words.simulationMeasured}</th>
              <th scope="col">{words.simulationTypicalLine}</th>
              <th scope="col">{words.simulationFitted}</th>
              <th scope="col">{words.simulationOff}</th>
            </tr>
          </thead>
          <tbody>
            {samples.map(({ at, site, measured, typical, fitted, off }, i) => (
              <tr key={i}>
                <th scope="row">{sayMoment(at, locale)}</th>
                <td>{siteName(words, site)}</td>
                <td>{say(measured)}</td>
                <td>{say(typical)}</td>
                <td>{say(fitted)}</td>
                <td>{words.simulationErrors(sign(off))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
