/** A scale from values to places on the picture, with the values worth marking. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly place: (value: number) => number;
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
  return { from, to, ticks, place: (value) => start + ((value - from) / span) * (end - start) };
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
