// Builds the workbench's pages where they are missing or older than what they are made from.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const target = join(root, "dist", "web");
const stamp = join(target, ".made-from");

/** One hash over everything that the bundle is made from. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  const files = ["web/**/*", "src/**/*", "data/**/*", "package-lock.json", "vite.config.ts", "index.html"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    .sort();
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** Where Vite's settings stand; undefined as long as there is no workbench to build. */
const config = (): string | undefined =>
  ["web/vite.config.ts", "vite.config.ts"].map((file) => join(root, file)).find((file) => existsSync(file));

/** Builds into a folder beside the old bundle and swaps them when whole. True where a current bundle stands. */
export function buildWeb(say: (line: string) => void): boolean {
  const settings = config();
  if (!settings) return true;
  const hash = sourceHash(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return true;
  say("Building the workbench (some seconds) …");
  const fresh = join(root, "dist", `web-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const result = spawnSync(
    process.execPath,
    [vite, "build", "--config", settings, "--outDir", fresh, "--emptyOutDir", "--logLevel", "warn"],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
  );
  if (result.status !== 0 || !existsSync(join(fresh, "index.html"))) {
    rmSync(fresh, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(fresh, ".made-from"), hash);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  return true;
}
