/** One first-order way from a compartment to another, or out of the body. */
export interface LinearFlow {
  readonly from: number;
  /** The receiving compartment; undefined is out of the body. */
  readonly to?: number;
  /** Rate constant, per hour. */
  readonly k: number;
  /** Amount arriving for each amount leaving: 1, or the ratio of molar masses times the fraction formed. */
  readonly yield?: number;
  /** The label under which it varies between people. */
  readonly vary?: string;
  /** Whether k came from a clearance, and so falls where the volume of `from` is larger. */
  readonly byVolume?: boolean;
}

/** A site that follows a compartment without taking anything from it: an effect compartment. */
export interface Follower {
  readonly of: number;
  /** Rate constant of the delay (ke0), per hour. */
  readonly ke0: number;
}

/**
 * Linear kinetics ready to be propagated: dx/dt = K x + input, with the compartments first, the followers next, and
 * last the outside, which collects all that has left the body (weighted, where a mass balance exists).
 */
export interface LinearSystem {
  /** States in all, the outside included. */
  readonly size: number;
  readonly compartments: number;
  /** K by rows: element [i * size + j] is the rate at which amount in j makes amount in i, per hour. */
  readonly rates: Float64Array;
  /** What one unit of each state counts in the mass balance; undefined where no such balance exists. */
  readonly weights?: Float64Array;
}

/** Builds the system of linear flows between compartments 0, 1, …, with followers after them. */
export function linearSystem(
  compartments: number,
  flows: readonly LinearFlow[],
  followers: readonly Follower[] = [],
): LinearSystem {
  const size = compartments + followers.length + 1;
  const outside = size - 1;
  const rates = new Float64Array(size * size);
  const weights = massWeights(compartments, size, flows);
  const add = (i: number, j: number, k: number): void => {
    rates[i * size + j] = rates[i * size + j]! + k;
  };
  for (const { from, to = outside, k, yield: made = 1 } of flows) {
    add(from, from, -k);
    add(to, from, k * (to === outside ? (weights?.[from] ?? 1) : made));
  }
  for (const [index, { of, ke0 }] of followers.entries()) {
    add(compartments + index, of, ke0);
    add(compartments + index, compartments + index, -ke0);
  }
  return { size, compartments, rates, weights };
}

/**
 * What a unit of each compartment is worth where drug is conserved: through a flow that yields y, one unit becomes y
 * units of 1/y the worth. Undefined where two ways to one place disagree.
 */
function massWeights(
  compartments: number,
  size: number,
  flows: readonly LinearFlow[],
): Float64Array | undefined {
  const weights = new Float64Array(size);
  weights[size - 1] = 1;
  const between = flows.filter((flow) => flow.k > 0 && flow.to !== undefined);
  for (let root = 0; root < compartments; root++) {
    if (weights[root]! > 0) continue;
    weights[root] = 1;
    const queue = [root];
    for (const here of queue) {
      for (const { from, to, yield: made = 1 } of between) {
        if (from !== here && to !== here) continue;
        const other = from === here ? to! : from;
        const worth = from === here ? weights[here]! / made : weights[here]! * made;
        if (weights[other] === 0 && worth > 0 && Number.isFinite(worth)) {
          weights[other] = worth;
          queue.push(other);
        } else if (Math.abs(weights[other]! - worth) > 1e-14 * worth || worth === 0) {
          // The tolerance only forgives the rounding of a product of ratios.
          return undefined;
        }
      }
    }
  }
  return weights;
}
