// 200 random linear systems against deSolve's lsoda at tolerances of 1e-12: node bench/lsoda.ts
// deSolve: apt-get install r-base-dev r-cran-desolve (Debian).
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linearSystem, propagator, trace } from "../src/exposure/exposure.ts";
import { chance } from "../src/exposure/random.ts";

const systems = 200;
const hourly = { perHour: 1 };
const draws = new Float64Array(200);

/** A system of 1 to 8 compartments with flows among them and out of each, a bolus and an infusion. */
function drawn(index: number) {
  chance(20_261_122).normals(index, 0, 0, draws);
  let next = 0;
  const uniform = (): number => (1 + Math.tanh(0.8 * draws[next++]!)) / 2;
  const n = 1 + Math.floor(uniform() * 7.99);
  const flows: { from: number; to?: number; k: number }[] = [];
  for (let i = 0; i < n; i++) {
    flows.push({ from: i, k: 10 ** (-2 + 2.5 * uniform()) });
    for (let j = 0; j < n; j++)
      if (j !== i && uniform() < 0.4) flows.push({ from: i, to: j, k: 10 ** (-2 + 3 * uniform()) });
  }
  const into = Math.floor(uniform() * n * 0.999);
  const fed = Math.floor(uniform() * n * 0.999);
  const stop = 1 + 10 * uniform();
  const moments = Array.from({ length: 10 }, () => 0.1 + 30 * uniform()).sort((a, b) => a - b);
  return { n, flows, into, fed, amount: 100 * uniform(), rate: 20 * uniform(), stop, moments };
}

const folder = mkdtempSync(join(tmpdir(), "theca-lsoda-"));
const all = Array.from({ length: systems }, (_, index) => drawn(index));
const lines = all.map(({ n, flows, into, fed, amount, rate, stop, moments }) => {
  const { size, rates } = linearSystem(n, flows);
  const K = Array.from({ length: n * n }, (_, at) => rates[Math.floor(at / n) * size + (at % n)]!);
  const y = Array.from({ length: n }, (_, i) => (i === into ? amount : 0));
  const r = Array.from({ length: n }, (_, i) => (i === fed ? rate : 0));
  return [n, ...K, ...y, ...r, stop, ...moments].join(",");
});
writeFileSync(join(folder, "in.csv"), `${lines.join("\n")}\n`);
const script = join(import.meta.dirname, "desolve", "random-linear.R");
const ran = spawnSync("Rscript", [script, join(folder, "in.csv"), join(folder, "out.csv")], {
  encoding: "utf8",
});
if (ran.status !== 0) {
  console.log(`Rscript did not run: apt-get install r-base-dev r-cran-desolve. ${ran.stderr ?? ""}`);
  process.exit(1);
}
const theirs = readFileSync(join(folder, "out.csv"), "utf8").trim().split("\n");
rmSync(folder, { recursive: true });

let [worst, balance] = [0, 0];
for (const [index, { n, flows, into, fed, amount, rate, stop, moments }] of all.entries()) {
  const states = Array.from({ length: n + 1 }, (_, i) => i);
  const input = { boluses: [{ at: 0, into, amount }], infusions: [{ at: 0, until: stop, into: fed, rate }] };
  const phases = [{ from: 0, propagator: propagator(linearSystem(n, flows)) }];
  const ours = trace(phases, input, moments, hourly, states, { atDose: "after" });
  const expected = theirs[index]!.split(",").map(Number);
  for (const [m, moment] of moments.entries()) {
    // lsoda's own error is a share of the largest amount about, not of each.
    const peak = amount + rate * stop;
    let total = 0;
    for (let i = 0; i < n; i++)
      worst = Math.max(worst, Math.abs(ours[i * 10 + m]! - expected[m * n + i]!) / peak);
    for (let i = 0; i <= n; i++) total += ours[i * 10 + m]!;
    balance = Math.max(balance, Math.abs(total / (amount + rate * Math.min(moment, stop)) - 1));
  }
}
console.log(`${systems} random linear systems of 1 to 8 compartments, 10 moments each`);
console.log(
  `largest difference to lsoda (1e-12), as a share of the amount given: ${worst.toExponential(1)} (asked: 1e-8)`,
);
console.log(`largest error of the mass balance: ${balance.toExponential(1)} (asked: 1e-12)`);
process.exitCode = worst <= 1e-8 && balance <= 1e-12 ? 0 : 1;
