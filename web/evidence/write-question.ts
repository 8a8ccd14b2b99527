import { hasOneGroup, isRatio, isTransformed, type Measure, naturalOf } from "../../src/evidence/evidence.ts";
import type { Analysis } from "./read-analysis.ts";
import type { GridRead } from "./read-grid.ts";
import { readNumber } from "./read-number.ts";
import type { Shown } from "./use-shown.ts";

/** Methods that pool tables themselves, and know one test only. */
export const direct = (method: string): boolean => method === "MH" || method === "PETO";

const ratioOf = ({ measure, ratio }: Analysis): boolean => measure === "GEN" && ratio;

/** Whether effects are logarithms, shown as the ratios that they are of. */
export const onLogs = (analysis: Analysis): boolean =>
  ratioOf(analysis) || isRatio(analysis.measure as Measure);

/** Whether effects are pooled on another scale than they are read on. */
export const turned = (analysis: Analysis): boolean =>
  ratioOf(analysis) || isTransformed(analysis.measure as Measure);

/** The persons of each study of one group; of one subgroup, where its name is given. */
const sizesOf = ({ forest }: Shown, group?: string): number[] =>
  forest.pooled.studies.flatMap((study) =>
    group === undefined || study.group === group ? (study.raw?.["ni"] ?? []) : [],
  );

/** How the effects of a result are read; of one subgroup, where its name is given. */
export const readingOf = (shown: Shown, group?: string): ((value: number) => number) =>
  ratioOf(shown.analysis) ? Math.exp : naturalOf(shown.analysis.measure as Measure, sizesOf(shown, group));

/** What a picture's axis of effects is made from, as plain data: a picture may be drawn on another thread. */
export interface AxisOf {
  readonly measure: Measure;
  readonly ratio: boolean;
  readonly sizes: readonly number[];
}

export const axisOf = (shown: Shown): AxisOf => ({
  measure: shown.analysis.measure as Measure,
  ratio: ratioOf(shown.analysis),
  sizes: sizesOf(shown),
});

/** Whether studies have one group, and so nothing that a result is compared with. */
export const oneGroup = ({ measure }: Analysis): boolean => hasOneGroup(measure as Measure);

/** The minimal important difference on the analysis scale, without its sign; undefined where none is given. */
function important(analysis: Analysis): number | undefined {
  const { mid } = analysis;
  const typed = readNumber(mid);
  if (typeof typed !== "number") return undefined;
  if (oneGroup(analysis)) return undefined;
  const size = Math.abs(
    onLogs(analysis) ? Math.log(typed) : analysis.measure === "ZCOR" ? Math.atanh(typed) : typed,
  );
  return size > 0 && Number.isFinite(size) ? size : undefined;
}

/** What is asked of `forest`: the studies and how they are pooled and shown. */
export function writeForest(analysis: Analysis, { studies }: GridRead): Record<string, unknown> {
  const {
    measure,
    method,
    test,
    level,
    prediction,
    common,
    midSide,
    left,
    right,
    experimental,
    control,
    title,
  } = analysis;
  const mid = important(analysis);
  const alone = direct(method);
  return {
    tables: studies,
    measure,
    method,
    level,
    // RevMan 5 compares: of one group it has no analysis.
    modes: !oneGroup(analysis),
    ...(ratioOf(analysis) && { ratio: true }),
    midSide,
    // One study has nothing to estimate its own spread by.
    ...(!alone && { test: studies.length === 1 ? "z" : test }),
    ...(!alone && prediction !== "test" && { prediction }),
    ...(common && { tau2: "common" }),
    ...(mid !== undefined && { mid }),
    ...(title.trim() && { title }),
    ...(experimental.trim() && { experimental }),
    ...(control.trim() && { control }),
    ...((left.trim() || right.trim()) &&
      !oneGroup(analysis) && {
        favours: { left: left.slice(0, 120), right: right.slice(0, 120) },
      }),
  };
}

/** What is asked of `effect`. */
export const writeEffect = (
  { measure, level }: Analysis,
  { studies }: GridRead,
): Record<string, unknown> => ({
  measure,
  level,
  studies,
});

/** By which the tools pool: methods that pool tables themselves have none, and stand for equal effects. */
export const estimator = ({ method }: Analysis): string => (direct(method) ? "EE" : method);
