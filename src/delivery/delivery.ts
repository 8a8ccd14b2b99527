/** What leaves the tip of the catheter: flow and boluses, reservoir, catheter, alarms, dates. */
export {
  type BolusRules,
  changes,
  type Denial,
  type JudgedLog,
  judgeLog,
  type PumpEvent,
  type Ruled,
} from "./bolus-log.ts";
export { type Bridge, bridgeOf, type Strength } from "./bridge.ts";
export { catheterVolume } from "./catheter.ts";
export { changeBetween, type DrugChange } from "./change.ts";
export { givenBy, heldBy, rateAt, type Stretch, type Turn } from "./course.ts";
export { compoundFor, type Compounded, type Wanted } from "./compound.ts";
export { type Clinic, type Dates, datesOf, type Governs, type Moments } from "./dates.ts";
export { type Device, deviceOf, tubingRemark } from "./device.ts";
export { allowanceOf, type BolusAllowance } from "./patient-bolus.ts";
export { ingredientsOf, type Plan, planBefore, planOf, type PlanParts } from "./plan.ts";
export { catheterContents, isPastTip, occasions, primeVolume } from "./prime.ts";
export {
  constantProfile,
  evenFlow,
  flowAt,
  hoursToDeliver,
  meanFlow,
  mostWithin,
  type Piece,
  type Profile,
  raisedBy,
  volumeBetween,
} from "./profile.ts";
export { checkFlow, concentrationOf, day, type Ingredient, profileOf } from "./program-profile.ts";
export { pumpClockAt } from "./pump-clock.ts";
export { give, type GivenSession, type GivenStep, type Portion, portionsOf } from "./give.ts";
export { infuse, type Infused, type InfusedSession, type InfusedStep } from "./protocol.ts";
export {
  askedAt,
  judge,
  programmedBy,
  type Ran,
  reconcile,
  type Reconciled,
  type Verdict,
} from "./reconcile.ts";
export { rinsed } from "./rinse.ts";
export { noRemarks, type Remarks } from "./remarks.ts";
export {
  chartOf,
  type Due,
  type Duty,
  type DutyState,
  plannedEnd,
  type PlannedSession,
} from "./session-chart.ts";
export { reservoirCurve } from "./reservoir-curve.ts";
export { sentencesIn as deliverySentences } from "./sentences.ts";
export { nameOf, stabilityLeft } from "./stability.ts";
export { amountIn, doseAt, type Totals, totalsOf } from "./totals.ts";
