import type { StudyRow } from "./studies/study-file.ts";
import { familyOf, isRatio, type Measure } from "../evidence/evidence.ts";

/** What was pooled, and how. */
export interface Pooling {
  readonly rows: readonly StudyRow[];
  readonly measure: string;
  /** Effects as published are logarithms of ratios. */
  readonly ratio?: boolean;
  readonly method: string;
  readonly test: string;
  readonly level: number;
  /** Pools each `group` too, with a tau2 of its own or a common one. */
  readonly subgroups?: "separate" | "common";
  /** The name of what stands in the column `moderator`. */
  readonly moderator?: string;
  readonly prediction?: "z" | "k-1" | "k-2" | "none";
}

const text = (value: string): string =>
  `"${value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n]/g, " ")}"`;
const cell = (value: number | string | undefined): string =>
  value === undefined ? "NA" : typeof value === "number" ? String(value) : text(value);

const worded = ["id", "label", "group", "design", "moderator", "yi", "vi", "sei", "level"];
const iterative = ["ML", "REML", "EB", "PM"];

/** Those without the event, which metafor wants where only the sizes of the arms are known. */
function filled(row: StudyRow, measure: string): StudyRow {
  if (familyOf[measure as Measure] !== "table") return row;
  const { n1i, n2i, ...rest } = row;
  const less = (n: unknown, a: unknown): { [key: string]: number } | undefined =>
    typeof n === "number" && typeof a === "number" ? { rest: n - a } : undefined;
  const [bi, di] = [less(n1i, rest["ai"])?.["rest"], less(n2i, rest["ci"])?.["rest"]];
  return { ...(bi !== undefined && { bi }), ...(di !== undefined && { di }), ...rest };
}

/** The lines that make yi and vi of the columns, as metafor's escalc does. */
function effectLines(measure: string, columns: readonly string[]): string[] {
  const has = (name: string): boolean => columns.includes(name);
  const wald = has("level")
    ? "(2 * qnorm((1 + ifelse(is.na(dat$level), 0.95, dat$level)) / 2))"
    : "(2 * qnorm(0.975))";
  switch (measure) {
    case "HR":
      return ["dat$yi <- log(dat$hr)", `dat$vi <- ((log(dat$upper) - log(dat$lower)) / ${wald})^2`];
    case "OE":
      return ["dat$yi <- dat$OmE / dat$V", "dat$vi <- 1 / dat$V"];
    case "GEN": {
      const ways = [
        ...(has("vi") ? [] : ["dat$vi <- NA_real_"]),
        ...(has("sei") ? ["dat$vi <- ifelse(is.na(dat$vi), dat$sei^2, dat$vi)"] : []),
        ...(has("lower") && has("upper")
          ? [`dat$vi <- ifelse(is.na(dat$vi), ((dat$upper - dat$lower) / ${wald})^2, dat$vi)`]
          : []),
      ];
      return ways;
    }
    default: {
      const raw = columns.filter((column) => !worded.includes(column));
      return [
        `dat <- escalc(measure = ${text(measure)}, ${raw.map((column) => `${column} = ${column}`).join(", ")}, data = dat)`,
      ];
    }
  }
}

/** Methods that pool tables themselves. */
const direct = ({ method }: Pooling): boolean => method === "MH" || method === "PETO";

/** How the model is fitted to a data frame; metafor's search is made as strict as ours. */
function fitLine(pooling: Pooling, columns: readonly string[], data: string, more = ""): string {
  const { measure, method, test, level } = pooling;
  const shared = `data = ${data}, level = ${level * 100}`;
  const cells = columns
    .filter((column) => !worded.includes(column))
    .map((column) => `${column} = ${column}`)
    .join(", ");
  if (method === "MH") return `rma.mh(${cells}, measure = ${text(measure)}, ${shared}, slab = id)`;
  if (method === "PETO") return `rma.peto(${cells}, ${shared}, slab = id)`;
  const control = iterative.includes(method)
    ? ",\n  control = list(threshold = 1e-12, tol = 1e-14, maxiter = 10000)"
    : "";
  return `rma(yi, vi, ${shared}, method = ${text(method)}, test = ${text(test)}, slab = id${more}${control})`;
}

/** metafor's way back to the natural scale, as arguments; empty where nothing was transformed. */
function wayBack({ measure, ratio }: Pooling): string {
  if (ratio || isRatio(measure as Measure)) return "transf = exp";
  const ways: Readonly<Record<string, string>> = {
    PLN: "exp",
    MNLN: "exp",
    SDLN: "exp",
    PLO: "transf.ilogit",
    PAS: "transf.iarcsin",
    PFT: "transf.ipft.hm, targs = list(ni = dat$ni)",
    ZCOR: "transf.ztor",
    AHW: "transf.iahw",
    ABT: "transf.iabt",
  };
  const way = ways[measure];
  return way === undefined ? "" : `transf = ${way}`;
}

/** The result on the natural scale, and the prediction interval that was asked for. */
function predictionLines(pooling: Pooling): string[] {
  const { prediction, level, method } = pooling;
  const back = wayBack(pooling);
  const natural = `predict(res${back && `, ${back}`})`;
  if (prediction === undefined) return [natural];
  const plain = `${natural}[c("pred", "ci.lb", "ci.ub")]`;
  if (prediction === "none" || method === "EE") return [plain];
  const tail = (1 + level) / 2;
  const quantile =
    prediction === "z" ? `qnorm(${tail})` : `qt(${tail}, res$k - ${prediction === "k-1" ? 1 : 2})`;
  return [
    plain,
    `# Prediction interval on the analysis scale, ${prediction === "z" ? "normal" : `t with ${prediction} degrees of freedom`}`,
    `coef(res) + c(-1, 1) * ${quantile} * sqrt(res$tau2 + res$se^2)`,
  ];
}

function subgroupLines(pooling: Pooling, columns: readonly string[]): string[] {
  if (pooling.subgroups === "common" && !direct(pooling))
    return [
      "# Subgroups that share one tau2",
      `groups <- ${fitLine(pooling, columns, "dat", ", mods = ~ group")}`,
      "print(groups, digits = 6)",
    ];
  const own = direct(pooling) ? "" : ", each with a tau2 of its own,";
  const one = fitLine(pooling, columns, "d").replace(
    `test = ${text(pooling.test)}`,
    `test = if (nrow(d) == 1) "z" else ${text(pooling.test)}`,
  );
  return [
    `# Subgroups${own} and the test between them`,
    `groups <- lapply(split(dat, factor(dat$group, levels = unique(dat$group))), function(d) ${one})`,
    "lapply(groups, print, digits = 6)",
    'between <- rma(yi = sapply(groups, coef), sei = sapply(groups, function(g) g$se), method = "EE")',
    "print(between, digits = 6)",
  ];
}

/** An R script that does the same in metafor: the result, its subgroups and its regression, where there are any. */
export function writeRScript(pooling: Pooling): string {
  const rows = pooling.rows.map((row, i) => ({ id: i + 1, ...filled(row, pooling.measure) }) as StudyRow);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const tables = direct(pooling);
  const back = wayBack(pooling);
  const designs = new Set(rows.map((row) => row["design"]));
  const apart = !tables && designs.has("non-randomised") && designs.size > 1;
  const data = columns
    .map((column) => `  ${column} = c(${rows.map((row) => cell(row[column])).join(", ")})`)
    .join(",\n");
  const lines = [
    "# Reproduces the pooled result in R with metafor.",
    "library(metafor)",
    "",
    `dat <- data.frame(\n${data},\n  stringsAsFactors = FALSE\n)`,
    ...effectLines(pooling.measure, columns),
    ...(apart
      ? [
          "# Randomised and non-randomised studies are kept apart",
          'other <- dat[!is.na(dat$design) & dat$design == "non-randomised", ]',
          'dat <- dat[is.na(dat$design) | dat$design != "non-randomised", ]',
        ]
      : []),
    "",
    `res <- ${fitLine(pooling, columns, "dat")}`,
    "print(res, digits = 6)",
    ...(tables || pooling.method === "EE" || rows.length < 2 ? [] : ["confint(res)"]),
    ...predictionLines(tables ? { ...pooling, prediction: "none" } : pooling),
    ...(apart ? [fitLine(pooling, columns, "other")] : []),
    `forest(res${back && `, ${back === "transf = exp" ? "atransf = exp" : back}`})`,
    ...(pooling.subgroups ? ["", ...subgroupLines(pooling, columns)] : []),
    ...(pooling.moderator !== undefined && !tables
      ? [
          "",
          `# Regression on ${pooling.moderator.replaceAll(/[\r\n]/g, " ")}`,
          `fit <- ${fitLine(pooling, columns, "dat", ", mods = ~ moderator")}`,
          "print(fit, digits = 6)",
        ]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
