#!/usr/bin/env node
// The installed command. Runs in this Node where it is new enough, else in the one that came with the package.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
// A checkout runs its TypeScript as it is; the package carries the same files as JavaScript.
const cli = ["cli.js", "cli.ts"]
  .map((name) => join(here, "src", "cli", name))
  .find((file) => existsSync(file));

/** The Node 24 among the installed packages, if there is one for this machine. */
function node24() {
  const name = process.platform === "win32" ? "node-win" : `node-${process.platform}`;
  try {
    const found = createRequire(import.meta.url).resolve(`${name}-${process.arch}/package.json`);
    const node = join(dirname(found), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

if (Number(process.versions.node.split(".")[0]) >= 24) await import(pathToFileURL(cli).href);
else {
  const node = node24();
  if (!node) {
    console.error(
      "Theca needs Node 24 or newer on this kind of machine: install it from nodejs.org, then try again.",
    );
    process.exit(1);
  }
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: "inherit" });
  // The child decides when it has finished. Ctrl+C on a terminal reaches both of us; any other signal only this process.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status) => process.exit(status ?? 1));
}
