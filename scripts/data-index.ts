// Rewrites the index of each folder of data/: one line a file, with the digest that the loaded content must have.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { sealed } from "../src/knowledge/digest.ts";
import { folders } from "../src/knowledge/read-library.ts";

const root = resolve(import.meta.dirname, "..");

/** The index of a folder, as it must read. */
export function indexOf(folder: string): string {
  return globSync("*.json", { cwd: join(root, "data", folder) })
    .sort()
    .map((file) => {
      const content: unknown = JSON.parse(readFileSync(join(root, "data", folder, file), "utf8"));
      const name = sealed(basename(file, ".json"), content);
      return `export { default as "${name}" } from "./${file}" with { type: "json" };\n`;
    })
    .join("");
}

if (import.meta.main) {
  for (const folder of [...folders, "canal", "models"]) {
    writeFileSync(join(root, "data", folder, "index.ts"), indexOf(folder));
  }
}
