// A clinic of 10,000 patients and 1,000,000 entries, 50 clinicians at once, over HTTP; on SQLite and on PostgreSQL.
// `node bench/ledger.ts [patients] [entries] [seconds] [SQLite|PostgreSQL]`
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { clinicNow, fillClinic, patientId } from "../scripts/clinic.ts";
import { chance } from "../src/evidence/evidence.ts";
import { embeddedPostgres } from "../test/embedded-postgres.ts";

const [patients, entries, seconds] = [2, 3, 4].map((i) =>
  Number(process.argv[i] ?? [10_000, 1_000_000, 60][i - 2]),
);
const only = process.argv[5];
const clinicians = 50;
/** What a clinician does between two requests takes so long on average, in milliseconds. */
const thinking = 1000;
const agent = new Agent({ keepAlive: true, maxSockets: clinicians });
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly took: number;
}

function ask(address: string, path: string, body?: object): Promise<Answered> {
  const start = performance.now();
  return new Promise((done, failed) => {
    const asked = request(
      `${address}${path}`,
      { agent, method: body ? "POST" : "GET", headers: { "content-type": "application/json" } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (some: string) => (text += some));
        response.on("end", () =>
          done({ status: response.statusCode!, text, took: performance.now() - start }),
        );
      },
    );
    asked.on("error", failed);
    asked.end(body && JSON.stringify(body));
  });
}

interface Server {
  readonly address: string;
  readonly child: ChildProcess;
  /** Milliseconds from the start of the process to its first answer about a patient. */
  readonly started: number;
}

async function serve(place: string): Promise<Server> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [resolve(import.meta.dirname, "../src/cli/cli.ts"), "serve", "--port", "0", "--data", place],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LANG: "en_US.UTF-8" } },
  );
  const address = await new Promise<string>((found, failed) => {
    let text = "";
    child.stderr!.setEncoding("utf8");
    child.stderr!.on("data", (some: string) => {
      text += some;
      const [, where] = /running at (\S+)/.exec(text) ?? [];
      if (where) found(where);
    });
    child.once("exit", () => failed(new Error(text)));
  });
  const first = await ask(address, `/api/ledger/patients/${patientId(1)}`);
  if (first.status !== 200) throw new Error(first.text);
  return { address, child, started: performance.now() - start };
}

const stop = async ({ child }: Server): Promise<void> => {
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await gone;
};

const now = new Date(clinicNow).toISOString();
const dry = async ({ address }: Server): Promise<{ took: number; pumps: number }> => {
  const { status, text, took } = await ask(address, "/api/ledger/dry", { now });
  if (status !== 200) throw new Error(text.slice(0, 500));
  return { took, pumps: (JSON.parse(text) as { answer: { pumps: unknown[] } }).answer.pumps.length };
};

const entry = (patient: string, kind: string, data: object): object => ({
  id: randomUUID(),
  patient,
  at: now,
  by: "nurse",
  from: "entered",
  kind,
  data,
});

/** Reads a patient, thinks, adds what was seen, thinks; until the time is over. */
async function clinician(
  number: number,
  server: Server,
  until: number,
  think: number,
  took: Took,
): Promise<void> {
  const { unit, below } = chance(7, number);
  const pausing = (): Promise<void> =>
    think === 0 ? Promise.resolve() : pause(-think * Math.log(1 - unit()));
  await pausing();
  while (performance.now() < until) {
    const patient = patientId(below(patients!));
    const read = await ask(server.address, `/api/ledger/patients/${patient}`);
    if (read.status !== 200) throw new Error(read.text);
    took.reads.push(read.took);
    await pausing();
    const { revision } = (JSON.parse(read.text) as { answer: { revision: number } }).answer;
    const added = [
      entry(patient, "score", { scale: "NRS", value: 3 }),
      entry(patient, "bolus count", { drug: "baclofen", amount: "10 mcg", given: 2, denied: 0 }),
      entry(patient, "note", { text: "Seen; nothing new." }),
    ];
    const wrote = await ask(server.address, "/api/ledger/entries", { patient, revision, entries: added });
    // Two of fifty may meet at one patient: then the second is told, and that is an answer, too.
    if (wrote.status !== 200 && wrote.status !== 409) throw new Error(wrote.text);
    took.writes.push(wrote.took);
    await pausing();
  }
}

interface Took {
  readonly reads: number[];
  readonly writes: number[];
  readonly lists: number[];
}

const quantile = (of: readonly number[], p: number): string => {
  const sorted = [...of].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN).toFixed(0);
};

async function rush(server: Server, think: number, lists: boolean): Promise<Took> {
  const took: Took = { reads: [], writes: [], lists: [] };
  const until = performance.now() + seconds! * 1000;
  const listing = async (): Promise<void> => {
    if (!lists) return;
    while (performance.now() < until) {
      took.lists.push((await dry(server)).took);
      await pause(10_000);
    }
  };
  await Promise.all([
    listing(),
    ...Array.from({ length: clinicians }, (_, i) => clinician(i, server, until, think, took)),
  ]);
  return took;
}

const line = (what: string, of: readonly number[]): string =>
  `  ${what.padEnd(10)} ${String(of.length).padStart(7)}   median ${quantile(of, 0.5)} ms, p99 ${quantile(of, 0.99)} ms, longest ${quantile(of, 1)} ms`;

async function measure(name: string, place: string): Promise<void> {
  const start = performance.now();
  await fillClinic(place, { patients: patients!, entries: entries!, seed: 1 });
  say(
    `${name}: ${entries!.toLocaleString("en")} entries of ${patients!.toLocaleString("en")} patients written in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  let server = await serve(place);
  say(
    `  first start, without snapshots: first answer after ${server.started.toFixed(0)} ms; first list after ${((await dry(server)).took / 1000).toFixed(1)} s`,
  );
  await stop(server);
  server = await serve(place);
  const first = await dry(server);
  say(
    `  next start, from snapshots: first answer after ${server.started.toFixed(0)} ms; first list after ${(first.took / 1000).toFixed(1)} s`,
  );
  // The walk over the whole record ends by itself; it is not part of what follows.
  for (const began = performance.now(); ;) {
    const { status, text } = await ask(server.address, "/api/ledger/verified");
    if (status === 200 && !text.includes("damage")) {
      say(`  a whole walk: ${((performance.now() - began) / 1000).toFixed(0)} s`);
      break;
    }
    throw new Error(text);
  }
  const alone = [await dry(server), await dry(server), await dry(server)];
  say(
    `  list of ${alone[0]!.pumps.toLocaleString("en")} pumps, nobody else there: ${alone.map(({ took }) => took.toFixed(0)).join(", ")} ms`,
  );
  for (const [what, think, lists] of [
    [`${clinicians} clinicians, ${thinking / 1000} s between two requests`, thinking, false],
    [`the same with a list every 10 s`, thinking, true],
    [`${clinicians} clinicians without a pause`, 0, false],
  ] as const) {
    const took = await rush(server, think, lists);
    say(`  ${what}, ${seconds} s:`);
    say(line("reads", took.reads));
    say(line("writes", took.writes));
    if (lists) say(line("lists", took.lists));
  }
  const { text } = await ask(server.address, "/api/ledger/verified");
  say(`  chain afterwards: ${text.includes("damage") ? text : "whole"}`);
  await stop(server);
}

say(
  `${cpus().length} × ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${loadavg()
    .map((n) => n.toFixed(1))
    .join(" ")} before`,
);
if (only !== "PostgreSQL") {
  const folder = mkdtempSync(join(tmpdir(), "theca-bench-"));
  await measure("SQLite", join(folder, "data")).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
}
if (only !== "SQLite") {
  const server = await embeddedPostgres("on");
  if (server) await measure("PostgreSQL 18", server.url).finally(() => server.stop());
  else say("PostgreSQL: its package is not installed here");
}
agent.destroy();
