// The data against the fact sheets they were taken from: the same status, no number that its row does not state.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { type Quantity, renderQuantity } from "../quantity/quantity.ts";
import { contents, library } from "./library.ts";
import { folders } from "./read-library.ts";
import type { Receipt } from "./receipt.ts";
import { receipts } from "./receipts.ts";

const shared = resolve(import.meta.dirname, "..", "..", process.env["THECA_SHARED"] ?? "../shared", "facts");
const absent = existsSync(shared) ? false : "the fact sheets are not beside this checkout";
const sheets = ["intrathecal.md", "ketamine-evidence.md", "incidents.md", "safety.md"];

/** The rows of the fact sheets by id: their cells, as written. */
function readRows(): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  for (const sheet of sheets)
    for (const line of readFileSync(join(shared, sheet), "utf8").split("\n")) {
      const cells = line.split("|").map((cell) => cell.trim());
      const id = cells[1] ?? "";
      if (/^[A-Z]+-[A-Z0-9-]+$/.test(id)) rows.set(id, [...(rows.get(id) ?? []), ...cells.slice(2, -1)]);
    }
  return rows;
}

const receipted = (value: unknown): Receipt[] =>
  typeof value !== "object" || value === null
    ? []
    : [
        ...("source" in value && "status" in value ? [value as Receipt] : []),
        ...Object.values(value).flatMap(receipted),
      ];
const all = folders.flatMap((folder) => Object.values(contents[folder]).flatMap(receipted));

/** The status that a row states, in our words; undefined where a row marks its cells one by one, or none. */
function statusOf(cells: readonly string[]): string | undefined {
  const last = cells.at(-1) ?? "";
  if (/^\W*not found/.test(last)) return "assumption";
  if (last.startsWith("**F**")) return "found";
  if (last.startsWith("**R**")) return "recalled";
  return /found|recalled|computed/.test(last) ? last : undefined;
}

test("each number has the status that its row of the fact sheet has", { skip: absent }, () => {
  const rows = readRows();
  // A bare "found / recalled" names no confidence: M is taken, the middle one.
  const bare = "found / recalled";
  const differs = ({ fact = "", status }: Receipt): boolean => {
    const said = statusOf(rows.get(fact) ?? []);
    // Decision 10: ±14.5% is found through the recall notices (INC-3), whatever the row of the manual says.
    if (said === undefined || fact === "TOL-03" || status === "computed") return false;
    return !said.includes(status) && !(said === bare && status.startsWith("recalled"));
  };
  const checked = all.filter(({ fact = "" }) => statusOf(rows.get(fact) ?? []) !== undefined);
  assert.ok(checked.length > 350, `only ${checked.length} numbers could be held against their row`);
  assert.deepEqual(
    checked
      .filter(differs)
      .map(({ fact, status }) => `${fact} ${status}: ${statusOf(rows.get(fact ?? "") ?? [])}`),
    [],
  );
  assert.ok(differs({ source: "", status: "found", fact: "DEV-02" }));
});

/** Numbers that a row does not write as we do, each with the reason. */
const otherwise: Readonly<Record<string, readonly number[]>> = {
  // Stands in the row before or after it.
  "BAC-01": [75, 100],
  "BAC-02": [50],
  // +1 % too much is 101 %.
  "DEV-05": [101],
  // 85 to 115 is ±15.
  "DEV-31": [15],
  "TOL-02": [15],
  // 10 mcL.
  "DEV-36": [0.01],
  // Decoded from the model code, rate times ten.
  "DEV-42": [0.5, 1, 1.5, 2],
  // The share is of 1 mg.
  "FO-16": [1],
  // The edition, from the head of the column.
  "PACC-04": [2012],
  "PACC-05": [2012],
  // A refill every quarter.
  "STB-03": [3],
  // mcL/kg/min written as mL/kg/min.
  "PK-06": [0.00341, 0.00055],
  "PK-07": [0.00281, 0.00041],
};

const numbersIn = (text: string): number[] =>
  (text.replace(/(?<=\d),(?=\d{3})/g, "").match(/\d+(?:\.\d+)?/g) ?? []).map(Number);

test("no value, bound or sentence holds a number that its row does not state", { skip: absent }, () => {
  const rows = readRows();
  const stated = (fact: string) =>
    new Set([...(rows.get(fact) ?? []).flatMap(numbersIn), ...(otherwise[fact] ?? [])]);
  const invented = (of: Receipt): number[] => {
    const { says, value, lower, upper, volume, share, free, ratios } = of as unknown as Record<
      string,
      unknown
    >;
    const own = [value, lower, upper, volume, share, free]
      .filter((bound) => typeof bound === "string")
      .map((bound) => Number(bound.split(" ")[0]));
    const all = [...own, ...((ratios as number[] | undefined) ?? [])];
    const said = says ? numbersIn((says as { en: string }).en) : [];
    return [...all, ...said].filter((number) => !stated(of.fact ?? "").has(number));
  };
  const checked = all.filter(({ fact = "" }) => rows.has(fact));
  assert.ok(checked.length > 400, `only ${checked.length} numbers could be held against their row`);
  assert.deepEqual(
    checked.filter((of) => invented(of).length > 0).map((of) => `${of.fact}: ${invented(of).join(", ")}`),
    [],
  );
  const slip = { source: "", status: "found", fact: "ZIC-04", upper: "19.3 ug/d" } as Receipt;
  assert.deepEqual(invented(slip), [19.3]);
});

test("a limit's sentence names its bound with its unit", () => {
  const renderings = (bound: Quantity): string[] => {
    const text = renderQuantity(bound, "en-US");
    return [text, text.replace(" years", ""), ...(text === "1 week" ? ["a week"] : [])];
  };
  const silent = [...library.drugs.values()]
    .flatMap(({ limits }) => limits)
    .filter(
      ({ lower, upper, says }) => !renderings((upper ?? lower)!).some((text) => says.en.includes(text)),
    );
  assert.deepEqual(
    silent.map(({ id, says, upper, lower }) => `${id} "${says.en}" ${renderings((upper ?? lower)!)[0]}`),
    [],
  );
});

test("what is recalled is never shown as verified", () => {
  for (const row of receipts(library)) {
    assert.equal(row.verified, row.status === "found" || row.status === "transcribed", row.path);
  }
  const unverified = receipts(library).filter(({ verified }) => !verified);
  assert.ok(
    unverified.some(({ fact }) => fact === "DEV-02") && unverified.some(({ fact }) => fact === "PACC-01"),
  );
});
