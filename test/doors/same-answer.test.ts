// One question, three ways to put it: as a library, in a batch on the command line, over HTTP. The doors add nothing
// and lose nothing, and what is refused is refused by each.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { ask, operations, writeReply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";

const root = resolve(import.meta.dirname, "..", "..");
const cli = join(root, "src", "cli", "cli.ts");
const cases = join(root, process.env["THECA_SHARED"] ?? "../shared", "conformance", "infusion.json");

interface Question {
  readonly operation: string;
  readonly input: unknown;
}

async function batch(questions: readonly Question[], locale: Locale): Promise<unknown[]> {
  const child = spawn(process.execPath, [cli, "batch", "--language", locale], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  for (const [id, question] of questions.entries())
    child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
  child.stdin.end();
  assert.equal(await new Promise((ended) => child.once("close", ended)), 0);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line, i) => {
      const { id, ...reply } = JSON.parse(line) as Record<string, unknown>;
      assert.equal(id, i);
      return reply;
    });
}

async function http(questions: readonly Question[], locale: Locale): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "theca-same-"));
  const child = spawn(process.execPath, [cli, "serve", "--port", "0", "--data", folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const base = await new Promise<string>((up, failed) => {
      child.stderr.on("data", (piece: Buffer) => {
        const found = /http:\S+/.exec(piece.toString());
        if (found) up(found[0]);
      });
      child.once("close", () => failed(new Error("the server did not start")));
    });
    const replies: unknown[] = [];
    for (const { operation, input } of questions) {
      const response = await fetch(`${base}/api/${operation}`, {
        method: "POST",
        headers: { "accept-language": locale },
        body: JSON.stringify(input),
      });
      const reply = (await response.json()) as { ok: boolean };
      assert.equal(response.status, reply.ok ? 200 : 422);
      replies.push(reply);
    }
    return replies;
  } finally {
    const ended = new Promise((closed) => child.once("close", closed));
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function library(questions: readonly Question[], locale: Locale): Promise<unknown[]> {
  const replies: unknown[] = [];
  for (const { operation, input } of questions) {
    const reply = await ask(operations, operation, JSON.parse(JSON.stringify(input)), { locale });
    replies.push(JSON.parse(writeReply(reply)));
  }
  return replies;
}

async function same(questions: readonly Question[], locale: Locale): Promise<void> {
  const [spoken, piped, fetched] = await Promise.all([
    library(questions, locale),
    batch(questions, locale),
    http(questions, locale),
  ]);
  for (const [i, { operation }] of questions.entries()) {
    assert.deepEqual(piped[i], spoken[i], operation);
    assert.deepEqual(fetched[i], spoken[i], operation);
  }
}

test("every example, and every example with a misspelt field, gets one answer through all doors", async () => {
  const questions = operations.flatMap(({ name, example }) => [
    { operation: name, input: example },
    { operation: name, input: { ...(example as object), misspelt: 1 } },
    { operation: name, input: {} },
  ]);
  await same(questions, "zh-CN");
});

test(
  "every acceptance case gets one answer through all doors",
  { skip: existsSync(cases) ? false : "the acceptance cases are not beside this checkout" },
  async () => {
    const all = JSON.parse(readFileSync(cases, "utf8")) as Question[];
    await same(
      all
        .map(({ operation, input }) => ({ operation, input }))
        .filter(({ operation }) => operations.some(({ name }) => name === operation)),
      "en-US",
    );
  },
);
