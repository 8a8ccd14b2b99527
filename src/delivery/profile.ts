import type { Flow, Hours, Volume } from "../quantity/quantity.ts";

/** A stretch of constant flow within one cycle. */
export interface Piece {
  readonly from: Hours;
  readonly until: Hours;
  readonly flow: Flow;
}

/** What leaves the pump over one cycle, repeated for ever; hours count from midnight on the pump's clock. */
export interface Profile {
  readonly cycle: Hours;
  /** Gapless, in order, from 0 to `cycle`. */
  readonly pieces: readonly Piece[];
}

/** The flow that never changes, as a profile of one day. */
export function constantProfile(flow: Flow, cycle: Hours): Profile {
  return { cycle, pieces: [{ from: 0 as Hours, until: cycle, flow }] };
}

/** Mean flow over the cycle. */
export function meanFlow(profile: Profile): Flow {
  const [first] = profile.pieces;
  if (profile.pieces.every((piece) => piece.flow === first!.flow)) return first!.flow;
  return (volumeBetween(profile, 0 as Hours, profile.cycle) / profile.cycle) as Flow;
}

/** The largest flow at any moment. */
export function greatestFlow(profile: Profile): Flow {
  return Math.max(...profile.pieces.map((piece) => piece.flow)) as Flow;
}

/** Flow at an hour of the cycle; at a boundary, that of the piece that begins there. */
export function flowAt(profile: Profile, hour: Hours): Flow {
  const inCycle = hour - Math.floor(hour / profile.cycle) * profile.cycle;
  return (profile.pieces.findLast((piece) => piece.from <= inCycle) ?? profile.pieces[0]!).flow;
}

/** Volume delivered between two hours, across as many cycles as lie between them. */
export function volumeBetween(profile: Profile, from: Hours, until: Hours): Volume {
  return (delivered(profile, until) - delivered(profile, from)) as Volume;
}

/** Volume from hour 0 to `hour`. */
function delivered(profile: Profile, hour: number): number {
  const cycles = Math.floor(hour / profile.cycle);
  const rest = hour - cycles * profile.cycle;
  const whole = cycles === 0 ? 0 : cycles * within(profile, profile.cycle);
  return whole + within(profile, rest);
}

function within(profile: Profile, hour: number): number {
  let volume = 0;
  for (const { from, until, flow } of profile.pieces) {
    if (from >= hour) break;
    volume += flow * (Math.min(until, hour) - from);
  }
  return volume;
}

/** The largest volume in any stretch of `span` hours, wherever it begins. */
export function mostWithin(profile: Profile, span: Hours): Volume {
  const cycles = span / profile.cycle;
  if (Number.isInteger(cycles)) return (meanFlow(profile) * span) as Volume;
  // The volume in a sliding window changes slope only where an edge of the window meets an edge of a piece.
  const starts = profile.pieces.flatMap((piece) => [piece.from, piece.from - span]);
  return Math.max(
    ...starts.map((start) => volumeBetween(profile, start as Hours, (start + span) as Hours)),
  ) as Volume;
}
