import { z } from "zod";
import { bridgeOf } from "../../delivery/delivery.ts";
import {
  compare,
  type Concentration,
  type DoseRate,
  type Flow,
  type Hours,
  inside,
  inward,
  type Issue,
  type Locale,
  type Quantity,
  quantity,
  type Volume,
} from "../../quantity/quantity.ts";
import { type Line, pass, type Supply } from "./line.ts";
import type { Delivered } from "./read-delivery.ts";
import { canalSentences } from "./sentences.ts";
import { suppliesAtMost, supplyOf } from "./supplies.ts";

const strength = { concentration: quantity("concentration"), dose: quantity("doseRate") };
/** Tubing and implanted catheter. */
const deadVolume = quantity("volume");

/** What went otherwise than planned. */
export const scenario = z.discriminatedUnion("kind", [
  /** The reservoir runs dry before it is refilled. */
  z.strictObject({
    kind: z.literal("late-refill"),
    ...strength,
    deadVolume,
    /** What the reservoir can still deliver at 0 h. */
    volume: quantity("volume"),
    refillAt: quantity("time"),
    late: quantity("time"),
  }),
  z.strictObject({
    kind: z.literal("stopped"),
    ...strength,
    deadVolume,
    at: quantity("time"),
    during: quantity("time"),
  }),
  z.strictObject({
    kind: z.literal("bridge"),
    from: z.strictObject(strength),
    to: z.strictObject(strength),
    deadVolume,
    bridgeDose: quantity("doseRate").optional(),
    /** What was done instead: nothing, or a bridge for another dead volume or dose. */
    done: z.union([
      z.literal("skipped"),
      z.strictObject({ deadVolume: deadVolume.optional(), dose: quantity("doseRate").optional() }),
    ]),
  }),
  /** A new line primed for a tubing volume that is not the pump's. */
  z.strictObject({
    kind: z.literal("tubing"),
    ...strength,
    catheter: quantity("volume"),
    actual: quantity("volume"),
    believed: quantity("volume"),
    primeFlow: quantity("flow"),
  }),
  /** A new line primed at high flow: as a column, and as it mixes; or not primed at all. */
  z.strictObject({
    kind: z.literal("prime"),
    ...strength,
    deadVolume,
    primeFlow: quantity("flow"),
    skipped: z.boolean().optional(),
  }),
  /** The same daily dose in boluses. */
  z.strictObject({
    kind: z.literal("boluses"),
    ...strength,
    deadVolume,
    every: quantity("time"),
    duration: quantity("time"),
  }),
]);
export type Scenario = z.output<typeof scenario>;

/** Two courses of one drug through one line, and the dose that had gone on before them. */
export interface Pair {
  readonly planned: Delivered;
  readonly happened: Delivered;
  readonly running: DoseRate;
}

interface Course {
  readonly supplies: readonly Supply[];
  readonly mixing: Line["mixing"];
}

interface Courses {
  readonly planned: Course;
  readonly happened: Course;
  readonly running: DoseRate;
  readonly deadVolume: Volume;
  readonly holds: Concentration;
}

const none = 0 as DoseRate;

/** The two courses of a scenario until an hour; what cannot be is an issue under `path`. */
export function pairOf(
  given: Scenario,
  mixing: Line["mixing"],
  until: Hours,
  locale: Locale,
  issues: Issue[],
  path: string,
): Pair | undefined {
  const before = issues.length;
  needPositive(given, path, locale, issues);
  if (issues.length > before) return undefined;
  const courses = coursesOf(given, mixing, until, locale, issues, path);
  if (!courses || issues.length > before) return undefined;
  const { deadVolume, holds, running } = courses;
  const through = ({ supplies, mixing }: Course): Delivered => {
    const shown = supplies
      .filter(({ from }) => from < until)
      .map((one) => ({ ...one, until: Math.min(one.until, until) as Hours }));
    const passage = pass({ volume: deadVolume, holds, mixing }, shown);
    return { tip: passage.tip, programmed: passage.programmed, passage };
  };
  return { planned: through(courses.planned), happened: through(courses.happened), running };
}

/** Volumes and lateness may be zero; doses, strengths and flows may not. */
function needPositive(given: Scenario, path: string, locale: Locale, issues: Issue[]): void {
  const message = canalSentences(locale).positive;
  const look = (fields: object, at: string): void => {
    for (const name of ["concentration", "dose", "bridgeDose", "primeFlow", "every", "duration"]) {
      const found = (fields as Readonly<Record<string, Quantity | undefined>>)[name];
      if (found?.value === 0) issues.push({ path: inside(at, name), message });
    }
  };
  look(given, path);
  if (given.kind !== "bridge") return;
  look(given.from, inside(path, "from"));
  look(given.to, inside(path, "to"));
  if (given.done !== "skipped") look(given.done, inside(path, "done"));
}

const strengthOf = (one: {
  readonly concentration: Quantity<"concentration">;
  readonly dose: Quantity<"doseRate">;
}): { concentration: Concentration; dose: DoseRate } => ({
  concentration: inward(one.concentration, "concentration"),
  dose: inward(one.dose, "doseRate"),
});

function coursesOf(
  given: Scenario,
  mixing: Line["mixing"],
  until: Hours,
  locale: Locale,
  issues: Issue[],
  path: string,
): Courses | undefined {
  switch (given.kind) {
    case "late-refill":
      return lateRefill(given, mixing, until);
    case "stopped":
      return stopped(given, mixing, until);
    case "bridge":
      return bridged(given, mixing, until, locale, issues, path);
    case "tubing":
      return wrongTubing(given, mixing, until);
    case "prime":
      return primed(given, mixing, until);
    case "boluses":
      return boluses(given, mixing, until, locale, issues, path);
    default:
      return given satisfies never;
  }
}

type Of<K extends Scenario["kind"]> = Extract<Scenario, { kind: K }>;

/** A settled line and canal under an even dose, until something happens. */
function settled(given: { readonly deadVolume: Quantity<"volume"> }, dose: DoseRate, holds: Concentration) {
  return { running: dose, deadVolume: inward(given.deadVolume, "volume"), holds };
}

/** The dose, with a stretch in which nothing flows though it is meant to. */
function interrupted(
  { concentration, dose }: { concentration: Concentration; dose: DoseRate },
  from: number,
  to: number,
  until: Hours,
): Supply[] {
  if (to <= from) return [supplyOf(0, until, dose, concentration)];
  return [
    supplyOf(0, from, dose, concentration),
    { from: from as Hours, until: to as Hours, flow: 0 as Flow, concentration, intended: dose },
    supplyOf(to, until, dose, concentration),
  ];
}

function lateRefill(given: Of<"late-refill">, mixing: Line["mixing"], until: Hours): Courses {
  const one = strengthOf(given);
  const dry = (inward(given.volume, "volume") * one.concentration) / one.dose;
  const due = inward(given.refillAt, "time");
  const course = (refill: number): Course => ({ supplies: interrupted(one, dry, refill, until), mixing });
  return {
    planned: course(due),
    happened: course(due + inward(given.late, "time")),
    ...settled(given, one.dose, one.concentration),
  };
}

function stopped(given: Of<"stopped">, mixing: Line["mixing"], until: Hours): Courses {
  const one = strengthOf(given);
  const at = inward(given.at, "time");
  return {
    planned: { supplies: interrupted(one, 0, 0, until), mixing },
    happened: { supplies: interrupted(one, at, at + inward(given.during, "time"), until), mixing },
    ...settled(given, one.dose, one.concentration),
  };
}

function bridged(
  given: Of<"bridge">,
  mixing: Line["mixing"],
  until: Hours,
  locale: Locale,
  issues: Issue[],
  path: string,
): Courses | undefined {
  const [from, to] = [strengthOf(given.from), strengthOf(given.to)];
  const deadVolume = inward(given.deadVolume, "volume");
  // Lower doses to come: whether the bridge runs at the old or the new one is the prescriber's choice.
  if (!given.bridgeDose && compare(given.to.dose, given.from.dose) < 0) {
    issues.push({ path: inside(path, "bridgeDose"), message: canalSentences(locale).bridgeMustBeChosen });
    return undefined;
  }
  const right = given.bridgeDose ? inward(given.bridgeDose, "doseRate") : from.dose;
  const course = (volume: Volume, dose: DoseRate): Course => {
    const { duration, flow } = bridgeOf(volume, from, to, dose);
    const bridge: Supply = {
      from: 0 as Hours,
      until: duration,
      flow,
      concentration: to.concentration,
      intended: dose,
    };
    return { supplies: [bridge, supplyOf(duration, until, to.dose, to.concentration)], mixing };
  };
  const { done } = given;
  const happened: Course =
    done === "skipped"
      ? { supplies: [supplyOf(0, until, to.dose, to.concentration)], mixing }
      : course(
          done.deadVolume ? inward(done.deadVolume, "volume") : deadVolume,
          done.dose ? inward(done.dose, "doseRate") : right,
        );
  return { planned: course(deadVolume, right), happened, ...settled(given, from.dose, from.concentration) };
}

/** A prime of so much volume at high flow, meant to give the patient nothing, then the dose. */
function primeThen(
  volume: number,
  flow: Flow,
  { concentration, dose }: { concentration: Concentration; dose: DoseRate },
  until: Hours,
): Supply[] {
  const lasts = (volume / flow) as Hours;
  return [
    { from: 0 as Hours, until: lasts, flow, concentration, intended: none },
    supplyOf(lasts, until, dose, concentration),
  ];
}

/** A line and canal without drug. */
const empty = { running: none, holds: 0 as Concentration };

function wrongTubing(given: Of<"tubing">, mixing: Line["mixing"], until: Hours): Courses {
  const one = strengthOf(given);
  const flow = inward(given.primeFlow, "flow");
  const catheter = inward(given.catheter, "volume");
  const [actual, believed] = [inward(given.actual, "volume"), inward(given.believed, "volume")];
  const course = (tubing: Volume): Course => ({
    supplies: primeThen(tubing + catheter, flow, one, until),
    mixing,
  });
  return {
    planned: course(actual),
    happened: course(believed),
    ...empty,
    deadVolume: (actual + catheter) as Volume,
  };
}

function primed(given: Of<"prime">, mixing: Line["mixing"], until: Hours): Courses {
  const one = strengthOf(given);
  const deadVolume = inward(given.deadVolume, "volume");
  const prime = primeThen(deadVolume, inward(given.primeFlow, "flow"), one, until);
  const unprimed: Supply[] = [supplyOf(0, until, one.dose, one.concentration)];
  return {
    planned: { supplies: prime, mixing: given.skipped ? mixing : "plug" },
    happened: { supplies: given.skipped ? unprimed : prime, mixing },
    ...empty,
    deadVolume,
  };
}

function boluses(
  given: Of<"boluses">,
  mixing: Line["mixing"],
  until: Hours,
  locale: Locale,
  issues: Issue[],
  path: string,
): Courses | undefined {
  const one = strengthOf(given);
  const say = canalSentences(locale);
  const [every, lasts] = [inward(given.every, "time"), inward(given.duration, "time")];
  if (lasts > every) issues.push({ path: inside(path, "duration"), message: say.bolusLonger });
  else if (until / every > suppliesAtMost) issues.push({ path: inside(path, "every"), message: say.heavy });
  else {
    const rate = ((one.dose * every) / lasts) as DoseRate;
    const supplies = Array.from({ length: Math.ceil(until / every) }, (_, i) =>
      supplyOf(i * every, i * every + lasts, rate, one.concentration),
    );
    return {
      planned: { supplies: [supplyOf(0, until, one.dose, one.concentration)], mixing },
      happened: { supplies, mixing },
      ...settled(given, one.dose, one.concentration),
    };
  }
  return undefined;
}
