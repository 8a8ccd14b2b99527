import type { Measure } from "../../src/evidence/evidence.ts";
import { useWords } from "../words/words.tsx";
import { RowsTable } from "./lines-table.tsx";
import { Picture } from "./picture.tsx";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useFigures } from "./use-figures.ts";
import { pooledEffects, type Shown } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { estimator, readingOf } from "./write-question.ts";

/** The studies with all four numbers of a table. */
function arms({ read }: Shown) {
  return read.studies.flatMap(({ id, label, ai, bi, n1i, ci, di, n2i }) => {
    const size = (a: unknown, b: unknown, n: unknown): unknown =>
      typeof n === "number" ? n : typeof a === "number" && typeof b === "number" ? a + b : undefined;
    const row = { id: label ?? id!, ai, n1i: size(ai, bi, n1i), ci, n2i: size(ci, di, n2i) };
    return Object.values(row).every((value) => value !== undefined) ? [row] : [];
  });
}

/** The risk with treatment against the risk without. */
export function LabbeTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures();
  const { measure, experimental, control } = shown.analysis;
  const drawn = measure === "PETO" ? "OR" : measure;
  const able = ["RR", "OR", "RD"].includes(drawn);
  const [treated, others] = [
    experimental.trim() || words.evidenceGroup1,
    control.trim() || words.evidenceGroup2,
  ];
  const asking = useTool<{
    svg: string;
    points: readonly { readonly label: string; readonly experimental: number; readonly control: number }[];
  }>(
    able
      ? {
          operation: "diagram",
          input: {
            kind: "labbe",
            tables: arms(shown),
            experimental: treated,
            control: others,
            measure: drawn as Measure,
            method: estimator(shown.analysis),
            level: shown.analysis.level,
          },
        }
      : null,
    locale,
  );
  const { answer } = asking;
  if (!able) return <p className="quiet">{words.evidenceLabbeOnly}</p>;
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_labbe} />
      {answer && (
        <>
          <Picture svg={answer.svg} label={words.evidenceTool_labbe} name="labbe" />
          <RowsTable
            caption={words.evidenceRisks}
            heads={[words.evidenceStudy, treated, others]}
            rows={answer.points.map((point, i) => ({
              id: String(i),
              cells: [point.label, show.percent(100 * point.experimental), show.percent(100 * point.control)],
            }))}
          />
        </>
      )}
    </>
  );
}

/** Galbraith's plot: each effect in standard errors against its precision. */
export function RadialTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures(readingOf(shown));
  const { effects } = pooledEffects(shown);
  const { measure, level } = shown.analysis;
  const asking = useTool<{
    svg: string;
    points: readonly { readonly label: string; readonly estimate: number; readonly se: number }[];
  }>(
    {
      operation: "diagram",
      input: {
        kind: "radial",
        effects,
        method: estimator(shown.analysis),
        level,
        measure,
        title: words.evidenceTool_radial,
      },
    },
    locale,
  );
  const { answer } = asking;
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_radial} />
      {answer && (
        <>
          <Picture svg={answer.svg} label={words.evidenceTool_radial} name="radial" />
          <RowsTable
            caption={words.evidenceTool_radial}
            heads={[words.evidenceStudy, words.evidenceEffect, "1 / SE", "z"]}
            rows={answer.points.map(({ label, estimate, se }, i) => ({
              id: String(i),
              cells: [label, show.effect(estimate), show.number(1 / se), show.number(estimate / se)],
            }))}
          />
        </>
      )}
    </>
  );
}
