// Kronrod's 15 points and Gauss's 7 among them (QUADPACK, qk15): place, Kronrod weight, Gauss weight.
const rule: readonly (readonly [number, number, number])[] = [
  [0.9914553711208126, 0.022935322010529224, 0],
  [0.9491079123427585, 0.06309209262997856, 0.1294849661688697],
  [0.8648644233597691, 0.10479001032225019, 0],
  [0.7415311855993945, 0.14065325971552592, 0.27970539148927664],
  [0.5860872354676911, 0.1690047266392679, 0],
  [0.4058451513773972, 0.19035057806478542, 0.3818300505051189],
  [0.20778495500789848, 0.20443294007529889, 0],
  [0, 0.20948214108472782, 0.4179591836734694],
];

/** Points of an integral and their weights, in rising order. */
export interface Panel {
  readonly from: number;
  readonly to: number;
  readonly at: Float64Array;
  readonly weight: Float64Array;
}

/** Kronrod's points on one panel. */
export function kronrod(from: number, to: number): Panel & { readonly gauss: Float64Array } {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const at = new Float64Array(15);
  const weight = new Float64Array(15);
  const gauss = new Float64Array(15);
  rule.forEach(([place, k, g], i) => {
    for (const [j, sign] of [
      [i, -1],
      [14 - i, 1],
    ] as const) {
      at[j] = middle + sign * half * place;
      weight[j] = k * half;
      gauss[j] = g * half;
    }
  });
  return { from, to, at, weight, gauss };
}

/**
 * Panels between breaks, halved until Gauss's and Kronrod's integrals of every component of `f` agree to `within` of
 * the whole; at most ten times each, so that noise in `f` cannot be chased. `f` must be of order one at its summit.
 */
export function panels(
  f: (x: number) => readonly number[],
  breaks: readonly number[],
  within: number,
): Panel[] {
  const open = breaks.slice(1).map((to, i) => measured(f, breaks[i]!, to));
  const done: Measured[] = [];
  const totals = (): number[] => {
    const all = [...open, ...done];
    return all[0]!.sums.map((_, c) => all.reduce((sum, panel) => sum + Math.abs(panel.sums[c]!), 0));
  };
  for (let round = 0; round < 10 && open.length > 0; round++) {
    const whole = totals();
    const batch = open.splice(0);
    for (const panel of batch) {
      const good = panel.errors.every((error, c) => error <= within * whole[c]!);
      if (good) done.push(panel);
      else {
        const middle = (panel.panel.from + panel.panel.to) / 2;
        open.push(measured(f, panel.panel.from, middle), measured(f, middle, panel.panel.to));
      }
    }
  }
  return [...done, ...open].map(({ panel }) => panel).sort((a, b) => a.from - b.from);
}

interface Measured {
  readonly panel: Panel;
  readonly sums: readonly number[];
  readonly errors: readonly number[];
}

function measured(f: (x: number) => readonly number[], from: number, to: number): Measured {
  const { gauss, ...panel } = kronrod(from, to);
  const sums: number[] = [];
  const rough: number[] = [];
  panel.at.forEach((x, i) => {
    f(x).forEach((value, c) => {
      sums[c] = (sums[c] ?? 0) + panel.weight[i]! * value;
      rough[c] = (rough[c] ?? 0) + gauss[i]! * value;
    });
  });
  return { panel, sums, errors: sums.map((sum, c) => Math.abs(sum - rough[c]!)) };
}
