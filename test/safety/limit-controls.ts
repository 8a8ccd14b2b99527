import type { Control } from "./controls.ts";
import { farChange } from "./unit-controls.ts";

/** Limits that programs meet too. */
export const belowMinimum: Omit<Control, "row"> = {
  does: "refuses a flow below the pump's minimum",
  file: "src/delivery/program-profile.ts",
  text: "if (device.minFlow !== undefined && isBelow(flow, device.minFlow)) {",
  without: "if (false) {",
};
export const maximum: Omit<Control, "row"> = {
  does: "finds what stands above a limit",
  file: "src/limits/stand.ts",
  text: "if (upper && against(measured, upper, kind) > 0)",
  without: "if (false as boolean && upper)",
};

/** The controls that the rows on limits (L) rest on. */
export const limitControls: readonly Control[] = [
  {
    row: "L-01",
    does: "blocks beyond a label's stated maximum that was read",
    file: "src/limits/stand.ts",
    text: 'limit.authority === "label" && limit.force === "maximum" && isVerified(limit.status);',
    without: "false as boolean && isVerified(limit.status);",
  },
  {
    row: "L-01",
    does: "lets only a label block",
    file: "src/limits/stand.ts",
    text: 'limit.authority === "label" && limit.force === "maximum" && isVerified(limit.status);',
    without: 'limit.force === "maximum" && limit.status.length > 0 && isVerified("found");',
  },
  {
    row: "L-01",
    does: "counts the boluses that may be called for",
    file: "src/limits/check-drug.ts",
    text: 'const worst = limit.force !== "range" && of.worstDaily > of.daily * (1 + rounding);',
    without: "const worst = false;",
  },
  {
    row: "L-02",
    does: "lets the naive patient's limits speak unless the patient is known to be tolerant",
    file: "src/limits/applies.ts",
    text: '(!limit.opioid || patient.opioid === "unknown" || limit.opioid === patient.opioid) &&',
    without: "!limit.opioid &&",
  },
  { row: "L-02", ...maximum },
  {
    row: "L-03",
    does: "says that an unknown range leaves the flow unchecked",
    file: "src/delivery/program-profile.ts",
    text: "remarks.gaps.push(say.rangeUnknown(device.name));",
    without: "",
  },
  {
    row: "L-03",
    does: "says which limit a drug has none of",
    file: "src/limits/check-drug.ts",
    text: "if (!limits.some((limit) => limit.bounds === needed)) gaps.push(say.noLimit(name, say.bounds[needed]));",
    without: "",
  },
  {
    row: "L-03",
    does: "refuses a limit that bounds nothing",
    file: "src/knowledge/cross-check.ts",
    text: 'yield { path, message: "bounds nothing: it has neither lower nor upper" };',
    without: "{}",
  },
  {
    row: "L-04",
    does: "puts the most limiting first",
    file: "src/limits/limits.ts",
    text: "findings: findings.sort(mostLimitingFirst)",
    without: "findings: findings.reverse()",
  },
  {
    row: "L-04",
    does: "chooses the label of the jurisdiction",
    file: "src/limits/applies.ts",
    text: "holds(limit.jurisdictions, jurisdiction) &&",
    without: "",
  },
  { row: "L-05", ...belowMinimum },
  { row: "L-05", ...maximum },
  {
    row: "L-06",
    does: "puts the source beside the finding",
    file: "src/operations/write-finding.ts",
    text: "source: writeSource(finding.receipt),",
    without: "",
  },
  {
    row: "L-08",
    does: "names each check that an unlisted drug goes without",
    file: "src/limits/limits.ts",
    text: "gaps.push(say.unchecked(of.drug, say.bounds[what]));",
    without: "void what;",
  },
  {
    row: "L-08",
    does: "refuses an unknown drug that does not say that it is unlisted",
    file: "src/delivery/plan.ts",
    text: "if (unlisted) {",
    without: "if (unlisted ?? true) {",
  },
  {
    row: "L-08",
    does: "says that a bridge's drug is not listed",
    file: "src/operations/bridge.ts",
    text: "if (drug !== undefined && !drugOf(drug)) remarks.gaps.push(say.unlisted(drug));",
    without: "void drug;",
  },
  {
    row: "L-09",
    does: "refuses a file that is not what its index line was written for",
    file: "src/knowledge/read-library.ts",
    text: "else if (name !== sealed(id, content)) complain(",
    without: "else if (false) complain(",
  },
  {
    row: "L-09",
    does: "refuses a kinetic model, or a file of the canal, that is not what its index line was written for",
    file: "src/knowledge/trusted.ts",
    text: "if (name !== sealed(id, content))",
    without: "if (false)",
  },
  {
    row: "L-10",
    does: "refuses one drug twice in a solution",
    file: "src/regimen/read-reservoir.ts",
    text: 'if (typeof drug === "string" && all.findIndex((other) => other?.drug === drug) < i)',
    without: "if (false)",
  },
  {
    row: "L-11",
    does: "compares what was written exactly",
    file: "src/limits/stand.ts",
    text: "if (measured.written) return compare(measured.written, bound);",
    without: "",
  },
  {
    row: "L-11",
    does: "does not take rounding for a bolus",
    file: "src/limits/check-drug.ts",
    text: "of.worstDaily > of.daily * (1 + rounding);",
    without: "of.worstDaily > of.daily;",
  },
  { row: "L-13", ...farChange },
];
