import { useMemo, useState } from "react";
import { renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { sayMoment } from "./across.ts";
import type { Course } from "./answers.ts";
import { type Band, type Drawing, Lines } from "./lines.tsx";
import { useLevelName } from "./where-fields.tsx";

/** One moment of the course from the caudal end to the head. Sliding picks from the answer: nothing is computed. */
export function AlongCanal({
  course,
  people,
  logarithmic,
}: {
  readonly course: Course;
  readonly people: string;
  readonly logarithmic: boolean;
}) {
  const { words, locale } = useWords();
  const name = useLevelName();
  const last = course.at.length - 1;
  const [asked, setAsked] = useState<number>();
  const moment = Math.min(asked ?? last, last);
  const { levels, at } = course;
  const drawing = useMemo<Drawing>(() => {
    const pick = (low: string, high: string): Band[] =>
      levels.every(({ bands }) => bands?.[low] && bands[high])
        ? [
            {
              ink: 0,
              low: levels.map(({ bands }) => bands?.[low]?.[moment] ?? 0),
              high: levels.map(({ bands }) => bands?.[high]?.[moment] ?? 0),
            },
          ]
        : [];
    return {
      x: levels.map(({ at }) => at.value),
      lines: [
        { label: words.canalTypicalShort, ink: 0, values: levels.map(({ values }) => values[moment] ?? 0) },
      ],
      bands: [...pick("5", "95"), ...pick("25", "75")],
      across: (value) => renderQuantity({ value, unit: levels[0]?.at.unit ?? "cm" }, locale),
      logarithmic,
    };
  }, [levels, moment, logarithmic, words, locale]);
  const say = (value: number | undefined): string =>
    renderQuantity({ value: value ?? 0, unit: levels[0]?.unit ?? "ug/mL" }, locale, 3);
  const top = levels.reduce(
    (a, b) => ((b.values[moment] ?? 0) > (a.values[moment] ?? 0) ? b : a),
    levels[0]!,
  );
  const when = sayMoment(at[moment] ?? 0, locale);
  const banded = levels.every(({ bands }) => bands);
  return (
    <section className="card" aria-labelledby="along-canal">
      <h2 id="along-canal">
        {words.canalAlong} <span className="tag model">{words.model}</span>
      </h2>
      <label className="canal-moment">
        <span>{words.canalAlongAt(when)}</span>
        <input
          type="range"
          className="slider no-print"
          aria-label={words.canalMoment}
          aria-valuetext={when}
          min={0}
          max={last}
          value={moment}
          onChange={(event) => setAsked(Number(event.target.value))}
        />
      </label>
      <figure>
        <Lines label={words.canalAlongLabel(say(top.values[moment]), name(top.level))} drawing={drawing} />
        {banded && <p className="hint">{words.canalBandAlong(renderNumber(Number(people), locale))}</p>}
        <Fold summary={words.canalTable} startsOpen>
          <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.canalAlong}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.canalLevel}</th>
                  <th scope="col">{words.canalHeight}</th>
                  <th scope="col">{words.canalTypicalShort}</th>
                  {banded && <th scope="col">{words.canalP5}</th>}
                  {banded && <th scope="col">{words.canalP95}</th>}
                </tr>
              </thead>
              <tbody>
                {levels.map((level) => (
                  <tr key={level.level}>
                    <th scope="row">{name(level.level)}</th>
                    <td>{renderQuantity(level.at, locale)}</td>
                    <td>{say(level.values[moment])}</td>
                    {banded && <td>{say(level.bands?.["5"]?.[moment])}</td>}
                    {banded && <td>{say(level.bands?.["95"]?.[moment])}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Fold>
      </figure>
    </section>
  );
}
