import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { renderNumber } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Answers, Delivered, Dose } from "./answers.ts";
import { Fold } from "./fold.tsx";
import { drugName } from "./names.ts";
import { primaryOf } from "./read-order.ts";
import { useShow } from "./show.ts";
import { useStore } from "./store.tsx";

interface Side {
  readonly before?: Delivered | undefined;
  readonly after?: Delivered | undefined;
}

const drugsOf = ({ before, after }: Side): string[] => [
  ...new Set([...(after?.daily ?? []), ...(before?.daily ?? [])].map(({ drug }) => drug)),
];

/** Two programs side by side: per 24 h, as a ratio, hour by hour. */
export function Compare({ answers }: { readonly answers: Answers }) {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const side: Side = answers.last;
  const drugs = drugsOf(side);
  const [picked, setPicked] = useState("");
  const primary = primaryOf(plan.draft);
  const shown = drugs.includes(picked) ? picked : drugs.includes(primary) ? primary : (drugs[0] ?? "");
  return (
    <section className="card" aria-labelledby="compare-title">
      <h2 id="compare-title">{words.compareTitle}</h2>
      <Totals side={side} drugs={drugs} />
      {drugs.length > 1 && (
        <ToggleButtonGroup
          aria-label={words.drug}
          className="modes"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[shown]}
          onSelectionChange={(keys) => setPicked(String([...keys][0] ?? ""))}
        >
          {drugs.map((drug) => (
            <ToggleButton key={drug} id={drug} className="mode">
              {drugName(drug, locale)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {shown !== "" && <Hours side={side} drug={shown} />}
      {answers.after.ok && <Achievable delivered={answers.after.answer} />}
    </section>
  );
}

/** The table of 24 h totals: what a second person reads first. */
export function Totals({
  side,
  drugs = drugsOf(side),
}: {
  readonly side: Side;
  readonly drugs?: readonly string[];
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const { before, after } = side;
  const doseIn = (doses: readonly Dose[] | undefined, drug: string): string => {
    const found = doses?.find((each) => each.drug === drug);
    return found ? show.quantity(found.dose) : "–";
  };
  /** Whether the most in a day is another figure than the day's own. */
  const withBoluses = (drug: string): boolean =>
    [before, after].some((side) => side && doseIn(side.daily, drug) !== doseIn(side.worstDaily, drug));
  return (
    <table className="totals">
      <thead>
        <tr>
          <th scope="col">{words.total24}</th>
          <th scope="col">{words.now}</th>
          <th scope="col">{words.next}</th>
          <th scope="col">{words.ratio}</th>
        </tr>
      </thead>
      <tbody>
        {drugs.map((drug) => {
          const change = after?.change?.find((each) => each.drug === drug);
          return (
            <tr key={drug}>
              <th scope="row">{drugName(drug, locale)}</th>
              <td>{doseIn(before?.daily, drug)}</td>
              <td className="new">{doseIn(after?.daily, drug)}</td>
              <td>{change?.ratio === undefined || change.ratio === null ? "–" : show.ratio(change.ratio)}</td>
            </tr>
          );
        })}
        {drugs.filter(withBoluses).map((drug) => (
          <tr key={drug}>
            <th scope="row">
              {drugName(drug, locale)}, {words.everyBolus}
            </th>
            <td>{doseIn(before?.worstDaily, drug)}</td>
            <td className="new">{doseIn(after?.worstDaily, drug)}</td>
            <td />
          </tr>
        ))}
        <tr className="quiet">
          <th scope="row">
            {words.flow} ({words.mean})
          </th>
          <td>{before ? show.quantity(before.flow) : "–"}</td>
          <td>{after ? show.quantity(after.flow) : "–"}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

const hourly = (delivered: Delivered | undefined, drug: string): (number | undefined)[] =>
  Array.from(
    { length: 24 },
    (_, h) => delivered?.hourly[h]?.doses.find((each) => each.drug === drug)?.dose.value,
  );

/** The top of the axis: the next of 1, 2, 2.5 or 5 times a power of ten. */
function axisTop(most: number): number {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const lead = [1, 2, 2.5, 5, 10].find((each) => most / power <= each * (1 + 1e-9)) ?? 10;
  return lead * power;
}

const clock = (h: number): string => `${String(h).padStart(2, "0")}:00`;

function Hours({ side, drug }: { readonly side: Side; readonly drug: string }) {
  const { words, locale } = useWords();
  const show = useShow();
  const before = hourly(side.before, drug);
  const after = hourly(side.after, drug);
  const unit = [...(side.after?.hourly ?? []), ...(side.before?.hourly ?? [])]
    .flatMap(({ doses }) => doses)
    .find((each) => each.drug === drug)?.dose.unit;
  const top = axisTop(Math.max(...[...before, ...after].map((value) => value ?? 0)));
  const say = (value: number | undefined): string =>
    value === undefined || unit === undefined ? "–" : show.quantity({ value, unit });
  const title = words.byHourOf(drugName(drug, locale));
  return (
    <figure className="hours">
      <figcaption>
        <span>
          {title}
          {unit && <span className="quiet"> · {show.quantity({ value: 2, unit }).replace(/^2\s*/, "")}</span>}
        </span>
        <span className="legend" aria-hidden="true">
          <span className="key before" /> {words.now} <span className="key after" /> {words.next}
        </span>
      </figcaption>
      <div
        className="bars"
        role="img"
        aria-label={`${title}: ${words.beforeAfter(range(before, say), range(after, say))}`}
      >
        <span className="axis top">{renderNumber(top, locale, 3)}</span>
        <span className="axis half">{renderNumber(top / 2, locale, 3)}</span>
        <span className="axis zero">0</span>
        <div className="columns">
          {after.map((value, h) => (
            <span className="column" key={h}>
              <span className="bar before" style={{ height: `${((before[h] ?? 0) / top) * 100}%` }} />
              <span className="bar after" style={{ height: `${((value ?? 0) / top) * 100}%` }} />
              {h % 6 === 0 && <span className="tick">{clock(h)}</span>}
            </span>
          ))}
        </div>
      </div>
      <Fold summary={words.hourTable}>
        <table className="plain hour-table">
          <thead>
            <tr>
              <th scope="col">{words.hour}</th>
              <th scope="col">{words.now}</th>
              <th scope="col">{words.next}</th>
            </tr>
          </thead>
          <tbody>
            {after.map((value, h) => (
              <tr key={h}>
                <th scope="row">{clock(h)}</th>
                <td>{say(before[h])}</td>
                <td>{say(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  );
}

function range(values: readonly (number | undefined)[], say: (value: number | undefined) => string): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return "–";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return low === high ? say(low) : `${say(low)} – ${say(high)}`;
}

/** What the pump's own step makes of the dose, where that is known and differs. */
function Achievable({ delivered }: { readonly delivered: Delivered }) {
  const { words } = useWords();
  const show = useShow();
  const differing = (delivered.achievable?.daily ?? []).flatMap(({ drug, dose }) => {
    const programmed = delivered.daily.find((each) => each.drug === drug)?.dose;
    return programmed && show.quantity(programmed) !== show.quantity(dose)
      ? [{ drug, programmed, dose }]
      : [];
  });
  return differing.map(({ drug, programmed, dose }) => (
    <p className="hint" key={drug}>
      <Icon name="note" /> {words.programmedAchieved(show.quantity(programmed), show.quantity(dose))}
    </p>
  ));
}
