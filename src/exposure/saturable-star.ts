import type { Clock, Ticks } from "./clock.ts";
import { type Input, inOrder, ratesOf } from "./input.ts";
import type { Kinetics } from "./kinetics.ts";
import { type Star, starOf } from "./star.ts";

/**
 * A star whose centre is eliminated by a saturable way: its modes at low concentration, which are exact there, and the
 * elimination that is lost as it saturates, given back as a source that only grows.
 */
export interface SaturableStar {
  readonly star: Star;
  /** Rate constant of the elimination far below km, per hour. */
  readonly k: number;
  readonly km: number;
}

/** These kinetics as such a star, where they are one. */
export function saturableStarOf({ compartments, followers, regimes }: Kinetics): SaturableStar | undefined {
  const [regime] = regimes;
  const volume = compartments[0]?.volume;
  if (!regime || regimes.length > 1 || followers.length > 0 || regime.lawful.length > 0 || !volume)
    return undefined;
  const [way] = regime.saturable;
  if (!way || regime.saturable.length > 1 || way.from !== 0 || way.to !== undefined || (way.yield ?? 1) !== 1)
    return undefined;
  const k = way.vmax / (way.km * volume);
  const star = starOf(compartments.length, [...regime.linear, { from: 0, k }]);
  return star && { star: slowestLast(star), k, km: way.km };
}

/** The same modes with the unused ones first: the slowest is what the accuracy of steps is measured by. */
function slowestLast({ lambda, share }: Star): Star {
  const order = [0, 1, 2].sort(
    (i, j) => Number(share[i]! > 0) - Number(share[j]! > 0) || lambda[j]! - lambda[i]!,
  );
  const sorted = (from: readonly number[]) => order.map((mode) => from[mode]!) as [number, number, number];
  return { lambda: sorted(lambda), share: sorted(share) };
}

/** Numbers of one trace that its steps share; a typed array, because numbers in objects are boxed. */
const place = { a: 0, b: 1, c: 2, la: 3, lb: 4, lc: 5, sa: 6, sb: 7, sc: 8, k: 9, km: 10, rate: 11 } as const;

/**
 * Concentrations in the centre at ascending moments, by Rodas4 on the modes: the Jacobian is diagonal but for one row
 * of rank, so that a step costs a hundred or two multiplications. NaN from where it could not go on.
 */
export function saturableTrace(
  { star, k, km }: SaturableStar,
  scale: number,
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  atDose: "before" | "after",
  relative: number,
): Float64Array {
  const rates = ratesOf(input.infusions, 0);
  const boluses = inOrder(input.boluses);
  const out = new Float64Array(moments.length);
  const at = Float64Array.of(0, 0, 0, ...star.lambda, ...star.share, k, km, 0, 0);
  const total =
    boluses.reduce((sum, { amount }) => sum + amount, 0) +
    input.infusions.reduce((sum, { at, until, rate }) => sum + (rate * (until - at)) / clock.perHour, 0);
  const least = total * scale * 1e-16 + Number.MIN_VALUE;
  const never = Number.POSITIVE_INFINITY;
  let [changed, given] = [0, 0];
  let next = Math.min(rates[0]?.at ?? never, boluses[0]?.at ?? never);
  let now = Math.min(next, moments[0] ?? 0);
  let suited = never;
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    for (;;) {
      if (next > moment || (next === moment && atDose === "before")) break;
      if (next > now) suited = advance(at, (next - now) / clock.perHour, suited, relative, least);
      now = next;
      if (rates[changed]?.at === next) at[place.rate] = rates[changed++]!.rate * scale;
      if (boluses[given]?.at === next) {
        const amount = boluses[given++]!.amount * scale;
        for (let mode = 0; mode < 3; mode++) at[mode] = at[mode]! + at[place.sa + mode]! * amount;
      }
      next = Math.min(rates[changed]?.at ?? never, boluses[given]?.at ?? never);
      suited = never;
    }
    if (moment > now) suited = advance(at, (moment - now) / clock.perHour, suited, relative, least);
    now = moment;
    out[i] = at[0]! + at[1]! + at[2]!;
  }
  return out;
}

/** Advances the modes by a span; answers the step that suited. Coefficients: RODAS (Hairer & Wanner 1996). */
function advance(at: Float64Array, span: number, suited: number, relative: number, least: number): number {
  let done = 0;
  let h = Math.min(suited, span);
  let best = suited;
  for (let attempts = 0; attempts < 100_000; attempts++) {
    // What is left is shared out evenly: as many steps, each with less error than a long one and a stump.
    const left = span - done;
    const parts = Math.ceil((left / h) * (1 - 1e-12));
    const last = parts <= 1;
    h = last ? left : left / parts;
    const error = step(at, h, relative, least);
    if (!(error <= 1)) {
      const shrink = error > 0 ? 0.9 / Math.sqrt(Math.sqrt(error)) : 0.1;
      h *= Math.min(0.9, Math.max(0.1, shrink));
      best = h;
      if (!(h > span * 1e-14)) break;
      continue;
    }
    const grow = error < 1e-4 ? 6 : Math.min(6, 0.9 / Math.sqrt(Math.sqrt(error)));
    const grown = h * Math.max(0.2, grow);
    if (last) return best === Number.POSITIVE_INFINITY ? grown : Math.max(best, grown);
    best = grown;
    done += h;
    h = grown;
  }
  at.fill(Number.NaN, 0, 3);
  return best;
}

/** One step of Rodas4, kept where its error (as a share of what is allowed) is at most 1. Written out: the inner loop. */
function step(at: Float64Array, h: number, relative: number, least: number): number {
  const a = at[0]!;
  const b = at[1]!;
  const c = at[2]!;
  const la = at[3]!;
  const lb = at[4]!;
  const lc = at[5]!;
  const sa = at[6]!;
  const sb = at[7]!;
  const sc = at[8]!;
  const k = at[9]!;
  const km = at[10]!;
  const rate = at[11]!;
  const one = 1 / h;
  // (1/(γh) - J) is diagonal less a product of rank one: solved by Sherman and Morrison.
  const da = 1 / (4 * one + la);
  const db = 1 / (4 * one + lb);
  const dc = 1 / (4 * one + lc);
  const sum = a + b + c;
  const over = 1 / (km + sum);
  const slope = k * sum * (km + km + sum) * over * over;
  const ea = da * sa;
  const eb = db * sb;
  const ec = dc * sc;
  const spread = slope / (1 - slope * (ea + eb + ec));

  let source = rate + k * sum * sum * over;
  let x = da * (sa * source - la * a);
  let y = db * (sb * source - lb * b);
  let z = dc * (sc * source - lc * c);
  let w = (x + y + z) * spread;
  const a1 = x + ea * w;
  const b1 = y + eb * w;
  const c1 = z + ec * w;

  let p = a + 1.544 * a1;
  let q = b + 1.544 * b1;
  let r = c + 1.544 * c1;
  let level = p + q + r;
  source = rate + (k * level * level) / (km + level);
  let f = -5.6688 * one;
  x = da * (sa * source - la * p + f * a1);
  y = db * (sb * source - lb * q + f * b1);
  z = dc * (sc * source - lc * r + f * c1);
  w = (x + y + z) * spread;
  const a2 = x + ea * w;
  const b2 = y + eb * w;
  const c2 = z + ec * w;

  p = a + 0.9466785280815826 * a1 + 0.2557011698983284 * a2;
  q = b + 0.9466785280815826 * b1 + 0.2557011698983284 * b2;
  r = c + 0.9466785280815826 * c1 + 0.2557011698983284 * c2;
  level = p + q + r;
  source = rate + (k * level * level) / (km + level);
  f = -2.430093356833875 * one;
  let g = -0.2063599157091915 * one;
  x = da * (sa * source - la * p + f * a1 + g * a2);
  y = db * (sb * source - lb * q + f * b1 + g * b2);
  z = dc * (sc * source - lc * r + f * c1 + g * c2);
  w = (x + y + z) * spread;
  const a3 = x + ea * w;
  const b3 = y + eb * w;
  const c3 = z + ec * w;

  p = a + 3.314825187068521 * a1 + 2.896124015972201 * a2 + 0.9986419139977817 * a3;
  q = b + 3.314825187068521 * b1 + 2.896124015972201 * b2 + 0.9986419139977817 * b3;
  r = c + 3.314825187068521 * c1 + 2.896124015972201 * c2 + 0.9986419139977817 * c3;
  level = p + q + r;
  source = rate + (k * level * level) / (km + level);
  f = -0.1073529058151375 * one;
  g = -9.594562251023355 * one;
  let i = -20.47028614809616 * one;
  x = da * (sa * source - la * p + f * a1 + g * a2 + i * a3);
  y = db * (sb * source - lb * q + f * b1 + g * b2 + i * b3);
  z = dc * (sc * source - lc * r + f * c1 + g * c2 + i * c3);
  w = (x + y + z) * spread;
  const a4 = x + ea * w;
  const b4 = y + eb * w;
  const c4 = z + ec * w;

  p = a + 1.221224509226641 * a1 + 6.019134481288629 * a2 + 12.53708332932087 * a3 - 0.687886036105895 * a4;
  q = b + 1.221224509226641 * b1 + 6.019134481288629 * b2 + 12.53708332932087 * b3 - 0.687886036105895 * b4;
  r = c + 1.221224509226641 * c1 + 6.019134481288629 * c2 + 12.53708332932087 * c3 - 0.687886036105895 * c4;
  level = p + q + r;
  source = rate + (k * level * level) / (km + level);
  f = 7.496443313967647 * one;
  g = -10.24680431464352 * one;
  i = -33.99990352819905 * one;
  let j = 11.7089089320616 * one;
  x = da * (sa * source - la * p + f * a1 + g * a2 + i * a3 + j * a4);
  y = db * (sb * source - lb * q + f * b1 + g * b2 + i * b3 + j * b4);
  z = dc * (sc * source - lc * r + f * c1 + g * c2 + i * c3 + j * c4);
  w = (x + y + z) * spread;
  const a5 = x + ea * w;
  const b5 = y + eb * w;
  const c5 = z + ec * w;

  p += a5;
  q += b5;
  r += c5;
  level = p + q + r;
  source = rate + (k * level * level) / (km + level);
  f = 8.083246795921522 * one;
  g = -7.981132988064893 * one;
  i = -31.52159432874371 * one;
  j = 16.31930543123136 * one;
  const l = -6.058818238834054 * one;
  x = da * (sa * source - la * p + f * a1 + g * a2 + i * a3 + j * a4 + l * a5);
  y = db * (sb * source - lb * q + f * b1 + g * b2 + i * b3 + j * b4 + l * b5);
  z = dc * (sc * source - lc * r + f * c1 + g * c2 + i * c3 + j * c4 + l * c5);
  w = (x + y + z) * spread;
  const a6 = x + ea * w;
  const b6 = y + eb * w;
  const c6 = z + ec * w;

  p += a6;
  q += b6;
  r += c6;
  // What is left in the end is the slowest mode: where a faster one has become less, its own digits no longer count.
  const slow = Math.max(Math.abs(c), Math.abs(r));
  const error = Math.max(
    Math.abs(a6) / (least + relative * Math.max(slow, Math.abs(p))),
    Math.abs(b6) / (least + relative * Math.max(slow, Math.abs(q))),
    Math.abs(c6) / (least + relative * slow),
  );
  if (error <= 1) {
    at[0] = p;
    at[1] = q;
    at[2] = r;
  }
  return error;
}
