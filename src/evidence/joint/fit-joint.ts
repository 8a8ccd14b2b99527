import { synthesise } from "../dose-response/dose-response.ts";
import { type KnownCovariance, multilevel } from "../multilevel/multilevel.ts";
import { around, critical, pool } from "../pool/pool.ts";
import type { Method } from "../pool/between.ts";
import type { Test } from "../pool/pool.ts";
import { type Moderator, terms, type Value } from "../regress/design.ts";
import { regress } from "../regress/regress.ts";
import type { EffectRow } from "./effect-row.ts";

/** How the effect may go with exposure. */
export const shapes = ["linear", "log-linear", "emax"] as const;
export type Shape = (typeof shapes)[number];

/** Below so many arms no effect is predicted, and no Emax fitted. */
export const armsNeeded = 10;

/** An effect with the exposure it came from. */
export interface JointRow extends EffectRow {
  readonly x: number;
  readonly condition: string;
}

/** How many arms rows are of: time points of one arm are one, and so are arms of one trial at the same exposure. */
export const armsIn = (rows: readonly JointRow[]): number =>
  new Set(rows.map(({ study, x }) => JSON.stringify([study, x]))).size;

export interface JointOptions {
  readonly shape: Shape;
  /** Also hours since the beginning, and the condition as groups. */
  readonly time: boolean;
  readonly condition: boolean;
  readonly method: Method;
  readonly test: Test;
  readonly level: number;
}

export interface JointCoefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly ci: readonly [number, number] | null;
}

/** The fitted mean effect at an exposure, with its interval and that of a new trial. */
export interface LinePoint {
  readonly x: number;
  readonly estimate: number;
  readonly ci: readonly [number, number] | null;
  readonly prediction: readonly [number, number] | null;
}

export interface JointFit {
  readonly k: number;
  readonly studies: number;
  /** One row a study; several rows a study, by levels and robust over studies; or a curve. */
  readonly kind: "regression" | "multilevel" | "curve";
  readonly coefficients: readonly JointCoefficient[];
  readonly slope: JointCoefficient;
  readonly tau2: number;
  readonly R2: number | null;
  readonly QE: number;
  readonly QEdf: number;
  readonly QEp: number;
  /** The mean effect over exposure, for one condition where conditions differ, at the mean time. */
  readonly line: (xs: readonly number[], condition?: string) => readonly LinePoint[];
}

export type JointFault = "few" | "dependent" | "unfitted";

/** Regresses effects on exposure. Several rows of a study are correlated through their control and their study. */
export function fitJoint(rows: readonly JointRow[], options: JointOptions): JointFit | JointFault {
  const studies = new Set(rows.map(({ study }) => study)).size;
  if (options.shape === "emax") return armsIn(rows) < armsNeeded ? "few" : fitEmax(rows, studies, options);
  const moderators = moderatorsOf(rows, options);
  const design = terms(moderators, rows.length, true);
  const [y, v] = [Float64Array.from(rows, ({ yi }) => yi), Float64Array.from(rows, ({ vi }) => vi)];
  if (rows.length < design.length + 1) return "few";
  if (studies === rows.length) {
    const found = regress(y, v, design, options);
    if (found.dependent !== undefined) return "dependent";
    const { regression } = found;
    const df = options.test === "z" ? null : rows.length - design.length;
    return {
      ...pick(regression),
      k: rows.length,
      studies,
      kind: "regression",
      coefficients: regression.coefficients,
      slope: regression.coefficients[1]!,
      line: lineOf(
        regression.coefficients,
        regression.covariance,
        regression.tau2,
        df,
        rows,
        options,
        design,
      ),
    };
  }
  return fitLevels(rows, studies, design, options);
}

const pick = ({ tau2, R2, QE, QEdf, QEp }: Pick<JointFit, "tau2" | "R2" | "QE" | "QEdf" | "QEp">) => ({
  tau2,
  R2,
  QE,
  QEdf,
  QEp,
});

const slopeName = "exposure";
const shaped = (x: number, shape: Shape): number => (shape === "log-linear" ? Math.log(x) : x);

function moderatorsOf(rows: readonly JointRow[], { shape, time, condition }: JointOptions): Moderator[] {
  const one = (name: string, value: (row: JointRow) => Value): Moderator => ({
    name,
    values: rows.map(value),
  });
  return [
    one(slopeName, ({ x }) => shaped(x, shape)),
    ...(time ? [one("hours", ({ at }) => at!)] : []),
    ...(condition ? [one("condition ", (row) => row.condition)] : []),
  ];
}

/** The pooled effect of all rows, whatever they got: by levels where a study has several. */
export function poolJoint(
  rows: readonly JointRow[],
  { method, test, level }: JointOptions,
): { estimate: number; se: number; ci: readonly [number, number]; tau2: number; p: number } | undefined {
  const studies = new Set(rows.map(({ study }) => study)).size;
  if (rows.length === 0) return undefined;
  if (studies === rows.length) {
    const [y, v] = [Float64Array.from(rows, ({ yi }) => yi), Float64Array.from(rows, ({ vi }) => vi)];
    return pool(y, v, rows.length > 1 ? { method, test, level } : { method: "EE", test: "z", level });
  }
  const answer = multilevel(
    { ...levelled(rows), columns: [{ name: "(Intercept)", values: rows.map(() => 1) }] },
    { method: method === "ML" ? "ML" : "REML", test: test === "z" ? "z" : "t", level },
  );
  if ("fault" in answer) return undefined;
  const [robust] = answer.CR2 ?? [];
  const { estimate, se, ci, p } = robust && Number.isFinite(robust.se) ? robust : answer.coefficients[0]!;
  return { estimate, se, ci, p, tau2: answer.components.reduce((sum, one) => sum + one.variances[0]!, 0) };
}

/** Rows by study and on their own, with what they share through a control. */
const levelled = (rows: readonly JointRow[]) => ({
  yi: rows.map(({ yi }) => yi),
  vi: rows.map(({ vi }) => vi),
  covariances: sharedControls(rows),
  random: [
    { name: "study", groups: rows.map(({ study }) => study) },
    { name: "row", groups: rows.map((_, i) => i) },
  ],
  clusters: rows.map(({ study }) => study),
});

/** Arms that share a control share its error. */
export function sharedControls(rows: readonly EffectRow[]): KnownCovariance[] {
  return rows.flatMap(({ control }, column) =>
    rows.flatMap((other, row) =>
      row > column && other.control.id === control.id
        ? [{ row, column, value: Math.sqrt(control.variance * other.control.variance) }]
        : [],
    ),
  );
}

type Design = ReturnType<typeof terms>;

function fitLevels(
  rows: readonly JointRow[],
  studies: number,
  design: Design,
  options: JointOptions,
): JointFit | JointFault {
  const answer = multilevel(
    {
      ...levelled(rows),
      columns: design.map(({ name, column }) => ({ name, values: [...column] })),
    },
    {
      method: options.method === "ML" ? "ML" : "REML",
      test: options.test === "z" ? "z" : "t",
      level: options.level,
    },
  );
  if ("fault" in answer) return answer.fault === "redundant" ? "dependent" : "unfitted";
  // Robust errors need clusters enough; where they are not to be had the model's own stand.
  const robust = answer.CR2?.every(({ se, df }) => Number.isFinite(se) && (df ?? 0) > 0) ? answer.CR2 : null;
  const coefficients = robust ?? answer.coefficients;
  const tau2 = answer.components.reduce((sum, { variances }) => sum + variances[0]!, 0);
  const slope = coefficients[1]!;
  const stretch = robust ? (slope.se / answer.coefficients[1]!.se) ** 2 : 1;
  return {
    k: rows.length,
    studies,
    kind: "multilevel",
    coefficients,
    slope,
    tau2,
    R2: null,
    QE: answer.QE,
    QEdf: answer.QEdf,
    QEp: answer.QEp,
    line: lineOf(
      coefficients,
      answer.covariance.map((row) => row.map((cell) => cell * stretch)),
      tau2,
      slope.df,
      rows,
      options,
      design,
    ),
  };
}

function lineOf(
  coefficients: readonly JointCoefficient[],
  covariance: readonly (readonly number[])[],
  tau2: number,
  df: number | null,
  rows: readonly JointRow[],
  { shape, level }: JointOptions,
  design: Design,
): JointFit["line"] {
  const half = critical(level, df);
  const hours = rows.reduce((sum, { at }) => sum + (at ?? 0), 0) / rows.length;
  return (xs, condition) =>
    xs.map((x) => {
      const c = design.map(({ name }) =>
        name === "(Intercept)"
          ? 1
          : name === slopeName
            ? shaped(x, shape)
            : name === "hours"
              ? hours
              : Number(name === `condition ${condition ?? ""}`),
      );
      const estimate = c.reduce((sum, value, i) => sum + value * coefficients[i]!.estimate, 0);
      const variance = c.reduce(
        (sum, a, i) => sum + c.reduce((part, b, j) => part + a * covariance[i]![j]! * b, 0),
        0,
      );
      return {
        x,
        estimate,
        ci: around(estimate, half * Math.sqrt(variance)),
        prediction: around(estimate, half * Math.sqrt(variance + tau2)),
      };
    });
}

function fitEmax(
  rows: readonly JointRow[],
  studies: number,
  { method, level }: JointOptions,
): JointFit | JointFault {
  const contrasts = {
    rows: rows.map(({ study, x, yi, vi }) => ({ study, reference: 0, dose: x, yi, vi })),
    covariances: sharedControls(rows),
  };
  const dose = method === "EE" ? "common" : method === "ML" ? "ML" : "REML";
  const curve = (at: readonly number[]) =>
    synthesise(contrasts, { model: "emax", method: dose, level, reference: 0, at });
  const found = curve([]);
  if (!found) return "unfitted";
  const coefficient = (one: (typeof found.parameters)[number]): JointCoefficient => ({
    ...one,
    se: one.se ?? Number.NaN,
    statistic: one.se === null ? null : one.estimate / one.se,
    df: null,
  });
  const coefficients = found.parameters.map(coefficient);
  const { ED50 } = found;
  const interval = ED50?.interval;
  const half: JointCoefficient[] = ED50
    ? [
        {
          name: "ED50",
          estimate: ED50.estimate,
          se: ED50.logSe ?? Number.NaN,
          statistic: null,
          df: null,
          p: null,
          ci: interval?.[0] != null && interval[1] != null ? [interval[0], interval[1]] : null,
        },
      ]
    : [];
  return {
    k: rows.length,
    studies,
    kind: "curve",
    coefficients: [...coefficients, ...half],
    slope: coefficients.at(-1)!,
    tau2: found.tau2[0] ?? 0,
    R2: null,
    QE: found.Q,
    QEdf: found.Qdf,
    QEp: found.Qp,
    line: (xs) =>
      (curve(xs)?.points ?? []).map(({ dose: x, estimate, ci }) => ({ x, estimate, ci, prediction: null })),
  };
}
