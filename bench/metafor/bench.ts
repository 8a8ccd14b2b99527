// How much faster than R metafor, in CPU time on the same data in one run: `node bench/metafor/bench.ts [share]`.
// R and metafor are installed by hand: apt-get install r-base-core r-cran-metafor. `share` (0.02 where absent) is the
// part of the many-fit workloads that R does; its time is scaled up. Ours always does the whole.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { chance, everySubset, meanProblem, pool, poolProblem, settle } from "../../src/evidence/evidence.ts";

const share = Number(process.argv[2] ?? 0.02);
const options = { method: "REML", test: "knha", level: 0.95 } as const;
const draw = chance(20261122);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw.unit())) * Math.cos(2 * Math.PI * draw.unit());

function studies(k: number): readonly [Float64Array, Float64Array] {
  const v = Float64Array.from({ length: k }, () => 0.01 + 0.5 * draw.unit() ** 2);
  return [v.map((vi) => 0.3 * normal() - 0.5 + Math.sqrt(vi) * normal()), v];
}

/** CPU seconds of the best of some rounds, after one to warm up. */
async function cpu(work: () => unknown, rounds = 5): Promise<number> {
  await work();
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

const sets = Array.from({ length: 10_000 }, () => studies(13));
const [bootY, bootV] = studies(13);
const draws = Array.from({ length: 10_000 }, () => Array.from({ length: 13 }, () => draw.below(13)));
const [subsetY, subsetV] = studies(16);
const big = new Map([1000, 10_000, 100_000, 1_000_000].map((k) => [k, studies(k)]));

const folder = mkdtempSync(join(tmpdir(), "bench-metafor-"));
const csv = (name: string, rows: readonly ArrayLike<number>[]): void =>
  writeFileSync(join(folder, name), rows.map((row) => Array.from(row).join(",")).join("\n"));
csv(
  "sets.csv",
  sets.map(([y, v]) => [...y, ...v]),
);
csv("boot.csv", [bootY, bootV]);
csv("draws.csv", draws);
csv("subsets.csv", [subsetY, subsetV]);
csv("k1000.csv", big.get(1000)!);

const run = spawnSync("Rscript", [join(import.meta.dirname, "metafor.R"), folder, String(share)], {
  encoding: "utf8",
});
rmSync(folder, { recursive: true });
if (run.status !== 0) {
  console.log(
    run.error ? "Rscript is not installed: apt-get install r-base-core r-cran-metafor" : run.stderr,
  );
  process.exit(1);
}
interface Theirs {
  readonly fits: number;
  readonly fitsCheck: readonly number[];
  readonly bootstrap: number;
  readonly bootstrapCheck: readonly number[];
  readonly subsets: number;
  readonly k1000: number;
  readonly k1000Check: number;
}
const theirs = JSON.parse(run.stdout) as Theirs;

const problem = meanProblem(new Float64Array(13).fill(1), new Float64Array(13).fill(1));
const replicate = (picked: readonly number[]) => {
  for (let i = 0; i < 13; i++) {
    problem.y[i] = bootY[picked[i]!]!;
    problem.v[i] = bootV[picked[i]!]!;
  }
  return poolProblem(settle(problem), options);
};
const kept: unknown[] = [];
const ours = {
  fits: await cpu(() => sets.forEach(([y, v], i) => (kept[i] = pool(y, v, options)))),
  bootstrap: await cpu(() => draws.forEach((picked, i) => (kept[i] = replicate(picked)))),
  subsets: await cpu(async () => (kept[0] = await everySubset(subsetY, subsetV, "REML"))),
  k1000: await cpu(() => (kept[0] = pool(...big.get(1000)!, options)), 200),
};

const off = (got: number, expected: number): number =>
  Math.abs(got - expected) / Math.max(1e-3, Math.abs(expected));
const worst = Math.max(
  ...theirs.fitsCheck.map((value, i) => off(pool(...sets[i]!, options).estimate, value)),
  ...theirs.bootstrapCheck
    .filter(Number.isFinite)
    .map((value, i) => off(replicate(draws[i]!).estimate, value)),
  off(pool(...big.get(1000)!, options).estimate, theirs.k1000Check),
);
console.log(
  `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, share ${share} of metafor's work`,
);
console.log(`the two agree to ${worst.toExponential(1)} (metafor at its default convergence)`);
const line = (what: string, mine: number, other: number): void =>
  console.log(
    `${what.padEnd(44)} ${(other / mine).toFixed(0).padStart(6)} times   ${(mine * 1000).toFixed(2)} ms against ${other.toFixed(2)} s`,
  );
line("10,000 REML fits, k = 13, full results", ours.fits, theirs.fits);
line("10,000 bootstraps, k = 13, full results", ours.bootstrap, theirs.bootstrap);
line("65,519 subsets of two or more of k = 16", ours.subsets, theirs.subsets);
line("one fit, k = 1,000", ours.k1000, theirs.k1000);
for (const [k, data] of big) {
  const seconds = await cpu(() => (kept[0] = pool(...data, options)), k > 10_000 ? 5 : 50);
  console.log(
    `one fit, k = ${k.toLocaleString("en-US").padStart(9)}: ${(seconds * 1000).toFixed(3)} ms, ${((seconds / k) * 1e9).toFixed(0)} ns a study`,
  );
}
