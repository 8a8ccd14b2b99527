import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import { embeddedPostgres } from "../../test/embedded-postgres.ts";
import { type Crew } from "../exposure/exposure.ts";
import { expose } from "../operations/expose.ts";
import { queueCrew, threads } from "./work.ts";

/** Enough subjects that percentiles are counted in parts: four of them, of 100,000 subjects by 200 moments. */
const question = {
  model: "herd2007",
  patient: { weight: "30 kg" },
  doses: [{ kind: "infusion", at: "0 h", rate: "0.2 mg/kg/h", for: "4 h" }],
  at: { from: "0 h", to: "19.9 h", every: "6 min" },
  unit: "ng/mL",
  population: { n: 100_000, seed: 20_261_122, window: { low: "50 ng/mL", high: "200 ng/mL" } },
};
const ask = async (crew?: (input: unknown) => Crew): Promise<unknown> =>
  expose.run(question, { locale: "en-US", crew });
const alone = ask();

test("threads give the same bits as one thread does", async () => {
  const crew = threads(2);
  try {
    assert.deepEqual(await ask(crew.crew), await alone);
  } finally {
    await crew.close();
  }
});

function started(url: string): { process: ChildProcess; busy: Promise<void>; ready: Promise<void> } {
  const script = resolve(import.meta.dirname, "../cli/cli.ts");
  const child = spawn(process.execPath, [script, "worker", url], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, THECA_LANGUAGE: "en-US" },
  });
  const heard = (word: string): Promise<void> =>
    new Promise((settle) => {
      child.stdout.on("data", (text: Buffer) => {
        if (text.toString().includes(word)) settle();
      });
    });
  return { process: child, ready: heard("Waiting"), busy: heard("Did") };
}

test("worker processes on a queue give the same bits, though one is killed in the middle", async (context) => {
  const server = await embeddedPostgres();
  if (!server) return context.skip("no PostgreSQL is packaged for this platform");
  const queue = await queueCrew(server.url);
  const [doomed, steady] = [started(server.url), started(server.url)];
  try {
    await Promise.all([doomed.ready, steady.ready]);
    const asked = ask(queue.crew);
    // Killed without a word just after its first part: it holds the next one. On a busy machine the other may do all.
    await Promise.race([doomed.busy, asked]);
    doomed.process.kill("SIGKILL");
    assert.deepEqual(await asked, await alone);
  } finally {
    doomed.process.kill("SIGKILL");
    const gone = new Promise((settle) => steady.process.once("exit", settle));
    steady.process.kill("SIGTERM");
    await gone;
    await queue.close();
    await server.stop();
  }
});
