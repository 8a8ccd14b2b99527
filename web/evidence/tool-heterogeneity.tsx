import { useWords } from "../words/words.tsx";
import { LinesTable, RowsTable } from "./lines-table.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { useFigures } from "./use-figures.ts";
import { readingOf } from "./write-question.ts";

/** How much the studies differ, with intervals by two ways, and where a new study may lie. */
export function HeterogeneityTool({ shown }: Pick<ToolProps, "shown">) {
  const { words } = useWords();
  const { pooled } = shown.forest;
  const show = useFigures(readingOf(shown));
  const { heterogeneity: between, predictions, oddsRatioTests: tests } = pooled;
  const level = show.percent(100 * shown.analysis.level);
  // One study has nothing to differ from.
  const rows =
    between && pooled.k > 1
      ? ([
          ["tau²", show.number(pooled.tau2), between.qProfile?.tau2, between.profileLikelihood?.tau2],
          ["I² (%)", show.number(pooled.I2), between.qProfile?.I2, between.profileLikelihood?.I2],
          ["H²", show.number(pooled.H2), between.qProfile?.H2, between.profileLikelihood?.H2],
        ] as const)
      : [];
  const kinds = [
    ["k-1", words.evidenceTk1],
    ["k-2", words.evidenceTk2],
    ["z", words.evidenceNormal],
  ] as const;
  return (
    <>
      <LinesTable
        caption={words.evidenceQ}
        lines={[
          [`Q(${pooled.Qdf ?? pooled.k - 1})`, show.number(pooled.Q)],
          ["p", show.p(pooled.Qp)],
          ["I²", show.percent(pooled.I2)],
          ...(pooled.logLikelihood === undefined
            ? []
            : ([[words.evidenceLikelihood, show.number(pooled.logLikelihood, 6)]] as const)),
        ]}
      />
      {rows.length > 0 && (
        <RowsTable
          caption={words.evidenceBetween(level)}
          heads={[words.evidenceQuantity, words.evidencePoint, words.evidenceQProfile, words.evidenceProfile]}
          rows={rows.map(([name, value, q, likelihood]) => ({
            id: name,
            cells: [name, value, show.interval(q), show.interval(likelihood)],
          }))}
        />
      )}
      {predictions && pooled.k > 1 && (
        <LinesTable
          caption={words.evidencePredictionsOf(level)}
          lines={kinds.map(([kind, name]) => [name, show.effects(predictions[kind])])}
        />
      )}
      {tests && (
        <RowsTable
          caption={words.evidenceOddsTests}
          heads={[words.evidenceTestName, "chi²", "df", "p"]}
          rows={Object.entries(tests).map(([name, test]) => ({
            id: name,
            cells: [
              oddsTests[name] ?? name,
              show.number(test.statistic),
              show.number(test.df),
              show.p(test.p),
            ],
          }))}
        />
      )}
    </>
  );
}

const oddsTests: Readonly<Record<string, string>> = {
  cmh: "Cochran-Mantel-Haenszel",
  tarone: "Tarone",
};
