import { compare, inside, type Issue, type Quantity } from "../quantity/quantity.ts";
import type { Library } from "./read-library.ts";
import { publishedFaults, studyFaults } from "./study-check.ts";

/** What no single file can show: references that lead nowhere, ids twice, bounds the wrong way round. */
export function faultsOf(library: Library): readonly Issue[] {
  const places: Place[] = [];
  for (const folder of folders)
    for (const [id, item] of library[folder]) gather(item, inside(folder, id), places);
  return [
    ...sourceFaults(library, places),
    ...drugFaults(library),
    ...ratioFaults(library),
    ...duplicateIds(places),
    ...wrongOrder(places),
    ...unsigned(places),
    ...mixtureFaults(library),
    ...studyFaults(library),
    ...publishedFaults(library),
  ];
}

const folders = [
  "drugs",
  "pumps",
  "catheters",
  "mixtures",
  "conversions",
  "complications",
  "effects",
  "ratios",
  "studies",
  "published",
] as const;

/** An object somewhere in the library. */
interface Place {
  readonly path: string;
  readonly object: Readonly<Record<string, unknown>>;
}

function gather(value: unknown, path: string, places: Place[]): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) places.push({ path, object: value as Record<string, unknown> });
  for (const [name, item] of Object.entries(value))
    if (typeof item === "object")
      gather(item, inside(path, Array.isArray(value) ? Number(name) : name), places);
}

function* sourceFaults(library: Library, places: readonly Place[]): Generator<Issue> {
  const used = new Set<unknown>();
  for (const { path, object } of places) {
    const { source } = object;
    if (source === undefined) continue;
    used.add(source);
    if (!library.sources.has(String(source)))
      yield { path: inside(path, "source"), message: `there is no source "${String(source)}"` };
  }
  for (const id of library.sources.keys())
    if (!used.has(id)) yield { path: inside("sources", id), message: "no number comes from it" };
}

function* ratioFaults(library: Library): Generator<Issue> {
  const named = new Set<string>();
  for (const [id, { pumps }] of library.ratios)
    for (const [i, pump] of pumps.entries()) {
      const path = inside(`ratios.${id}.pumps`, i);
      if (!library.pumps.has(pump)) yield { path, message: `there is no pump "${pump}"` };
      if (named.has(pump)) yield { path, message: `"${pump}" stands in another file too` };
      named.add(pump);
    }
  if (library.ratios.get("other")?.pumps.length !== 0)
    yield { path: "ratios.other", message: "expected a file that holds for every pump that no other names" };
}

function* drugFaults(library: Library): Generator<Issue> {
  const known = (id: string, path: string): Issue[] =>
    library.drugs.has(id) ? [] : [{ path, message: `there is no drug "${id}"` }];
  for (const [id, { drugs }] of library.mixtures)
    for (const [i, drug] of drugs.entries()) yield* known(drug, inside(`mixtures.${id}.drugs`, i));
  for (const [id, { labelled }] of library.pumps)
    for (const [i, { drug }] of labelled.entries())
      yield* known(drug, `${inside(`pumps.${id}.labelled`, i)}.drug`);
  for (const [id, { limits }] of library.drugs)
    for (const [i, { together = [] }] of limits.entries())
      for (const other of together) yield* known(other, `${inside(`drugs.${id}.limits`, i)}.together`);
  for (const [id, { ratios }] of library.conversions)
    for (const [i, { from, to }] of ratios.entries())
      for (const drug of new Set([from.drug, to.drug]))
        yield* known(drug, inside(`conversions.${id}.ratios`, i));
}

/**
 * Limits, rules, stabilities and ratios of drugs are one list: a finding is known by its id alone. What two devices
 * share stands in both files under one id.
 */
function* duplicateIds(places: readonly Place[]): Generator<Issue> {
  const seen = new Map<string, string>();
  for (const { path, object } of places) {
    if (typeof object["id"] !== "string" || !("says" in object)) continue;
    const device = /^(?:pumps|catheters)\.[^.]+/.exec(path)?.[0] ?? "";
    const key = `${device} ${object["id"]}`;
    const first = seen.get(key);
    if (first) yield { path: inside(path, "id"), message: `"${object["id"]}" is also the id of ${first}` };
    else seen.set(key, path);
  }
}

function* wrongOrder(places: readonly Place[]): Generator<Issue> {
  const pairs = [
    ["lower", "upper"],
    ["minFlow", "maxFlow"],
    ["from", "below"],
    ["from", "until"],
  ] as const;
  for (const { path, object } of places) {
    for (const [low, high] of pairs) {
      const a = object[low];
      if (a === undefined) continue;
      const b = object[high];
      if (b !== undefined && isAbove(a, b)) yield { path: inside(path, low), message: `lies above ${high}` };
    }
    if ("bounds" in object && object["lower"] === undefined && object["upper"] === undefined)
      yield { path, message: "bounds nothing: it has neither lower nor upper" };
  }
}

/** Only a named person on a named day makes a number transcribed. */
function* unsigned(places: readonly Place[]): Generator<Issue> {
  for (const { path, object } of places)
    if (object["status"] === "transcribed" && !(object["verifiedBy"] && object["verifiedOn"]))
      yield {
        path: inside(path, "status"),
        message: "is transcribed, but verifiedBy and verifiedOn do not say by whom and when",
      };
}

function isAbove(a: unknown, b: unknown): boolean {
  return isObject(a) && isObject(b)
    ? compare(quantityOf(a), quantityOf(b)) > 0
    : (a as number | string) > (b as number | string);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A bound is a quantity, or a fact whose value is one. */
const quantityOf = (bound: object): Quantity =>
  "source" in bound ? (bound as unknown as { value: Quantity }).value : (bound as Quantity);

function* mixtureFaults(library: Library): Generator<Issue> {
  for (const [id, { drugs }] of library.mixtures) {
    const name = [...new Set(drugs)].sort().join("-");
    if (name !== id || drugs.join("-") !== id)
      yield {
        path: `mixtures.${id}.drugs`,
        message: `a mixture is called by its drugs in alphabetical order: "${name}"`,
      };
  }
}
