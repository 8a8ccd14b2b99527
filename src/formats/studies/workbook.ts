/** An Excel workbook (.xlsx): the sheets that read as tables of studies. */
import type { Issue, Language } from "../../quantity/quantity.ts";
import { type Grid, readGrid } from "./grid.ts";
import { sayIn } from "./sentences.ts";
import { readSharedTexts, readSheet, readStyles, type Sheet } from "./sheet.ts";
import type { StudyFile } from "./study-file.ts";
import { readXml, UnreadableXml } from "./xml.ts";
import { decodeXml } from "./encoding.ts";
import { Unzippable, type ZipEntry } from "./zip.ts";

type Entries = ReadonlyMap<string, ZipEntry>;
const sheetsAtMost = 50;

/** A part of the workbook as text; undefined where it is not there. */
function part(entries: Entries, name: string): string | undefined {
  const entry = entries.get(name);
  if (!entry) return undefined;
  const decoded = decodeXml(entry.read());
  if (!decoded) throw new UnreadableXml(name);
  return decoded.text;
}

/** The workbook's sheets in their order, with the part that holds each. */
function sheetsOf(entries: Entries): { sheets: { name: string; part: string }[]; from1904: boolean } {
  const targets = new Map<string, string>();
  readXml(part(entries, "xl/_rels/workbook.xml.rels") ?? "<none/>", {
    open: (name, { Id, Target }) => {
      if (name === "Relationship" && Id && Target)
        targets.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: { name: string; part: string }[] = [];
  let from1904 = false;
  readXml(part(entries, "xl/workbook.xml")!, {
    open: (name, given) => {
      if (name === "workbookPr") from1904 = given["date1904"] === "1" || given["date1904"] === "true";
      const target = targets.get(given["r:id"] ?? given["d3p1:id"] ?? "");
      if (name === "sheet" && target) sheets.push({ name: given["name"] ?? "", part: target });
    },
  });
  return { sheets, from1904 };
}

/** A1 for row 0 and column 0. */
export function cellName(row: number, column: number): string {
  let letters = "";
  for (let c = column + 1; c > 0; c = Math.floor((c - 1) / 26))
    letters = String.fromCharCode(65 + ((c - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/** Reads a workbook out of its archive. */
export function readWorkbook(entries: Entries, language: Language): StudyFile {
  const say = sayIn(language);
  const { sheets, from1904 } = sheetsOf(entries);
  const texts = readSharedTexts(part(entries, "xl/sharedStrings.xml"));
  const dates = readStyles(part(entries, "xl/styles.xml"));
  const reads = sheets.slice(0, sheetsAtMost).flatMap(({ name, part: where }) => {
    const document = part(entries, where);
    if (document === undefined) throw new Unzippable("broken");
    const sheet = readSheet(document, texts, dates, from1904);
    if (sheet === "many")
      return [{ name, issues: [{ path: name, message: say.tooMany("100,000") }], fit: 1 }];
    if (sheet.cells.length === 0) return [];
    const several = sheets.length > 1;
    return [{ name, ...readOne(name, sheet, several, language) }];
  });
  const read = reads.filter((one) => "table" in one && one.table !== undefined);
  if (read.length === 0) {
    const nearest = reads.reduce<(typeof reads)[number] | undefined>(
      (best, one) => (best === undefined || one.fit > best.fit ? one : best),
      undefined,
    );
    return { tables: [], issues: nearest?.issues ?? [{ path: "", message: say.empty }], assumed: [] };
  }
  const others = reads.filter((one) => !read.includes(one)).map(({ name }) => `"${name}"`);
  return {
    tables: read.map((one) => (one as { table: StudyFile["tables"][number] }).table),
    issues: [],
    assumed:
      others.length > 0
        ? [say.sheets(read.map(({ name }) => name).join('", "'), others.join(say.listing))]
        : [],
  };
}

function readOne(
  name: string,
  sheet: Sheet,
  several: boolean,
  language: Language,
): ReturnType<typeof readGrid> {
  const say = sayIn(language);
  const at = (cell: string): string => (several ? `${name}!${cell}` : cell);
  const grid: Grid = {
    title: several ? name : "",
    cells: sheet.cells,
    merges: sheet.merges,
    place: ({ row, column }) => at(cellName(row, column)),
    placeRow: ({ row }) => at(`${row + 1}:${row + 1}`),
  };
  const read = readGrid(grid, language);
  const unsaved = sheet.unsaved.map(({ row, column }): Issue => ({
    path: at(cellName(row, column)),
    message: say.noValue,
  }));
  const issues = [...unsaved.slice(0, 100), ...read.issues];
  if (!read.table || issues.length > 0) return { issues, fit: read.fit };
  const said = [
    ...(sheet.formulas > 0 ? [say.formulas(sheet.formulas)] : []),
    ...(sheet.hidden > 0 ? [say.hidden(sheet.hidden)] : []),
  ];
  return { ...read, table: { ...read.table, assumed: [...read.table.assumed, ...said] } };
}
