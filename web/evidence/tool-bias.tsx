import { useState } from "react";
import { critical, type Interval, normalQuantile } from "../../src/evidence/evidence.ts";
import { plotFunnel } from "../../src/plot/plot.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { drawAxis } from "./draw-axis.ts";
import { RowsTable } from "./lines-table.tsx";
import { Picture } from "./picture.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useFigures } from "./use-figures.ts";
import { pooledEffects } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { axisOf, direct, estimator, oneGroup, readingOf } from "./write-question.ts";

interface Fill {
  readonly estimator: string;
  readonly k0: number;
  readonly side: "left" | "right";
  readonly estimate: number;
  readonly ci: Interval;
  readonly filled: readonly { readonly yi: number; readonly vi: number }[];
}

interface Bias {
  readonly egger: { readonly statistic: number; readonly df: number; readonly p: number } | null;
  readonly eggerClassic: {
    readonly bias: number;
    readonly se: number;
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
  } | null;
  readonly eggerMixed: {
    readonly z: number;
    readonly p: number;
    readonly limit: number;
    readonly ci: Interval;
  } | null;
  readonly rank: { readonly tau: number; readonly p: number } | null;
  readonly trimfill: Fill;
  readonly trimfillOther: Fill;
  readonly failsafe: number;
  readonly failsafeOther: { readonly rosenberg: number; readonly orwin: number; readonly alpha: number };
  readonly warnings: readonly string[];
}

/** Whether small studies say something else than large ones: the funnel and its tests. */
export function BiasTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures(readingOf(shown));
  const alone = oneGroup(shown.analysis);
  const [wanted, setContours] = useState<boolean>();
  // Of one group no result is significant: there is nothing that it could differ from.
  const contours = wanted ?? !alone;
  const [fill, setFill] = useState(false);
  const { effects } = pooledEffects(shown);
  const { level, test, method } = shown.analysis;
  const asking = useTool<Bias>(
    {
      operation: "bias",
      input: { effects, method: estimator(shown.analysis), level, ...(!direct(method) && { test }) },
    },
    locale,
  );
  const { answer } = asking;
  const points = [
    ...effects.map(({ id, yi, vi }) => ({ label: id, estimate: yi, se: Math.sqrt(vi) })),
    ...(fill ? (answer?.trimfill.filled ?? []) : []).map(({ yi, vi }) => ({
      label: "",
      estimate: yi,
      se: Math.sqrt(vi),
      filled: true,
    })),
  ];
  const svg =
    effects.length < 2
      ? undefined
      : plotFunnel({
          title: words.evidenceFunnel,
          locale,
          ...drawAxis(axisOf(shown), locale),
          points,
          estimate: shown.forest.pooled.estimate,
          z: critical(level, null),
          ...(contours && { contours: [0.1, 0.05, 0.01].map((p) => ({ p, z: -normalQuantile(p / 2) })) }),
        });
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_bias} />
      {answer?.warnings.map((warning) => (
        <p className="verdict yellow" key={warning}>
          <Icon name="beyond" /> {warning}
        </p>
      ))}
      {svg && (
        <>
          <p className="evidence-actions no-print">
            <label className="check">
              <input
                type="checkbox"
                name="contours"
                checked={contours}
                onChange={() => setContours(!contours)}
              />
              {words.evidenceContours}
            </label>
            <label className="check">
              <input type="checkbox" name="fill" checked={fill} onChange={() => setFill(!fill)} />
              {words.evidenceFill}
            </label>
          </p>
          <Picture svg={svg} label={words.evidenceFunnel} name="funnel" />
        </>
      )}
      {answer && <Tests answer={answer} show={show} alone={alone} />}
    </>
  );
}

function Tests({
  answer,
  show,
  alone,
}: {
  readonly answer: Bias;
  readonly show: ReturnType<typeof useFigures>;
  /** Whether the studies have one group. */
  readonly alone: boolean;
}) {
  const { words } = useWords();
  const { egger, eggerClassic, eggerMixed, rank, trimfill, trimfillOther, failsafe, failsafeOther } = answer;
  const tests = [
    ...(eggerClassic
      ? [
          [
            words.evidenceEggerClassic,
            `t(${eggerClassic.df}) = ${show.number(eggerClassic.statistic)}`,
            show.p(eggerClassic.p),
            words.evidenceIntercept(show.number(eggerClassic.bias), show.number(eggerClassic.se)),
          ],
        ]
      : []),
    ...(egger
      ? [[words.evidenceEggerLm, `t(${egger.df}) = ${show.number(egger.statistic)}`, show.p(egger.p), ""]]
      : []),
    ...(eggerMixed
      ? [
          [
            words.evidenceEggerMixed,
            `z = ${show.number(eggerMixed.z)}`,
            show.p(eggerMixed.p),
            words.evidenceLimit(show.withInterval(eggerMixed.limit, eggerMixed.ci)),
          ],
        ]
      : []),
    ...(rank ? [[words.evidenceBegg, `tau = ${show.number(rank.tau)}`, show.p(rank.p), ""]] : []),
  ];
  const side = (fill: Fill): string =>
    fill.side === "left" ? words.evidenceSideLeft : words.evidenceSideRight;
  return (
    <>
      <RowsTable
        caption={words.evidenceFunnelTests}
        heads={[words.evidenceTestName, words.evidenceStatistic, "p", words.evidenceAlso]}
        rows={tests.map((cells) => ({ id: cells[0]!, cells }))}
      />
      <RowsTable
        caption={words.evidenceTrimFill}
        heads={[words.evidenceEstimator, words.evidenceAdded, words.evidenceSide, words.evidenceEffect]}
        rows={[trimfill, trimfillOther].map((fill) => ({
          id: fill.estimator,
          cells: [
            fill.estimator,
            show.number(fill.k0),
            side(fill),
            show.withInterval(fill.estimate, fill.ci),
          ],
        }))}
      />
      {!alone && (
        <RowsTable
          caption={words.evidenceFailSafe}
          heads={["Rosenthal", "Rosenberg", "Orwin"]}
          rows={[
            {
              id: "n",
              cells: [failsafe, failsafeOther.rosenberg, failsafeOther.orwin].map((count) =>
                show.number(count),
              ),
            },
          ]}
        />
      )}
    </>
  );
}
