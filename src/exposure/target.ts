import type { Clock, Ticks } from "./clock.ts";
import type { Kinetics } from "./kinetics.ts";
import { isLinear, sitesOf } from "./kinetics.ts";
import { linearSystem } from "./linear-system.ts";
import { propagator } from "./propagator.ts";

/** A concentration (ug/mL) wanted at a site from a moment on. */
export interface Target {
  readonly from: Ticks;
  readonly concentration: number;
}

export interface TargetLimits {
  /** How long each rate holds, in ticks. */
  readonly every: Ticks;
  /** Until when to plan. */
  readonly until: Ticks;
  /** ug/h. */
  readonly fastest: number;
}

/** One step of a planned infusion and what it leads to at its end. */
export interface PlannedStep {
  readonly from: Ticks;
  readonly until: Ticks;
  /** The target, ug/mL. */
  readonly wanted: number;
  /** ug/h. */
  readonly rate: number;
  /** ug/mL at the end of the step. */
  readonly reached: number;
  /** Whether the fastest rate, or none at all, still missed the target. */
  readonly missed: "too fast" | "above" | undefined;
}

/**
 * Rates into compartment 0, step by step, that bring a site to its target at the end of each step as nearly as rates
 * between none and the fastest can. A simulation: it knows no patient and drives no pump. Undefined for kinetics that
 * are not linear and constant, or that reach the site in no way.
 */
export function planTarget(
  kinetics: Kinetics,
  site: string,
  targets: readonly Target[],
  { every, until, fastest }: TargetLimits,
  clock: Clock,
): PlannedStep[] | undefined {
  const found = sitesOf(kinetics).find(({ name }) => name === site);
  if (!found?.volume || !isLinear(kinetics) || kinetics.regimes.length !== 1 || targets.length === 0)
    return undefined;
  const system = linearSystem(kinetics.compartments.length, kinetics.regimes[0]!.linear, kinetics.followers);
  const exact = propagator(system, [0]);
  const { volume, state: at } = found;
  const [rates, none] = [new Float64Array(system.size), new Float64Array(system.size)];
  rates[0] = 1;
  const steps: PlannedStep[] = [];
  const state = new Float64Array(system.size);
  const ordered = targets.toSorted((a, b) => a.from - b.from);
  for (let now = ordered[0]!.from; now < until;) {
    // A target that changes inside a step ends the step.
    const change = ordered.find(({ from }) => from > now)?.from ?? Number.POSITIVE_INFINITY;
    const end = Math.min(now + every, until, change);
    const hours = (end - now) / clock.perHour;
    const wanted = ordered.findLast(({ from }) => from <= now)!.concentration;
    const gain = new Float64Array(system.size);
    exact.advance(gain, rates, hours);
    if (!(gain[at]! > 0)) return undefined;
    // Doses superpose: what is there without a rate, and what a unit of rate adds.
    exact.advance(state, none, hours);
    const needed = (wanted * volume - state[at]!) / gain[at]!;
    const rate = Math.min(fastest, Math.max(0, needed));
    for (let i = 0; i < system.size; i++) state[i] = state[i]! + rate * gain[i]!;
    // What rounding leaves of a target of none is not above it.
    const missed = needed > fastest ? "too fast" : needed < -fastest * 1e-12 ? "above" : undefined;
    steps.push({ from: now, until: end, wanted, rate, reached: state[at]! / volume, missed });
    now = end;
  }
  return steps;
}
