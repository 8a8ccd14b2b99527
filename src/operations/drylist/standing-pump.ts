// What follows for a pump from its record alone, at whatever moment one asks. A state is never changed, a new entry makes
// a new one: so what follows from a state is reckoned once, and forgotten with it.
import {
  allowanceOf,
  type Device,
  deviceOf,
  ingredientsOf,
  noRemarks,
  type Profile,
  profileOf,
  raisedBy,
  type Remarks,
  stabilityLeft,
  totalsOf,
} from "../../delivery/delivery.ts";
import {
  clockOf,
  deliverable,
  type Fill,
  type Programmed,
  programmedIn,
  type State,
  verdictOf,
} from "../../records/records.ts";
import {
  compare,
  type Flow,
  type Hours,
  type Instant,
  instantAfter,
  inward,
  type Locale,
  type Volume,
} from "../../quantity/quantity.ts";
import { type Learned, learnFrom, priorOf } from "../forecast/project.ts";
import type { Period } from "../forecast/ratio.ts";
import type { Trouble } from "./line.ts";
import { type Replacement, replacementOf } from "./replacement.ts";

/** A pump with something in it that runs. */
interface Flowing {
  readonly device: Device;
  readonly learned: Learned;
  /** What the pump was told was put in. */
  readonly told: Volume;
  /** What it was asked for since the fill. */
  readonly programmed: Programmed;
  readonly profile: Profile;
  /** The same with every allotted bolus, spread evenly over the day; absent where there is none. */
  readonly worst?: Profile | undefined;
  readonly clockAt: (at: Instant) => Hours;
}

/** A pump as its record has it. */
export interface StandingPump {
  /** What is wrong with it whatever the moment, in no order. */
  readonly troubles: readonly Trouble[];
  readonly replacement?: Replacement | undefined;
  readonly flowing?: Flowing | undefined;
}

// What is reckoned is the same in every language; only what is remarked besides is said in one.
const anyLocale = "en-US";
const reckoned = new WeakMap<State, StandingPump>();

/** What follows for the pump of a patient whatever the moment. */
export function standingPump(state: State): StandingPump {
  const before = reckoned.get(state);
  if (before) return before;
  const found = new Set<Trouble>();
  if (state.delivery === "stopped") found.add("stopped");
  if (state.delivery === "unknown") found.add("not confirmed running");
  if (state.visitOpen) found.add("visit open");
  const [last, fill] = [state.fills.at(-2), state.fills.at(-1)];
  const flowing = fill && !fill.emptied ? flowOf(state, fill) : undefined;
  if (fill && flowing) {
    if (compare(fill.filled, fill.programmed) !== 0) found.add("filled otherwise than told");
    const verdict = last && verdictOf(last, state, anyLocale);
    if (verdict && verdict !== "as expected") found.add("residual unexplained");
    if (flowing.learned.drift) found.add("ratio changed");
  }
  const pump = { troubles: [...found], replacement: replacementOf(state), flowing };
  reckoned.set(state, pump);
  return pump;
}

/** What the pump is asked now, and what its refills say about it. */
function flowOf(state: State, fill: Fill): Flowing | undefined {
  const quiet = noRemarks();
  const device = state.pump && deviceOf(state.pump.choice, anyLocale, quiet);
  const program = state.program;
  if (!device || !program) return undefined;
  const drugs = ingredientsOf(fill.solution, anyLocale, quiet, "solution");
  // What runs is taken as it runs: a flow outside the device's range is for `check` to say.
  const profile = profileOf(
    program.program,
    drugs,
    program.program.mode === "minimum" ? device : undefined,
    anyLocale,
    quiet,
  );
  const programmed = programmedIn(fill, state, anyLocale);
  if (!profile || !programmed) return undefined;
  const allowance =
    program.patientBolus && allowanceOf(program.patientBolus, profile, drugs, undefined, anyLocale, quiet);
  const { flow, worstFlow } = totalsOf(profile, allowance);
  const periods = state.fills.slice(0, -1).flatMap((past): Period[] => {
    const { at, aspirated, asked, least } = past.emptied ?? {};
    // A fill of which a stall leaves open what was asked for teaches nothing.
    return at && aspirated && asked !== undefined && least === undefined
      ? [{ programmed: asked, filled: deliverable(past, at), aspirated: inward(aspirated, "volume") }]
      : [];
  });
  const told = inward(fill.programmed, "volume");
  return {
    device,
    learned: learnFrom(priorOf(device), periods),
    told,
    programmed,
    profile,
    ...(worstFlow > flow && { worst: raisedBy((worstFlow - flow) as Flow, profile) }),
    clockAt: (at) => clockOf(program, profile, at),
  };
}

interface Stable extends Pick<Remarks, "gaps" | "assumed"> {
  readonly until?: Instant | undefined;
}
const stable = new WeakMap<Fill, Map<Locale, Stable>>();

/** Until when the solution holds; what is to be said about that goes to `remarks`. */
export function stabilityOf(fill: Fill, locale: Locale, remarks: Remarks): Instant | undefined {
  const byLocale = stable.get(fill) ?? new Map<Locale, Stable>();
  stable.set(fill, byLocale);
  let found = byLocale.get(locale);
  if (!found) {
    const said = noRemarks();
    const left = stabilityLeft(
      { ...fill, volume: fill.filled, asOf: fill.at, filledAt: fill.at, solution: fill.solution },
      locale,
      said,
    );
    found = { ...said, until: left && instantAfter(fill.at, left.after) };
    byLocale.set(locale, found);
  }
  remarks.gaps.push(...found.gaps);
  remarks.assumed.push(...found.assumed);
  return found.until;
}
