import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { latinLetter, openFont, readPicture, type Shape, writePdf } from "./plot.ts";

const snapshots = `${import.meta.dirname}/snapshots`;
const names = "baujat bubble forest funnel gosh labbe network radial"
  .split(" ")
  .flatMap((name) => [`${name}-en-GB`, `${name}-zh-CN`]);
const pictureOf = (name: string): string => readFileSync(`${snapshots}/${name}.svg`, "utf8");
const noto = createRequire(import.meta.url).resolve(
  "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff",
);
const font = existsSync(noto) ? openFont(readFileSync(noto), (packed) => inflateSync(packed)) : undefined;

test("every picture is taken apart whole: as many shapes as it has elements, none without a place", () => {
  for (const name of names) {
    const svg = pictureOf(name);
    const { shapes, width, height } = readPicture(svg);
    const elements = svg.match(/<(rect|circle|line|polygon|polyline|text)\b/g)!.length;
    assert.equal(shapes.length, elements, name);
    const numbers = (shape: Shape): number[] =>
      shape.kind === "path" ? shape.points.flat() : [shape.x, shape.y, ...("r" in shape ? [shape.r] : [])];
    for (const shape of shapes)
      for (const value of numbers(shape))
        assert.ok(Number.isFinite(value) && value > -50 && value < width + height, name);
    // A line whose ends fell together was read without its coordinates.
    const lines = shapes.filter((shape) => shape.kind === "path" && !shape.closed);
    assert.ok(lines.length > 2, name);
    assert.ok(
      lines.every((line) => line.kind === "path" && String(line.points[0]) !== String(line.points.at(-1))),
      name,
    );
  }
});

/** The objects of a file by number, found through its own table: what a reader does first. */
function objectsOf(bytes: Uint8Array): Map<number, string> {
  const text = Buffer.from(bytes).toString("latin1");
  const start = Number(/startxref\n(\d+)/.exec(text)![1]);
  assert.equal(text.slice(start, start + 4), "xref");
  const [, count] = /xref\n0 (\d+)\n/.exec(text.slice(start))!;
  const entries = [...text.slice(start).matchAll(/(\d{10}) 00000 n /g)];
  assert.equal(entries.length, Number(count) - 1);
  return new Map(
    entries.map(([, at], i) => {
      assert.ok(
        text.startsWith(`${i + 1} 0 obj\n`, Number(at)),
        `object ${i + 1} is not where the table says`,
      );
      return [i + 1, text.slice(Number(at), text.indexOf("endobj", Number(at)))];
    }),
  );
}

test("a PDF finds each of its objects, and each stream is as long as it says", () => {
  for (const name of names) {
    const { bytes } = writePdf(pictureOf(name), font ? [font] : []);
    for (const object of objectsOf(bytes).values()) {
      const length = /^\d+ 0 obj\n<< \/Length (\d+)/.exec(object)?.[1];
      if (length === undefined) continue;
      const from = object.indexOf("stream\n") + 7;
      assert.equal(object.slice(from + Number(length), from + Number(length) + 10), "\nendstream", name);
    }
  }
});

test("Latin text needs no font within, and a letter that nothing can show is named", () => {
  const english = writePdf(pictureOf("forest-en-GB"));
  assert.deepEqual(english.missing, []);
  assert.doesNotMatch(Buffer.from(english.bytes).toString("latin1"), /FontFile2/);
  assert.ok(writePdf(pictureOf("forest-zh-CN")).missing.includes("研"));
  assert.equal(latinLetter("−", false)?.font, "symbol");
  assert.equal(latinLetter("č", false), undefined);
});

test(
  "the widths that right-aligned numbers hang on are Helvetica's own, bold or not",
  { skip: false },
  () => {
    // Adobe's font metrics: digits are 556 wide in both weights.
    for (const digit of "0123456789") {
      assert.equal(latinLetter(digit, true)?.width, 556);
      assert.equal(latinLetter(digit, false)?.width, 556);
    }
    assert.equal(latinLetter("W", true)?.width, 944);
    assert.equal(latinLetter("m", true)?.width, 889);
  },
);

test(
  "the Chinese of a picture is embedded, letter by letter with its Unicode",
  { skip: font ? false : "the Chinese font is not installed" },
  () => {
    const { bytes, missing } = writePdf(pictureOf("forest-zh-CN"), [font!]);
    assert.deepEqual(missing, []);
    const text = Buffer.from(bytes).toString("latin1");
    const used = new Set(
      readPicture(pictureOf("forest-zh-CN")).shapes.flatMap((shape) =>
        shape.kind === "text" ? [...shape.content].filter((letter) => !latinLetter(letter, false)) : [],
      ),
    );
    for (const letter of used)
      assert.match(text, new RegExp(`<${letter.charCodeAt(0).toString(16).padStart(4, "0")}>`), letter);
    // Only what is used comes along: the whole font is 1.5 MB.
    assert.ok(bytes.length < 60_000, `${bytes.length} bytes`);
  },
);
