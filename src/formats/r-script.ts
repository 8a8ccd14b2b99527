import type { StudyRow } from "./studies/study-file.ts";

/** What was pooled, and how. */
export interface Pooling {
  readonly rows: readonly StudyRow[];
  readonly measure: string;
  readonly method: string;
  readonly test: string;
  readonly level: number;
}

const text = (value: string): string =>
  `"${value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n]/g, " ")}"`;
const cell = (value: number | string | undefined): string =>
  value === undefined ? "NA" : typeof value === "number" ? String(value) : text(value);

/** An R script that does the same in metafor, with its control settings made as strict as ours. */
export function writeRScript({ rows, measure, method, test, level }: Pooling): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const data = columns
    .map((column) => `  ${column} = c(${rows.map((row) => cell(row[column])).join(", ")})`)
    .join(",\n");
  const raw = columns.filter((column) => !["id", "label", "group", "yi", "vi", "sei"].includes(column));
  const effects =
    measure === "GEN"
      ? columns.includes("vi")
        ? "yi = yi, vi = vi"
        : "yi = yi, sei = sei"
      : `${raw.map((column) => `${column} = ${column}`).join(", ")}, measure = ${text(measure)}`;
  const iterates = ["ML", "REML", "EB", "PM"].includes(method);
  const fit =
    method === "MH"
      ? `rma.mh(${effects}, data = dat, level = ${level * 100})`
      : method === "PETO"
        ? `rma.peto(${raw.map((column) => `${column} = ${column}`).join(", ")}, data = dat, level = ${level * 100})`
        : `rma(${effects}, data = dat, method = ${text(method)}, test = ${text(test)}, level = ${level * 100}${columns.includes("id") ? ", slab = id" : ""}${iterates ? ",\n  control = list(threshold = 1e-12, tol = 1e-14, maxiter = 10000)" : ""})`;
  return `# Reproduces the pooled result in R with metafor.\nlibrary(metafor)\n\ndat <- data.frame(\n${data},\n  stringsAsFactors = FALSE\n)\n\nres <- ${fit}\nprint(res, digits = 6)\nforest(res)\n`;
}
