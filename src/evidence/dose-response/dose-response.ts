/** How an effect depends on dose: within one trial from its arms, or over many trials in one stage. */
export { type DoseModel, doseModels, knotsOf } from "./basis.ts";
export type { Curve, CurveParameter, CurvePoint } from "./curve.ts";
export {
  type DoseContrast,
  type DoseMethod,
  synthesise,
  type SynthesisCurve,
  type SynthesisOptions,
} from "./synthesis.ts";
export { type DoseArm, fitArms, type TrialCurve, type TrialOptions } from "./trial.ts";
