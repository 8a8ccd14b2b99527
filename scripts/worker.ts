// Takes parts of cohorts from the queue in a PostgreSQL database until it is told to stop: node scripts/worker.ts URL
import { worker } from "../src/work/work.ts";

const url = process.argv[2];
if (url === undefined) {
  console.error("usage: worker <postgres://…>");
  process.exit(2);
}
const working = await worker(url, ({ first, count }) => console.log(`did ${first} to ${first + count - 1}`));
console.log("ready");
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void working.stop());
await working.ended;
