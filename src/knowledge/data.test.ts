// What may stand in data/, and that each refusal refuses: every control is fed a spoilt copy of the real data.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { indexOf } from "../../scripts/data-index.ts";
import * as modelFiles from "../../data/models/index.ts";
import { compare } from "../quantity/quantity.ts";
import { sealed } from "./digest.ts";
import { contents, library } from "./library.ts";
import { type Contents, type Folder, folders, loadLibrary, readLibrary } from "./read-library.ts";
import { model } from "./read-model.ts";
import { isVerified } from "./receipt.ts";
import { lineOf, trusted } from "./trusted.ts";

const root = resolve(import.meta.dirname, "..", "..");

type Json = Record<string, unknown>;
const nameOf = (folder: Folder, id: string): string =>
  Object.keys(contents[folder]).find((name) => name.startsWith(`${id} `))!;

/** The real contents with one file changed and its index line written anew, as a careless author would. */
function spoilt(folder: Folder, id: string, change: (file: Json) => void): Contents {
  const name = nameOf(folder, id);
  const file = structuredClone(contents[folder][name]) as Json;
  change(file);
  const { [name]: _, ...others } = contents[folder];
  return { ...contents, [folder]: { ...others, [sealed(id, file)]: file } };
}
const limitsOf = (file: Json): Json[] => file["limits"] as Json[];
const limitOf = (file: Json, id: string): Json => limitsOf(file).find((limit) => limit["id"] === id)!;
const faultsOf = (of: Contents): string[] =>
  readLibrary(of).faults.map(({ path, message }) => `${path}: ${message}`);
/** The spoilt data is refused, at that place and in those words. */
function assertRefused(of: Contents, ...expected: readonly RegExp[]): void {
  const faults = faultsOf(of);
  for (const pattern of expected)
    assert.ok(
      faults.some((fault) => pattern.test(fault)),
      `${String(pattern)} is not among: ${faults.join(" | ") || "no fault at all"}`,
    );
}

test("the data as shipped has no fault", () => {
  assert.deepEqual(faultsOf(contents), []);
});

test("a number without source is refused", () => {
  assertRefused(
    spoilt("drugs", "baclofen", (file) => delete limitOf(file, "BAC-07")["source"]),
    /^drugs\.baclofen\.limits\[\d+\]\.source: expected text, got nothing/,
  );
  assertRefused(
    spoilt("pumps", "synchromed-ii-20", (file) => delete (file["capacity"] as Json)["source"]),
    /^pumps\.synchromed-ii-20\.capacity\.source/,
  );
});

test("a number without status, or with a status that is none, is refused", () => {
  assertRefused(
    spoilt("drugs", "morphine", (file) => delete limitOf(file, "MOR-03")["status"]),
    /^drugs\.morphine\.limits\[\d+\]\.status/,
  );
  assertRefused(
    spoilt("drugs", "morphine", (file) => (limitOf(file, "MOR-03")["status"] = "certain")),
    /^drugs\.morphine\.limits\[\d+\]\.status: expected one of transcribed/,
  );
});

test("a number that nobody signed is not transcribed", () => {
  const transcribed = (signature: Json) =>
    spoilt("drugs", "morphine", (file) =>
      Object.assign(limitOf(file, "PACC-01-max-2017"), { status: "transcribed", ...signature }),
    );
  const unsigned = /^drugs\.morphine\.limits\[\d+\]\.status: is transcribed, but/;
  assertRefused(transcribed({}), unsigned);
  assertRefused(transcribed({ verifiedBy: "A. Pharmacist" }), unsigned);
  assert.deepEqual(faultsOf(transcribed({ verifiedBy: "A. Pharmacist", verifiedOn: "2026-11-22" })), []);
});

test("a unit that does not fit is refused", () => {
  assertRefused(
    spoilt("drugs", "ziconotide", (file) => (limitOf(file, "ZIC-04-US")["upper"] = "19.2 ug")),
    /^drugs\.ziconotide\.limits\[\d+\]\.upper: expected a dose per time .*which is an amount of drug/,
  );
  assertRefused(
    spoilt("drugs", "ziconotide", (file) => (limitOf(file, "ZIC-04-US")["upper"] = 19.2)),
    /^drugs\.ziconotide\.limits\[\d+\]\.upper: .*without a unit/,
  );
});

test("a lower bound above the upper one is refused, in whatever units", () => {
  assertRefused(
    spoilt("drugs", "morphine", (file) => (limitOf(file, "MOR-01")["lower"] = "1001 ug/d")),
    /^drugs\.morphine\.limits\[\d+\]\.lower: lies above upper/,
  );
  assertRefused(
    spoilt("pumps", "synchromed-ii-40", (file) => ((file["minFlow"] as Json)["value"] = "1.1 mL/h")),
    /^pumps\.synchromed-ii-40\.minFlow: lies above maxFlow/,
  );
});

test("a limit that bounds nothing is refused", () => {
  assertRefused(
    spoilt("drugs", "morphine", (file) => delete limitOf(file, "MOR-03")["upper"]),
    /^drugs\.morphine\.limits\[\d+\]: bounds nothing/,
  );
});

test("a source that nothing uses is refused", () => {
  const file = { id: "idle", title: "An idle source", kind: "article" };
  assertRefused(
    { ...contents, sources: { ...contents.sources, [sealed("idle", file)]: file } },
    /^sources\.idle: no number comes from it/,
  );
});

test("a source that does not exist is refused", () => {
  assertRefused(
    spoilt("drugs", "baclofen", (file) => (limitOf(file, "BAC-07")["source"] = "hearsay")),
    /^drugs\.baclofen\.limits\[\d+\]\.source: there is no source "hearsay"/,
  );
});

test("a limit's id that is taken is refused, in the same drug and in another", () => {
  assertRefused(
    spoilt("drugs", "baclofen", (file) => (limitOf(file, "BAC-08")["id"] = "BAC-07")),
    /^drugs\.baclofen\.limits\[\d+\]\.id: "BAC-07" is also the id of drugs\.baclofen\.limits/,
  );
  assertRefused(
    spoilt("drugs", "morphine", (file) => (limitOf(file, "MOR-03")["id"] = "BAC-07")),
    /^drugs\.morphine\.limits\[\d+\]\.id: "BAC-07" is also the id of drugs\.baclofen\.limits/,
  );
});

test("a drug that does not exist is refused in a mixture, a device's label, a limit and a conversion", () => {
  const mixture = { id: "baclofen-elixir", drugs: ["baclofen", "elixir"], stability: [] as unknown[] };
  mixture.stability = structuredClone(library.drugs.get("baclofen")!.stability).map((row) => ({
    ...row,
    id: "x",
  }));
  assertRefused(
    { ...contents, mixtures: { ...contents.mixtures, [sealed(mixture.id, mixture)]: mixture } },
    /^mixtures\.baclofen-elixir\.drugs\[1\]: there is no drug "elixir"/,
  );
  assertRefused(
    spoilt("pumps", "synchromed-ii-20", (file) => ((file["labelled"] as Json[])[0]!["drug"] = "elixir")),
    /^pumps\.synchromed-ii-20\.labelled\[0\]\.drug: there is no drug "elixir"/,
  );
  assertRefused(
    spoilt("drugs", "ziconotide", (file) => (limitOf(file, "ZIC-09-dose")["together"] = ["elixir"])),
    /^drugs\.ziconotide\.limits\[\d+\]\.together: there is no drug "elixir"/,
  );
  assertRefused(
    spoilt(
      "conversions",
      "routes-of-morphine",
      (file) => ((file["ratios"] as Json[])[0]!["from"] = { drug: "elixir", route: "oral" }),
    ),
    /^conversions\.routes-of-morphine\.ratios\[0\]: there is no drug "elixir"/,
  );
});

test("a mixture called by another name than its drugs is refused", () => {
  const [id] = library.mixtures.keys();
  assertRefused(
    spoilt("mixtures", id!, (file) => (file["drugs"] = (file["drugs"] as string[]).toReversed())),
    /^mixtures\..*: a mixture is called by its drugs in alphabetical order/,
  );
});

test("an unknown field is refused: a misspelt one must not silently do nothing", () => {
  assertRefused(
    spoilt("drugs", "baclofen", (file) => (limitOf(file, "BAC-07")["jurisdiction"] = ["US"])),
    /^drugs\.baclofen\.limits\[\d+\]\.jurisdiction: is not a field known here/,
  );
});

test("L-09: a kinetic model with one digit changed is refused, and the index of models names what its files hold", () => {
  assert.equal(readFileSync(join(root, "data", "models", "index.ts"), "utf8"), indexOf("models"));
  const [name, content] = lineOf(modelFiles, "otto2021");
  assert.equal(trusted("models", [name, content], model).parameters["V1"]?.value, 133_000);
  const changed = JSON.parse(JSON.stringify(content).replace("133 L", "138 L")) as unknown;
  assert.throws(() => trusted("models", [name, changed], model), /not what its index line names/);
});

test("L-09: a file with one byte changed is refused, though its shape is sound", () => {
  const name = nameOf("drugs", "ziconotide");
  const file = structuredClone(contents.drugs[name]) as Json;
  limitOf(file, "ZIC-04-US")["upper"] = "19.3 ug/d";
  assertRefused(
    { ...contents, drugs: { ...contents.drugs, [name]: file } },
    /^drugs\.ziconotide: is not what its index line was written for/,
  );
});

test("nothing runs on data with a fault: loading it throws, and names every fault", () => {
  const bad = spoilt("drugs", "baclofen", (file) => {
    delete limitOf(file, "BAC-07")["source"];
    limitOf(file, "BAC-14")["upper"] = "1000 ug";
  });
  assert.throws(() => loadLibrary(bad), /cannot be trusted:\n.*\.source: .*\n.*\.upper: /);
});

test("an index line without a digest, or under another id, is refused", () => {
  const name = nameOf("drugs", "saline");
  const { [name]: file, ...others } = contents.drugs;
  assertRefused({ ...contents, drugs: { ...others, saline: file } }, /^drugs\.saline: .*carries no digest/);
  assertRefused(
    { ...contents, drugs: { ...others, [sealed("water", file)]: file } },
    /^drugs\.water: calls itself "saline"/,
  );
});

/** What stands in the way of an index file being the one that its folder asks for. */
const indexFaults = (folder: string, index: string): string[] => {
  const linesOf = (text: string) => text.split("\n").filter(Boolean);
  const [have, want] = [linesOf(index), linesOf(indexOf(folder))];
  return [
    ...want.filter((line) => !have.includes(line)).map((line) => `data/${folder}/index.ts lacks ${line}`),
    ...have.filter((line) => !want.includes(line)).map((line) => `data/${folder}/index.ts has ${line}`),
  ];
};

test("every file of data/ has its index line, and every line its file: `npm run data` writes them", () => {
  for (const folder of folders) {
    const index = readFileSync(join(root, "data", folder, "index.ts"), "utf8");
    assert.deepEqual(indexFaults(folder, index), []);
    const [first, ...rest] = index.split("\n");
    assert.ok(globSync("*.json", { cwd: join(root, "data", folder) }).length > 0 && first);
    assert.match(
      indexFaults(folder, rest.join("\n"))[0] ?? "",
      new RegExp(`^data/${folder}/index.ts lacks `),
    );
  }
});

test("nothing blocks that nobody has read: every label's maximum in the data is found or transcribed", () => {
  const blocking = [...library.drugs.values()]
    .flatMap(({ limits }) => limits)
    .filter((limit) => limit.authority === "label" && limit.force === "maximum");
  assert.ok(blocking.length >= 10);
  assert.deepEqual(
    blocking.filter(({ status }) => !isVerified(status)).map(({ id }) => id),
    [],
  );
});

test("the labels of ziconotide disagree, and both maxima stand", () => {
  const limits = library.drugs.get("ziconotide")!.limits;
  const maximum = (jurisdiction: "US" | "EU" | "UK") =>
    limits.find(
      (l) => l.bounds === "dailyDose" && l.authority === "label" && l.jurisdictions?.includes(jurisdiction),
    )!.upper!;
  // ZIC-04: 0.8 mcg/h in the US, 0.9 mcg/h in the EU and the UK.
  assert.equal(compare(maximum("US"), { value: 0.8, unit: "ug/h" }), 0);
  assert.equal(compare(maximum("EU"), { value: 0.9, unit: "ug/h" }), 0);
  assert.equal(compare(maximum("UK"), { value: 0.9, unit: "ug/h" }), 0);
});
