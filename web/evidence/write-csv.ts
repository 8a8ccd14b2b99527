// The result shown, as tables for a spreadsheet: plain numbers on the analysis scale.
import { writeTable } from "../../src/formats/formats.ts";
import type { Ends, PooledPart } from "./answers.ts";
import type { Shown } from "./use-shown.ts";

/** Each study's effect, with its weight where it has one. */
export function writeEffectsCsv({ effects, forest, read, analysis }: Shown): string {
  const weights = new Map(
    [...forest.pooled.studies, ...(forest.pooled.nonRandomised?.studies ?? [])].map(({ id, weight }) => [
      id,
      weight,
    ]),
  );
  const group = analysis.subgroup === null ? [] : ["group"];
  return writeTable([
    ["row", "id", ...group, `yi (${analysis.measure})`, "vi", "sei", "weight (%)"],
    ...effects.map(({ id, label, yi, vi }, i) => [
      (read.at[i] ?? 0) + 1,
      label ?? id,
      ...(group.length > 0 ? [String(read.studies[i]?.["group"] ?? "")] : []),
      yi ?? "",
      vi ?? "",
      vi === null ? "" : Math.sqrt(vi),
      weights.get(id) ?? "",
    ]),
  ]);
}

const ends = (pair: Ends | undefined): (string | number)[] => [pair?.[0] ?? "", pair?.[1] ?? ""];

/** Each pooled result, in full precision. */
export function writeResultsCsv({ forest: { pooled }, analysis }: Shown): string {
  const line = (part: string, one: PooledPart): (string | number)[] => [
    part,
    analysis.measure,
    analysis.method,
    analysis.test,
    analysis.level,
    one.k,
    one.estimate,
    one.se,
    ...ends(one.ci),
    one.statistic ?? "",
    one.df ?? "",
    one.p ?? "",
    ...ends(one.prediction),
    one.predictionDf ?? "",
    one.tau2 ?? "",
    one.I2,
    one.Q,
    one.Qp,
  ];
  const heads =
    "part measure method test level k estimate se ci.lb ci.ub statistic df p pi.lb pi.ub pi.df tau2 I2 Q Qp";
  return writeTable([
    heads.split(" "),
    line("all", pooled),
    ...(pooled.subgroups?.groups ?? []).map((group) => line(group.group, group)),
    ...(pooled.nonRandomised ? [line("non-randomised", pooled.nonRandomised)] : []),
  ]);
}
