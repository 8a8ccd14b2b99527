// A clinic of 10,000 patients and 1,000,000 entries, 50 clinicians at once, over HTTP; on SQLite and on PostgreSQL.
// `node bench/ledger.ts [patients] [entries] [seconds] [SQLite|PostgreSQL]`
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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
// A socket that lay idle is not used again: the server may be about to close it.
const agent = new Agent({ keepAlive: true, maxSockets: clinicians, timeout: 3000 });
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

/** Milliseconds that the processors worked for a process, all its threads; NaN where the system does not tell. */
function worked({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    // User and system time, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

const now = new Date(clinicNow).toISOString();
let minutes = 0;
/** The list as of another minute each time: nothing that was reckoned for one moment serves another. */
const dry = async ({ address }: Server): Promise<{ took: number; pumps: number }> => {
  const moment = new Date(clinicNow + 60_000 * ++minutes).toISOString();
  const { status, text, took } = await ask(address, "/api/ledger/dry", { now: moment });
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

/** What each letter costs that is typed to find somebody. */
async function findings(server: Server): Promise<void> {
  const searches = ["", "e", "ex", "example 12", "nobody"];
  const took: number[] = [];
  const before = worked(server.child);
  for (let i = 0; i < 20; i++) {
    const search = searches[i % searches.length]!;
    const found = await ask(server.address, "/api/ledger/patients/find", { now, search });
    if (found.status !== 200) throw new Error(found.text);
    took.push(found.took);
  }
  const work = ((worked(server.child) - before) / took.length).toFixed(0);
  say(
    `  finding a patient: median ${quantile(took, 0.5)} ms, longest ${quantile(took, 1)} ms; ${work} ms of work each`,
  );
}

/** What it costs to read a record of so many entries, to add to it, and to list it after each addition. */
async function histories(server: Server): Promise<void> {
  for (const length of [100, 1000, 10_000]) {
    const patient = randomUUID();
    let revision = 0;
    const put = async (count: number): Promise<number> => {
      const entries = Array.from({ length: count }, (_, i) =>
        i % 2 === 0
          ? entry(patient, "score", { scale: "NRS", value: i % 10 })
          : entry(patient, "note", { text: "Seen; nothing new." }),
      );
      const { status, text, took } = await ask(server.address, "/api/ledger/entries", {
        patient,
        revision,
        entries,
      });
      if (status !== 200) throw new Error(text);
      ({ revision } = (JSON.parse(text) as { answer: { revision: number } }).answer);
      return took;
    };
    for (let left = length; left > 0; left -= 500) await put(Math.min(left, 500));
    const [reads, writes, states]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < 15; i++) {
      reads.push((await ask(server.address, `/api/ledger/patients/${patient}`)).took);
      writes.push(await put(1));
      states.push((await ask(server.address, "/api/ledger/patients/find", { now, search: "nobody" })).took);
    }
    say(
      `  a record of ${length.toLocaleString("en")} entries, medians: all of it read ${quantile(reads, 0.5)} ms, one entry added ${quantile(writes, 0.5)} ms, known again to everybody ${quantile(states, 0.5)} ms`,
    );
  }
}

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
  const before = worked(server.child);
  const alone = [await dry(server), await dry(server), await dry(server), await dry(server)];
  say(
    `  list of ${alone[0]!.pumps.toLocaleString("en")} pumps, nobody else there: ${alone.map(({ took }) => took.toFixed(0)).join(", ")} ms; ${((worked(server.child) - before) / alone.length).toFixed(0)} ms of work each`,
  );
  await findings(server);
  await histories(server);
  for (const [what, think, lists] of [
    [`${clinicians} clinicians, ${thinking / 1000} s between two requests`, thinking, false],
    [`the same with a list every 10 s`, thinking, true],
    [`${clinicians} clinicians without a pause`, 0, false],
  ] as const) {
    const before = worked(server.child);
    const took = await rush(server, think, lists);
    const work = worked(server.child) - before;
    const asked = took.reads.length + took.writes.length;
    say(
      `  ${what}, ${seconds} s: ${(work / asked).toFixed(1)} ms of work a request, load ${loadavg()[0]!.toFixed(1)}`,
    );
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
