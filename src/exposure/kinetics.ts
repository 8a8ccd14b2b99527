import type { Clock, Ticks } from "./clock.ts";
import type { Input } from "./input.ts";
import { type Follower, type LinearFlow, linearSystem } from "./linear-system.ts";
import { propagator } from "./propagator.ts";
import type { Law } from "./law.ts";
import { type Accuracy, integrate } from "./integrate.ts";
import { type Phase, trace, type TraceOptions } from "./trace.ts";

/** A way that saturates: at concentration c in `from`, vmax c / (km + c) per hour. */
export interface SaturableFlow {
  readonly from: number;
  readonly to?: number;
  /** Amount per hour at saturation. */
  readonly vmax: number;
  /** Concentration at half of it. */
  readonly km: number;
  readonly yield?: number;
  /** The label under which vmax varies between people. */
  readonly vary?: string;
}

/** A way whose amount per hour is a formula of the amounts, the concentrations and the time. */
export interface LawfulFlow {
  readonly from?: number;
  readonly to?: number;
  readonly law: Law;
}

/** The flows that hold from a moment on. */
export interface Regime {
  readonly from: Ticks;
  readonly linear: readonly LinearFlow[];
  readonly saturable: readonly SaturableFlow[];
  readonly lawful: readonly LawfulFlow[];
}

/** A place whose content is reported. */
export interface Site {
  readonly name: string;
  /** The volume that makes a concentration of its amount, in mL; undefined where the amount itself is the answer. */
  readonly volume?: number;
  /** The model's own inner place, which nobody measures: not reported. */
  readonly inner?: boolean;
  /** The label under which its volume varies between people. */
  readonly vary?: string;
}

/** Kinetics of any kind, in the coherent system: compartments, then followers, and how drug moves between them. */
export interface Kinetics {
  readonly compartments: readonly Site[];
  readonly followers: readonly (Follower & { readonly name: string })[];
  /** In order of time; the first holds from the beginning. */
  readonly regimes: readonly Regime[];
}

/** The same kinetics in a person whose labelled parameters are larger by these factors. */
export function varied(kinetics: Kinetics, factors: ReadonlyMap<string, number>): Kinetics {
  const factor = (label: string | undefined): number => (label === undefined ? 1 : (factors.get(label) ?? 1));
  const { compartments, followers, regimes } = kinetics;
  return {
    compartments: compartments.map((one) =>
      one.volume === undefined ? one : { ...one, volume: one.volume * factor(one.vary) },
    ),
    followers,
    regimes: regimes.map((regime) => ({
      ...regime,
      linear: regime.linear.map((flow) => ({
        ...flow,
        k: (flow.k * factor(flow.vary)) / (flow.byVolume ? factor(compartments[flow.from]!.vary) : 1),
      })),
      saturable: regime.saturable.map((flow) => ({ ...flow, vmax: flow.vmax * factor(flow.vary) })),
    })),
  };
}

/** Whether the exact propagation applies, or an integrator must be asked. */
export const isLinear = (kinetics: Kinetics): boolean =>
  kinetics.regimes.every(({ saturable, lawful }) => saturable.length === 0 && lawful.length === 0);

/** The places that are reported, with their states: compartments, then followers in the volume of what they follow. */
export const sitesOf = ({ compartments, followers }: Kinetics): (Site & { readonly state: number })[] =>
  [...compartments, ...followers.map(({ name, of }) => ({ name, volume: compartments[of]?.volume }))]
    .map((site: Site, state) => ({ ...site, state }))
    .filter(({ inner }) => !inner);

/** Amounts at every site (one row of moments a site) at ascending moments, exactly where the kinetics are linear. */
export function amounts(
  kinetics: Kinetics,
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  options: TraceOptions,
  accuracy?: Accuracy,
): Float64Array {
  const states = sitesOf(kinetics).map(({ state }) => state);
  if (!isLinear(kinetics)) return integrate(kinetics, input, moments, clock, states, options, accuracy);
  return trace(phasesOf(kinetics, input), input, moments, clock, states, options);
}

/** The exact propagation of each regime of linear kinetics, ready for infusions into the states of this input. */
export function phasesOf({ compartments, followers, regimes }: Kinetics, { infusions }: Input): Phase[] {
  const fed = [...new Set(infusions.map(({ into }) => into))];
  return regimes.map(({ from, linear }) => ({
    from,
    propagator: propagator(linearSystem(compartments.length, linear, followers), fed),
  }));
}
