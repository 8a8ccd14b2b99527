/**
 * Every clinical number, with source, locator and status. This room is the only one that reads `data/`; it trusts
 * nothing there: each file is read by its schema when the program starts, and a fault is our own bug.
 */
export { adviceOn, concerns, type Situation, situations, type Statement } from "./advice.ts";
export { digestOf } from "./digest.ts";
export {
  catheterOf,
  drugName,
  drugOf,
  library,
  listed,
  ratioOf,
  pumpOf,
  pumpRule,
  sourceOf,
} from "./library.ts";
export { type Complication } from "./read-complication.ts";
export { type Conversion, type Drug, type Mixture, type Stability } from "./read-drug.ts";
export { type Effect } from "./read-effect.ts";
export { type Library } from "./read-library.ts";
export {
  type Bounded,
  bounds,
  indications,
  jurisdictions,
  type Limit,
  phases,
  routes,
} from "./read-limit.ts";
export { type Catheter, type Pump } from "./read-pump.ts";
export { type Ratio } from "./read-ratio.ts";
export { type Source } from "./read-source.ts";
export { type Model, models, type UnfitModel, unfitModels } from "./read-model.ts";
export { isVerified, type Receipt, type Status, statusNames, type Text } from "./receipt.ts";
export { type Estimate, type Published } from "./read-published.ts";
export { type ProtocolBolus, type ProtocolStep, type Session, sessions } from "./read-sessions.ts";
export {
  type Outcome,
  type Result,
  type Study,
  type StudyArm,
  studyConditions,
  studyTerms,
  type TrialRegimen,
} from "./read-study.ts";
export { canalReceipts, modelReceipts, type ReceiptRow, receipts } from "./receipts.ts";
export { type SolutionState, stabilityOf } from "./stability.ts";
export {
  adultCanal,
  type CanalCheck,
  canalChecks,
  type CanalModel,
  canalSources,
  type CheckProtocol,
} from "./read-canal.ts";
