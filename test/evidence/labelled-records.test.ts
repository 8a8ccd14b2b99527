// Deduplication measured on libraries that people have labelled. They are read from beside the checkout, not copied.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import Papa from "papaparse";
import { type BibliographicRecord, dedupe } from "../../src/evidence/evidence.ts";

const root = resolve(import.meta.dirname, "..", "..");
const shared = resolve(root, process.env["THECA_SHARED"] ?? "../shared");
const folder = resolve(root, process.env["THECA_DATASETS"] ?? join(shared, "datasets"));
const skip = existsSync(folder) ? false : "the labelled libraries are not beside this checkout";

interface Labelled {
  readonly record: BibliographicRecord;
  readonly duplicate: boolean;
}

test(
  "of ASySD's 1,261 duplicates 99.5 % are removed, and 99 % of its 584 unique records stay",
  { skip },
  () => {
    const text = readFileSync(join(folder, "asysd-labelled.csv"), "utf8");
    const rows = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    const all = rows.map((row): Labelled => ({
      record: { ...row, id: row["record_id"]!, authors: row["author"] },
      duplicate: row["source"] === "duplicate",
    }));
    const isDuplicate = new Map(all.map(({ record, duplicate }) => [record.id, duplicate]));
    let [removed, lost] = [0, 0];
    // One of each group stays: the one labelled unique, where there is one.
    for (const group of dedupe(all.map(({ record }) => record)).groups) {
      const unique = group.filter((id) => !isDuplicate.get(id)).length;
      removed += group.length - Math.max(1, unique);
      lost += Math.max(0, unique - 1);
    }
    const duplicates = all.filter(({ duplicate }) => duplicate).length;
    assert.equal(duplicates, 1261);
    assert.ok(removed / duplicates >= 0.995, `sensitivity ${removed / duplicates}`);
    assert.ok(1 - lost / (all.length - duplicates) >= 0.99, `${lost} unique records lost`);
  },
);

/** The text of the first element of a name, without its styles. */
function textOf(xml: string, name: string): string {
  const found = new RegExp(`<${name}[ >][\\s\\S]*?</${name}>`).exec(xml)?.[0] ?? "";
  return found.replace(/<[^>]+>/g, "").replaceAll("&amp;", "&");
}

test("every record of the copper library marked as a duplicate is in a group, and no other", { skip }, () => {
  const xml = readFileSync(join(folder, "dedupe-copper.endnote.xml"), "utf8");
  const all = [...xml.matchAll(/<record>([\s\S]*?)<\/record>/g)].map(([, body], i): Labelled => {
    const authors = [...body!.matchAll(/<author>[\s\S]*?<\/author>/g)].map(([author]) =>
      textOf(author, "author"),
    );
    return {
      record: {
        id: String(i),
        title: textOf(body!, "title"),
        authors: authors.join("; "),
        year: textOf(body!, "year"),
        journal: textOf(body!, "secondary-title"),
        volume: textOf(body!, "volume"),
        pages: textOf(body!, "pages"),
        doi: textOf(body!, "electronic-resource-num"),
        abstract: textOf(body!, "abstract"),
      },
      duplicate: /<caption>.*Duplicate/.test(body!),
    };
  });
  assert.equal(all.length, 505);
  const grouped = new Set(dedupe(all.map(({ record }) => record)).groups.flat());
  const marked = all.filter(({ duplicate }) => duplicate);
  const found = marked.filter(({ record }) => grouped.has(record.id)).length;
  assert.ok(found / marked.length >= 0.995, `${found} of ${marked.length}`);
  assert.equal(grouped.size - found, 0);
});
