// The workloads of bench/kinetics.ts as its input files describe them, to be run over and over.
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kinetics, linearSystem, minutes, propagator, trace } from "../src/exposure/exposure.ts";
import { saturableStarOf, saturableTrace } from "../src/exposure/saturable-star.ts";
import { constellation, modes, place, starRows } from "../src/exposure/star.ts";
import { starTrace } from "../src/exposure/star-trace.ts";
import { timeline } from "../src/exposure/timeline.ts";

export interface Workload {
  readonly samples: number;
  readonly run: () => void;
}

const csv = (name: string): number[][] =>
  readFileSync(join(tmpdir(), "theca-bench", name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));

const doses = {
  boluses: [{ at: 0, into: 0, amount: 25, perKg: false }],
  infusions: [0, 1, 2, 3, 4].map((day) => ({
    at: 1440 * day,
    until: 1440 * day + 240,
    into: 0,
    rate: 25,
    perKg: false,
  })),
};
const moments = Float64Array.from({ length: 1009 }, (_, i) => 10 * i);

function w1(): Workload {
  const subjects = csv("w1_params.csv");
  const sky = constellation(subjects.length);
  const weights = new Float64Array(subjects.length);
  const line = timeline(doses, moments, minutes, "after");
  const run = (): void => {
    sky.level.fill(0);
    for (const [index, [, CL, V1, Q2, V2, Q3, V3]] of subjects.entries())
      place(
        sky,
        index,
        modes((CL! / V1!) * 60, (Q2! / V1!) * 60, (Q2! / V2!) * 60, (Q3! / V1!) * 60, (Q3! / V3!) * 60)!,
        1 / V1!,
      );
    starRows(line, sky, weights, () => {});
  };
  return { samples: subjects.length * moments.length, run };
}

function w2(): Workload {
  const days = Array.from({ length: 365 }, (_, day) => day);
  const every = Float64Array.from({ length: 35_041 }, (_, i) => 15 * i);
  const run = (): void => {
    const infusions = days.flatMap((day) =>
      [8, 14, 10, 12].map((rate, i) => ({
        at: day * 1440 + i * 360,
        until: day * 1440 + (i + 1) * 360,
        into: 0,
        rate,
      })),
    );
    const boluses = days.flatMap((day) =>
      [120, 420, 600, 780, 960, 1260].map((at, j) => ({
        at: day * 1440 + at + ((37 * day + 11 * (j + 1)) % 60),
        into: 0,
        amount: 10,
      })),
    );
    const star = modes(25 / 40, 60 / 40, 60 / 110, 8 / 40, 8 / 600)!;
    starTrace(star, 1 / 40, { boluses, infusions }, every, minutes, "after");
  };
  return { samples: every.length, run };
}

function w3(): Workload {
  const list = csv("w3_params.csv").slice(0, 5);
  const grid = Float64Array.from({ length: 1441 }, (_, i) => 30 * i);
  const cells = Array.from({ length: 120 }, (_, cell) => cell);
  const run = (): void => {
    for (const [, D, u, k, cell] of list) {
      const [spread, flow, loss] = [(D! / 0.25) * 60, (u! / 0.5) * 60, k! * 60];
      const flows = cells.flatMap((i) => [
        { from: i, to: i < 119 ? i + 1 : undefined, k: i < 119 ? spread + flow : flow },
        ...(i > 0 ? [{ from: i, to: i - 1, k: spread }] : []),
        { from: i, k: loss },
      ]);
      const tip = cell! - 1;
      const infusions = cells.map((part) => ({
        at: part * 360,
        until: (part + 1) * 360,
        into: tip,
        rate: [8, 14, 10, 12][part % 4]!,
      }));
      const phases = [{ from: 0, propagator: propagator(linearSystem(120, flows), [tip]) }];
      trace(phases, { boluses: [], infusions }, grid, minutes, cells, { atDose: "after" });
    }
  };
  return { samples: list.length * grid.length * cells.length, run };
}

function w4(): Workload {
  const list = csv("w1_params.csv").slice(0, 100);
  const run = (): void => {
    for (const [, , V1, Q2, V2, Q3, V3, KM, VMAX] of list) {
      const linear = [
        { from: 0, to: 1, k: (Q2! / V1!) * 60 },
        { from: 1, to: 0, k: (Q2! / V2!) * 60 },
        { from: 0, to: 2, k: (Q3! / V1!) * 60 },
        { from: 2, to: 0, k: (Q3! / V3!) * 60 },
      ];
      const kinetics: Kinetics = {
        compartments: [V1!, V2!, V3!].map((volume, i) => ({ name: `c${i}`, volume })),
        followers: [],
        regimes: [{ from: 0, linear, saturable: [{ from: 0, vmax: VMAX! * 60, km: KM! }], lawful: [] }],
      };
      saturableTrace(saturableStarOf(kinetics)!, 1 / V1!, doses, moments, minutes, "after", 9e-7);
    }
  };
  return { samples: list.length * moments.length, run };
}

const all = { W1: w1, W2: w2, W3: w3, W4: w4 } as const;

/** The workload of that name. */
export const workloads = (name: string): Workload => all[name as keyof typeof all]();
