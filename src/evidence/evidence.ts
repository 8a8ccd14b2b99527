/** The door of the room: what trials found, turned into effects, pooled, regressed and doubted. */
export { agree, type Agreement, type Decision } from "./agree/agree.ts";
export {
  egger,
  type Egger,
  eggerClassic,
  type EggerClassic,
  eggerMixed,
  type EggerMixed,
} from "./bias/egger.ts";
export { failSafe, type FailSafe } from "./bias/fail-safe.ts";
export { rankCorrelation, type RankCorrelation } from "./bias/rank-correlation.ts";
export { type Side, trimAndFill, type TrimAndFill } from "./bias/trim-and-fill.ts";
export { type Chance, chance } from "./chance.ts";
export * from "./distribution/distribution.ts";
export { families, type Family, familyOf, isRatio, type Measure, measures } from "./effect/effect.ts";
export { type Counts, poolCounts, type PooledCounts } from "./pool/mixed-counts.ts";
export { hasOneGroup, isTransformed, naturalOf } from "./effect/natural.ts";
export type * from "./effect/study.ts";
export {
  baujat,
  type BaujatPoint,
  influence,
  type Influence,
  shrink,
  type Shrunken,
} from "./influence/influence.ts";
export { cumulate, type Fit, leaveOneOut } from "./influence/without.ts";
export { type Method, methods } from "./pool/between.ts";
export { logLikelihood, maximumLikelihood } from "./pool/likelihood.ts";
export {
  mantelHaenszelRates,
  mantelHaenszelTables,
  oddsRatioTests,
  petoTables,
  type PooledTables,
} from "./pool/mantel-haenszel.ts";
export * from "./pool/matrix.ts";
export {
  critical,
  type Interval,
  pool,
  type Pooled,
  poolProblem,
  type PoolOptions,
  predictionInterval,
  type Test,
  tests,
} from "./pool/pool.ts";
export { type Design, meanProblem, type Problem, settle, type Weighed } from "./pool/problem.ts";
export { type RevMan, type RevManResult, revManStandardised, revManTables } from "./pool/revman.ts";
export { type HeterogeneityIntervals, profileLikelihood, qProfile } from "./pool/uncertainty.ts";
export { levelsOf, type Moderator, type Term, terms, type Value } from "./regress/design.ts";
export { permute, type Permutation } from "./regress/permute.ts";
export { type Coefficient, regress, type Regression } from "./regress/regress.ts";
export { type Subgroup, subgroups, type Subgroups } from "./regress/subgroups.ts";
export { type Bootstrap, bootstrap } from "./subsets/bootstrap.ts";
export type { Spread } from "./subsets/quantiles.ts";
export { everySubset, exactUpTo, sampleSubsets, type Subsets, type Watch } from "./subsets/subsets.ts";
export { printedP } from "./triple/printed.ts";
export { type Arm, triple, type Triple } from "./triple/triple.ts";
export { implausible, type Implausible } from "./effect/implausible.ts";
export { modes, type Modes } from "./pool/modes.ts";
export { dedupe, type Duplicates } from "./dedupe/dedupe.ts";
export type { BibliographicRecord } from "./dedupe/normal-record.ts";
export {
  type ArmSummary,
  combined,
  fromInterval,
  fromP,
  fromStandardError,
  ofChange,
} from "./derive/deviation.ts";
export {
  cluster,
  crossover,
  crossoverFromT,
  rescale,
  type Scale,
  type Shared,
  sharedMeans,
  sharedTables,
  split,
} from "./derive/design.ts";
export {
  type Adjusted,
  type DoseDesign,
  doseDesigns,
  type ExposureGroup,
  longneckerCovariances,
} from "./derive/longnecker.ts";
export { type FiveNumbers, fromQuartiles, type FromQuartiles } from "./derive/quartiles.ts";
export * from "./models.ts";
export * from "./joint/joint.ts";
