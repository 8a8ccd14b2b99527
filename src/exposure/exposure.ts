/**
 * Concentrations over time: linear kinetics of any shape propagated exactly, others integrated. This file is the door
 * of the room. A caller with its own model builds a `linearSystem`, makes a `propagator` of it once, and asks `trace`
 * for the amounts at any moments under any input.
 */
export { type Clock, clockFor, hoursOf, minutes, type Ticks, ticksOf } from "./clock.ts";
export { type Bands, isExact, type Part, partsOf } from "./bands.ts";
export { expose, exposeCohort, type Exposure, type SiteValues, type Surroundings } from "./expose.ts";
export {
  cohortOf,
  type Crew,
  exposePart,
  type PopulationExposure,
  type SiteBands,
} from "./expose-population.ts";
export { askFit, type FitAnswer } from "./ask-fit.ts";
export { fitQuestion } from "./read-fit.ts";
export { askTarget, type TargetAnswer, targetQuestion } from "./ask-target.ts";
export { fit, type Fit, type FitWarning, type Observation } from "./fit.ts";
export { type Cohort, type Residual } from "./cohort.ts";
export { type PlannedStep, planTarget, type Target, type TargetLimits } from "./target.ts";
export { protocolSentences } from "./infused-sentences.ts";
export { bolusByHand, dosesOfInfused, modelsOf, sessionPeaks } from "./infused.ts";
export { type Bolus, type Infusion, infusionOf, type Input } from "./input.ts";
export { type Accuracy, integrate, usual } from "./integrate.ts";
export {
  amounts,
  isLinear,
  type Kinetics,
  type LawfulFlow,
  type Regime,
  type SaturableFlow,
  type Site,
  sitesOf,
} from "./kinetics.ts";
export { type Law, readLaw } from "./law.ts";
export { type Follower, type LinearFlow, type LinearSystem, linearSystem } from "./linear-system.ts";
export { kineticsOf, needsWeight, type Parameters, type Subject, typical } from "./model-kinetics.ts";
export { type Propagator, propagator } from "./propagator.ts";
export { dose, type Dosing, dosing, inputFor, readDoses, type WrittenDose } from "./read-doses.ts";
export { exposeQuestion, type Question, readQuestion } from "./read-question.ts";
export { fitWarning, simulationOnly } from "./simulation-only.ts";
export {
  type Course,
  courseOf,
  type Crowd,
  type CrowdCourse,
  crowdCourse,
  crowdOf,
  type Person,
  type Reached,
  typicalPerson,
} from "./measure.ts";
export { steadyState } from "./steady-state.ts";
export { type Phase, trace, type TraceOptions } from "./trace.ts";
export { askCanal, type CanalAnswer, canalQuestion } from "./canal/canal-question.ts";
export { modelCard, type ModelCard, type ValidationRow, validationRows } from "./canal/model-card.ts";
export { canalSentences } from "./canal/sentences.ts";
export { askWhatIf, type WhatIfAnswer, whatIfQuestion } from "./canal/whatif.ts";
