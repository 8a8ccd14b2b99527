import { type Measure } from "../../src/evidence/evidence.ts";
import { measureName } from "../../src/operations/operations.ts";
import { useWords } from "../words/words.tsx";
import type { PooledPart } from "./answers.ts";
import { Wide } from "./wide.tsx";
import { useFigures } from "./use-figures.ts";
import type { Shown } from "./use-shown.ts";
import { onLogs } from "./write-question.ts";

/** The pooled result in numbers, with its subgroups. */
export function PooledTable({ shown }: { readonly shown: Shown }) {
  const { words, locale } = useWords();
  const { analysis, forest } = shown;
  const measure = analysis.measure as Measure;
  const { pooled } = forest;
  const show = useFigures(onLogs(shown.analysis));
  const parts: readonly (readonly [string, PooledPart])[] = [
    [words.evidenceAll, pooled],
    ...(pooled.subgroups?.groups.map((group) => [group.group, group] as const) ?? []),
    ...(pooled.nonRandomised ? [[words.evidenceApart, pooled.nonRandomised] as const] : []),
  ];
  const columns: readonly (readonly [string, (part: PooledPart) => string])[] = [
    [words.evidenceK, ({ k }) => show.number(k)],
    [
      `${measureName(measure, locale)} (${words.evidenceIntervalOf(show.percent(100 * analysis.level))})`,
      (part) => show.withInterval(part.estimate, part.ci),
    ],
    ...(onLogs(analysis)
      ? [
          [
            words.evidenceEstimate,
            (part: PooledPart) =>
              `${show.number(part.estimate)} (${words.evidenceSe} ${show.number(part.se)})`,
          ] as const,
        ]
      : [[words.evidenceSe, (part: PooledPart) => show.number(part.se)] as const]),
    ["p", ({ p }) => show.p(p)],
    [words.evidencePrediction, ({ prediction, tau2 }) => (tau2 === null ? "–" : show.effects(prediction))],
    ["tau²", ({ tau2 }) => show.number(tau2)],
    ["I²", ({ I2 }) => show.percent(I2)],
  ];
  const { subgroups } = pooled;
  return (
    <>
      <Wide label={words.evidenceResult}>
        <table className="plain">
          <caption>{words.evidenceResult}</caption>
          <thead>
            <tr>
              <th scope="col">{words.evidencePartName}</th>
              {columns.map(([name]) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(([name, part]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {columns.map(([column, cell]) => (
                  <td key={column}>{cell(part)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {subgroups && (
        <p>
          {words.evidenceSubgroupTest(
            subgroups.df2 === null
              ? `Q(${subgroups.df}) = ${show.number(subgroups.Q)}`
              : `F(${subgroups.df}, ${show.number(subgroups.df2)}) = ${show.number(subgroups.Q)}`,
            show.p(subgroups.p),
          )}{" "}
          {subgroups.tau2 === "common" ? words.evidenceCommonSaid : words.evidenceSeparateSaid}
        </p>
      )}
    </>
  );
}
