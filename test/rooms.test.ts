// The house rules, read off the imports: a room uses only rooms to its left, through the file that bears its
// name; rooms up to operations touch no disk, network, clock, page, environment or unseeded chance.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { test } from "node:test";

const root = resolve(import.meta.dirname, "..");
const staircase = [
  "quantity",
  "knowledge",
  "regimen",
  "delivery",
  "exposure",
  "limits",
  "records",
  "evidence",
  "plot",
  "formats",
  "operations",
] as const;
const above: Record<string, readonly string[]> = {
  store: staircase,
  work: staircase,
  literature: staircase,
  server: [...staircase, "store", "work", "literature"],
  cli: [...staircase, "store", "work", "literature", "server"],
  web: staircase,
};
// @medplum/fhirtypes is types alone.
const libraries = new Set(["zod", "@noble/hashes", "saxes", "fflate", "papaparse", "@medplum/fhirtypes"]);
const impure = [
  [/\bDate\.now\b|\bnew Date\(\s*\)/, "reads the clock: take the time as an argument"],
  [/\bTemporal\.Now\b/, "reads the clock: take the time as an argument"],
  [/\bMath\.random\b|\bcrypto\.getRandomValues\b|\brandomUUID\b/, "draws unseeded chance: take a seed"],
  [/\bprocess\.|\bglobalThis\.|\bperformance\.now\b/, "looks at its surroundings: take it as an argument"],
  [/\bfetch\(|\bdocument\.|\bwindow\.|\blocalStorage\b/, "touches network or page: that belongs in a door"],
] as const;

interface Import {
  readonly file: string;
  readonly target: string;
  /** A type-only import is gone at run time. */
  readonly erased: boolean;
}

const slash = (path: string): string => path.split(sep).join("/");
const sources = [...globSync("src/**/*.ts", { cwd: root }), ...globSync("web/**/*.{ts,tsx}", { cwd: root })]
  .map(slash)
  .filter((file) => !file.endsWith(".test.ts"));
const roomOf = (file: string): string => (file.startsWith("web/") ? "web" : (file.split("/")[1] ?? ""));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b([^;'"]*?)from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g,
  );
  return [...found].map((m) => ({
    file,
    target: m[2] ?? m[3] ?? m[4] ?? "",
    erased: /^\s*type\b/.test(m[1] ?? ""),
  }));
}

function complaints(): string[] {
  const all: string[] = [];
  for (const file of sources) {
    const room = roomOf(file);
    const step = staircase.indexOf(room as (typeof staircase)[number]);
    const pure = step >= 0;
    const allowed = pure ? staircase.slice(0, step) : above[room];
    if (allowed === undefined) {
      all.push(`${file}: there is no room called ${room}`);
      continue;
    }
    for (const { target } of importsOf(file)) {
      if (target.startsWith(".")) {
        const path = slash(relative(root, resolve(root, dirname(file), target)));
        if (path.startsWith("data/")) {
          if (room !== "knowledge") all.push(`${file} reads ${path}: only knowledge reads data/`);
          continue;
        }
        const other = roomOf(path);
        if (other === room) continue;
        if (path !== `src/${other}/${other}.ts`)
          all.push(`${file} imports ${path}: enter ${other} through src/${other}/${other}.ts`);
        if (!allowed.includes(other))
          all.push(`${file} imports ${other}, which is not to the left of ${room}: move what you need down`);
      } else if (pure) {
        const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : target.split("/")[0]!;
        if (!libraries.has(name)) all.push(`${file} imports ${target}: rooms up to operations are pure`);
      }
    }
    if (pure) {
      const text = readFileSync(join(root, file), "utf8").replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
      for (const [pattern, why] of impure)
        if (pattern.test(text)) all.push(`${file} ${why} (${pattern.exec(text)?.[0]})`);
    }
  }
  return all;
}

function cycles(): string[] {
  const edges = new Map(
    sources.map((file) => [
      file,
      importsOf(file)
        .filter((i) => i.target.startsWith(".") && !i.erased)
        .map((i) => slash(relative(root, resolve(root, dirname(file), i.target)))),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}

test("each room is entered through its door and uses only rooms to its left", () => {
  assert.ok(sources.length > 0);
  assert.deepEqual(complaints(), []);
});

test("no file is reached from itself", () => {
  assert.deepEqual(cycles(), []);
});

test("every room has the file that bears its name, and no room lacks a subject", () => {
  const rooms = globSync("src/*", { cwd: root })
    .filter((path) => statSync(join(root, path)).isDirectory())
    .map((path) => slash(path).split("/")[1]!);
  for (const room of rooms) {
    assert.ok(
      room in above || (staircase as readonly string[]).includes(room),
      `src/${room} is not a room of the house`,
    );
    assert.ok(existsSync(join(root, "src", room, `${room}.ts`)), `src/${room}/${room}.ts is missing`);
  }
  const nameless = sources.filter((file) =>
    /(^|\/)(utils?|helpers?|common|misc|constants|types|managers?|services?)(\.|\/)/i.test(file),
  );
  assert.deepEqual(nameless, []);
});

test("no file is longer than 500 lines", () => {
  const long = sources.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 500);
  assert.deepEqual(long, []);
});

test("no test file holds something open from the first test of a run to the last: all files run in one process", () => {
  const tests = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "web/**/*.test.ts"], { cwd: root });
  // A hook inside a suite ends with the suite; for a whole file there is test/around.ts.
  const open = tests.filter((file) => /^before\(/m.test(readFileSync(join(root, file), "utf8")));
  assert.deepEqual(open, []);
});
