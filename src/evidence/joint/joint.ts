/** The joint: a trial's arm is a regimen, so that effects can be regressed on what patients got. */
export {
  type ArmBands,
  type ArmExposure,
  type Exposer,
  exposer,
  type ExposureMeasure,
  exposureMeasures,
  givenBy,
  isModelled,
} from "./arm-exposure.ts";
export { armFrom, deliverArms, saidOfArms, type TrialArm, typicalWeight } from "./trial-arm.ts";
export {
  type ArmMeasure,
  armMeasures,
  compare,
  type Compared,
  type EffectRow,
  effectsOf,
  saidOfSilent,
  tableMeasures,
  type Wanted,
} from "./effect-row.ts";
export {
  armsIn,
  armsNeeded,
  fitJoint,
  poolJoint,
  type JointCoefficient,
  type JointFault,
  type JointFit,
  type JointOptions,
  type JointRow,
  type LinePoint,
  sharedControls,
  type Shape,
  shapes,
} from "./fit-joint.ts";
export { type Expected, nextTrial, type PlannedTrial, treatedRisk, type Widths } from "./next-trial.ts";
export {
  type BesideArm,
  type BesideLimit,
  besideLimit,
  besideStudy,
  limitOf,
  limitsBesideTrials,
} from "./near-limit.ts";
export { type PlainEffect, plainEffects } from "./plain-effect.ts";
