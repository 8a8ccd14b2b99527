// One workload over and over for three seconds; tells its samples, the seconds and the peak memory: for bench/all-cores.ts.
import { type Workload, workloads } from "./workloads.ts";

const work: Workload = workloads(process.argv[2]!);
work.run();
let samples = 0;
const start = performance.now();
while (performance.now() - start < 3000) {
  work.run();
  samples += work.samples;
}
const seconds = (performance.now() - start) / 1000;
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ samples, seconds, memory }));
