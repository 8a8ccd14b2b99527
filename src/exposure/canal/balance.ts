import { exp, lost } from "../elementary.ts";
import { type Slices, type Transport, volumeBetween } from "./canal.ts";

/**
 * The balance of drug in every slice and, last, in the cranial fluid: volume times change of concentration = inflow
 * minus `diagonal`, `above` and `below` times the concentrations of the slice and its neighbours. Columns add up to
 * what leaves the fluid for ever, so that nothing is lost or made between slices.
 */
export interface Balance {
  /** Slices and the cranial compartment. */
  readonly size: number;
  readonly volumes: Float64Array;
  /** What leaves a slice at unit concentration, mL/h. */
  readonly diagonal: Float64Array;
  /** `up[i]`: what slice i sends to i + 1; `down[i]`: what i + 1 sends to i, both at unit concentration, mL/h. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** Taken up by tissue, and carried off with absorbed fluid, at unit concentration, mL/h. */
  readonly uptake: Float64Array;
  readonly absorbed: Float64Array;
}

/** x / (exp(x) − 1) for x ≥ 0, which is 1 at 0. */
const bernoulli = (x: number): number => (x < 1e-8 ? 1 - x / 2 : (x * exp(-x)) / lost(x));

/**
 * Finite volumes for ∂(AC)/∂t = ∂/∂z(A D ∂C/∂z) + ∂(Qc C)/∂z − qa C − k A C (fact sheet, intrathecal §5.4). Fluxes
 * between slices are exponentially fitted (Scharfetter & Gummel 1969), so that concentrations stay positive whatever
 * the ratio of flow to dispersion.
 */
export function balanceOf(slices: Slices, { dispersion, uptake: k }: Transport): Balance {
  const { count, height, areas, canal } = slices;
  const size = count + 1;
  const volumes = new Float64Array(size);
  const [up, down] = [new Float64Array(count), new Float64Array(count)];
  const [uptake, absorbed, diagonal] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  const spinal = volumeBetween(canal, 0, height * count);
  let flow = 0;
  for (let i = 0; i < count; i++) {
    volumes[i] = areas[i]! * height;
    uptake[i] = k * volumes[i]!;
    absorbed[i] = (canal.spinalAbsorption * volumes[i]!) / spinal;
    // Fluid absorbed below a face is replaced through it from above.
    flow += absorbed[i]!;
    // Half a slice of each cross-section in series; the top face opens into the cranial compartment.
    const resistance = height / 2 / areas[i]! + (i + 1 < count ? height / 2 / areas[i + 1]! : 0);
    const conductance = dispersion / resistance;
    up[i] = conductance * bernoulli(flow / conductance);
    down[i] = up[i]! + flow;
  }
  volumes[count] = canal.cranialVolume;
  absorbed[count] = canal.cranialAbsorption;
  for (let i = 0; i < size; i++)
    diagonal[i] = (up[i] ?? 0) + (i > 0 ? down[i - 1]! : 0) + uptake[i]! + absorbed[i]!;
  return { size, volumes, diagonal, up, down, uptake, absorbed };
}

/**
 * Elimination pivots, each as the sum of what leaves upwards and what leaves for ever below it, so that nothing is lost
 * to subtraction (Grassmann, Taksar & Heyman 1985).
 */
function pivotsOf({ size, up, down, uptake, absorbed }: Balance): Float64Array {
  const pivots = new Float64Array(size);
  let leaving = 0;
  for (let i = 0; i < size; i++) {
    leaving = uptake[i]! + absorbed[i]! + (i > 0 ? (down[i - 1]! * leaving) / pivots[i - 1]! : 0);
    pivots[i] = (up[i] ?? 0) + leaving;
  }
  return pivots;
}

/** Concentrations at which what enters each slice (per hour) just balances what leaves: one banded solve. */
export function balanced(balance: Balance, entering: ArrayLike<number>): Float64Array {
  const { size, up, down } = balance;
  const pivots = pivotsOf(balance);
  const found = Float64Array.from(entering);
  for (let i = 1; i < size; i++) found[i]! += (up[i - 1]! * found[i - 1]!) / pivots[i - 1]!;
  found[size - 1]! /= pivots[size - 1]!;
  for (let i = size - 2; i >= 0; i--) found[i] = (found[i]! + down[i]! * found[i + 1]!) / pivots[i]!;
  return found;
}

/** The share of an amount in each slice that will in the end leave by `way` (a part of what leaves): the adjoint solve. */
export function fateOf(balance: Balance, way: Float64Array): Float64Array {
  const { size, up, down } = balance;
  const pivots = pivotsOf(balance);
  const found = Float64Array.from(way);
  for (let i = 1; i < size; i++) found[i]! += (down[i - 1]! * found[i - 1]!) / pivots[i - 1]!;
  found[size - 1]! /= pivots[size - 1]!;
  for (let i = size - 2; i >= 0; i--) found[i] = (found[i]! + up[i]! * found[i + 1]!) / pivots[i]!;
  return found;
}
