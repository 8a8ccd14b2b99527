// The command line as a shell sees it: real processes, real pipes.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs theca over the test table; `closeAfter` is a reader that leaves after so many bytes. */
function theca(
  args: readonly string[],
  input: string | Buffer | readonly (string | Buffer)[] = "",
  closeAfter = Infinity,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "echo-cli.ts"), ...args], {
      env: { ...process.env, LANG: "C", LC_ALL: "", THECA_LANGUAGE: "" },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (piece: Buffer) => {
      out.push(piece);
      size += piece.length;
      if (size >= closeAfter) child.stdout.destroy();
    });
    child.stderr.on("data", (piece: Buffer) => err.push(piece));
    // The child may leave before it has read everything.
    child.stdin.on("error", () => {});
    for (const piece of Array.isArray(input) ? input : [input]) child.stdin.write(piece);
    child.stdin.end();
    child.on("close", (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

const lines = (ran: Ran): Record<string, unknown>[] =>
  ran.out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const issueOf = (reply: unknown): { path: string; message: string } =>
  (reply as { issues: { path: string; message: string }[] }).issues[0]!;

test("into a pipe an answer is JSON, and the exit status tells answered from refused from our own fault", async () => {
  const [answered, refused, broken, infinite] = await Promise.all([
    theca(["echo"], '{"dose":"400 mcg/d"}'),
    theca(["echo"], '{"dose":"400","dosee":1}'),
    theca(["broken"], "{}"),
    theca(["infinite"], "{}"),
  ]);
  assert.equal(answered.status, 0);
  assert.deepEqual((lines(answered)[0]!["answer"] as { dose: unknown }).dose, { value: 400, unit: "ug/d" });
  assert.equal(refused.status, 2);
  assert.deepEqual((lines(refused)[0]!["issues"] as { path: string }[]).map(({ path }) => path).sort(), [
    "dose",
    "dosee",
  ]);
  for (const fault of [broken, infinite]) {
    assert.equal(fault.status, 70);
    const { fault: id } = lines(fault)[0] as { fault: string };
    assert.match(id, /^[0-9a-f]{8}$/);
    assert.ok(fault.err.includes(id), "the details stand in the log under that id");
    assert.doesNotMatch(fault.out, /secret|at Object|\.ts:/);
  }
});

test("a question may come from a file, and a file that is not there is an issue", async () => {
  const folder = mkdtempSync(join(tmpdir(), "theca-cli-"));
  const file = join(folder, "case.json");
  writeFileSync(file, '\uFEFF{"dose":"400 mcg/d"}\r\n');
  const [found, missing, folderGiven, dash] = await Promise.all([
    theca(["echo", file]),
    theca(["echo", join(folder, "nope.json")]),
    theca(["batch", folder]),
    theca(["echo", "-"], '{"dose":"1 mg/d"}'),
  ]);
  rmSync(folder, { recursive: true });
  assert.deepEqual([found.status, missing.status, folderGiven.status, dash.status], [0, 2, 2, 0]);
  assert.match(issueOf(lines(missing)[0]).message, /nope\.json: there is no such file/);
  assert.match(issueOf(lines(folderGiven)[0]).message, /it is a folder/);
});

test("text that is no JSON, or that gives a dose twice, is an issue with its place", async () => {
  const [cut, twice, empty] = await Promise.all([
    theca(["echo"], '{"dose":'),
    theca(["echo"], '{"dose":"50 mcg/d","dose":"500 mcg/d"}'),
    theca(["echo"], ""),
  ]);
  assert.deepEqual([cut.status, twice.status, empty.status], [2, 2, 2]);
  assert.match(issueOf(lines(cut)[0]).message, /is not JSON: it ends too early/);
  assert.equal(issueOf(lines(twice)[0]).path, "dose");
  assert.match(issueOf(lines(empty)[0]).message, /expected JSON, got nothing/);
});

test("a misspelt operation, command or option is named, with what was probably meant", async () => {
  const [operation, command, option, language, surplus] = await Promise.all([
    theca(["ecko"], "{}"),
    theca(["lst"], "{}"),
    theca(["list", "--jsno"]),
    theca(["list", "--language", "fr-FR"]),
    theca(["echo", "a", "b"]),
  ]);
  assert.match(issueOf(lines(operation)[0]).message, /"ecko" is not an operation; did you mean "echo"\?/);
  assert.match(issueOf(lines(command)[0]).message, /did you mean "list"\?/);
  assert.deepEqual(issueOf(lines(option)[0]), {
    path: "--jsno",
    message: '--jsno is not an option; did you mean "--json"?',
  });
  assert.match(issueOf(lines(language)[0]).message, /en-US, en-GB, zh-CN, got "fr-FR"/);
  for (const ran of [operation, command, option, language, surplus]) assert.equal(ran.status, 2);
});

test("sentences come in the language asked for", async () => {
  const ran = await theca(["echo", "--language", "zh-CN"], '{"dose":"400"}');
  assert.match(issueOf(lines(ran)[0]).message, /没有单位/);
});

test("list, schema and example speak JSON to programs, and an example is answered", async () => {
  const [list, schema, example] = await Promise.all([
    theca(["list"]),
    theca(["schema", "echo"]),
    theca(["example", "echo"]),
  ]);
  assert.deepEqual((lines(list)[0]!["operations"] as unknown[])[0], {
    name: "echo",
    summary: "Says a dose again.",
  });
  assert.deepEqual(lines(list)[0]?.["drugs"], ["testazine"]);
  const read = JSON.parse(schema.out) as { required: string[]; additionalProperties: boolean };
  assert.deepEqual([read.required, read.additionalProperties], [["dose"], false]);
  assert.equal((await theca(["echo"], example.out)).status, 0);
});

test("a batch answers each line in order, and a broken line does not stop the rest", async () => {
  const ran = await theca(
    ["batch"],
    [
      '{"id":1,"operation":"echo","input":{"dose":"1 mg/d"}}\r\n',
      "\n   \r\n",
      "nonsense\n",
      '{"id":"b","operation":"ecko","input":{}}\n',
      '{"id":2,"operation":"broken","input":{}}\n',
      "[1]\n",
      '{"id":"c","operation":"echo","inptu":{}}\n',
      '{"id":"d","operation":"echo","input":{"dose":"1 mg/d","dose":"2 mg/d"}}\n',
      Buffer.from([0xff, 0x0a]),
      '{"id":3,"operation":"echo","input":{"dose":"0 mg/d"}}',
    ],
  );
  assert.equal(ran.status, 2);
  assert.deepEqual(
    lines(ran).map(({ id, ok }) => [id, ok]),
    [
      [1, true],
      [null, false],
      ["b", false],
      [2, false],
      [null, false],
      ["c", false],
      ["d", false],
      [null, false],
      [3, true],
    ],
  );
  assert.match(issueOf(lines(ran)[2]).message, /did you mean "echo"/);
  assert.match(issueOf(lines(ran)[5]).message, /did you mean "input"/);
  assert.equal(issueOf(lines(ran)[6]).path, "input.dose");
});

test("the exit status of a batch is 0 where every line was a request, even if some are refused", async () => {
  const ran = await theca(
    ["batch"],
    '{"id":1,"operation":"nix","input":{}}\n{"id":2,"operation":"echo","input":{}}\n',
  );
  assert.equal(ran.status, 0);
  assert.deepEqual(
    lines(ran).map(({ ok }) => ok),
    [false, false],
  );
});

test("a batch line of more than ten megabytes is answered like any other", async () => {
  const long = `{"id":"long","operation":"bulky","input":{"text":"${"x".repeat(12_000_000)}"}}\n`;
  const ran = await theca(["batch"], [long, '{"id":2,"operation":"echo","input":{"dose":"1 mg/d"}}\n']);
  assert.equal(ran.status, 0);
  assert.deepEqual(lines(ran)[0], {
    id: "long",
    ok: true,
    answer: { length: 12_000_000 },
    gaps: [],
    assumed: [],
  });
  assert.equal(lines(ran)[1]?.["id"], 2);
});

test("a batch answers a line before the next one is there", async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "echo-cli.ts"), "batch"]);
  const heard = (): Promise<string> =>
    new Promise((resolve) => child.stdout.once("data", (piece: Buffer) => resolve(piece.toString())));
  for (const id of [1, 2]) {
    child.stdin.write(`{"id":${id},"operation":"bulky","input":{"text":""}}\n`);
    assert.match(await heard(), new RegExp(`^\\{"id":${id},`));
  }
  child.stdin.end();
  await new Promise((resolve) => child.once("close", resolve));
});

test("a reader that leaves early ends a batch quietly", async () => {
  const request = '{"id":1,"operation":"echo","input":{"dose":"1 mg/d"}}\n';
  const ran = await theca(["batch"], request.repeat(5000), 1);
  assert.equal(ran.err, "");
  assert.equal(ran.status, 0);
});
