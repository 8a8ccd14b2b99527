// Takes out one control of the engine after the other, in a copy of the tree, and expects the tests of its row to go
// red. `npm run controls -- INC-3 U-15` proves some rows; without names all. Ends with 1 if any control is not needed.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type Control, controls, placesOf } from "../test/safety/controls.ts";
import { storeControls } from "../test/safety/store-controls.ts";
import { doorControls } from "../test/safety/people-controls.ts";

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
/** Where the tests of a control stand, and which of them. */
interface Proved extends Control {
  readonly tests?: readonly [file: string, pattern: string];
}
const everyControl: readonly Proved[] = [...controls, ...doorControls, ...storeControls];
const chosen = everyControl.filter(({ row }) => wanted.length === 0 || wanted.includes(row));
const atOnce = 2;

/** A copy of everything the tests read, with the packages linked. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "theca-controls-"));
  const left = new Set([".git", "node_modules", "dist", "bench"]);
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(resolve(root, "node_modules"), join(copy, "node_modules"), "junction");
  return copy;
}

/** Whether the tests of a control pass in a copy. */
function passes(copy: string, { row, tests }: Proved): Promise<boolean> {
  const files = tests
    ? [`--test-name-pattern=${tests[1]}`, join(copy, tests[0])]
    : ["safety.test.ts", "properties.test.ts"].map((file) => join(copy, "test", "safety", file));
  // A test that fails may leave a store open, and is red all the same.
  const child = spawn(process.execPath, ["--test", "--test-isolation=none", "--test-force-exit", ...files], {
    cwd: copy,
    stdio: "ignore",
    env: { ...process.env, THECA_ROW: row, THECA_RUNS: "300" },
  });
  return new Promise((done, failed) => {
    child.once("error", failed).once("close", (status) => done(status === 0));
  });
}

/** "red" is what a control is for; what else it may be is said in a word. */
async function prove(control: Proved, copy: string): Promise<string> {
  const file = join(copy, control.file);
  const source = readFileSync(file, "utf8");
  const [place, ...more] = placesOf(control, source);
  if (!place || more.length > 0) return place ? "stands there more than once" : "stands there no more";
  writeFileSync(file, source.slice(0, place[0]) + control.without + source.slice(place[1]));
  const green = await passes(copy, control);
  writeFileSync(file, source);
  return green ? "GREEN without it" : "red";
}

const queue = chosen.map((control, index) => ({ control, index }));
const verdicts: string[] = [];
const unbroken = new Map<string, boolean>();

async function work(): Promise<void> {
  const copy = copyOfTree();
  try {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { control, index } = next;
      // A row that is red with all its controls in place proves nothing.
      const which = control.tests?.join(" ") ?? control.row;
      if (!unbroken.has(which)) unbroken.set(which, await passes(copy, control));
      verdicts[index] = unbroken.get(which) ? await prove(control, copy) : "red already with it";
      console.log(`${control.row.padEnd(7)} ${verdicts[index].padEnd(18)} ${control.does} (${control.file})`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, work));
const failed = verdicts.filter((verdict) => verdict !== "red").length;
console.log(`${verdicts.length - failed} of ${verdicts.length} controls proved needed`);
process.exit(failed > 0 ? 1 : 0);
