import { type Measure } from "../../src/evidence/evidence.ts";
import { naturalName } from "../../src/operations/operations.ts";
import { useWords } from "../words/words.tsx";
import type { PooledPart } from "./answers.ts";
import { Wide } from "./wide.tsx";
import { type Figures, figuresIn, useFigures } from "./use-figures.ts";
import type { Shown } from "./use-shown.ts";
import { estimator, oneGroup, readingOf, turned } from "./write-question.ts";

/** The pooled result in numbers, with its subgroups. */
export function PooledTable({ shown }: { readonly shown: Shown }) {
  const { words, locale } = useWords();
  const { analysis, forest } = shown;
  const measure = analysis.measure as Measure;
  const { pooled } = forest;
  const show = useFigures(readingOf(shown));
  const fixed = estimator(analysis) === "EE";
  const place = (name: string): number => pooled.studies.findIndex(({ group }) => group === name);
  const parts: readonly (readonly [string, PooledPart, Figures])[] = [
    [words.evidenceAll, pooled, show],
    ...[...(pooled.subgroups?.groups ?? [])]
      .sort((a, b) => place(a.group) - place(b.group))
      .map((part) => [part.group, part, figuresIn(locale, readingOf(shown, part.group))] as const),
    ...(pooled.nonRandomised ? [[words.evidenceApart, pooled.nonRandomised, show] as const] : []),
  ];
  const columns: readonly (readonly [string, (part: PooledPart, show: Figures) => string])[] = [
    [words.evidenceK, ({ k }) => show.number(k)],
    [
      `${naturalName(measure, locale)} (${words.evidenceIntervalOf(show.percent(100 * analysis.level))})`,
      (part, show) => show.withInterval(part.estimate, part.ci),
    ],
    ...(turned(analysis)
      ? [
          [
            words.evidenceEstimate,
            (part: PooledPart) =>
              `${show.number(part.estimate)} (${words.evidenceSe} ${show.number(part.se)})`,
          ] as const,
        ]
      : [[words.evidenceSe, (part: PooledPart) => show.number(part.se)] as const]),
    // Of one group there is nothing that the result could differ from.
    ...(oneGroup(analysis) ? [] : [["p", ({ p }: PooledPart) => show.p(p)] as const]),
    [
      words.evidencePrediction,
      // As on the forest: two studies give an interval that says nothing but that they are two.
      ({ prediction, tau2, k }, show) => show.effects(tau2 === null || k < 3 ? null : prediction),
    ],
    ["tau²", ({ tau2 }) => show.number(fixed ? null : tau2)],
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
            {parts.map(([name, part, figures]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {columns.map(([column, cell]) => (
                  <td key={column}>{cell(part, figures)}</td>
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
          {!fixed && (subgroups.tau2 === "common" ? words.evidenceCommonSaid : words.evidenceSeparateSaid)}
        </p>
      )}
    </>
  );
}
