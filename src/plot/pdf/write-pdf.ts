// A picture as a PDF of one page: its shapes as they are, its text as text, letters beyond Latin from a font within.
import { readPicture, type Paint, type Shape } from "../read-picture.ts";
import { type Font, subsetFont } from "./font.ts";
import { latinLetter } from "./latin.ts";

/** A picture as a PDF file, and the letters that no font at hand could show. */
export interface Pdf {
  readonly bytes: Uint8Array;
  readonly missing: readonly string[];
}

/** Points in one unit of a picture: a unit is a pixel of CSS, 96 to the inch. */
const unit = 72 / 96;

const n = (value: number): string => String(Number(value.toFixed(3)) + 0);
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
const rgb = (colour: string): string =>
  [1, 3, 5].map((at) => n(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(" ");

/** A letter with where it is taken from. */
interface Drawn {
  readonly font: string;
  readonly hex: string;
  /** In thousandths of the size. */
  readonly width: number;
}

/** The letters taken from fonts within, numbered in the order of their first use. */
class Embedded {
  readonly #fonts: readonly Font[];
  readonly used: { readonly letters: Map<string, number> }[];
  readonly missing = new Set<string>();
  constructor(fonts: readonly Font[]) {
    this.#fonts = fonts;
    this.used = fonts.map(() => ({ letters: new Map() }));
  }
  draw(letter: string, bold: boolean): Drawn {
    const plain = latinLetter(letter, bold);
    if (plain)
      return {
        font: plain.font === "symbol" ? "S" : bold ? "B" : "H",
        hex: hex(plain.code, 2),
        width: plain.width,
      };
    const at = this.#fonts.findIndex((font) => font.glyphOf(letter) > 0);
    const font = this.#fonts[at];
    if (!font) {
      this.missing.add(letter);
      return this.draw("?", bold);
    }
    const { letters } = this.used[at]!;
    const glyph = letters.get(letter) ?? letters.size + 1;
    letters.set(letter, glyph);
    const width = (1000 * font.advanceOf(font.glyphOf(letter))) / font.unitsPerEm;
    return { font: `E${at}`, hex: hex(glyph, 4), width };
  }
}

const painting = ({ fill, stroke, width, dash }: Paint): string =>
  [
    fill ? `${rgb(fill)} rg` : "",
    stroke ? `${rgb(stroke)} RG ${n(width)} w [${dash.map(n).join(" ")}] 0 d` : "",
  ].join(" ");

const finish = ({ fill, stroke }: Paint): string => (fill && stroke ? "B" : fill ? "f" : stroke ? "S" : "n");

function draw(shape: Shape, letters: Embedded): string {
  switch (shape.kind) {
    case "rect":
      return `${painting(shape.paint)} ${[shape.x, shape.y, shape.width, shape.height].map(n).join(" ")} re ${finish(shape.paint)}`;
    case "circle":
      return `${painting(shape.paint)} ${round(shape.x, shape.y, shape.r)} ${finish(shape.paint)}`;
    case "path": {
      const line = shape.points.map(([x, y], i) => `${n(x)} ${n(y)} ${i === 0 ? "m" : "l"}`).join(" ");
      return `${painting(shape.paint)} ${line}${shape.closed ? " h" : ""} ${finish(shape.paint)}`;
    }
    case "text":
      return write(shape, letters);
    default:
      return shape satisfies never;
  }
}

/** A circle of four Bézier curves, off by less than three in ten thousand of its radius. */
function round(x: number, y: number, r: number): string {
  const k = 0.5522847498 * r;
  const curve = (...points: number[]): string => `${points.map(n).join(" ")} c`;
  return [
    `${n(x + r)} ${n(y)} m`,
    curve(x + r, y + k, x + k, y + r, x, y + r),
    curve(x - k, y + r, x - r, y + k, x - r, y),
    curve(x - r, y - k, x - k, y - r, x, y - r),
    curve(x + k, y - r, x + r, y - k, x + r, y),
    "h",
  ].join(" ");
}

function write(shape: Extract<Shape, { kind: "text" }>, letters: Embedded): string {
  const { size, bold, anchor, turn, paint } = shape;
  const drawn = [...shape.content].map((letter) => letters.draw(letter, bold));
  const width = (drawn.reduce((sum, one) => sum + one.width, 0) * size) / 1000;
  const shift = anchor === "start" ? 0 : anchor === "end" ? -width : -width / 2;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const place = [cos, sin, sin, -cos, shape.x + shift * cos, shape.y + shift * sin].map(n).join(" ");
  const runs: { font: string; hex: string }[] = [];
  for (const one of drawn) {
    const last = runs.at(-1);
    if (last?.font === one.font) last.hex += one.hex;
    else runs.push({ font: one.font, hex: one.hex });
  }
  const text = (mode: (font: string) => string): string =>
    `BT ${place} Tm ${runs.map(({ font, hex }) => `/${font} ${n(size)} Tf ${mode(font)} <${hex}> Tj`).join(" ")} ET`;
  const fill = `${rgb(paint.fill ?? "#000000")} rg`;
  // Letters of a font within are one weight: a thin line around them makes them bold.
  const heavy = (font: string): string =>
    bold && font.startsWith("E")
      ? `2 Tr ${rgb(paint.fill ?? "#000000")} RG ${n(size / 30)} w [] 0 d`
      : "0 Tr";
  const halo = paint.stroke
    ? `${rgb(paint.stroke)} RG ${n(paint.width)} w [] 0 d 1 j ${text(() => "1 Tr")}`
    : "";
  return `${halo} ${fill} ${text(heavy)}`;
}

/** A picture of this room as a PDF; `fonts` are tried in turn for letters beyond Latin. */
export function writePdf(svg: string, fonts: readonly Font[] = []): Pdf {
  const picture = readPicture(svg);
  const letters = new Embedded(fonts);
  const [width, height] = [picture.width * unit, picture.height * unit];
  const shapes = picture.shapes.map((shape) => draw(shape, letters)).join("\n");
  const content = `${n(unit)} 0 0 ${n(-unit)} 0 ${n(height)} cm\n${shapes}\n`;
  const file = new PdfFile();
  const [catalog, pages, page, stream, info] = [
    file.reserve(),
    file.reserve(),
    file.reserve(),
    file.reserve(),
    file.reserve(),
  ];
  const plain = (name: string, encoding: string): number =>
    file.add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name}${encoding} >>`);
  const latin = " /Encoding /WinAnsiEncoding";
  const resources = [
    `/H ${plain("Helvetica", latin)} 0 R`,
    `/B ${plain("Helvetica-Bold", latin)} 0 R`,
    `/S ${plain("Symbol", "")} 0 R`,
    ...letters.used.flatMap(({ letters }, i) =>
      letters.size > 0 ? [`/E${i} ${embed(file, fonts[i]!, letters, i)} 0 R`] : [],
    ),
  ];
  file.put(
    catalog,
    `<< /Type /Catalog /Pages ${pages} 0 R /Lang (${picture.lang}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  file.put(pages, `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`);
  file.put(
    page,
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${n(width)} ${n(height)}] /Contents ${stream} 0 R /Resources << /Font << ${resources.join(" ")} >> >> >>`,
  );
  file.putStream(stream, ascii(content));
  file.put(info, `<< /Title ${utf16(picture.title)} /Producer (Theca) >>`);
  return { bytes: file.end(catalog, info), missing: [...letters.missing] };
}

/** A font of the letters used, so that readers without one show them and find them. */
function embed(file: PdfFile, font: Font, letters: ReadonlyMap<string, number>, index: number): number {
  const glyphs = [...letters.keys()].map(font.glyphOf);
  const bytes = subsetFont(font, glyphs);
  const scale = 1000 / font.unitsPerEm;
  const name = `${"ABCDEFGH"[index % 8]!.repeat(6)}+Embedded`;
  const program = file.reserve();
  file.putStream(program, bytes, `/Length1 ${bytes.length}`);
  const described = file.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-1000 -400 2000 1200] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 730 /StemV 90 /FontFile2 ${program} 0 R >>`,
  );
  const widths = glyphs.map((glyph) => n(font.advanceOf(glyph) * scale)).join(" ");
  const descendant = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${described} 0 R /CIDToGIDMap /Identity /DW 1000 /W [1 [${widths}]] >>`,
  );
  const unicode = file.reserve();
  file.putStream(unicode, ascii(toUnicode(letters)));
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  );
}

/** Which letter each glyph is, so that text can be searched and copied. */
function toUnicode(letters: ReadonlyMap<string, number>): string {
  const lines = [...letters].map(([letter, glyph]) => {
    const units = [...Array(letter.length).keys()].map((i) => hex(letter.charCodeAt(i), 4)).join("");
    return `<${hex(glyph, 4)}> <${units}>`;
  });
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += 100) {
    const block = lines.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${blocks.join("\n")}\nendcmap CMapName currentdict /CMap defineresource pop end end`;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string): string =>
  `<feff${[...Array(text.length).keys()].map((i) => hex(text.charCodeAt(i), 4)).join("")}>`;

/** Objects by number, written in order with the table of where each begins. */
class PdfFile {
  readonly #objects: Uint8Array[] = [];
  reserve(): number {
    return this.#objects.push(new Uint8Array());
  }
  put(id: number, content: string): void {
    this.#objects[id - 1] = ascii(content);
  }
  putStream(id: number, content: Uint8Array, more = ""): void {
    const [head, foot] = [ascii(`<< /Length ${content.length} ${more} >>\nstream\n`), ascii("\nendstream")];
    this.#objects[id - 1] = joined([head, content, foot]);
  }
  add(content: string): number {
    const id = this.reserve();
    this.put(id, content);
    return id;
  }
  end(catalog: number, info: number): Uint8Array {
    const parts: Uint8Array[] = [ascii("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")];
    let length = parts[0]!.length;
    const starts = this.#objects.map((object, i) => {
      const start = length;
      const whole = joined([ascii(`${i + 1} 0 obj\n`), object, ascii("\nendobj\n")]);
      parts.push(whole);
      length += whole.length;
      return start;
    });
    const entries = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
    const size = this.#objects.length + 1;
    const tail = `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${length}\n%%EOF\n`;
    return joined([...parts, ascii(tail)]);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
