// Hasselblad V. Meta-analysis of multitreatment studies. Medical Decision Making 1998;18:37-43: smoking cessation, 24
// trials of four kinds of counselling (table 1).
import assert from "node:assert/strict";
import { test } from "node:test";
import { armsOf, contrastsOf, network } from "../../src/evidence/network/network.ts";

/** Study, treatment, stopped smoking, patients. */
const rows: readonly (readonly [number, string, number, number])[] = [
  [1, "no_contact", 75, 731],
  [1, "ind_counseling", 363, 714],
  [2, "no_contact", 9, 140],
  [2, "ind_counseling", 23, 140],
  [2, "grp_counseling", 10, 138],
  [3, "no_contact", 2, 106],
  [3, "ind_counseling", 9, 205],
  [4, "no_contact", 58, 549],
  [4, "ind_counseling", 237, 1561],
  [5, "no_contact", 0, 33],
  [5, "ind_counseling", 9, 48],
  [6, "self_help", 20, 49],
  [6, "ind_counseling", 16, 43],
  [7, "no_contact", 3, 100],
  [7, "ind_counseling", 31, 98],
  [8, "no_contact", 1, 31],
  [8, "ind_counseling", 26, 95],
  [9, "self_help", 11, 78],
  [9, "ind_counseling", 12, 85],
  [9, "grp_counseling", 29, 170],
  [10, "no_contact", 6, 39],
  [10, "ind_counseling", 17, 77],
  [11, "no_contact", 79, 702],
  [11, "self_help", 77, 694],
  [12, "no_contact", 18, 671],
  [12, "self_help", 21, 535],
  [13, "no_contact", 64, 642],
  [13, "ind_counseling", 107, 761],
  [14, "ind_counseling", 12, 76],
  [14, "grp_counseling", 20, 74],
  [15, "ind_counseling", 9, 55],
  [15, "grp_counseling", 3, 26],
  [16, "self_help", 7, 66],
  [16, "grp_counseling", 32, 127],
  [17, "no_contact", 5, 62],
  [17, "ind_counseling", 8, 90],
  [18, "no_contact", 20, 234],
  [18, "ind_counseling", 34, 237],
  [19, "no_contact", 0, 20],
  [19, "grp_counseling", 9, 20],
  [20, "no_contact", 8, 116],
  [20, "self_help", 19, 149],
  [21, "no_contact", 95, 1107],
  [21, "ind_counseling", 143, 1031],
  [22, "no_contact", 15, 187],
  [22, "ind_counseling", 36, 504],
  [23, "no_contact", 78, 584],
  [23, "ind_counseling", 73, 675],
  [24, "no_contact", 69, 1177],
  [24, "ind_counseling", 54, 888],
];

const kinds = ["no_contact", "grp_counseling", "ind_counseling", "self_help"];

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

test("counselling against no contact, with 0.5 added in every cell", () => {
  const { arms } = armsOf(
    "OR",
    rows.map(([study, treatment, xi, ni]) => ({ study: String(study), treatment, xi, ni })),
    "all",
  );
  const answer = network(contrastsOf(arms, kinds), kinds, {
    reference: "no_contact",
    method: "REML",
    level: 0.95,
    better: "larger",
    split: false,
  })!;
  const printed = [
    [0.84378, 0.36408],
    [0.68642, 0.19038],
    [0.38885, 0.32215],
  ] as const;
  printed.forEach(([estimate, se], i) => {
    near(answer.effects[i]!.estimate, estimate, 1e-5);
    near(answer.effects[i]!.se, se, 1e-5);
  });
  near(answer.tau2, 0.432362, 5e-6);
});
