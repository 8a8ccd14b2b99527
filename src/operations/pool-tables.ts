/** How `pool` chooses among methods that pool tables themselves. */
import {
  mantelHaenszelRates,
  mantelHaenszelTables,
  petoTables,
  type Measure,
  type PooledTables,
  type Rates,
  type Table,
} from "../evidence/evidence.ts";
import type { Issue, Language } from "../quantity/quantity.ts";

const tableMeasures: readonly string[] = ["OR", "RR", "RD"];
const rateMeasures: readonly string[] = ["IRR", "IRD"];

/** What does not go together with Mantel-Haenszel or Peto. */
export function tableIssues(
  method: "MH" | "PETO",
  measure: Measure,
  test: string | undefined,
  language: Language,
): Issue[] {
  const zh = language === "zh";
  const issues: Issue[] = [];
  const known = method === "MH" ? [...tableMeasures, ...rateMeasures] : ["OR", "PETO"];
  if (!known.includes(measure))
    issues.push({
      path: "measure",
      message: zh
        ? `${method} 只用于 ${known.join("、")}；现为 ${measure}`
        : `${method} pools ${known.join(", ")}, got ${measure}`,
    });
  if (test !== undefined && test !== "z")
    issues.push({
      path: "test",
      message: zh ? `${method} 的检验只有 z；现为 ${test}` : `${method} is tested by z, got ${test}`,
    });
  return issues;
}

/** Pools the tables, once `tableIssues` found nothing wrong. */
export function poolTables(
  method: "MH" | "PETO",
  measure: Measure,
  rows: readonly (Table & Rates)[],
  level: number,
): PooledTables {
  if (method === "PETO") return petoTables(rows, level);
  if (rateMeasures.includes(measure)) return mantelHaenszelRates(rows, measure as "IRR" | "IRD", level);
  return mantelHaenszelTables(rows, measure as "OR" | "RR" | "RD", level);
}
