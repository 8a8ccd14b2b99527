// Every test a user runs: types first, then all test files in one process. `npm test -- name` runs files by name.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const run = (args: readonly string[]): void => {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (result.status !== 0) process.exit(result.status ?? 1);
};

const compiler = join(root, "node_modules", "tsc7", "bin", "tsc");
if (wanted.length === 0) {
  run([compiler, "-p", "tsconfig.core.json"]);
  run([compiler, "-p", "tsconfig.json"]);
}
const files = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "web/**/*.test.ts"], { cwd: root })
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();
run([
  "--test",
  "--test-isolation=none",
  "--test-reporter=dot",
  "--test-reporter-destination=stdout",
  ...files,
]);
