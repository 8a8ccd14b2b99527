// Every test a user runs: types first, then all test files on every processor, the pages beside the rest. `npm test -- name` runs files by name.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Told } from "./tell-tests.ts";
import { buildWeb } from "./web-bundle.ts";

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
const isPage = (file: string): boolean => file.startsWith(join("test", "web") + sep);
const pages = files.filter((file) => isPage(file));
/** Pages take longest: a few at a time they run beside the rest, and after it. */
const few = 4;
const queue = [
  files.filter((file) => !isPage(file)),
  ...Array.from({ length: Math.ceil(pages.length / few) }, (_, i) => pages.slice(i * few, (i + 1) * few)),
].filter((some) => some.length > 0);
const atOnce = Math.min(4, availableParallelism());

const failures: Told[] = [];
let ended = 0;
const width = process.stdout.columns ?? 80;

function hear(told: Told): void {
  if (told.failed) failures.push(told);
  process.stdout.write(told.failed ? "X" : ".");
  if (++ended % width === 0) process.stdout.write("\n");
}

// Once, before several processes want it. What does not build fails in the tests of the pages.
if (pages.length > 0) buildWeb(() => {});

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
  process.on(signal, () => {
    queue.length = 0;
    for (const child of children) child.kill(signal);
  });
const begun = performance.now();
const went: boolean[] = [];
async function work(): Promise<void> {
  for (let some = queue.shift(); some; some = queue.shift()) went.push(await passes(some));
}
await Promise.all(Array.from({ length: atOnce }, work));
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
