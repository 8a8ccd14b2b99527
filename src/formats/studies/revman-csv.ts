/** The rows that RevMan exports as CSV: RevMan Web's data rows, with its settings where they are at hand. */
import type { Issue, Language } from "../../quantity/quantity.ts";
import { readCell } from "./cell.ts";
import { type ReviewAnalysis, type ReviewData, type ReviewRow, reviewTable } from "./review-table.ts";
import { sayIn } from "./sentences.ts";
import type { StudyFile } from "./study-file.ts";

/** Lines by the names of their columns. */
type Line = Readonly<Record<string, string>>;

/** Lines of a table by their column names. */
export function linesOf(cells: readonly (readonly string[])[]): Line[] {
  const [header = [], ...body] = cells;
  return body.map((line) =>
    Object.fromEntries(header.map((name, c) => [name.trim(), blank((line[c] ?? "").trim())])),
  );
}
const blank = (cell: string): string => (/^(NA|#N\/A)$/.test(cell) ? "" : cell);

/** RevMan Web's columns by metafor's names. */
const columns: Readonly<Record<ReviewData, Readonly<Record<string, string>>>> = {
  dichotomous: { ai: "Experimental cases", n1i: "Experimental N", ci: "Control cases", n2i: "Control N" },
  continuous: {
    m1i: "Experimental mean", sd1i: "Experimental SD", n1i: "Experimental N",
    m2i: "Control mean", sd2i: "Control SD", n2i: "Control N",
  },
  logrank: { OmE: "O-E", V: "Variance" },
  inverse: { yi: "GIV Mean", sei: "GIV SE" },
}; // prettier-ignore

const filled = (line: Line, data: ReviewData): boolean =>
  Object.values(columns[data]).every((name) => (line[name] ?? "") !== "");

/** What kind of data an analysis has: as its settings say, else by the columns that are filled. */
function dataOf(settings: Line | undefined, lines: readonly Line[]): ReviewData | undefined {
  const type = settings?.["Data type"] ?? "";
  if (/^dich/i.test(type)) return "dichotomous";
  if (/^cont(inuous)?$/i.test(type)) return "continuous";
  if (/o-e/i.test(type)) return "logrank";
  if (/contrast|inverse|giv/i.test(type)) return "inverse";
  return (["dichotomous", "continuous", "logrank", "inverse"] as const).find((data) =>
    lines.some((line) => filled(line, data)),
  );
}

/** Reads data rows of RevMan Web; undefined where the lines are not those. */
export function revmanAnalyses(
  cells: readonly (readonly string[])[],
  settings: readonly Line[] | undefined,
  language: Language,
): StudyFile | undefined {
  const header = new Set((cells[0] ?? []).map((name) => name.trim()));
  if (!["Analysis group", "Analysis number", "Study"].every((name) => header.has(name))) return undefined;
  const say = sayIn(language);
  const groups = new Map<string, Line[]>();
  for (const line of linesOf(cells)) {
    const key = `${line["Analysis group"]}.${line["Analysis number"]}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const issues: Issue[] = [];
  const tables = [...groups].flatMap(([number, lines]) => {
    const setting = settings?.find(
      (line) => `${line["Analysis group"]}.${line["Analysis number"]}` === number,
    );
    const data = dataOf(setting, lines);
    if (!data) return [];
    const rows = lines.map((line): ReviewRow => {
      const numbers: Record<string, number> = {};
      for (const [name, column] of Object.entries(columns[data])) {
        const read = readCell(line[column] ?? "", "point", true);
        if (read.kind === "number") numbers[name] = read.value;
        else if (read.kind !== "missing")
          issues.push({
            path: `${number}, ${line["Study"]}`,
            message: say.badNumber(column, (line[column] ?? "").slice(0, 40)),
          });
      }
      return { study: line["Study"] ?? "", year: line["Study year"], subgroup: line["Subgroup"], numbers };
    });
    return [reviewTable(analysisOf(number, setting ?? {}, data, rows, lines[0] ?? {}), say)];
  });
  if (issues.length > 0) return { tables: [], issues: issues.slice(0, 100), assumed: [] };
  if (tables.length === 0)
    return { tables: [], issues: [{ path: "", message: say.noAnalyses }], assumed: [] };
  return { tables, issues, assumed: [] };
}

function analysisOf(
  number: string,
  setting: Line,
  data: ReviewData,
  rows: readonly ReviewRow[],
  first: Line,
): ReviewAnalysis {
  const level = Number.parseFloat(setting["CI/PI level"] || setting["Estimate CI"] || "95");
  return {
    comparison: `${number.split(".")[0]} ${setting["Analysis group name"] ?? ""}`.trim(),
    title: `${number} ${setting["Analysis name"] || first["Analysis name"] || ""}`.trim(),
    data,
    effect: setting["Effect measure"] ?? "",
    log: /^true$/i.test(setting["Log-scale data"] ?? ""),
    swapped: /^true$/i.test(setting["Swap event and non-event"] ?? ""),
    method: setting["Statistical method"] ?? "",
    random: /^random/i.test(setting["Analysis model"] ?? ""),
    level: level / 100,
    labels: {
      experimental: setting["Experimental group label"] || undefined,
      control: setting["Control group label"] || undefined,
      left: setting["Graph label (left)"] || undefined,
      right: setting["Graph label (right)"] || undefined,
    },
    rows,
  };
}
