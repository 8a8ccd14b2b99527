// One million virtual patients on one thread, and on 1, 2 and 4 worker processes of which one is killed half-way:
// the same bits each time. node bench/many-machines.ts [subjects]
import { createHash } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { expose } from "../src/operations/expose.ts";
import type { Crew } from "../src/exposure/exposure.ts";
import { queueCrew } from "../src/work/work.ts";
import { embeddedPostgres } from "../test/embedded-postgres.ts";

const n = Number(process.argv[2] ?? 1_000_000);
const question = {
  model: "herd2007",
  patient: { weight: "30 kg" },
  doses: [
    { kind: "bolus", at: "0 h", amount: "0.3 mg/kg" },
    { kind: "infusion", at: "0 h", rate: "0.2 mg/kg/h", for: "4 h", repeat: { every: "1 d", times: 3 } },
  ],
  at: { from: "0 h", to: "72 h", every: "30 min" },
  unit: "ng/mL",
  atDose: "after",
  population: { n, seed: 20_261_122, percentiles: [2.5, 5, 25, 50, 75, 95, 97.5], weight: { cv: 0.2 } },
};

async function digest(crew?: (input: unknown) => Crew, progress?: (share: number) => void): Promise<string> {
  const reply = await expose.run(question, { locale: "en-US", crew, progress });
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return createHash("sha256").update(JSON.stringify(reply.answer)).digest("hex").slice(0, 16);
}

const seconds = async (work: () => Promise<string>): Promise<readonly [string, string]> => {
  const start = performance.now();
  const found = await work();
  return [found, ((performance.now() - start) / 1000).toFixed(1)];
};
const show = (how: string, found: string, time: string): void =>
  console.log(`${how.padEnd(48)} ${time.padStart(7)} s   ${found}   ${memory()} MB`);
const memory = (): string => (process.resourceUsage().maxRSS / 1024).toFixed(0);

function workers(count: number, url: string): { all: ChildProcess[]; ready: Promise<unknown> } {
  const script = resolve(import.meta.dirname, "../src/cli/cli.ts");
  const all = Array.from({ length: count }, () =>
    spawn(process.execPath, [script, "worker", url], { stdio: ["ignore", "pipe", "inherit"] }),
  );
  const ready = Promise.all(
    all.map((one) => new Promise((settle) => one.stdout.once("data", (text: Buffer) => settle(text)))),
  );
  return { all, ready };
}

console.log(
  `${n.toLocaleString("en")} virtual patients, 145 moments; ${availableParallelism()} cores; peak memory of this process`,
);
const [expected, time] = await seconds(() => digest());
show("one thread, no queue", expected, time);

const server = await embeddedPostgres();
if (!server) throw new Error("no PostgreSQL is packaged for this platform");
const queue = await queueCrew(server.url);
for (const count of [1, 2, 4]) {
  const { all, ready } = workers(count, server.url);
  await ready;
  let killed = false;
  const kill = (share: number): void => {
    if (killed || count === 1 || share < 0.5) return;
    killed = true;
    all[0]!.kill("SIGKILL");
  };
  const [found, took] = await seconds(() => digest(queue.crew, kill));
  show(
    `${count} worker process${count > 1 ? "es" : ""}${killed ? ", one killed half-way" : ""}`,
    found,
    took,
  );
  if (found !== expected) process.exitCode = 1;
  await Promise.all(
    all.map((one) => {
      const gone =
        one.exitCode !== null || one.signalCode !== null
          ? undefined
          : new Promise((settle) => one.once("exit", settle));
      one.kill("SIGTERM");
      return gone;
    }),
  );
}
await queue.close();
await server.stop();
console.log(process.exitCode ? "THE RESULTS DIFFER" : "the same bits each time");
