// How far the forecast can be believed: simulated pumps whose true ratio is known. Writes docs/validation-forecast.md.
// `node scripts/validate-forecast.ts [pumps]`
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { constantProfile, day, deviceOf, noRemarks } from "../src/delivery/delivery.ts";
import { chance, normalQuantile } from "../src/evidence/evidence.ts";
import { driftOf } from "../src/operations/forecast/drift.ts";
import { priorOf, type Prior, project } from "../src/operations/forecast/project.ts";
import type { Period } from "../src/operations/forecast/ratio.ts";
import type { Flow, Hours, Volume } from "../src/quantity/quantity.ts";

/** A pump of the shipped list as the engine knows it. */
export const priorFor = (model: string): Prior => priorOf(deviceOf({ model }, "en-US", noRemarks(), "pump")!);

export interface Simulation {
  readonly pumps: number;
  readonly seed: number;
  readonly model: string;
  /** The reservoir's size in mL. */
  readonly fill: number;
  /** The error of measurement in this world, as a multiple of the one that the forecast assumes. */
  readonly errorTimes: number;
}

export interface Outcome {
  /** The share of true empty dates inside, before and after the 90 % interval. */
  readonly covered: number;
  readonly before: number;
  readonly after: number;
  /** By tenth of the predicted chance of being empty before the alarm: how many pumps, mean predicted, share observed. */
  readonly reliability: readonly {
    readonly pumps: number;
    readonly predicted: number;
    readonly observed: number;
  }[];
}

/** One period in a world where ratio and errors are known: a dry reservoir gives nothing, whatever it was asked. */
function period(
  ratio: number,
  fill: number,
  share: number,
  prior: Prior,
  times: number,
  normal: () => number,
) {
  const programmed = fill * share;
  const truly = fill + normal() * prior.error.filled * times;
  const left = truly - ratio * programmed + normal() * prior.error.aspirated * times;
  return { programmed, filled: fill, aspirated: Math.max(0, left) } as unknown as Period;
}

/** Pumps with none to eight refills behind them, then one fill whose true end is known. */
export function simulate({ pumps, seed, model, fill, errorTimes }: Simulation): Outcome {
  const prior = priorFor(model);
  const { unit: next } = chance(seed);
  const normal = (): number => normalQuantile(next());
  const flow = fill / 2400;
  const alarmVolume = 2;
  let [covered, before, after] = [0, 0, 0];
  const bins = Array.from({ length: 10 }, () => ({ pumps: 0, predicted: 0, observed: 0 }));
  for (let i = 0; i < pumps; i++) {
    const ratio = prior.mean + prior.sd * normal();
    const periods = Array.from({ length: i % 9 }, () =>
      period(ratio, fill, 0.5 + 0.45 * next(), prior, errorTimes, normal),
    );
    const said = project(prior, periods, {
      filled: fill as Volume,
      counted: 0 as Volume,
      alarmVolume: alarmVolume as Volume,
      profile: constantProfile(flow as Flow, day),
      clock: 0 as Hours,
      past: () => undefined,
    });
    const empty = (fill + normal() * prior.error.filled * errorTimes) / (ratio * flow);
    if (empty < said.empty.early!) before++;
    else if (empty > said.empty.late!) after++;
    else covered++;
    const bin = bins[Math.min(9, Math.floor(said.emptyBeforeAlarm! * 10))]!;
    bin.pumps++;
    bin.predicted += said.emptyBeforeAlarm!;
    bin.observed += empty < said.alarm! ? 1 : 0;
  }
  return {
    covered: covered / pumps,
    before: before / pumps,
    after: after / pumps,
    reliability: bins.map((bin) => ({
      pumps: bin.pumps,
      predicted: bin.predicted / bin.pumps,
      observed: bin.observed / bin.pumps,
    })),
  };
}

/** The share of pumps whose change of ratio is found within so many refills of it, after so many refills before it. */
export function power(
  world: Omit<Simulation, "errorTimes">,
  change: number,
  history: number,
  within: readonly number[],
): number[] {
  const { pumps, seed, model, fill } = world;
  const prior = priorFor(model);
  const { unit: next } = chance(seed);
  const normal = (): number => normalQuantile(next());
  const found = within.map(() => 0);
  const most = Math.max(...within);
  for (let i = 0; i < pumps; i++) {
    const ratio = prior.mean + prior.sd * normal();
    const periods: Period[] = [];
    let first = Number.POSITIVE_INFINITY;
    for (let n = 1 - history; n <= most; n++) {
      periods.push(period(n > 0 ? ratio + change : ratio, fill, 0.8, prior, 1, normal));
      if (n > 0 && first > n && driftOf(prior, periods, prior.error)) first = n;
    }
    within.forEach((limit, j) => (found[j]! += first <= limit ? 1 : 0));
  }
  return found.map((count) => count / pumps);
}

/** Alarms per refill of pumps that never change: each refill asked with all before it, from the second on. */
export function falseAlarms(
  { pumps, seed, model, fill }: Omit<Simulation, "errorTimes">,
  refills: number,
): number {
  const prior = priorFor(model);
  const { unit: next } = chance(seed);
  const normal = (): number => normalQuantile(next());
  let alarms = 0;
  for (let i = 0; i < pumps; i++) {
    const ratio = prior.mean + prior.sd * normal();
    const periods: Period[] = [];
    for (let n = 0; n < refills; n++) {
      periods.push(period(ratio, fill, 0.5 + 0.45 * next(), prior, 1, normal));
      if (n > 0 && driftOf(prior, periods, prior.error)) alarms++;
    }
  }
  return alarms / (pumps * (refills - 1));
}

const percent = (share: number, digits = 1): string =>
  Number.isNaN(share) ? "–" : `${(share * 100).toFixed(digits)}%`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(" | ")} |`,
  `|${head.map(() => "---").join("|")}|`,
  ...rows.map((row) => `| ${row.join(" | ")} |`),
  "",
];

function page(pumps: number): string {
  const worlds = [
    { model: "synchromed-ii-40", fill: 40 },
    { model: "synchromed-ii-20", fill: 20 },
    { model: "prometra-ii-20", fill: 20 },
  ];
  const seed = 20261122;
  const lines = [
    "# How far the forecast can be believed",
    "",
    "<!-- Made by scripts/validate-forecast.ts; do not edit. -->",
    "",
    `Simulated pumps whose true ratio of delivered to programmed volume is known: ${pumps.toLocaleString("en-US")} a row, seed ${seed}. The true ratios are drawn from the prior in \`data/ratios/\`, the errors of the filled and aspirated volume from the normal distributions assumed there; none to eight refills lie behind each pump, each period asking for 50 to 95% of the fill. This says that the arithmetic keeps its promise **if** those assumptions hold, and what becomes of it where the error is half or double. It does not say that they hold: prior spread and errors of measurement are assumptions until somebody measures them.`,
    "",
    "## The 90% interval for the date on which the pump is empty",
    "",
  ];
  const rows: string[][] = [];
  const reliability: string[][] = [];
  for (const world of worlds)
    for (const errorTimes of [1, 0.5, 2]) {
      const outcome = simulate({ ...world, pumps, seed, errorTimes });
      const error = errorTimes === 1 ? "as assumed" : errorTimes === 2 ? "double" : "half";
      rows.push([
        world.model,
        error,
        percent(outcome.covered),
        percent(outcome.before),
        percent(outcome.after),
      ]);
      if (errorTimes === 1)
        for (const [i, bin] of outcome.reliability.entries())
          reliability.push([
            world.model,
            `${i * 10} to ${i * 10 + 10}%`,
            bin.pumps.toLocaleString("en-US"),
            percent(bin.predicted),
            percent(bin.observed),
          ]);
    }
  lines.push(
    ...table(["pump", "error of measurement", "inside", "earlier", "later"], rows),
    "## The chance of being empty before the pump's own alarm (at 2 mL)",
    "",
    ...table(["pump", "predicted", "pumps", "mean predicted", "observed"], reliability),
    "## A change of the ratio",
    "",
    "The latest one, two or four refills are held against all before them; the threshold is that of a normal deviate at 1% divided by three windows, two-sided. After six refills the ratio jumps; each period asks for 80% of the fill.",
    "",
    ...table(
      ["pump", "change", "found within 1 refill", "2", "4", "8"],
      worlds.flatMap((world) =>
        [0.05, 0.1, 0.15].map((change) => [
          world.model,
          `+${change * 100}%`,
          ...power({ ...world, pumps, seed }, change, 6, [1, 2, 4, 8]).map((share) => percent(share)),
        ]),
      ),
    ),
    ...table(
      ["pump", "false alarms per refill without any change (first 10 refills)"],
      worlds.map((world) => [world.model, percent(falseAlarms({ ...world, pumps, seed }, 10), 2)]),
    ),
  );
  return lines.join("\n");
}

if (import.meta.main) {
  const pumps = Number(process.argv[2] ?? 10_000);
  const text = page(pumps);
  writeFileSync(join(resolve(import.meta.dirname, ".."), "docs", "validation-forecast.md"), text);
  process.stdout.write(text);
}
