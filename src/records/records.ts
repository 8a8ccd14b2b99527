/** One dated fact after another about a patient and a pump; everything else is derived by replay. */
export { type Break, canonical, type Chained, firstBreak, genesis, hashOf } from "./chain.ts";
export {
  type Entry,
  type EntryKind,
  entryKinds,
  kindsOfEntry,
  newEntry,
  type NewEntry,
  urgencies,
  type Urgency,
  type SessionTurn,
} from "./read-entry.ts";
export { glance, likeAmong, looksAlike, searchFor } from "./find-patient.ts";
export { longestSnooze, type Snooze } from "./snooze.ts";
export { writeEntry, writeFact } from "./write-entry.ts";
export {
  happenedBy,
  isOfBoth,
  isStrangerTo,
  mergeAway,
  type MergeEntry,
  mergesInto,
  ownerOf,
  type PartEntry,
  recordsOf,
  together,
} from "./merged.ts";
export {
  enteredSince,
  holding,
  type MergeObjection,
  mergeOf,
  type MergeRule,
  objectionsToMerge,
  objectionsToPart,
  overridableInMerge,
  unlike,
} from "./merge-rules.ts";
export { sayMergeObjection } from "./merge-sentences.ts";
export { type AsOf, effective } from "./effective.ts";
export {
  apply,
  type Delivery,
  type Emptied,
  type Fill,
  type Left,
  nothingKnown,
  type Planned,
  replay,
  type Running,
  type State,
} from "./replay.ts";
export {
  isSameSolution,
  type Objection,
  objectionsAfter,
  objectionIssues,
  objectionsIn,
  objectionsTo,
  overridable,
  type Rule,
} from "./objections.ts";
export type { Look } from "./found.ts";
export type { Given } from "./given.ts";
export { dayAt } from "./seen.ts";
export { doseOf, turnsOf } from "./session.ts";
export type { Stall } from "./stall.ts";
export { isSamePerson, plainName } from "./same-person.ts";
export { type Difference, differencesIn, isReadOffPump, type KeyNumber, keyNumbers } from "./second-check.ts";
export { isLineNew } from "./primed.ts";
export { affectedBy, type Affected, type Recall, recalledKinds } from "./recall.ts";
export { sayObjection } from "./sentences.ts";
export {
  clockAhead,
  clockOf,
  type DailyDose,
  dailyDoses,
  deliverable,
  expectedLeft,
  leastProgrammedSince,
  mostLeftAt,
  type Programmed,
  programmedIn,
  programmedSince,
  reconciledFill,
  reservoirAt,
  verdictOf,
} from "./standing.ts";
export {
  forRules,
  goesOn,
  type Known,
  knownFrom,
  knownWith,
  readKnown,
  stateShape,
  writeKnown,
} from "./snapshot.ts";
