import { useState } from "react";
import { Button } from "react-aria-components";
import { type Measure } from "../../src/evidence/evidence.ts";
import { measureName } from "../../src/operations/operations.ts";
import { type FitPoint, plotBubble } from "../../src/plot/plot.ts";
import { ChoiceField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { Ends } from "./answers.ts";
import { drawAxis } from "./draw-axis.ts";
import { LinesTable, RowsTable } from "./lines-table.tsx";
import { Picture } from "./picture.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useDone, useFigures } from "./use-figures.ts";
import { pooledEffects, type Shown } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { axisOf, direct, estimator, oneGroup } from "./write-question.ts";

interface Regression {
  readonly k: number;
  readonly coefficients: readonly {
    readonly name: string;
    readonly estimate: number;
    readonly se: number | null;
    readonly statistic: number | null;
    readonly df: number | null;
    readonly p: number | null;
    readonly ci: Ends;
  }[];
  readonly tau2: number;
  readonly I2: number;
  readonly R2: number | null;
  readonly QE: number;
  readonly QEdf: number;
  readonly QEp: number;
  readonly QM: number | null;
  readonly QMdf: number;
  readonly QMdf2: number | null;
  readonly QMp: number | null;
  readonly studies: readonly { readonly id: string; readonly yi: number; readonly weight: number }[];
  readonly line?: { readonly x: readonly number[]; readonly fit: readonly FitPoint[] };
  readonly permutation?: {
    readonly permutations: number;
    readonly wanted: number;
    readonly exact: boolean;
    readonly coefficients: readonly { readonly name: string; readonly p: number }[];
    readonly QMp: number;
  };
}

/** Orders tried by the permutation test, and how they begin. */
const orders = { n: 1000, seed: 1 } as const;

/** Whether a moderator explains why effects differ: bubbles with fit and band, and the regression. */
export function ModeratorTool({ shown, analysis, edit }: ToolProps) {
  const { words, locale } = useWords();
  const { moderator, sheet } = shown.analysis;
  return (
    <>
      <ChoiceField
        label={words.evidenceModerator}
        path="moderator"
        value={String(analysis.moderator ?? "")}
        onChange={(at) => edit({ moderator: at === "" ? null : Number(at) })}
        choices={[
          { value: "", label: words.choose },
          ...sheet.columns.map((label, at) => ({ value: String(at), label })),
        ]}
      />
      {moderator === null ? (
        <p className="quiet">{words.evidenceNoModerator}</p>
      ) : (
        <Regressed key={moderator} shown={shown} name={sheet.columns[moderator] ?? ""} locale={locale} />
      )}
    </>
  );
}

function Regressed({
  shown,
  name,
  locale,
}: {
  readonly shown: Shown;
  readonly name: string;
  readonly locale: Shown["locale"];
}) {
  const { words } = useWords();
  const measure = shown.analysis.measure as Measure;
  const show = useFigures();
  const done = useDone();
  const [permuting, setPermuting] = useState(false);
  const { effects, moderators } = pooledEffects(shown);
  const { method, test, level } = shown.analysis;
  const asking = useTool<Regression>(
    {
      operation: "regress",
      long: permuting,
      input: {
        effects: effects.map((effect, i) => ({ ...effect, x: { [name || "x"]: moderators[i] } })),
        moderators: [name || "x"],
        method: estimator(shown.analysis),
        test: direct(method) ? "z" : test,
        level,
        ...(permuting && { permute: orders }),
      },
    },
    locale,
  );
  const { answer } = asking;
  const permuted = new Map(answer?.permutation?.coefficients.map((one) => [one.name, one.p]));
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_moderator} />
      {answer?.line && <Bubbles shown={shown} name={name} answer={answer} line={answer.line} />}
      {answer && (
        <>
          <RowsTable
            caption={words.evidenceCoefficients(measureName(measure, locale))}
            heads={[
              words.evidenceTerm,
              words.evidencePoint,
              "SE",
              words.evidenceStatistic,
              "p",
              words.evidenceIntervalOf(show.percent(100 * level)),
              ...(answer.permutation ? [words.evidencePermuted] : []),
            ]}
            rows={answer.coefficients.map((one) => ({
              id: one.name,
              cells: [
                one.name === "(Intercept)" ? words.evidenceInterceptTerm : one.name,
                show.number(one.estimate),
                show.number(one.se),
                one.df === null
                  ? `z = ${show.number(one.statistic)}`
                  : `t(${show.number(one.df)}) = ${show.number(one.statistic)}`,
                show.p(one.p),
                show.interval(one.ci),
                ...(answer.permutation ? [show.p(permuted.get(one.name))] : []),
              ],
            }))}
          />
          <LinesTable
            caption={words.evidenceExplained}
            lines={[
              ["R²", show.percent(answer.R2)],
              [words.evidenceResidual, `tau² = ${show.number(answer.tau2)}; I² = ${show.percent(answer.I2)}`],
              [`QE(${answer.QEdf})`, `${show.number(answer.QE)}, p ${show.p(answer.QEp)}`],
              [
                answer.QMdf2 === null
                  ? `QM(${answer.QMdf})`
                  : `F(${answer.QMdf}, ${show.number(answer.QMdf2)})`,
                `${show.number(answer.QM)}, p ${show.p(answer.QMp)}`,
              ],
              ...(answer.permutation
                ? ([
                    [
                      words.evidencePermutations(
                        done(answer.permutation.permutations, answer.permutation.wanted),
                        answer.permutation.exact,
                      ),
                      `p ${show.p(answer.permutation.QMp)}`,
                    ],
                  ] as const)
                : []),
            ]}
          />
          {!permuting && (
            <Button className="button" onPress={() => setPermuting(true)}>
              {words.evidencePermute}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Bubbles({
  shown,
  name,
  answer,
  line,
}: {
  readonly shown: Shown;
  readonly name: string;
  readonly answer: Regression;
  readonly line: NonNullable<Regression["line"]>;
}) {
  const { words, locale } = useWords();
  const title = words.evidenceBubble(name);
  const svg = plotBubble({
    title,
    locale,
    ...drawAxis(axisOf(shown), locale),
    oneGroup: oneGroup(shown.analysis),
    moderator: name,
    level: shown.analysis.level,
    points: answer.studies.map(({ id, yi, weight }, i) => ({
      label: id,
      x: line.x[i]!,
      estimate: yi,
      weight,
    })),
    fit: line.fit,
    named: answer.k <= 15,
  });
  return <Picture svg={svg} label={title} name="bubble" />;
}
