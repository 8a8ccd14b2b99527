import { Button } from "react-aria-components";
import { writeTable } from "../../src/formats/formats.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { Answer } from "./answers.ts";
import type { Synthesis } from "./read-synthesis.ts";
import { useMoreRows } from "./more-rows.tsx";
import { saveFile } from "./save-file.ts";
import { useShowEffect, wordOf } from "./show-effect.ts";
import { StudyLink } from "./study-link.tsx";
import { Wide } from "./under-way.tsx";
import type { EditSynthesis } from "./use-synthesis.ts";

/** The picture's numbers; each trial's arm can be dropped and taken back. */
export function TrialsTable({
  all,
  draft,
  edit,
}: {
  /** The answer with no trial dropped. */
  readonly all: Answer;
  readonly draft: Synthesis;
  readonly edit: EditSynthesis;
}) {
  const { words } = useWords();
  const show = useShow();
  const { exposure, withInterval } = useShowEffect(all.ratio, all.exposure.unit);
  const { shown, more } = useMoreRows(all.points);
  const dropped = new Set(draft.without);
  const toggle = (arm: string): void =>
    edit({ without: dropped.has(arm) ? draft.without.filter((id) => id !== arm) : [...draft.without, arm] });
  const head = [words.jointName, words.jointCond, words.jointN, words.jointX, words.jointEffect];
  const save = (): void =>
    saveFile(
      "theca-trials.csv",
      "text/csv",
      writeTable([
        ["arm", "name", "condition", "used", "n", `${all.exposure.measure} [${all.exposure.unit}]`].concat([
          "reading",
          "at [h]",
          `yi (${all.measure})`,
          "vi",
        ]),
        ...all.points.map(({ arm, name, condition, n, x, reading, at, yi, vi }) => [
          arm,
          name,
          condition,
          dropped.has(arm) ? "no" : "yes",
          String(n),
          String(x),
          reading,
          at ? String(at.value) : "",
          String(yi),
          String(vi),
        ]),
      ]),
    );
  return (
    <section className="card" aria-labelledby="joint-trials">
      <h2 id="joint-trials">{words.jointTrials}</h2>
      <Wide label={words.jointTrials}>
        <table className="plain joint-trials">
          <thead>
            <tr>
              <th scope="col">{words.jointUse}</th>
              {head.map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
              <th scope="col">{words.jointReading}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <tr key={point.id} className={dropped.has(point.arm) ? "dropped" : undefined}>
                <td>
                  <label className="check">
                    <input
                      type="checkbox"
                      name="use"
                      value={point.arm}
                      checked={!dropped.has(point.arm)}
                      aria-label={words.jointUseOf(point.name)}
                      onChange={() => toggle(point.arm)}
                    />
                  </label>
                </td>
                <th scope="row">
                  {point.design ? <StudyLink study={point.study}>{point.name}</StudyLink> : point.name}
                  {point.at && <small className="quiet"> · {show.span(point.at)}</small>}
                  {!point.verified && <span className="tag doubt">{words.notVerified}</span>}
                </th>
                <td>
                  {point.conditionName ?? point.condition}
                  {point.design === "crossover" && <span className="tag">{wordOf(words, "crossover")}</span>}
                  {point.control === "active placebo" && (
                    <span className="tag">{wordOf(words, "active placebo")}</span>
                  )}
                </td>
                <td>{point.n}</td>
                <td>{exposure(point.x)}</td>
                <td>{withInterval(point.yi, point.ci)}</td>
                <td>{wordOf(words, point.reading)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p className="joint-actions">
        {more}
        <Button className="button" onPress={save}>
          {words.jointSaveTable}
        </Button>
        {draft.without.length > 0 && (
          <Button className="button plain" onPress={() => edit({ without: [] })}>
            {words.jointAll}
          </Button>
        )}
      </p>
    </section>
  );
}
