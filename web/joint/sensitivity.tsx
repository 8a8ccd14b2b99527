import { useWords } from "../words/words.tsx";
import type { Answer } from "./answers.ts";
import { useShowEffect, wordOf } from "./show-effect.ts";
import { Wide } from "./under-way.tsx";

/** How much of the result is the model's: the same regression under each. */
export function Sensitivity({ answer }: { readonly answer: Answer }) {
  const { words } = useWords();
  const { exposure, effect, p } = useShowEffect(answer.ratio, answer.exposure.unit);
  const head = [words.jointModel, words.jointMatrix, words.jointRange, words.jointAcross, words.jointPValue];
  return (
    <>
      <p className="quiet">{words.jointSensitivityLead}</p>
      <Wide label={words.jointSensitivity}>
        <table className="plain">
          <thead>
            <tr>
              {[...head, ...(answer.mark ? [words.jointYours] : [])].map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.sensitivity.map(({ model, label, matrix, range, across, slope, mark }) => (
              <tr key={model}>
                <th scope="row">{label}</th>
                <td>{wordOf(words, matrix)}</td>
                <td>{range ? `${exposure(range[0])} – ${exposure(range[1])}` : words.none}</td>
                <td>{across === null ? words.jointNoEffect : effect(across)}</td>
                <td>{slope?.p == null ? words.none : p(slope.p)}</td>
                {answer.mark && <td>{mark == null ? words.none : exposure(mark)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** The same question by every exposure: what a reader who looks at all of them must expect by chance. */
export function Moderators({ answer }: { readonly answer: Answer }) {
  const { words } = useWords();
  const { effect, p } = useShowEffect(answer.ratio, "1");
  const head = [words.jointExposure, words.jointIn, words.jointAcross, words.jointPValue, words.jointHolm];
  return (
    <>
      <p className="quiet">{words.jointModeratorsLead}</p>
      <Wide label={words.jointModerators}>
        <table className="plain joint-moderators">
          <thead>
            <tr>
              {head.map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.moderators.map(({ exposure, k, across, p: raw, adjusted, chosen }) => (
              <tr key={exposure}>
                <th scope="row">
                  {wordOf(words, exposure)}
                  {chosen && <span className="tag">{words.jointChosen}</span>}
                </th>
                <td>{k}</td>
                <td>{across === null ? words.jointNoEffect : effect(across)}</td>
                <td>{raw === null ? words.none : p(raw)}</td>
                <td>{adjusted === null ? words.none : p(adjusted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
