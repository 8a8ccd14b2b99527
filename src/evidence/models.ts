/** What goes beyond one mean: several levels and outcomes, networks, dose, belief, selection. The door passes it on. */
export { type BayesAnswer, bayes, type Belief, type MuPrior, type TauPrior } from "./bayes/bayes.ts";
export {
  type Curve,
  type DoseArm,
  type DoseContrast,
  type DoseModel,
  doseModels,
  fitArms,
  knotsOf,
  synthesise,
  type SynthesisCurve,
  type TrialCurve,
} from "./dose-response/dose-response.ts";
export {
  type Component,
  type KnownCovariance,
  type Label,
  largestBlock,
  multilevel,
  type MultilevelAnswer,
  type MultilevelData,
  type MultilevelFault,
  type RandomTerm,
  type StructureName,
  structures,
} from "./multilevel/multilevel.ts";
export {
  armsOf,
  type Contrasts,
  contrastsOf,
  contrastsOfPairs,
  network,
  type NetworkAnswer,
  type NetworkMeasure,
  networkMeasures,
  partsOf,
  type RawArm,
} from "./network/network.ts";
export { type Alternative, selection, type SelectionAnswer } from "./selection/selection.ts";
