// Senn S, Gavini F, Magrez D, Scheen A. Issues in performing a network meta-analysis. Statistical Methods in Medical
// Research 2013;22:169-189: glucose-lowering drugs added to a base treatment, change of HbA1c (table 1).
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  armsOf,
  contrastsOf,
  network,
  type NetworkAnswer,
  type NetworkMethod,
} from "../../src/evidence/network/network.ts";

/** Study, treatment, patients, mean change of HbA1c in percentage points, standard deviation. */
const rows: readonly (readonly [string, string, number, number, number])[] = [
  ["De Fronzo (1995)", "metformin", 213, -1.7, 1.459],
  ["De Fronzo (1995)", "placebo", 209, 0.2, 1.446],
  ["Lewin (2007)", "metformin", 431, -0.74, 1.106],
  ["Lewin (2007)", "placebo", 144, 0.08, 1.004],
  ["Willms (1999)", "metformin", 29, -2.5, 0.862],
  ["Willms (1999)", "acarbose", 31, -2.3, 1.782],
  ["Willms (1999)", "placebo", 29, -1.3, 1.831],
  ["Davidson (2007)", "rosiglitazone", 117, -1.2, 1.097],
  ["Davidson (2007)", "placebo", 116, 0.14, 1.093],
  ["Wolffenbuttel (1999)", "rosiglitazone", 183, -0.9, 1.1],
  ["Wolffenbuttel (1999)", "placebo", 192, 0.2, 1.11],
  ["Kipnes (2001)", "pioglitazone", 182, -1.2, 1.369],
  ["Kipnes (2001)", "placebo", 181, 0.1, 1.024],
  ["Kerenyi (2004)", "rosiglitazone", 160, -0.91, 0.99],
  ["Kerenyi (2004)", "placebo", 154, -0.14, 0.92],
  ["Hanefeld (2004)", "pioglitazone", 319, 7.61, 1.072],
  ["Hanefeld (2004)", "metformin", 320, 7.45, 1.073],
  ["Derosa (2004)", "pioglitazone", 45, 6.8, 0.8],
  ["Derosa (2004)", "rosiglitazone", 42, 6.7, 0.9],
  ["Baksi (2004)", "rosiglitazone", 218, -1.2, 1.112],
  ["Baksi (2004)", "placebo", 233, 0.1, 1.036],
  ["Rosenstock (2008)", "rosiglitazone", 59, -1.17, 1.229],
  ["Rosenstock (2008)", "placebo", 57, -0.08, 1.208],
  ["Zhu (2003)", "rosiglitazone", 210, -1.9, 1.47],
  ["Zhu (2003)", "placebo", 105, -0.4, 1.3],
  ["Yang (2003)", "rosiglitazone", 102, -1.09, 1.65],
  ["Yang (2003)", "metformin", 96, -0.95, 1.5],
  ["Vongthavaravat (2002)", "rosiglitazone", 164, -1.1, 1.559],
  ["Vongthavaravat (2002)", "sulfonylurea", 170, 0.1, 0.992],
  ["Oyama (2008)", "acarbose", 41, -0.7, 0.8],
  ["Oyama (2008)", "sulfonylurea", 43, -0.3, 0.6],
  ["Costa (1997)", "acarbose", 36, -1.1, 0.36],
  ["Costa (1997)", "placebo", 29, -0.3, 0.7],
  ["Hermansen (2007)", "sitagliptin", 106, -0.3, 0.94],
  ["Hermansen (2007)", "placebo", 106, 0.27, 0.94],
  ["Garber (2008)", "vildagliptin", 132, -0.63, 1.034],
  ["Garber (2008)", "placebo", 144, 0.07, 1.08],
  ["Alex (1998)", "metformin", 291, 0.13, 1.428],
  ["Alex (1998)", "sulfonylurea", 300, 0.5, 1.45],
  ["Johnston (1994)", "miglitol", 68, -0.41, 1.072],
  ["Johnston (1994)", "placebo", 63, 0.33, 1.032],
  ["Johnston (1998a)", "miglitol", 91, -0.43, 0.954],
  ["Johnston (1998a)", "placebo", 43, 0.98, 1.311],
  ["Kim (2007)", "rosiglitazone", 57, -1.1, 1.341],
  ["Kim (2007)", "metformin", 56, -1.1, 1.139],
  ["Johnston (1998b)", "miglitol", 49, -0.12, 1.4],
  ["Johnston (1998b)", "placebo", 34, 0.56, 1.166],
  ["Gonzalez-Ortiz (2004)", "metformin", 34, -1.3, 1.861],
  ["Gonzalez-Ortiz (2004)", "placebo", 37, -0.9, 1.803],
  ["Stucci (1996)", "benfluorex", 28, 8.03, 1.29],
  ["Stucci (1996)", "placebo", 30, 8.26, 1.35],
  ["Moulin (2006)", "benfluorex", 161, -0.82, 1.028],
  ["Moulin (2006)", "placebo", 156, 0.19, 1.374],
];

const drugs = [
  "placebo",
  "acarbose",
  "benfluorex",
  "metformin",
  "miglitol",
  "pioglitazone",
  "rosiglitazone",
  "sitagliptin",
  "sulfonylurea",
  "vildagliptin",
];

function fit(method: NetworkMethod): NetworkAnswer {
  const { arms } = armsOf(
    "MD",
    rows.map(([study, treatment, ni, mi, sdi]) => ({ study, treatment, ni, mi, sdi })),
  );
  return network(contrastsOf(arms, drugs), drugs, {
    reference: "placebo",
    method,
    level: 0.95,
    better: "smaller",
    split: true,
  })!;
}

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

test("all drugs lower HbA1c against placebo, by the amounts and errors of the common-effect network", () => {
  const printed: readonly (readonly [string, number, number])[] = [
    ["acarbose", -0.82732, 0.1085],
    ["benfluorex", -0.90514, 0.12711],
    ["metformin", -1.11403, 0.05961],
    ["miglitol", -0.94384, 0.1269],
    ["pioglitazone", -1.06627, 0.07584],
    ["rosiglitazone", -1.20186, 0.04766],
    ["sitagliptin", -0.57, 0.12912],
    ["sulfonylurea", -0.4394, 0.09146],
    ["vildagliptin", -0.7, 0.12728],
  ];
  const answer = fit("common");
  printed.forEach(([name, estimate, se], i) => {
    const found = answer.effects[i]!;
    assert.equal(found.treatment, name);
    near(found.estimate, estimate, 6e-6);
    near(found.se, se, 6e-6);
  });
  near(answer.Q, 96.9841, 5e-5);
  assert.equal(answer.Qdf, 18);
});

test("with trials that differ, tau squared is 0.0999 and the errors double", () => {
  const answer = fit("REML");
  near(answer.tau2, 0.099915, 1e-6);
  const [metformin, rosiglitazone] = ["metformin", "rosiglitazone"].map((name) =>
    answer.effects.find(({ treatment }) => treatment === name),
  );
  near(metformin!.estimate, -1.1284, 5e-6);
  near(metformin!.se, 0.1494, 5e-6);
  near(rosiglitazone!.estimate, -1.23374, 5e-6);
  near(rosiglitazone!.se, 0.12346, 5e-6);
});

test("trials of one design disagree more than designs with each other", () => {
  // The decomposition as recalled from R netmeta's documentation: 74.46 on 11 and 22.53 on 7 (p 0.0021). Its contrasts
  // are rounded to two decimals (total Q 96.99), which is worth 0.015 here.
  const { within, between } = fit("common").inconsistency;
  near(within.Q, 74.46, 0.015);
  assert.equal(within.df, 11);
  near(between.Q, 22.53, 0.015);
  assert.equal(between.df, 7);
  near(between.p, 0.0021, 5e-5);
});
