import type { Clock, Ticks } from "./clock.ts";
import { inOrder, type Input, ratesOf } from "./input.ts";
import type { Propagator } from "./propagator.ts";
import type { TraceOptions } from "./trace.ts";

/** Smaller systems are quicker step by step. */
const largeFrom = 32;
/** What is left out of a sum of responses must lie below this share of it: under the last digit. */
const unseen = 2 ** -54;

/** What enters one state on a regular grid: a unit of rate over `length` steps, or a bolus (length 0), so often. */
interface Voice {
  readonly into: number;
  readonly length: number;
  /** The steps at which pieces begin, ascending; before the first sample they are negative. */
  readonly starts: Int32Array;
  readonly sizes: Float64Array;
  /** Whether every piece begins on a step. */
  readonly fits: boolean;
}

/** The amounts in every state at each age of a unit of input, until nothing more of it is seen. */
interface Echo {
  readonly ages: number;
  /** `levels[state * ages + age]`. */
  readonly levels: Float64Array;
  /** Each later level is at most this share of the one before, in every state (Collatz–Wielandt). */
  readonly fading: number;
}

/**
 * `trace` for large systems sampled on a regular grid under coarse programmes that begin with an empty body: the
 * response to one piece of input is computed once, and its copies are added up. All terms are positive, so that sums
 * keep their digits; a response is cut off only where its remainder is proved to lie under the last digit of every sum.
 * Undefined where this does not apply or is no quicker.
 */
export function superposed(
  propagator: Propagator,
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  states: readonly number[],
  { atDose, start, stopped }: TraceOptions,
): Float64Array | undefined {
  const { size } = propagator.system;
  const count = moments.length;
  // The outside collects for ever: what it holds does not fade.
  if (size <= largeFrom || count < 4 * largeFrom || states.includes(size - 1)) return undefined;
  if (start?.some((amount) => amount !== 0)) return undefined;
  const step = moments[1]! - moments[0]!;
  for (let i = 1; i < count; i++) if (moments[i]! !== moments[0]! + i * step) return undefined;
  const voices = step > 0 ? voicesOf(input, moments[0]!, step, count) : undefined;
  if (!voices || voices.length === 0) return undefined;

  const out = new Float64Array(states.length * count);
  const oldest = Math.floor(count / 2 / voices.length);
  const heard: { echo: Echo; voice: Voice }[] = [];
  for (const voice of voices) {
    const echo = echoOf(propagator, voice, step / clock.perHour, oldest, stopped);
    // Adding up must be well quicker than the products of matrices that it saves.
    if (!echo || voice.starts.length * echo.ages * states.length * 2 > count * size * size) return undefined;
    if (voice.length === 0 && atDose === "before")
      for (let state = 0; state < size; state++) echo.levels[state * echo.ages] = 0;
    for (const [row, state] of states.entries()) {
      if (stopped?.()) return out;
      add(echo, state, voice, out.subarray(row * count, (row + 1) * count));
    }
    heard.push({ echo, voice });
  }
  return heard.every(({ echo, voice }) => settled(echo, voice, states, out, count)) ? out : undefined;
}

/** The input in equal pieces on the grid, a voice for each state and kind; undefined where it does not fit the grid. */
function voicesOf(
  { boluses, infusions }: Input,
  first: Ticks,
  step: Ticks,
  count: number,
): Voice[] | undefined {
  const voices: Voice[] = [];
  for (const into of new Set(boluses.map((bolus) => bolus.into))) {
    const own = inOrder(boluses.filter((bolus) => bolus.into === into && bolus.amount > 0));
    const starts = own.map(({ at }) => (at - first) / step);
    voices.push(
      voice(
        into,
        0,
        starts,
        Float64Array.from(own, ({ amount }) => amount),
      ),
    );
  }
  for (const into of new Set(infusions.map((infusion) => infusion.into))) {
    const rates = ratesOf(infusions, into);
    const parts = rates
      .map(({ at, rate }, i) => ({ at, span: (rates[i + 1]?.at ?? at) - at, rate }))
      .filter(({ rate, span }) => rate > 0 && span > 0);
    const length = parts.reduce((common, { span }) => divisor(span / step, common), 0);
    const number = parts.reduce((sum, { span }) => sum + span / step / length, 0);
    // Where pieces are as short as steps, adding them up costs more than it saves.
    if (!(number <= count)) return undefined;
    const pieces = parts.flatMap(({ at, span, rate }) =>
      Array.from({ length: span / step / length }, (_, i) => ({
        start: (at - first) / step + i * length,
        rate,
      })),
    );
    const starts = pieces.map(({ start }) => start);
    voices.push(
      voice(
        into,
        length,
        starts,
        Float64Array.from(pieces, ({ rate }) => rate),
      ),
    );
  }
  const heard = voices.filter(({ starts }) => starts.length > 0);
  return heard.every(({ fits }) => fits) ? heard : undefined;
}

const voice = (into: number, length: number, starts: readonly number[], sizes: Float64Array): Voice => {
  const whole = Int32Array.from(starts);
  return { into, length, starts: whole, sizes, fits: starts.every((start, i) => start === whole[i]) };
};

/** The greatest common divisor of whole numbers; not a whole number where either is not. */
const divisor = (a: number, b: number): number =>
  !Number.isInteger(a) ? Number.NaN : b === 0 ? a : divisor(b, a % b);

/** The response to a piece of input, followed until it has faded; undefined where that takes too long. */
function echoOf(
  propagator: Propagator,
  { into, length }: Voice,
  hours: number,
  oldest: number,
  stopped?: () => boolean,
): Echo | undefined {
  if (length >= oldest) return undefined;
  const { size } = propagator.system;
  const inner = size - 1;
  const state = new Float64Array(size);
  const rates = new Float64Array(size);
  const total = new Float64Array(size);
  const rows: Float64Array[] = [];
  if (length === 0) state[into] = 1;
  else rates[into] = 1;
  let before = 0;
  for (let age = 0; age < oldest; age++) {
    if (stopped?.()) return undefined;
    if (age === length && length > 0) rates[into] = 0;
    const row = state.slice();
    const last = rows.at(-1);
    rows.push(row);
    let mass = 0;
    let fading = 0;
    // Whole pieces, so that one ends where another begins.
    let faded = age > length + 1 && (length === 0 || (age + 1) % length === 0);
    for (let i = 0; i < inner; i++) {
      mass += row[i]!;
      total[i] = total[i]! + row[i]!;
      if (row[i]! > total[i]! * (unseen / 8)) faded = false;
      if (last && row[i]! > 0) fading = Math.max(fading, row[i]! / last[i]!);
    }
    if (faded && fading < 1) return { ages: rows.length, levels: byState(rows, size), fading };
    // By then the pace of fading shows whether it will be over in time.
    const left = oldest - age;
    if (
      age === length + largeFrom &&
      !((mass / before) ** left * mass < total.reduce((a, b) => a + b) * unseen)
    )
      return undefined;
    before = mass;
    propagator.advance(state, rates, hours);
  }
  return undefined;
}

function byState(rows: readonly Float64Array[], size: number): Float64Array {
  const levels = new Float64Array(rows.length * size);
  for (const [age, row] of rows.entries())
    for (let state = 0; state < size; state++) levels[state * rows.length + age] = row[state]!;
  return levels;
}

/** Adds every piece's response in one state to that state's row, four moments at a time. */
function add({ ages, levels }: Echo, state: number, { starts, sizes }: Voice, row: Float64Array): void {
  const none = state * ages;
  let [first, after, at] = [0, 0, 0];
  while (at < row.length) {
    while (first < starts.length && starts[first]! + ages <= at) first++;
    while (after < starts.length && starts[after]! <= at) after++;
    // Until the next piece begins or the oldest ends, the same ones sound.
    const next = Math.min(row.length, starts[after] ?? row.length, (starts[first] ?? row.length) + ages);
    for (; at + 3 < next; at += 4) {
      let a = row[at]!;
      let b = row[at + 1]!;
      let c = row[at + 2]!;
      let d = row[at + 3]!;
      for (let piece = first; piece < after; piece++) {
        const size = sizes[piece]!;
        const from = none + at - starts[piece]!;
        a += size * levels[from]!;
        b += size * levels[from + 1]!;
        c += size * levels[from + 2]!;
        d += size * levels[from + 3]!;
      }
      row[at] = a;
      row[at + 1] = b;
      row[at + 2] = c;
      row[at + 3] = d;
    }
    for (; at < next; at++) {
      let sum = row[at]!;
      for (let piece = first; piece < after; piece++)
        sum += sizes[piece]! * levels[none + at - starts[piece]!]!;
      row[at] = sum;
    }
  }
}

/** Whether all that was cut off lies under the last digit of every sum. */
function settled(
  { ages, levels, fading }: Echo,
  { starts, sizes }: Voice,
  states: readonly number[],
  out: Float64Array,
  count: number,
): boolean {
  const left = new Float64Array(count);
  for (let moment = 0, next = 0, sum = 0; moment < count; moment++) {
    sum *= fading;
    for (; next < starts.length && starts[next]! + ages <= moment; next++)
      sum += sizes[next]! * fading ** (moment - starts[next]! - ages + 1);
    left[moment] = sum / unseen;
  }
  for (const [row, state] of states.entries()) {
    const last = levels[(state + 1) * ages - 1]!;
    for (let moment = 0, at = row * count; moment < count; moment++, at++)
      if (left[moment]! * last > out[at]!) return false;
  }
  return true;
}
