import { useWords } from "../words/words.tsx";
import type { Pooled } from "./answers.ts";
import { useFigures } from "./use-figures.ts";
import type { Shown } from "./use-shown.ts";
import { Wide } from "./wide.tsx";
import { readingOf } from "./write-question.ts";

/** What RevMan 5 computes beside what is recommended today, of the same studies. */
export function ModesTable({
  shown,
  modes,
}: {
  readonly shown: Shown;
  readonly modes: NonNullable<Pooled["modes"]>;
}) {
  const { words } = useWords();
  const show = useFigures(readingOf(shown));
  const lines = [
    ["revman5", words.evidenceRevman5, modes.revman5],
    ["current", words.evidenceCurrent, modes.current],
  ] as const;
  return (
    <Wide label={words.evidenceModes}>
      <table className="plain evidence-modes">
        <caption>{words.evidenceModes}</caption>
        <thead>
          <tr>
            {[words.evidenceMode, words.evidenceEffect, "p", words.evidencePrediction, "tau²", "I²"].map(
              (name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map(([id, name, mode]) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{show.withInterval(mode.estimate, mode.ci)}</td>
              <td>{show.p(mode.p)}</td>
              <td>{show.effects(mode.prediction)}</td>
              <td>{show.number(mode.tau2)}</td>
              <td>{show.percent(mode.I2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!modes.disagreement && modes.current.ci?.[0] !== modes.current.ci?.[1] && (
        <p className="quiet">{words.evidenceAgree}</p>
      )}
    </Wide>
  );
}
