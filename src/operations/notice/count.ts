import { noRemarks } from "../../delivery/delivery.ts";
import type { Hours, Instant, Locale } from "../../quantity/quantity.ts";
import type { State } from "../../records/records.ts";
import { openAlerts } from "../alerts/open.ts";
import { type Line, lineOf } from "../drylist/line.ts";

/** No notice looks further ahead. */
export const furthest = { value: 60, unit: "d" } as const;

/** What a notice is made of: numbers, and nothing by which anybody could be known. */
export interface Counts {
  /** Pumps on the list. */
  readonly pumps: number;
  /** Pumps whose earliest credible end comes within so many hours, or has come. */
  readonly mayRunDry: number;
  readonly within: Hours;
  /** Pumps of which no date can be computed. */
  readonly noDate: number;
  /** Alarms that a pump sounded and nothing has ended. */
  readonly alarms: number;
  /** Planned refills whose day went by. */
  readonly plansPassed: number;
  /** Everything that stands open, by how much it presses; what was put aside is counted apart. */
  readonly actNow: number;
  readonly due: number;
  readonly soon: number;
  readonly aside: number;
}

/** An alert of the most pressing kind, by the patient and by its own name: never sent, only told apart by. */
export interface Pressing {
  readonly patient: string;
  readonly alert: string;
}

/** What was found when all pumps were looked over. */
export interface LookedOver {
  readonly counts: Counts;
  readonly pressing: readonly Pressing[];
}

/** So many pumps are looked over between two steps. */
const atOnce = 10;

/** Looks over all pumps at a moment, in steps, for whoever has others to answer between them. */
export function* lookedOverStepwise(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  within: Hours,
  locale: Locale,
): Generator<void, LookedOver> {
  const found = { pumps: 0, mayRunDry: 0, noDate: 0, alarms: 0, plansPassed: 0 };
  const open = { "act now": 0, due: 0, soon: 0, later: 0, aside: 0 };
  const pressing: Pressing[] = [];
  const remarks = noRemarks();
  for (const [patient, state] of states) {
    // Whoever was handed over to another clinic is looked after there.
    if (!state.pump || state.transferred) continue;
    if (found.pumps++ % atOnce === atOnce - 1) yield;
    const line = lineOf(state, now, undefined, locale, remarks);
    if (endsWithin(line, within)) found.mayRunDry++;
    if (line.troubles.includes("no date")) found.noDate++;
    for (const { alert, what, urgency, snoozed } of openAlerts(line, now, locale)) {
      open[snoozed ? "aside" : urgency]++;
      if (snoozed) continue;
      if (what.startsWith("alarm ")) found.alarms++;
      if (what === "plan passed") found.plansPassed++;
      if (urgency === "act now") pressing.push({ patient, alert });
    }
  }
  const { due, soon, aside } = open;
  return { counts: { ...found, within, actNow: open["act now"], due, soon, aside }, pressing };
}

/** True where a pump may be empty by then, with every allotted bolus taken. */
function endsWithin({ projection, worst }: Line, within: Hours): boolean {
  const early = (worst ?? projection)?.empty.early;
  return early !== undefined && early <= within;
}
