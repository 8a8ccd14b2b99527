/** How much of a regression over trials is owed to the model chosen, and to the exposure chosen. */
import {
  type Exposer,
  type ExposureMeasure,
  exposureMeasures,
  fitJoint,
  type JointRow,
  type TrialArm,
} from "../evidence/evidence.ts";
import { languageOf, type Locale } from "../quantity/quantity.ts";
import { engineFor, rowsUnder, type Synthesis } from "./read-joint.ts";
import { suitableModels } from "./read-trials.ts";

export const rangeOf = (rows: readonly JointRow[]): readonly [number, number] | null =>
  rows.length === 0 ? null : [Math.min(...rows.map(({ x }) => x)), Math.max(...rows.map(({ x }) => x))];

export const finite = (x: number | null): number | null => (x !== null && Number.isFinite(x) ? x : null);

const metabolic = (exposure: ExposureMeasure): boolean => exposure.startsWith("metabolite");

/** The same regression under each suitable model, with how far every mark moves. */
export function sensitivity(synthesis: Synthesis, locale: Locale, own: TrialArm | undefined): object[] {
  const { exposure, options } = synthesis;
  return suitableModels
    .filter(
      ({ compartments }) => !metabolic(exposure) || compartments.some(({ name }) => name === "norketamine"),
    )
    .map((model) => {
      const engine = engineFor(synthesis, model);
      const rows = rowsUnder(synthesis, engine, exposure, locale);
      const fit = fitJoint(rows, options);
      const range = rangeOf(rows);
      const slope = typeof fit === "string" ? null : fit.slope;
      return {
        model: model.id,
        label: model.label[languageOf(locale)],
        matrix: model.matrix,
        form: model.form,
        range,
        slope: slope && { estimate: slope.estimate, se: finite(slope.se), p: slope.p, ci: slope.ci },
        across: acrossOf(slope, range, options.shape),
        tau2: typeof fit === "string" ? null : fit.tau2,
        points: Object.fromEntries(rows.map(({ id, x }) => [id, x])),
        ...(own && { mark: engine.exposure(own)[exposure as ExposureMeasure] ?? null }),
      };
    });
}

/** From the lowest trial to the highest: comparable between models, as their axes are not. */
function acrossOf(
  slope: { readonly estimate: number } | null,
  range: readonly [number, number] | null,
  shape: Synthesis["options"]["shape"],
): number | null {
  if (!slope || !range || shape === "emax") return null;
  const width = shape === "log-linear" ? Math.log(range[1] / range[0]) : range[1] - range[0];
  return width === 0 ? null : slope.estimate * width;
}

/** The same regression on every exposure that can be had, with P as it is and as Holm (1979) adjusts it for having looked at all. */
export function moderators(synthesis: Synthesis, engine: Exposer, locale: Locale): object[] {
  const { options, threshold, exposure: chosen } = synthesis;
  const found = (Object.keys(exposureMeasures) as ExposureMeasure[]).flatMap((exposure) => {
    if (exposure === "above" && threshold === undefined) return [];
    const rows = rowsUnder(synthesis, engine, exposure, locale);
    const fit = options.shape === "emax" ? "few" : fitJoint(rows, options);
    if (typeof fit === "string")
      return exposure === chosen ? [{ exposure, k: rows.length, p: null, across: null }] : [];
    return [
      {
        exposure,
        k: rows.length,
        p: finite(fit.slope.p),
        across: acrossOf(fit.slope, rangeOf(rows), options.shape),
      },
    ];
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map((one, i) => ({ ...one, chosen: one.exposure === chosen, adjusted: adjusted[i] ?? null }));
}

/** P values adjusted stepwise for their number: Holm (1979). */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  const order = ps.flatMap((p, i) => (p === null ? [] : [{ p, i }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let most = 0;
  for (const [rank, { p, i }] of order.entries()) {
    most = Math.max(most, Math.min(1, (order.length - rank) * p));
    adjusted[i] = most;
  }
  return adjusted;
}
