// A real browser for the tests: Chromium from the npm package, unpacked once, or the one that THECA_CHROMIUM names.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "..", "..");
const shipped = join(root, "node_modules", "@sparticuz", "chromium");

/** Unpacks into a folder of its own first and then moves it in place, so that two runs at once do not meet half a file. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(join(shipped, "package.json"), "utf8")) as { version: string };
  const cache = join(root, "node_modules", ".cache");
  const place = join(cache, `chromium-${version}`);
  if (existsSync(place)) return place;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "chromium-"));
  const unbrotli = (name: string): Buffer => brotliDecompressSync(readFileSync(join(shipped, "bin", name)));
  writeFileSync(join(fresh, "chromium"), unbrotli("chromium.br"));
  chmodSync(join(fresh, "chromium"), 0o755);
  const untar = spawnSync("tar", ["-x", "-C", fresh], { input: unbrotli("al2023.tar.br") });
  if (untar.status !== 0) throw new Error(`tar could not unpack Chromium's libraries: ${untar.stderr}`);
  try {
    renameSync(fresh, place);
  } catch (error) {
    // Another run was faster; its copy is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-zygote",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
];

/** Starts the browser. Contexts must be opened with a locale of their own: the default one breaks Intl here. */
export async function openChromium(): Promise<Browser> {
  const system = process.env["THECA_CHROMIUM"];
  if (system) return chromium.launch({ executablePath: system, args });
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("Set THECA_CHROMIUM to a Chromium or Chrome: none is shipped for this kind of machine.");
  }
  const place = unpacked();
  const libraries = [join(place, "lib"), join(place, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]];
  return chromium.launch({
    executablePath: join(place, "chromium"),
    args,
    env: { ...process.env, LD_LIBRARY_PATH: libraries.filter(Boolean).join(":") },
  });
}
