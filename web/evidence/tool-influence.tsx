import { plotBaujat } from "../../src/plot/plot.ts";
import { useWords } from "../words/words.tsx";
import { RowsTable } from "./lines-table.tsx";
import { atOnce } from "./pager.tsx";
import { Picture } from "./picture.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useFigures } from "./use-figures.ts";
import { pooledEffects } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { direct, estimator, readingOf } from "./write-question.ts";

/** metafor's names of the case diagnostics, in its order. */
const columns = ["rstudent", "dffits", "cookd", "covr", "tau2Del", "QDel", "hat", "dfbs", "weight"] as const;

type Influence = Partial<Readonly<Record<(typeof columns)[number], readonly (number | null)[]>>> & {
  readonly studies: readonly string[];
  readonly marked?: readonly boolean[];
  readonly baujat: readonly { readonly heterogeneity: number; readonly influence: number | null }[];
};

/** Which studies carry the result: Baujat's plot, and metafor's diagnostics of each. */
export function InfluenceTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures(readingOf(shown));
  const { effects } = pooledEffects(shown);
  const asking = useTool<Influence>(
    {
      operation: "influence",
      long: effects.length > atOnce,
      input: {
        effects,
        method: estimator(shown.analysis),
        test: direct(shown.analysis.method) ? "z" : shown.analysis.test,
        level: shown.analysis.level,
      },
    },
    locale,
  );
  const { answer } = asking;
  const title = words.evidenceBaujat;
  const present = columns.filter((column) => answer?.[column]);
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_influence} />
      {answer && (
        <>
          <Picture
            svg={plotBaujat({
              title,
              locale,
              points: answer.baujat.flatMap(({ heterogeneity, influence }, i) =>
                influence === null ? [] : [{ label: answer.studies[i]!, x: heterogeneity, y: influence }],
              ),
            })}
            label={title}
            name="baujat"
          />
          <RowsTable
            caption={words.evidenceTool_influence}
            heads={[words.evidenceStudy, words.evidenceToQ, words.evidenceOnEffect, ...present]}
            rows={answer.studies.map((study, i) => ({
              id: String(i),
              marked: answer.marked?.[i] ?? false,
              cells: [
                answer.marked?.[i] ? `${study} *` : study,
                show.number(answer.baujat[i]!.heterogeneity),
                show.number(answer.baujat[i]!.influence),
                ...present.map((column) => show.number(answer[column]![i])),
              ],
            }))}
          />
          {answer.marked?.some(Boolean) && <p className="quiet">{words.evidenceMarked}</p>}
        </>
      )}
    </>
  );
}
