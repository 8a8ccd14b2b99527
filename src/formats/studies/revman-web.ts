/** RevMan Web's data package: a zip of CSV files, of which the analyses' rows and their settings are read. */
import papaparse from "papaparse";
import type { Language } from "../../quantity/quantity.ts";
import { decodeText } from "./encoding.ts";
import { linesOf, revmanAnalyses } from "./revman-csv.ts";
import { sayIn } from "./sentences.ts";
import type { StudyFile } from "./study-file.ts";
import { openZip, type ZipEntry } from "./zip.ts";

type Entries = ReadonlyMap<string, ZipEntry>;

const ending = (entries: Entries, end: RegExp): ZipEntry | undefined =>
  [...entries].find(([name]) => end.test(name))?.[1];

function cellsOf(entry: ZipEntry): string[][] {
  const decoded = decodeText(entry.read());
  return papaparse.parse<string[]>(decoded?.text ?? "", { delimiter: ",", skipEmptyLines: "greedy" }).data;
}

/** Reads the package; undefined where the archive is none. The package may lie in the archive of a whole review. */
export function readDataPackage(entries: Entries, language: Language): StudyFile | undefined {
  const say = sayIn(language);
  const rows = ending(entries, /(^|[/-])data-rows\.csv$/i);
  if (!rows) {
    const inner = ending(entries, /(-data|datapackage)\.zip$/i);
    const package_ = inner && openZip(inner.read());
    return package_ && ending(package_, /data-rows\.csv$/i) ? readDataPackage(package_, language) : undefined;
  }
  if (ending(entries, /-parameters\.csv$/i))
    return { tables: [], issues: [{ path: rows.name, message: say.notReview }], assumed: [] };
  const settings = ending(entries, /overall-estimates-and-settings\.csv$/i);
  return (
    revmanAnalyses(cellsOf(rows), settings && linesOf(cellsOf(settings)), language) ?? {
      tables: [],
      issues: [{ path: rows.name, message: say.noAnalyses }],
      assumed: [],
    }
  );
}
