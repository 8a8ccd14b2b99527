import { useMemo } from "react";
import { renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { across, sampled, sayMoment } from "./across.ts";
import type { LevelValues, Side } from "./answers.ts";
import { inkOf } from "./level-choice.tsx";
import { type Band, type Drawing, Lines } from "./lines.tsx";
import { useLevelName } from "./where-fields.tsx";

/** Where people lie about one line: the wide band, and the middle half over it. */
export function bandsOf({ bands }: LevelValues, ink: number): Band[] {
  if (!bands) return [];
  return [
    ["5", "95"],
    ["25", "75"],
  ].flatMap(([low = "", high = ""]) =>
    bands[low] && bands[high] ? [{ ink, low: bands[low], high: bands[high] }] : [],
  );
}

const highest = (rows: readonly (readonly number[])[]): number =>
  rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0);

/** Concentrations at the chosen levels: drawn, in a sentence, and as a table. */
export function OverTime({
  course,
  levels,
  bandAt,
  people,
  logarithmic = false,
  top,
}: {
  readonly course: Side & { readonly at: readonly number[] };
  readonly levels: readonly string[];
  readonly bandAt: string;
  readonly people: string;
  readonly logarithmic?: boolean;
  readonly top?: number;
}) {
  const { words, locale } = useWords();
  const name = useLevelName();
  const rows = course.levels.filter(({ level }) => levels.includes(level));
  const banded = rows.find(({ level, bands }) => level === bandAt && bands);
  const drawing = useMemo<Drawing>(
    () => ({
      ...across(course.at, locale),
      lines: rows.map(({ level, values }) => ({ label: name(level), ink: inkOf(level), values })),
      bands: banded ? bandsOf(banded, inkOf(banded.level)) : [],
      logarithmic,
      ...(top === undefined ? {} : { top }),
    }),
    [course, levels, bandAt, logarithmic, locale, top],
  );
  const unit = rows[0]?.unit ?? "ug/mL";
  const say = (value: number): string => renderQuantity({ value, unit }, locale, 3);
  const most = highest(rows.map(({ values }) => values));
  return (
    <figure>
      <figcaption>
        <span className="quiet">{renderQuantity({ value: 2, unit }, locale).replace(/^2\s*/, "")}</span>
      </figcaption>
      <Lines
        label={words.canalTimeLabel(rows.map(({ level }) => name(level)).join(", "), say(most))}
        drawing={drawing}
      />
      {banded && (
        <p className="hint">{words.canalBandNote(name(bandAt), renderNumber(Number(people), locale))}</p>
      )}
      <Fold summary={words.canalTable}>
        <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.canalOverTime}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{words.canalMoment}</th>
                {rows.map(({ level }) => (
                  <th scope="col" key={level}>
                    {name(level)}
                  </th>
                ))}
                {banded && (
                  <>
                    <th scope="col">{`${name(bandAt)}: ${words.canalP5}`}</th>
                    <th scope="col">{`${name(bandAt)}: ${words.canalP95}`}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {sampled(course.at.length).map((i) => (
                <tr key={i}>
                  <th scope="row">{sayMoment(course.at[i] ?? 0, locale)}</th>
                  {rows.map(({ level, values }) => (
                    <td key={level}>{say(values[i] ?? 0)}</td>
                  ))}
                  {banded && (
                    <>
                      <td>{say(banded.bands?.["5"]?.[i] ?? 0)}</td>
                      <td>{say(banded.bands?.["95"]?.[i] ?? 0)}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Fold>
    </figure>
  );
}
