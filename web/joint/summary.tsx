import { useWords } from "../words/words.tsx";
import type { Answer } from "./answers.ts";
import type { Synthesis } from "./read-synthesis.ts";
import { useShowEffect } from "./show-effect.ts";

/** The results as chosen, beside those with every trial in: what dropping one moved. */
export function Summary({
  answer,
  all,
  draft,
}: {
  readonly answer: Answer;
  readonly all: Answer | undefined;
  readonly draft: Synthesis;
}) {
  const { words } = useWords();
  const now = useRows(answer, draft);
  const before = useRows(all ?? answer, draft);
  const moved = all !== undefined && draft.without.length > 0;
  return (
    <>
      <table className="totals joint-summary">
        <thead>
          <tr>
            <th scope="col">{words.jointWhat}</th>
            {moved && <th scope="col">{words.jointBefore}</th>}
            <th scope="col">{words.jointNow}</th>
          </tr>
        </thead>
        <tbody>
          {now.map(([what, value, note], i) => (
            <tr key={what}>
              <th scope="row">
                {what}
                {note && <small className="quiet"> {note}</small>}
              </th>
              {moved && <td>{before[i]![1]}</td>}
              <td className="new">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(draft.without.length > 0 || draft.own !== "") && <p className="changed">{words.jointChanged}</p>}
    </>
  );
}

function useRows(
  { ratio, exposure, k, arms, studies, pooled, fit, range }: Answer,
  { shape }: Synthesis,
): (readonly [string, string, string?])[] {
  const { words } = useWords();
  const { withInterval, exposure: dose, number, p } = useShowEffect(ratio, exposure.unit);
  const slope = fit?.coefficients[1];
  const step = shape === "linear" && range && range[1] > range[0] ? roundStep(range[1] - range[0]) : 1;
  const scaled = (ci: readonly [number, number] | null): readonly [number, number] | null =>
    ci && [ci[0] * step, ci[1] * step];
  return [
    [
      words.jointIn,
      words.jointArms(String(arms), String(studies)) + (k > arms ? ` · ${words.jointRows(String(k))}` : ""),
    ],
    [words.jointPooled, pooled ? withInterval(pooled.estimate, pooled.ci) : words.jointNoEffect],
    [
      words.jointSlope,
      slope && shape !== "emax"
        ? `${withInterval(slope.estimate * step, scaled(slope.ci))}${slope.p === null ? "" : ` · ${words.jointPValue} ${p(slope.p)}`}`
        : words.jointNoEffect,
      shape === "linear"
        ? words.jointSlopeBy(dose(step))
        : shape === "log-linear"
          ? words.jointSlopeLog
          : undefined,
    ],
    [words.jointTau2, fit ? number(fit.tau2) : pooled ? number(pooled.tau2) : words.jointNoEffect],
  ];
}

/** The largest power of ten within a span: a slope for each ng/mL would be too small to read. */
const roundStep = (span: number): number => 10 ** Math.floor(Math.log10(span));
