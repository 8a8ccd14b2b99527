import {
  deviceOf,
  ingredientsOf,
  noRemarks,
  profileOf,
  allowanceOf,
  type Remarks,
  stabilityLeft,
  totalsOf,
} from "../../delivery/delivery.ts";
import { deliverable, programmedSince, type State, verdictOf } from "../../records/records.ts";
import {
  compare,
  type Hours,
  type Instant,
  hasDateAfter,
  instantAfter,
  inward,
  type Locale,
  type Volume,
} from "../../quantity/quantity.ts";
import { priorOf, project, type Projection } from "../forecast/project.ts";
import type { Period } from "../forecast/ratio.ts";
import { type Replacement, replacementOf } from "./replacement.ts";

/** What is wrong with a pump or its record, most pressing first: why it stands where it does on the list. */
export const troubles = [
  "stopped",
  "not confirmed running",
  "filled otherwise than told",
  "no date",
  "probably empty",
  "may be empty",
  "residual unexplained",
  "ratio changed",
  "visit open",
] as const;
export type Trouble = (typeof troubles)[number];

/** Which rule sets the refill date. */
export type Governs = "alarm" | "earliest empty" | "stability" | "clinic" | "replacement";

/** What the list knows of one pump. Hours count from now. */
export interface Line {
  readonly state: State;
  readonly troubles: readonly Trouble[];
  readonly left?: Volume;
  readonly projection?: Projection;
  /** The same with every allotted bolus taken. */
  readonly worst?: Projection;
  readonly stability?: Instant;
  readonly replacement?: Replacement;
  readonly refillBy?: { readonly at: Instant; readonly governedBy: Governs };
}

/** What follows for one pump from what is known of it. */
export function lineOf(
  state: State,
  now: Instant,
  maxInterval: Hours | undefined,
  locale: Locale,
  remarks: Remarks,
): Line {
  const replacement = replacementOf(state);
  const fill = state.fills.at(-1);
  const at = (after: Hours | undefined): Instant | undefined =>
    after === undefined || !hasDateAfter(now, after) ? undefined : instantAfter(now, after);
  const found = new Set<Trouble>();
  if (state.delivery === "stopped") found.add("stopped");
  if (state.delivery === "unknown") found.add("not confirmed running");
  if (state.visitOpen) found.add("visit open");
  const flowing = fill && !fill.emptied ? flowOf(state, now, locale) : undefined;
  if (!fill || !flowing) {
    found.add("no date");
    return { state, troubles: sorted(found), ...(replacement && { replacement }) };
  }
  if (compare(fill.filled, fill.programmed) !== 0) found.add("filled otherwise than told");
  const last = state.fills.at(-2);
  const verdict = last && verdictOf(last, state, locale);
  if (verdict && verdict !== "as expected") found.add("residual unexplained");
  const { prior, periods, filled, told, counted, device, flow, worstFlow } = flowing;
  const running = { filled, told, counted, alarmVolume: device.alarmVolume };
  const projection = project(prior, periods, { ...running, flow });
  const worst = worstFlow > flow ? project(prior, periods, { ...running, flow: worstFlow }) : undefined;
  if (projection.drift) found.add("ratio changed");
  const empty = projection.emptyBy(0 as Hours);
  if (empty > 0.5) found.add("probably empty");
  else if (empty > 0.05) found.add("may be empty");
  const stable = stabilityLeft(
    { ...fill, volume: fill.filled, asOf: fill.at, filledAt: fill.at, solution: fill.solution },
    locale,
    remarks,
  );
  const stability = stable && instantAfter(fill.at, stable.after);
  const early = at((worst ?? projection).empty.early);
  const alarm = at((worst ?? projection).alarm);
  const due: { at: Instant | undefined; governedBy: Governs }[] = [
    { at: alarm, governedBy: "alarm" },
    { at: early, governedBy: "earliest empty" },
    { at: stability, governedBy: "stability" },
    { at: maxInterval === undefined ? undefined : instantAfter(fill.at, maxInterval), governedBy: "clinic" },
    { at: replacement?.at, governedBy: "replacement" },
  ];
  const refillBy = due
    .flatMap((one) => (one.at ? [{ at: one.at, governedBy: one.governedBy }] : []))
    .sort((a, b) => a.at.epoch - b.at.epoch)[0];
  // Without a flow nothing runs out: then the other rules alone would make it look calm.
  if (!early) found.add("no date");
  return {
    state,
    troubles: sorted(found),
    left: Math.max(0, filled - counted) as Volume,
    projection,
    ...(worst && { worst }),
    ...(stability && { stability }),
    ...(replacement && { replacement }),
    ...(refillBy && { refillBy }),
  };
}

const sorted = (found: ReadonlySet<Trouble>): Trouble[] => troubles.filter((trouble) => found.has(trouble));

/** What the pump was asked so far, and what it is asked now. */
function flowOf(state: State, now: Instant, locale: Locale) {
  const fill = state.fills.at(-1)!;
  const quiet = noRemarks();
  const device = state.pump && deviceOf(state.pump.choice, locale, quiet);
  const program = state.program;
  if (!device || !program) return undefined;
  const drugs = ingredientsOf(fill.solution, locale, quiet, "solution");
  // What runs is taken as it runs: a flow outside the device's range is for `check` to say.
  const profile = profileOf(
    program.program,
    drugs,
    program.program.mode === "minimum" ? device : undefined,
    locale,
    quiet,
  );
  const counted = programmedSince(fill, state, now, locale);
  if (!profile || counted === undefined) return undefined;
  const allowance =
    program.patientBolus && allowanceOf(program.patientBolus, profile, drugs, undefined, locale, quiet);
  const totals = totalsOf(profile, allowance);
  return {
    device,
    prior: priorOf(device),
    periods: state.fills.slice(0, -1).flatMap((past): Period[] => {
      const { at, aspirated, asked } = past.emptied ?? {};
      return at && aspirated && asked !== undefined
        ? [{ programmed: asked, filled: deliverable(past, at), aspirated: inward(aspirated, "volume") }]
        : [];
    }),
    filled: deliverable(fill, now),
    told: inward(fill.programmed, "volume"),
    counted,
    flow: totals.flow,
    worstFlow: totals.worstFlow,
  };
}
