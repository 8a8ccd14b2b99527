// W1 to W4 beside deSolve with compiled right-hand sides, in one run: node bench/kinetics.ts [folder for inputs]
// deSolve: apt-get install r-base-dev r-cran-desolve (Debian). Without R only our own side is shown.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Input } from "../src/exposure/input.ts";
import { type Kinetics, linearSystem, minutes, propagator, trace } from "../src/exposure/exposure.ts";
import { percentiles } from "../src/exposure/percentiles.ts";
import { saturableStarOf, saturableTrace } from "../src/exposure/saturable-star.ts";
import { constellation, modes, place, starRows } from "../src/exposure/star.ts";
import { starTrace } from "../src/exposure/star-trace.ts";
import { timeline } from "../src/exposure/timeline.ts";

const folder = process.argv[2] ?? join(tmpdir(), "theca-bench");
mkdirSync(folder, { recursive: true });
const scripts = join(import.meta.dirname, "desolve");

/** Runs an R script of the deSolve side and gives its printed line; undefined where R is not installed. */
function r(script: string, ...args: string[]): string | undefined {
  const result = spawnSync("Rscript", [script, ...args], { cwd: folder, encoding: "utf8" });
  return result.status === 0 ? result.stdout : undefined;
}
for (const file of ["bench.R", "pk.c", "w0-inputs.R", "desolve-w1-w4.R", "desolve-w2.R", "desolve-w3.R"])
  spawnSync("cp", [join(scripts, file), folder]);
rmSync(join(folder, "pk.so"), { force: true });
const withR = r("w0-inputs.R", folder) !== undefined;
if (!withR) {
  console.log("R was not found: apt-get install r-base-dev r-cran-desolve; the inputs are made by it.");
  process.exit(1);
}

const csv = (name: string): number[][] =>
  readFileSync(join(folder, name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
/** CPU seconds of the quickest of several runs, as the deSolve side counts them. */
function quickest(times: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run++) {
    const start = process.cpuUsage();
    work();
    const used = process.cpuUsage(start);
    best = Math.min(best, (used.user + used.system) / 1e6);
  }
  return best;
}
const worst = (values: readonly (readonly [number, number])[]): string =>
  Math.max(...values.map(([found, expected]) => Math.abs(found / expected - 1))).toExponential(1);
function show(
  name: string,
  ours: number,
  theirs: number | undefined,
  unit: string,
  target: number,
  error: string,
): void {
  const ratio = theirs === undefined ? undefined : unit.includes("samples") ? ours / theirs : theirs / ours;
  const met = ratio === undefined ? "" : ratio >= target ? "met" : "MISSED";
  console.log(
    `${name.padEnd(34)} ${ours.toPrecision(3).padStart(9)} ${unit.padEnd(18)} deSolve ${(theirs?.toPrecision(3) ?? "?").padStart(8)}   ratio ${(ratio?.toFixed(1) ?? "?").padStart(7)} (target ${target}) ${met.padEnd(6)} worst relative error ${error}`,
  );
}
const cpu = (text: string | undefined): number | undefined => {
  const found = /cpu min ([\d.]+)/.exec(text ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
};

const subjects = csv("w1_params.csv");
const w1Doses = {
  boluses: [{ at: 0, into: 0, amount: 25, perKg: false }],
  infusions: [0, 1, 2, 3, 4].map((day) => ({
    at: 1440 * day,
    until: 1440 * day + 240,
    into: 0,
    rate: 25,
    perKg: false,
  })),
};
const w1Moments = Float64Array.from({ length: 1009 }, (_, i) => 10 * i);

/** W1 with or without five percentiles a moment; gives the first subject's concentrations. */
function w1(n: number, asked: readonly number[]): Float64Array {
  const some = subjects.slice(0, n);
  const sky = constellation(some.length);
  for (const [index, [, CL, V1, Q2, V2, Q3, V3]] of some.entries())
    place(
      sky,
      index,
      modes((CL! / V1!) * 60, (Q2! / V1!) * 60, (Q2! / V2!) * 60, (Q3! / V1!) * 60, (Q3! / V3!) * 60)!,
      1 / V1!,
    );
  const first = new Float64Array(w1Moments.length);
  const select = percentiles(asked, some.length);
  const bands = Array.from(w1Moments, () => new Float64Array(asked.length));
  const line = timeline(w1Doses, w1Moments, minutes, "after");
  starRows(line, sky, new Float64Array(n), (moment, row) => {
    first[moment] = row[0]!;
    if (asked.length > 0) select.of(row, bands[moment]!);
  });
  return first;
}
const at = (
  levels: Float64Array,
  list: readonly (readonly [number, number])[],
  every: number,
): [number, number][] => list.map(([t, expected]) => [levels[t / every]!, expected]);

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, CPU seconds, one thread, quickest of several\n`,
);
{
  const desolve = cpu(r("desolve-w1-w4.R", ".", ".", "lin3", "200", "3", "1e-8", "1e-10"));
  const theirs = desolve === undefined ? undefined : (200 * 1009) / desolve / 1e6;
  let levels: Float64Array = new Float64Array(0);
  const ours = (subjects.length * 1009) / quickest(10, () => (levels = w1(subjects.length, []))) / 1e6;
  const reference = [
    [0, 3.2760427240345456],
    [10, 0.14904898818949283],
    [240, 0.2606839294039737],
    [250, 0.20340619039422708],
    [1440, 0.002205202319584517],
    [6000, 0.23384593730642397],
    [10080, 3.5153220681783425e-8],
  ] as const;
  show("W1 10,000 subjects", ours, theirs, "million samples/s", 650, worst(at(levels, reference, 10)));
  const whole = quickest(6, () => w1(subjects.length, [5, 25, 50, 75, 95]));
  console.log(`W1 with five exact percentiles at each of 1,009 moments: ${(whole * 1000).toFixed(0)} ms`);
}
{
  const desolve = cpu(r("desolve-w2.R", ".", ".", "5", "1e-8", "1e-10"));
  let levels: Float64Array = new Float64Array(0);
  const ours = quickest(60, () => {
    const input: Input = { boluses: [], infusions: [] };
    const [boluses, infusions] = [input.boluses as object[], input.infusions as object[]];
    for (let day = 0; day < 365; day++) {
      for (const [i, rate] of [8, 14, 10, 12].entries())
        infusions.push({ at: day * 1440 + i * 360, until: day * 1440 + (i + 1) * 360, into: 0, rate });
      for (const [j, hour] of [120, 420, 600, 780, 960, 1260].entries())
        boluses.push({ at: day * 1440 + hour + ((37 * day + 11 * (j + 1)) % 60), into: 0, amount: 10 });
    }
    const moments = new Float64Array(35_041);
    for (let i = 0; i < moments.length; i++) moments[i] = 15 * i;
    const star = modes(25 / 40, 60 / 40, 60 / 110, 8 / 40, 8 / 600)!;
    levels = starTrace(star, 1 / 40, input, moments, minutes, "after");
  });
  const reference = [
    [15, 0.03823029879747227],
    [120, 0.11359802665203494],
    [135, 0.33352775793692974],
    [1440, 0.41608334200644437],
    [262_800, 0.5870459417766675],
    [525_600, 0.5353561050247041],
  ] as const;
  show(
    "W2 a year from its programme",
    ours * 1000,
    desolve && desolve * 1000,
    "ms",
    90,
    worst(at(levels, reference, 15)),
  );
}
{
  const desolve = cpu(r("desolve-w3.R", ".", ".", "5", "3", "1e-8", "1e-10"));
  const list = csv("w3_params.csv").slice(0, 5);
  const moments = Float64Array.from({ length: 1441 }, (_, i) => 30 * i);
  const cells = Array.from({ length: 120 }, (_, cell) => cell);
  let first: Float64Array = new Float64Array(0);
  const ours = quickest(20, () => {
    for (const [index, [, D, u, k, cell]] of list.entries()) {
      const [spread, flow, loss] = [(D! / 0.25) * 60, (u! / 0.5) * 60, k! * 60];
      const flows = cells.flatMap((i) => [
        ...(i < 119
          ? [
              { from: i, to: i + 1, k: spread + flow },
              { from: i + 1, to: i, k: spread },
            ]
          : [{ from: i, k: flow }]),
        { from: i, k: loss },
      ]);
      const tip = cell! - 1;
      const infusions = Array.from({ length: 120 }, (_, part) => ({
        at: part * 360,
        until: (part + 1) * 360,
        into: tip,
        rate: [8, 14, 10, 12][part % 4]!,
      }));
      const system = propagator(linearSystem(120, flows), [tip]);
      const out = trace(
        [{ from: 0, propagator: system }],
        { boluses: [], infusions },
        moments,
        minutes,
        cells,
        {
          atDose: "after",
        },
      );
      if (index === 0) first = out;
    }
  });
  const reference = [
    [40, 30, 0.5985121363264182],
    [59, 30, 0.0000863015476899711],
    [99, 30, 1.822566451071315e-25],
    [40, 1440, 2.155884175216356],
    [99, 1440, 0.05022513760064478],
    [99, 43_200, 0.0516370247305999],
  ] as const;
  const pairs = reference.map(([cell, t, expected]): [number, number] => [
    first[cell * 1441 + t / 30]!,
    expected,
  ]);
  show(
    "W3 120 cells, 30 days, a subject",
    (ours / 5) * 1000,
    desolve && (desolve / 5) * 1000,
    "ms",
    10,
    worst(pairs),
  );
}
{
  const desolve = cpu(r("desolve-w1-w4.R", ".", ".", "mm3", "100", "3", "1e-8", "1e-10"));
  const list = subjects.slice(0, 100);
  let first: Float64Array = new Float64Array(0);
  const ours = quickest(4, () => {
    for (const [index, [, , V1, Q2, V2, Q3, V3, KM, VMAX]] of list.entries()) {
      const kinetics: Kinetics = {
        compartments: [V1!, V2!, V3!].map((volume, i) => ({ name: `c${i}`, volume })),
        followers: [],
        regimes: [
          {
            from: 0,
            linear: [
              { from: 0, to: 1, k: (Q2! / V1!) * 60 },
              { from: 1, to: 0, k: (Q2! / V2!) * 60 },
              { from: 0, to: 2, k: (Q3! / V1!) * 60 },
              { from: 2, to: 0, k: (Q3! / V3!) * 60 },
            ],
            saturable: [{ from: 0, vmax: VMAX! * 60, km: KM! }],
            lawful: [],
          },
        ],
      };
      const star = saturableStarOf(kinetics)!;
      const out = saturableTrace(star, 1 / V1!, w1Doses, w1Moments, minutes, "after", 9e-7);
      if (index === 0) first = out;
    }
  });
  const reference = [
    [10, 0.16962875844136893],
    [240, 0.351166180440412],
    [250, 0.2900535511860283],
    [1440, 0.005846120837736553],
    [6000, 0.29507554376524764],
    [10_080, 7.725991145836268e-8],
  ] as const;
  const theirs = desolve === undefined ? undefined : (100 * 1009) / desolve / 1e6;
  show(
    "W4 saturable, 100 subjects",
    (100 * 1009) / ours / 1e6,
    theirs,
    "million samples/s",
    10,
    worst(at(first, reference, 10)),
  );
}
console.log("\ncost against the number of subjects (W1 with percentiles)");
for (const n of [1250, 2500, 5000, 10_000]) {
  const time = quickest(5, () => w1(n, [5, 25, 50, 75, 95]));
  console.log(
    `${String(n).padStart(7)}  ${(time * 1000).toFixed(1).padStart(7)} ms  ${((time / n) * 1e6).toFixed(2)} us a subject`,
  );
}
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
