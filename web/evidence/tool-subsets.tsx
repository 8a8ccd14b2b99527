import { useWords } from "../words/words.tsx";
import { RowsTable } from "./lines-table.tsx";
import { Picture } from "./picture.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useDone, useFigures } from "./use-figures.ts";
import { pooledEffects } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { axisOf, estimator, readingOf } from "./write-question.ts";

interface Spread {
  readonly mean: number;
  readonly quantiles: Readonly<Record<string, number>>;
}

interface Subsets {
  readonly count: number;
  readonly wanted: number;
  readonly exact: boolean;
  readonly estimate: Spread;
  readonly I2: Spread;
  readonly tau2: Spread;
  readonly bootstrap?: {
    readonly replicates: number;
    readonly wanted: number;
    readonly estimate: Spread & { readonly sd: number; readonly ci: readonly [number, number] };
    readonly tau2: Spread & { readonly sd: number; readonly ci: readonly [number, number] };
  };
}

/** Draws of the bootstrap, and how they begin: the same for everyone. */
const draws = { n: 10_000, seed: 1 } as const;

/** The pooled effect of every subset of the studies, and of studies drawn anew. */
export function SubsetsTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures(readingOf(shown));
  const done = useDone();
  const { effects } = pooledEffects(shown);
  const title = words.evidenceGosh;
  const asking = useTool<Subsets>(
    {
      operation: "subsets",
      long: true,
      input: {
        effects,
        method: estimator(shown.analysis),
        level: shown.analysis.level,
        points: true,
        bootstrap: draws,
      },
      gosh: { title, axis: axisOf(shown) },
    },
    locale,
  );
  const { answer, svg } = asking;
  const shares = Object.keys(answer?.estimate.quantiles ?? {}).sort((a, b) => Number(a) - Number(b));
  return (
    <>
      <p className="quiet">{words.evidenceGoshSaid}</p>
      <UnderWay asking={asking} label={words.evidenceTool_subsets} />
      {answer && svg && (
        <>
          <Picture svg={svg} label={title} name="gosh" />
          <RowsTable
            caption={words.evidenceSubsetsOf(done(answer.count, answer.wanted), answer.exact)}
            heads={[
              words.evidenceQuantity,
              words.evidenceMean,
              ...shares.map((share) => show.percent(100 * Number(share))),
            ]}
            rows={[
              {
                id: "estimate",
                cells: [
                  words.evidenceEffect,
                  show.effect(answer.estimate.mean),
                  ...shares.map((share) => show.effect(answer.estimate.quantiles[share])),
                ],
              },
              {
                id: "I2",
                cells: [
                  "I²",
                  show.percent(answer.I2.mean),
                  ...shares.map((share) => show.percent(answer.I2.quantiles[share])),
                ],
              },
              {
                id: "tau2",
                cells: [
                  "tau²",
                  show.number(answer.tau2.mean),
                  ...shares.map((share) => show.number(answer.tau2.quantiles[share])),
                ],
              },
            ]}
          />
          {answer.bootstrap && (
            <RowsTable
              caption={words.evidenceBootstrap(done(answer.bootstrap.replicates, answer.bootstrap.wanted))}
              heads={[words.evidenceQuantity, words.evidenceMean, "SD", words.evidenceInterval]}
              rows={[
                {
                  id: "estimate",
                  cells: [
                    words.evidenceEffect,
                    show.effect(answer.bootstrap.estimate.mean),
                    show.number(answer.bootstrap.estimate.sd),
                    show.effects(answer.bootstrap.estimate.ci),
                  ],
                },
                {
                  id: "tau2",
                  cells: [
                    "tau²",
                    show.number(answer.bootstrap.tau2.mean),
                    show.number(answer.bootstrap.tau2.sd),
                    show.interval(answer.bootstrap.tau2.ci),
                  ],
                },
              ]}
            />
          )}
        </>
      )}
    </>
  );
}
