// What a contributor runs before handing in: types, lint, format.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules", ...name.split("/"));
const steps: readonly (readonly string[])[] = [
  [bin("tsc7/bin/tsc"), "-p", "tsconfig.core.json"],
  [bin("tsc7/bin/tsc"), "-p", "tsconfig.json"],
  [bin("oxlint/bin/oxlint"), "--quiet"],
  [bin("oxfmt/bin/oxfmt"), "--check"],
];
let failed = false;
for (const step of steps) {
  const result = spawnSync(process.execPath, step, { cwd: root, stdio: "inherit" });
  if (result.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
