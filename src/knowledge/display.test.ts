// Every string of data/ that a user can see: the display rules, both languages, and nothing of a text that is false.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { contents, library } from "./library.ts";
import { folders } from "./read-library.ts";
import { adultCanal, canalChecks, canalSources } from "./read-canal.ts";
import { models } from "./read-model.ts";
import { canalReceipts, modelReceipts, receipts } from "./receipts.ts";

interface Shown {
  readonly path: string;
  readonly language: "en" | "zh" | "title";
  readonly text: string;
}

/** Titles of sources are others' words and are shown as they are; `quote` likewise. */
const shownIn = (value: unknown, path: string): Shown[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([field, item]) =>
        typeof item === "string" && (field === "en" || field === "zh")
          ? [{ path, language: field, text: item }]
          : typeof item === "string" && ["title", "short", "product"].includes(field)
            ? [{ path: `${path}.${field}`, language: "title" as const, text: item }]
            : shownIn(item, `${path}.${field}`),
      );
const shown = folders.flatMap((folder) => shownIn(contents[folder], folder));

/** What ISMP's list and the house forbid: in words, with what to write instead. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/[µμ]/u, "mcg or 微克, never a Greek letter"],
  [/\bug\b/, "mcg, never ug"],
  [/\d\s*(ml|ML|cc)\b|\/ml\b/, "mL"],
  [/\d\.\d*0(?![\d.])/, "no trailing zero"],
  [/(?<![\d.])\.\d/, "a leading zero"],
  [/\bQ\.?D\b|\bqd\b|\bQOD\b|\bBID\b|\bTID\b/, "daily, in words"],
  [/\bIU\b|\d\s*U\b/, "units in words"],
  [/(?<![\d,.])\d{4,}\s*(?:mcg|mg|mL|微克)/, "commas from 1,000"],
  [/\d(?:mcg|mg|mL|微克|毫克)/, "a space between number and unit"],
];
const tallMan =
  /\b(hydromorphone|fentanyl|sufentanil|clonidine|Hydromorphone|Fentanyl|Sufentanil|Clonidine)\b/;

const complaints = ({ path, language, text }: Shown): string[] => [
  ...forbidden.filter(([pattern]) => pattern.test(text)).map(([, rule]) => `${path} "${text}": ${rule}`),
  ...(language === "en" && !path.endsWith(".name") && tallMan.test(text)
    ? [`${path} "${text}": tall-man letters`]
    : []),
  ...(language === "zh" && !/\p{Script=Han}/u.test(text) ? [`${path} "${text}": no Chinese in it`] : []),
];

test("every shown string obeys the display rules", () => {
  assert.ok(shown.length > 400);
  assert.deepEqual(shown.flatMap(complaints), []);
});

test("the display rules catch what they forbid", () => {
  for (const text of [
    "50 µg",
    "50 ug",
    "5 ml",
    "2 cc",
    "5.0 mg",
    ".5 mg",
    "50 mcg QD",
    "1000 mcg",
    "5mg",
    "10 IU",
  ])
    assert.equal(complaints({ path: "x", language: "en", text }).length >= 1, true, text);
  assert.equal(complaints({ path: "x", language: "en", text: "clonidine" }).length, 1);
  assert.equal(complaints({ path: "x", language: "zh", text: "mcg" }).length, 1);
  for (const text of ["0.5 mg", "1,000 mcg/day", "10.5 mL", "20 mg", "0.14 mL", "2,003 mcg/day", "100 mcg"])
    assert.deepEqual(complaints({ path: "x", language: "en", text }), [], text);
});

/** The numbers of a sentence that are not small counts (which may be words) nor the month of a date. */
const numbersIn = (text: string): string =>
  [...new Set(text.replace(/\d+月/g, "").match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? [])]
    .filter((number) => number.length > 1)
    .sort()
    .join(" ");

test("a sentence says the same numbers in both languages", () => {
  const texts = (value: unknown): { en: string; zh: string }[] =>
    typeof value !== "object" || value === null
      ? []
      : "en" in value && "zh" in value
        ? [value as { en: string; zh: string }]
        : Object.values(value).flatMap(texts);
  const all = folders.flatMap((folder) => Object.values(contents[folder]).flatMap(texts));
  assert.deepEqual(
    all.filter(({ en, zh }) => numbersIn(en) !== numbersIn(zh)),
    [],
  );
  assert.notEqual(numbersIn("at most 19.2 mcg/day"), numbersIn("至多 21.6 微克/天"));
});

const falsehoods =
  /steroid|lasik|chiropract|acupunct|massage|into the brain|fairly rare|magic pill|类固醇|激光近视/i;

test("nothing of the blog text stands in data/: no steroid to the brain, no LASIK, no such source", (t) => {
  const all = JSON.stringify(folders.map((folder) => Object.values(contents[folder])));
  assert.doesNotMatch(all, falsehoods);
  const seeds = resolve(import.meta.dirname, "..", "..", process.env["THECA_SHARED"] ?? "../shared", "seeds");
  if (!existsSync(seeds)) return t.skip("the seed documents are not beside this checkout");
  const blog = readdirSync(seeds)
    .map((file) => readFileSync(join(seeds, file), "utf8"))
    .find((text) => falsehoods.test(text));
  assert.ok(blog, "no seed is the blog text");
  const sentences = blog
    .split(/[.\n]/)
    .map((s) => s.trim())
    .filter((s) => s.length > 20);
  assert.ok(sentences.length > 15);
  assert.deepEqual(
    sentences.filter((sentence) => all.includes(sentence)),
    [],
  );
});

test("every number of the data is on the receipts page, with its source", () => {
  const rows = receipts(library);
  const paths = new Set(rows.map(({ path }) => path));
  assert.equal(paths.size, rows.length);
  assert.ok(rows.every(({ source, what, subject }) => source && what.en && what.zh && subject.en));
  const written = folders
    .flatMap((folder) => Object.values(contents[folder]))
    .flatMap(function count(value: unknown): string[] {
      if (typeof value === "number") return [String(value)];
      if (typeof value === "string") return /^\d[\d.]* [a-zA-Z/%1]+$/.test(value) ? [value] : [];
      if (typeof value !== "object" || value === null) return [];
      return Object.entries(value).flatMap(([field, item]) =>
        ["locator", "title", "product", "year", "edition", "name", "maker", "in"].includes(field)
          ? []
          : count(item),
      );
    });
  assert.equal(rows.filter(({ value }) => value).length, written.length);
});

test("every number of the kinetic models and of the canal is on the receipts page, with its source", () => {
  const ofModels = [...models.values()].flatMap(modelReceipts);
  const ofCanal = canalReceipts(adultCanal, canalChecks, canalSources);
  const rows = [...ofModels, ...ofCanal];
  assert.equal(new Set(rows.map(({ path }) => path)).size, rows.length);
  assert.ok(rows.every(({ source, what, subject }) => source && what.en && what.zh && subject.en));
  for (const { id, parameters, covariances = [], compartments } of models.values()) {
    const numbers =
      Object.values(parameters).flatMap(({ written: { weight, age, ...rest } }) => [
        ...Object.values(rest),
        ...Object.values(weight ?? {}),
        ...Object.values(age ?? {}),
      ]).length + covariances.length;
    const errors = compartments.flatMap(({ residual }) =>
      ["proportional", "logarithmic", "additive"].filter((part) => residual && part in residual),
    ).length;
    assert.equal(
      ofModels.filter(({ path }) => path.startsWith(`models.${id}.`)).length,
      numbers + errors,
      id,
    );
  }
  const otto = ofModels.find(({ path }) => path === "models.otto2021.parameters.V1.value");
  assert.deepEqual(otto?.value, { value: 133, unit: "L" });
  for (const check of canalChecks)
    assert.ok(ofCanal.some(({ fact, id }) => id === check.id && fact === check.fact));
  // One row each for the sizes of the canal, its levels and what moves in it.
  const { stretches, landmarks, uptake } = adultCanal;
  assert.ok(ofCanal.length > 2 * stretches.length + landmarks.length + uptake.length + canalChecks.length);
});
