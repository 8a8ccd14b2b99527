// The three ways in: a library call, one process of `theca batch`, an HTTP server on a loopback socket.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ask, operations, writeReply } from "../../src/operations/operations.ts";
import { serve } from "../../src/server/server.ts";
import type { Heard } from "../conformance/shortfall.ts";
import type { Scenario } from "./scenario.ts";

const root = resolve(import.meta.dirname, "..", "..");

export const inputText = ({ json, input }: Scenario): string => json ?? JSON.stringify(input);

export async function throughLibrary(scenario: Scenario): Promise<Heard> {
  const input: unknown = JSON.parse(inputText(scenario));
  return JSON.parse(
    writeReply(await ask(operations, scenario.operation, input, { locale: "en-US" })),
  ) as Heard;
}

/** All scenarios through one process, one line each; the answers in the same order. */
export async function throughCommandLine(all: readonly Scenario[]): Promise<Heard[]> {
  if (all.length === 0) return [];
  const lines = all.map(
    (scenario, id) => `{"id":${id},"operation":"${scenario.operation}","input":${inputText(scenario)}}\n`,
  );
  const child = spawn(process.execPath, [join(root, "src", "cli", "cli.ts"), "batch", "-"], {
    stdio: ["pipe", "pipe", "inherit"],
    // The locale of this machine is not part of the question.
    env: { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" },
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((done, failed) => child.once("error", failed).once("close", () => done()));
  child.stdin.end(lines.join(""));
  await ended;
  return Buffer.concat(pieces)
    .toString()
    .trim()
    .split("\n")
    .map((line, at) => {
      const { id, ...reply } = JSON.parse(line) as Heard & { id: number };
      if (id !== at) throw new Error(`answer ${at} bears the id ${id}`);
      return reply;
    });
}

/** A server of the real table on a free port; `ask` posts one scenario. */
export async function overHttp(): Promise<{
  ask: (scenario: Scenario) => Promise<Heard>;
  close: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), "theca-safety-"));
  const started = await serve(operations, { port: "0", data: folder, env: {}, locale: "en-US" }, () => {});
  if ("issues" in started) throw new Error(JSON.stringify(started.issues));
  const { address, close } = started.serving;
  return {
    ask: async (scenario) => {
      const response = await fetch(new URL(`/api/${scenario.operation}`, address), {
        method: "POST",
        headers: { "content-type": "application/json", "accept-language": "en-US" },
        body: inputText(scenario),
      });
      const reply = (await response.json()) as Heard;
      if (response.status !== (reply.ok ? 200 : 422)) throw new Error(`status ${response.status}`);
      return reply;
    },
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
