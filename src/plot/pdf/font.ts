// TrueType fonts inside WOFF 1, and a font of only the letters that a picture shows: OpenType 1.9 and WOFF 1.0.

/** A font that letters can be taken from. */
export interface Font {
  readonly unitsPerEm: number;
  /** The glyph of a letter; 0 where the font has none. */
  readonly glyphOf: (letter: string) => number;
  /** How far a glyph moves on, in font units. */
  readonly advanceOf: (glyph: number) => number;
  readonly tables: ReadonlyMap<string, Uint8Array>;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Opens a WOFF file; `inflate` undoes zlib's compression. */
export function openFont(woff: Uint8Array, inflate: (packed: Uint8Array) => Uint8Array): Font {
  const file = view(woff);
  if (file.getUint32(0) !== 0x774f4646) throw new Error("the font is not a WOFF file");
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < file.getUint16(12); i++) {
    const at = 44 + 20 * i;
    const tag = String.fromCharCode(...woff.subarray(at, at + 4));
    const [offset, packed, size] = [4, 8, 12].map((part) => file.getUint32(at + part)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packed);
    tables.set(tag, packed < size ? inflate(bytes) : bytes);
  }
  const [head, hhea, hmtx] = ["head", "hhea", "hmtx"].map((tag) => view(tables.get(tag)!)) as [
    DataView,
    DataView,
    DataView,
  ];
  const measured = hhea.getUint16(34);
  const glyphs = readCmap(view(tables.get("cmap")!));
  return {
    tables,
    unitsPerEm: head.getUint16(18),
    glyphOf: (letter) => glyphs(letter.codePointAt(0)!),
    advanceOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, measured - 1)),
  };
}

/** From letters to glyphs, by a table of format 12 or 4. */
function readCmap(cmap: DataView): (point: number) => number {
  const found = new Map<number, number>();
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const at = cmap.getUint32(4 + 8 * i + 4);
    found.set(cmap.getUint16(at), at);
  }
  const wide = found.get(12);
  if (wide !== undefined)
    return (point) => {
      for (let g = 0; g < cmap.getUint32(wide + 12); g++) {
        const [from, to, glyph] = [0, 4, 8].map((part) => cmap.getUint32(wide + 16 + 12 * g + part)) as [
          number,
          number,
          number,
        ];
        if (point >= from && point <= to) return glyph + point - from;
      }
      return 0;
    };
  const at = found.get(4);
  if (at === undefined) throw new Error("the font's letters are in a table of an unknown form");
  const count = cmap.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + 2 * count];
  const [deltas, ranges] = [starts + 2 * count, starts + 4 * count];
  return (point) => {
    for (let s = 0; s < count; s++) {
      if (point > cmap.getUint16(ends + 2 * s)) continue;
      const start = cmap.getUint16(starts + 2 * s);
      if (point < start) return 0;
      const delta = cmap.getUint16(deltas + 2 * s);
      const range = cmap.getUint16(ranges + 2 * s);
      if (range === 0) return (point + delta) & 0xffff;
      const glyph = cmap.getUint16(ranges + 2 * s + range + 2 * (point - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** The outline of a glyph, as stored. */
function outline({ tables }: Font, glyph: number): Uint8Array {
  const [loca, glyf] = [view(tables.get("loca")!), tables.get("glyf")!];
  const long = view(tables.get("head")!).getInt16(50) === 1;
  const place = (index: number): number => (long ? loca.getUint32(4 * index) : 2 * loca.getUint16(2 * index));
  return glyf.slice(place(glyph), place(glyph + 1));
}

/** Where a glyph that is put together names its parts. */
function parts(bytes: Uint8Array): number[] {
  if (bytes.length === 0 || view(bytes).getInt16(0) >= 0) return [];
  const places: number[] = [];
  for (let at = 10; ;) {
    const flags = view(bytes).getUint16(at);
    places.push(at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if (!(flags & 0x20)) return places;
  }
}

/** A font of the glyphs named, numbered anew from 1 in their order; glyph 0 stays what is shown for a missing letter. */
export function subsetFont(font: Font, glyphs: readonly number[]): Uint8Array {
  const kept = [0, ...glyphs];
  // Parts of glyphs come along behind them.
  for (let i = 0; i < kept.length; i++) {
    const bytes = outline(font, kept[i]!);
    for (const place of parts(bytes)) {
      const part = view(bytes).getUint16(place);
      if (!kept.includes(part)) kept.push(part);
    }
  }
  const outlines = kept.map((glyph) => {
    const bytes = outline(font, glyph);
    for (const place of parts(bytes))
      view(bytes).setUint16(place, kept.indexOf(view(bytes).getUint16(place)));
    return bytes;
  });
  const padded = outlines.map(({ length }) => (length + 3) & ~3);
  const glyf = new Uint8Array(padded.reduce((sum, length) => sum + length, 0));
  const loca = new Uint8Array(4 * (kept.length + 1));
  const hmtx = new Uint8Array(4 * kept.length);
  let at = 0;
  outlines.forEach((bytes, i) => {
    glyf.set(bytes, at);
    view(loca).setUint32(4 * i, at);
    at += padded[i]!;
    view(hmtx).setUint16(4 * i, font.advanceOf(kept[i]!));
    view(hmtx).setInt16(4 * i + 2, bytes.length > 0 ? view(bytes).getInt16(2) : 0);
  });
  view(loca).setUint32(4 * kept.length, at);
  const copy = (tag: string): Uint8Array => font.tables.get(tag)!.slice();
  const [head, hhea, maxp] = [copy("head"), copy("hhea"), copy("maxp")];
  view(head).setInt16(50, 1);
  view(hhea).setUint16(34, kept.length);
  view(maxp).setUint16(4, kept.length);
  const hints = ["cvt ", "fpgm", "prep"].flatMap((tag) =>
    font.tables.has(tag) ? [[tag, copy(tag)] as const] : [],
  );
  return assemble(
    new Map<string, Uint8Array>([
      ...hints,
      ["glyf", glyf],
      ["head", head],
      ["hhea", hhea],
      ["hmtx", hmtx],
      ["loca", loca],
      ["maxp", maxp],
    ]),
  );
}

/** Tables as one TrueType file. */
function assemble(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const all = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const size = (bytes: Uint8Array): number => (bytes.length + 3) & ~3;
  const file = new Uint8Array(12 + 16 * all.length + all.reduce((sum, [, bytes]) => sum + size(bytes), 0));
  const out = view(file);
  const power = Math.floor(Math.log2(all.length));
  out.setUint32(0, 0x00010000);
  [all.length, 16 * 2 ** power, power, 16 * (all.length - 2 ** power)].forEach((value, i) =>
    out.setUint16(4 + 2 * i, value),
  );
  let at = 12 + 16 * all.length;
  all.forEach(([tag, bytes], i) => {
    const entry = 12 + 16 * i;
    for (let c = 0; c < 4; c++) file[entry + c] = tag.charCodeAt(c);
    file.set(bytes, at);
    let sum = 0;
    for (let word = at; word < at + size(bytes); word += 4) sum = (sum + out.getUint32(word)) >>> 0;
    [sum, at, bytes.length].forEach((value, part) => out.setUint32(entry + 4 + 4 * part, value));
    at += size(bytes);
  });
  return file;
}
