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
export const meanFlow = (profile: Profile): Flow =>
  evenFlow(profile) ?? ((volumeBetween(profile, 0 as Hours, profile.cycle) / profile.cycle) as Flow);

/** The flow of a profile that is the same at every moment; undefined where it is not. */
export function evenFlow({ pieces }: Profile): Flow | undefined {
  const [first] = pieces;
  return pieces.every((piece) => piece.flow === first!.flow) ? first!.flow : undefined;
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

// A double carries a volume to fifteen figures or so: less than this share of it is rounding, and not a step more.
const rounding = 1e-10;

/**
 * Hours from an hour of the cycle until so much has been delivered, at the first moment that has it: whole cycles at
 * once, then the pieces of the last. Undefined where it is never delivered.
 */
export function hoursToDeliver(volume: Volume, profile: Profile, from: Hours): Hours | undefined {
  if (volume <= 0) return 0 as Hours;
  const even = evenFlow(profile);
  const inCycle = within(profile, profile.cycle);
  if (even === 0 || inCycle === 0) return undefined;
  if (even !== undefined) return (volume / even) as Hours;
  const slack = volume * rounding;
  const begun = Math.floor(from / profile.cycle);
  const target = within(profile, from - begun * profile.cycle) + volume - slack;
  // At the very end of a cycle rather than at the beginning of the next: what is idle then may last.
  const cycles = Math.max(0, Math.ceil(target / inCycle) - 1);
  let rest = target - cycles * inCycle;
  let at = 0 as Hours;
  for (const { from: start, until, flow } of profile.pieces) {
    if (flow === 0) continue;
    const has = flow * (until - start);
    at = has >= rest ? ((start + (rest + slack) / flow) as Hours) : until;
    if (has >= rest) break;
    rest -= has;
  }
  return Math.max(0, (begun + cycles) * profile.cycle + at - from) as Hours;
}

/** The same profile with a flow beside it that never changes. */
export const raisedBy = (flow: Flow, { cycle, pieces }: Profile): Profile => ({
  cycle,
  pieces: pieces.map((piece) => ({ ...piece, flow: (piece.flow + flow) as Flow })),
});

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
