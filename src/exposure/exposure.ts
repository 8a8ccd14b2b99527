/**
 * Concentrations over time: linear kinetics of any shape propagated exactly, others integrated. This file is the door
 * of the room. A caller with its own model builds a `linearSystem`, makes a `propagator` of it once, and asks `trace`
 * for the amounts at any moments under any input.
 */
export { type Clock, minutes, type Ticks } from "./clock.ts";
export type { Bands, Part } from "./bands.ts";
export { expose, exposeCohort, type Exposure, type SiteValues, type Surroundings } from "./expose.ts";
export { type Crew, exposePart, type PopulationExposure, type SiteBands } from "./expose-population.ts";
export { askFit, type FitAnswer } from "./ask-fit.ts";
export { fitQuestion } from "./read-fit.ts";
export { askTarget, type TargetAnswer, targetQuestion } from "./ask-target.ts";
export type { Fit, FitWarning, Observation } from "./fit.ts";
export type { Cohort, Residual } from "./cohort.ts";
export type { PlannedStep, Target, TargetLimits } from "./target.ts";
export { protocolSentences } from "./infused-sentences.ts";
export { bolusByHand, modelsOf, sessionPeaks } from "./infused.ts";
export type { Bolus, Infusion, Input } from "./input.ts";
export { type Accuracy, integrate, usual } from "./integrate.ts";
export type { Kinetics, LawfulFlow, Regime, SaturableFlow, Site } from "./kinetics.ts";
export { type Law, readLaw } from "./law.ts";
export { type Follower, type LinearFlow, type LinearSystem, linearSystem } from "./linear-system.ts";
export { needsWeight, type Parameters, type Subject } from "./model-kinetics.ts";
export { type Propagator, propagator } from "./propagator.ts";
export type { Dosing, WrittenDose } from "./read-doses.ts";
export { exposeQuestion, type Question, readQuestion } from "./read-question.ts";
export { simulationOnly } from "./simulation-only.ts";
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
