// The command line as a person sees it: a terminal of 80 columns.
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { main, type Terminal } from "../../src/cli/main.ts";
import { widthOf } from "../../src/cli/width.ts";
import { table } from "./echo.ts";

async function onTerminal(args: readonly string[], input: string, colours: boolean): Promise<string> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  stdin.end(input);
  let shown = "";
  const stdout = {
    isTTY: true,
    columns: 80,
    hasColors: () => colours,
    on: () => stdout,
    write: (text: string, done: () => void) => {
      shown += text;
      done();
      return true;
    },
  };
  const terminal = {
    argv: ["node", "theca", ...args],
    env: {},
    stdin,
    stdout,
    stderr: { write: () => true },
  };
  await main(terminal as unknown as Terminal, table, {});
  return shown;
}

const dose = '{"dose":"12345 mcg/d"}';

test("on a terminal an answer is a page: units in words, dates in letters, a day as bars, what is missing last", async () => {
  const page = await onTerminal(["echo"], dose, false);
  assert.match(page, /^dose +12,345 mcg\/day$/m);
  assert.match(page, /^ {2}testazine {2}······█{18} {2}0 – 514\.4 mcg\/h$/m);
  assert.match(page, /^ {2}hour {7}0 {5}6 {5}12 {4}18$/m);
  assert.match(page, /^ {2}refill by {2}180 days {2}4 Jul 2026 08:00 {3}stability$/m);
  assert.match(page, /✖ beyond · blocks\n {4}The dose is beyond/);
  assert.match(page, /Not computed or not checked\n.*\n\nAssumed\n.*\n$/);
  assert.doesNotMatch(page, /\{|"|ug\b/);
});

test("no line is wider than the terminal, in either language", async () => {
  for (const language of ["en-US", "en-GB", "zh-CN"])
    for (const [command, input] of [
      [["echo"], dose],
      [["echo"], '{"dose":"5","a":1,"b":2}'],
      [["help"], ""],
      [["list"], ""],
      [["help", "echo"], ""],
    ] as const) {
      const page = await onTerminal([...command, "--language", language], input, true);
      for (const line of page.split("\n")) assert.ok(widthOf(stripVTControlCharacters(line)) <= 80, line);
    }
});

test("a colour never says what no word says", async () => {
  const [plain, coloured] = [await onTerminal(["echo"], dose, false), await onTerminal(["echo"], dose, true)];
  assert.notEqual(coloured, plain);
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test("what comes in cannot steer the terminal", async () => {
  const page = await onTerminal(
    ["echo"],
    JSON.stringify({ "\u001b[2Jdose": 1, dose: "\u001b]0;owned\u0007" }),
    false,
  );
  assert.doesNotMatch(page, /[^\P{Cc}\n]/u);
});

test("with --json a terminal too gets JSON", async () => {
  assert.equal(JSON.parse(await onTerminal(["echo", "--json"], dose, true)).ok, true);
});
