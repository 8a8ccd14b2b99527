// Trials and published syntheses against the fact sheets they were taken from, and that each refusal refuses.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { sealed } from "./digest.ts";
import { contents, library } from "./library.ts";
import { type Contents, readLibrary } from "./read-library.ts";

const shared = resolve(import.meta.dirname, "..", "..", process.env["THECA_SHARED"] ?? "../shared", "facts");
const absent = existsSync(shared) ? false : "the fact sheets are not beside this checkout";
const sheet = (name: string): string[] => readFileSync(join(shared, name), "utf8").split("\n");

type Json = Record<string, unknown>;
const fileOf = (folder: "studies" | "published", id: string): Json =>
  Object.entries(contents[folder]).find(([name]) => name.startsWith(`${id} `))![1] as Json;

const numbersIn = (text: string): number[] =>
  (text.replace(/(?<=\d),(?=\d{3})/g, "").match(/(?<![\d.])\d*\.?\d+/g) ?? []).map(Number);

/** Every number of a file that someone could compute with. */
function numbersOf(value: unknown, field = ""): number[] {
  if (["day", "id", "source", "fact", "name", "low", "high", "registered", "en", "zh"].includes(field))
    return [];
  if (typeof value === "number") return [Math.abs(value)];
  if (typeof value === "string") return /^\d[\d.]* [a-zA-Z/%1]+$/.test(value) ? numbersIn(value) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => numbersOf(item, Array.isArray(value) ? field : key));
}

/** Numbers that a row writes otherwise: each with its reason. */
const otherwise: Readonly<Record<string, readonly number[]>> = {
  // The confidence level of the Hodges-Lehmann interval is printed as 95.1 %.
  "sisters-2018": [0.951],
  // The abstract itself gives p = 1.00 for sleep.
  "odutola-2023": [1],
  // 80 mg over 5 h, written as the rate.
  "amr-2010": [16],
  // 99 and 96 patients.
  "michelet-2018": [195],
};

const rowsOf = (lines: readonly string[]): string[][] =>
  lines
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** Numbers of the file that stand nowhere in the row. */
const invented = (id: string, file: unknown, row: readonly string[]): number[] => {
  const stated = new Set([...row.flatMap(numbersIn), ...(otherwise[id] ?? [])]);
  return numbersOf(file).filter((number) => !stated.has(number));
};

test("all 22 ketamine rows and all 10 intrathecal ones are there", () => {
  const facts = [...library.studies.values()].map(({ arms }) => arms[0]!.fact!);
  for (let row = 1; row <= 22; row++)
    assert.equal(
      facts.filter((fact) => fact === `ketamine-evidence §3.1 row ${row}`).length,
      1,
      `row ${row}`,
    );
  assert.equal(facts.filter((fact) => fact === "intrathecal §6.3").length, 10);
  assert.equal(library.published.size, 8);
});

test("no trial holds a number that its row does not state", { skip: absent }, () => {
  const ketamine = rowsOf(sheet("ketamine-evidence.md"));
  const intrathecal = sheet("intrathecal.md");
  const from = intrathecal.findIndex((line) => line.startsWith("### 6.3"));
  const arms = rowsOf(intrathecal.slice(from, from + 20));
  for (const [id, { arms: own, name }] of library.studies) {
    const number = /row (\d+)/.exec(own[0]!.fact!)?.[1];
    const row = number
      ? ketamine.find((cells) => cells[0] === number && cells.length >= 10)!
      : arms.find((cells) => cells[0]!.includes(/PMID (\d+)/.exec(name)?.[1] ?? name.split(" ")[0]!))!;
    assert.ok(row, id);
    assert.deepEqual(invented(id, fileOf("studies", id), row), [], id);
  }
  const slip = structuredClone(fileOf("studies", "kvarnstrom-2003"));
  ((slip["arms"] as Json[])[0] as Json)["n"] = 13;
  assert.deepEqual(
    invented(
      "kvarnstrom-2003",
      slip,
      ketamine.find((cells) => cells[0] === "6")!,
    ),
    [13],
  );
});

test("no published synthesis holds a number that its row does not state", { skip: absent }, () => {
  const rows = rowsOf(sheet("ketamine-evidence.md"));
  for (const [id, { name }] of library.published) {
    const row = rows.find((cells) => cells.length === 3 && cells[0]!.includes(name.split(" ").at(0)!))!;
    assert.ok(row, id);
    assert.deepEqual(invented(id, fileOf("published", id), row), [], id);
  }
});

test("a trial that is only second-hand or recalled in the sheet is not found here", { skip: absent }, () => {
  const rows = rowsOf(sheet("ketamine-evidence.md")).filter(
    (cells) => /^\d+$/.test(cells[0] ?? "") && cells.length >= 10,
  );
  assert.equal(rows.length, 22);
  for (const cells of rows) {
    const study = [...library.studies.values()].find(
      ({ arms }) => arms[0]!.fact === `ketamine-evidence §3.1 row ${cells[0]}`,
    )!;
    const statuses = new Set([...study.arms, ...study.outcomes].map(({ status }) => status));
    const mark = cells.at(-1)!;
    assert.equal(statuses.has("found"), /\bF\b/.test(mark), study.id);
    assert.equal(statuses.has("second-hand"), /F2/.test(mark), study.id);
  }
});

/** What the library says of a study that was changed. */
function faultsOf(folder: "studies" | "published", id: string, change: (file: Json) => void): string[] {
  const name = Object.keys(contents[folder]).find((one) => one.startsWith(`${id} `))!;
  const file = structuredClone(contents[folder][name]) as Json;
  change(file);
  const { [name]: _, ...others } = contents[folder];
  const spoilt: Contents = { ...contents, [folder]: { ...others, [sealed(id, file)]: file } };
  return readLibrary(spoilt).faults.map(({ path, message }) => `${path}: ${message}`);
}
const outcome = (file: Json, at: number): Json => (file["outcomes"] as Json[])[at]!;
const arm = (file: Json, at: number): Json => (file["arms"] as Json[])[at]!;

test("a trial that contradicts itself is refused", () => {
  const cases: readonly (readonly [string, (file: Json) => void, RegExp])[] = [
    [
      "more events than people",
      (f) => ((outcome(f, 1)["results"] as Json[])[0]!["events"] = 13),
      /more events/,
    ],
    [
      "an arm that is not there",
      (f) => ((outcome(f, 1)["results"] as Json[])[0]!["arm"] = "x"),
      /no arm "x"/,
    ],
    ["neither regimen nor reason", (f) => delete arm(f, 0)["regimen"], /regimen or the reason/],
    ["a drug that is not listed", (f) => (arm(f, 0)["drug"] = "elixir"), /no drug "elixir"/],
    ["two arms of one id", (f) => (arm(f, 1)["id"] = "ketamine"), /two arms/],
    ["more analysed than randomised", (f) => (arm(f, 0)["randomised"] = 3), /more were analysed/],
  ];
  for (const [what, change, expected] of cases)
    assert.ok(
      faultsOf("studies", "kvarnstrom-2003", change).some((fault) => expected.test(fault)),
      what,
    );
  const unsaid = faultsOf("studies", "sigtermans-2009", (f) => delete outcome(f, 0)["spread"]);
  assert.ok(unsaid.some((fault) => /does not say what it is/.test(fault)));
});

test("an interval that does not hold its estimate is refused", () => {
  const faults = faultsOf(
    "published",
    "odutola-2023",
    (file) => ((file["estimates"] as Json[])[0]!["estimate"] = -2),
  );
  assert.ok(faults.some((fault) => /outside its interval/.test(fault)));
});

test("the synthesis that began this and the one that contradicts it stand side by side", () => {
  const [seed, cochrane] = [library.published.get("odutola-2023")!, library.published.get("cochrane-2025")!];
  assert.equal(seed.estimates[0]!.estimate, -1.05);
  assert.match(cochrane.concludes!.says.en, /No clear benefit/);
  assert.ok(seed.disagrees.some(({ with: other }) => other === "cochrane-2025"));
  assert.ok(cochrane.disagrees.some(({ with: other }) => other === "odutola-2023"));
});

test("a crossover is flagged, and what is printed as SD but is doubted says so", () => {
  for (const study of library.studies.values())
    assert.equal(
      study.design === "crossover",
      study.doubts.some(({ id }) => id.endsWith("-crossover")),
      study.id,
    );
  for (const id of ["sigtermans-2009", "staats-2004"]) {
    const study = library.studies.get(id)!;
    assert.ok(study.outcomes.some(({ spread }) => spread?.is === "SEM" && spread.status !== "found"));
    assert.ok(study.doubts.some(({ id }) => id.endsWith("-spread")));
  }
});
