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
