// Every test a user runs: types first, then all test files, the pages beside the rest. `npm test -- name` runs files by name.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Told } from "./tell-tests.ts";

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
/** A run in which no test ends for so many ms hangs; no test takes a tenth of it. */
const silence = 20 * 60_000;

const compiler = join(root, "node_modules", "tsc7", "bin", "tsc");
if (wanted.length === 0)
  for (const project of ["tsconfig.core.json", "tsconfig.json"]) {
    const { status } = spawnSync(process.execPath, [compiler, "-p", project], {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) process.exit(status ?? 1);
  }

const files = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "web/**/*.test.ts"], { cwd: root })
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();
/** Pages wait for their browser, which needs a processor of its own: they run beside the rest. */
const isPage = (file: string): boolean => file.startsWith(join("test", "web") + sep);
const runs =
  availableParallelism() > 1
    ? [files.filter((file) => isPage(file)), files.filter((file) => !isPage(file))]
    : [files];

const failures: Told[] = [];
let ended = 0;
const width = process.stdout.columns ?? 80;

function hear(told: Told): void {
  if (told.failed) failures.push(told);
  process.stdout.write(told.failed ? "X" : ".");
  if (++ended % width === 0) process.stdout.write("\n");
}

const children = new Set<ChildProcess>();
/** Runs files in one process, twenty times faster than a process for each. True where all was well. */
function passes(some: readonly string[]): Promise<boolean> {
  const reporter = pathToFileURL(join(import.meta.dirname, "tell-tests.ts")).href;
  const child = spawn(
    process.execPath,
    [
      "--test",
      "--test-isolation=none",
      `--test-reporter=${reporter}`,
      "--test-reporter-destination=stdout",
      ...some,
    ],
    { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] },
  );
  children.add(child);
  let last = "none";
  const hangs = (): void => {
    console.error(`\nNo test has ended for ${silence / 60_000} minutes; the last one was: ${last}`);
    child.kill("SIGKILL");
  };
  let watch = setTimeout(hangs, silence);
  child.on("message", (told: Told) => {
    clearTimeout(watch);
    watch = setTimeout(hangs, silence);
    last = told.name;
    hear(told);
  });
  return new Promise((done) => {
    child.once("close", (status) => {
      clearTimeout(watch);
      children.delete(child);
      done(status === 0);
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
const begun = performance.now();
const went = await Promise.all(runs.filter((some) => some.length > 0).map(passes));
process.stdout.write("\n");
if (failures.length > 0) {
  console.log("\nFailed tests:\n");
  for (const { name, ms, failed } of failures) {
    const place = relative(root, failed!.place.replace(/^file:\/\//, ""));
    console.log(`✖ ${name} (${ms} ms)\n  ${place}\n  ${failed!.error.replaceAll("\n", "\n  ")}\n`);
  }
}
console.log(
  `${ended - failures.length} of ${ended} passed in ${Math.round((performance.now() - begun) / 1000)} s`,
);
process.exit(files.length > 0 && went.every(Boolean) && failures.length === 0 ? 0 : 1);
