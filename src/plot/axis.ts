/** A scale from values to places on the picture, with the values worth marking. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
  /** How a value is read: what stands beside its tick. */
  readonly natural: (value: number) => number;
}

const asItIs = (value: number): number => value;

/** The least and the greatest of however many values: more than can be handed to Math.max at once. */
export function extent(values: Iterable<number>): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** Round steps 1, 2, 5 over a range, about `count` of them. */
export function ticksOf(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A scale of plain numbers between places `start` and `end`, widened to its outer ticks where `round`. */
export function linear(
  values: readonly [number, number],
  [start, end]: readonly [number, number],
  { count = 6, round = false }: { readonly count?: number; readonly round?: boolean } = {},
): Scale {
  let [from, to] = values;
  if (!(to > from)) [from, to] = [from - (Math.abs(from) || 1) / 2, from + (Math.abs(from) || 1) / 2];
  if (round) {
    const marks = ticksOf(from, to, count);
    const step = marks.length > 1 ? marks[1]! - marks[0]! : to - from;
    from = Number((Math.floor(from / step + 1e-9) * step).toPrecision(12));
    to = Number((Math.ceil(to / step - 1e-9) * step).toPrecision(12));
  }
  const span = to - from;
  return {
    from,
    to,
    ticks: ticksOf(from, to, count),
    place: (value) => start + ((value - from) / span) * (end - start),
    natural: asItIs,
  };
}

/** A scale of logarithms whose ticks are round ratios: decades where they are many, 1 2 5 where they are few. */
export function logarithmic(
  values: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  let [from, to] = values;
  if (!(to > from)) [from, to] = [from - 1, to + 1];
  const decades = (to - from) / Math.LN10;
  const choices =
    decades > 8
      ? [[1, 100]]
      : decades > 3
        ? [[1]]
        : decades > 1.4
          ? [
              [1, 2, 5],
              [1, 5],
            ]
          : [
              [1, 1.5, 2, 3, 5, 7],
              [1, 2, 5],
            ];
  const ticks =
    choices.map((steps) => ratios(from, to, steps, decades > 8)).find((list) => list.length <= 8) ??
    ratios(from, to, choices.at(-1)!, decades > 8);
  const span = to - from;
  return {
    from,
    to,
    ticks,
    place: (value) => start + ((value - from) / span) * (end - start),
    natural: Math.exp,
  };
}

function ratios(from: number, to: number, steps: readonly number[], skip: boolean): number[] {
  const found: number[] = [];
  for (let power = Math.floor(from / Math.LN10) - 1; power <= Math.ceil(to / Math.LN10) + 1; power++) {
    if (skip && power % 2 !== 0) continue;
    for (const step of skip ? [1] : steps) {
      const value = Math.log(step) + power * Math.LN10;
      if (value >= from - 1e-9 && value <= to + 1e-9) found.push(value);
    }
  }
  return found;
}

/** How effects stand on an axis: as they are, as logarithms of ratios, or read through a function that never falls. */
export interface Reading {
  readonly log: boolean;
  /** From the analysis scale to the one that is read, where effects were transformed in another way. */
  readonly natural?: ((value: number) => number) | undefined;
}

/** The scale of an effect: places by the analysis scale, ticks where what is read is round. */
export function effects(
  { log, natural }: Reading,
  range: readonly [number, number],
  ends: readonly [number, number],
  count = 6,
): Scale {
  if (log) return logarithmic(range, ends);
  const plain = linear(range, ends, { count });
  if (!natural) return plain;
  const { from, to } = plain;
  const even = ticksOf(natural(from), natural(to), count).flatMap((value) =>
    behind(value, natural, from, to),
  );
  const gaps = even.slice(1).map((tick, i) => tick - even[i]!);
  const bare = Math.max(even[0]! - from, ...gaps, to - even.at(-1)!);
  // Round steps, unless the transformation crowds them or leaves a part of the axis bare.
  const ticks =
    Math.min(...gaps) > (to - from) / (2 * count) && bare < (to - from) / 4
      ? even
      : Array.from({ length: count }, (_, i) => {
          const [low, high] = [i + 0.3, i + 0.7].map((at) => natural(from + (at / count) * (to - from)));
          return behind(roundest(low!, high!), natural, from, to);
        }).flat();
  return { ...plain, natural, ticks: [...new Set(ticks)] };
}

/** The value that is read as this one; none where the axis does not reach it. */
function behind(read: number, natural: (value: number) => number, from: number, to: number): [number] | [] {
  if (!(read >= natural(from) && read <= natural(to))) return [];
  // Where a stretch of the axis is read as the least there is, as 0 of a proportion, its end is where that stands.
  const least = read === natural(from);
  let [low, high] = [from, to];
  // A double has 53 bits: by then the halves are one.
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (natural(middle) < read || (least && natural(middle) === read)) low = middle;
    else high = middle;
  }
  return [least ? low : high];
}

/** The roundest number between two: the fewest figures, 1 and 5 and 2 before others. */
function roundest(low: number, high: number): number {
  if (low <= 0 && high >= 0) return 0;
  for (let power = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)))); power > -16; power--)
    for (const part of [1, 0.5, 0.2]) {
      const step = part * 10 ** power;
      const found = Math.round((low + high) / 2 / step) * step;
      if (found >= low && found <= high) return Number(found.toPrecision(12));
    }
  return low;
}
