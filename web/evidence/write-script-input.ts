import type { Pooling } from "../../src/formats/formats.ts";
import type { Shown } from "./use-shown.ts";

/** What the R script is written from: the studies as they were pooled, dropped ones left out, scales already moved. */
export function writeScriptInput({ analysis, read }: Shown): Pooling {
  const { measure, method, test, level, subgroup, moderator, sheet, prediction, common } = analysis;
  return {
    rows: read.studies.map(({ id, label, ...numbers }, i) => ({
      id: label ?? id!,
      ...numbers,
      ...(moderator !== null && read.moderators[i] !== null && read.moderators[i] !== undefined
        ? { moderator: read.moderators[i] }
        : {}),
    })),
    measure,
    ...(measure === "GEN" && analysis.ratio && { ratio: true }),
    method,
    test: read.studies.length === 1 ? "z" : test,
    level,
    ...(subgroup !== null && { subgroups: common ? "common" : "separate" }),
    ...(moderator !== null && { moderator: sheet.columns[moderator]! }),
    ...(prediction !== "test" && { prediction }),
  };
}
