import type { Flow, Length, Volume } from "../../quantity/quantity.ts";

/** A stretch of the spinal canal with one cross-section of spinal fluid, in cm² over cm from the caudal end. */
export interface Stretch {
  readonly until: Length;
  readonly area: number;
}

/** The spinal fluid of one person: the canal from its caudal end (0 cm) upwards, and what lies above it. */
export interface Canal {
  /** From the caudal end upwards; the last ends at the foramen magnum. */
  readonly stretches: readonly Stretch[];
  /** The well-mixed cranial fluid. */
  readonly cranialVolume: Volume;
  /** Fluid absorbed from the cranial compartment. */
  readonly cranialAbsorption: Flow;
  /** Fluid absorbed along the canal, spread by volume; it is replaced from above. */
  readonly spinalAbsorption: Flow;
}

/** How one drug moves in one person. */
export interface Transport {
  /** Dispersion along the canal, in cm²/h. */
  readonly dispersion: number;
  /** Uptake by cord, dura and tissue, per hour. */
  readonly uptake: number;
}

/** The canal cut into equal slices, from the caudal end upwards. */
export interface Slices {
  readonly count: number;
  /** Height of a slice, cm. */
  readonly height: number;
  /** Cross-section, cm². */
  readonly areas: Float64Array;
  readonly canal: Canal;
}

/** Height of a slice that is fine enough: halving it moves no checkable number by more than 0.7%. */
export const usualSlice = 0.5 as Length;

/** The length of the canal, cm. */
export const lengthOf = (canal: Canal): Length => canal.stretches.at(-1)!.until;

/** Volume of spinal fluid between two levels of the canal. */
export function volumeBetween(canal: Canal, from: number, until: number): Volume {
  let volume = 0;
  let below = 0;
  for (const stretch of canal.stretches) {
    volume += stretch.area * Math.max(0, Math.min(until, stretch.until) - Math.max(from, below));
    below = stretch.until;
  }
  return volume as Volume;
}

/** The canal in slices of about `height`; a slice that a boundary cuts has the mean cross-section of its parts. */
export function slicesOf(canal: Canal, height: number = usualSlice): Slices {
  const length = lengthOf(canal);
  const count = Math.max(2, Math.round(length / height));
  const exact = length / count;
  const areas = Float64Array.from(
    { length: count },
    (_, slice) => volumeBetween(canal, slice * exact, (slice + 1) * exact) / exact,
  );
  return { count, height: exact, areas, canal };
}

/** A level as shares of the two slices whose middles lie around it; at the ends, the end slice alone. */
export function slicesAt(
  { count, height }: Slices,
  level: number,
): (readonly [slice: number, share: number])[] {
  const place = Math.min(Math.max(level / height - 0.5, 0), count - 1);
  const below = Math.floor(place);
  const share = place - below;
  return share === 0
    ? [[below, 1]]
    : [
        [below, 1 - share],
        [below + 1, share],
      ];
}
