// The launcher, as a process of its own in a folder of its own.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";

const root = resolve(import.meta.dirname, "..");

/** A checkout with nothing but the launcher and one script; npm is a stand-in that leaves a mark. */
function checkout(script: string): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), "theca-launch-"));
  cpSync(join(root, "launch.js"), join(folder, "launch.js"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "package-lock.json"), "{}");
  writeFileSync(join(folder, "script.ts"), script);
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\necho "$@" > npm-was-run\nmkdir -p node_modules\n`, {
    mode: 0o755,
  });
  return { folder, env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` } };
}

const skip = process.platform === "win32" ? "the stand-in for npm is a shell script" : false;

test("what is missing is installed once, and again only when the lock has changed", { skip }, () => {
  const { folder, env } = checkout("process.exitCode = 7;");
  const mark = join(folder, "npm-was-run");
  const run = (): boolean => {
    rmSync(mark, { force: true });
    const ran = spawnSync(process.execPath, ["launch.js", "script.ts"], { cwd: folder, env });
    assert.equal(ran.status, 7, ran.stderr.toString());
    return existsSync(mark);
  };
  assert.deepEqual([run(), run()], [true, false]);
  writeFileSync(join(folder, "package-lock.json"), '{"changed":true}');
  assert.deepEqual([run(), run()], [true, false]);
  rmSync(folder, { recursive: true });
});

test("an install that a link points to is never remade: it belongs to another checkout", { skip }, () => {
  const { folder, env } = checkout("");
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync(join(folder, "elsewhere"), join(folder, "node_modules"));
  assert.equal(spawnSync(process.execPath, ["launch.js", "script.ts"], { cwd: folder, env }).status, 0);
  assert.equal(existsSync(join(folder, "npm-was-run")), false);
  rmSync(folder, { recursive: true });
});

test("a signal reaches the program, and the launcher ends when it has", { skip }, async () => {
  const { folder, env } = checkout(
    'process.on("SIGTERM", () => setTimeout(() => process.exit(5), 50)); console.log("up"); setInterval(() => {}, 1000);',
  );
  const child = spawn(process.execPath, ["launch.js", "script.ts"], { cwd: folder, env });
  await new Promise((up) => child.stdout.once("data", up));
  child.kill("SIGTERM");
  assert.equal(await new Promise((ended) => child.once("close", ended)), 5);
  rmSync(folder, { recursive: true });
});

test("where npm is told to stop, the program it started stops too", { skip }, async () => {
  const { folder, env } = checkout(
    'process.on("SIGTERM", () => { console.log("stopped"); process.exit(0); }); console.log("up"); setInterval(() => {}, 1000);',
  );
  // As npm does it: a shell between, which a signal ends alone.
  const shell = spawn("sh", ["-c", `"${process.execPath}" launch.js script.ts; true`], {
    cwd: folder,
    env: { ...env, npm_lifecycle_event: "start" },
  });
  let said = "";
  await new Promise<void>((up) => shell.stdout.on("data", (piece: Buffer) => ((said += piece), up())));
  shell.kill("SIGTERM");
  await new Promise((closed) => shell.once("close", closed));
  assert.equal(said, "up\nstopped\n");
  rmSync(folder, { recursive: true });
});
