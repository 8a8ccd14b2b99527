// Alcohol and breast cancer, Rohan and McMichael (1988), as tabulated by Greenland and Longnecker (1992). The numbers
// come from R 4.2.2 by their appendix's own way, Newton's steps on all fitted cases at once; here it is one bisection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DoseDesign, fittedCases, longneckerCovariances } from "./longnecker.ts";

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within * Math.abs(expected), `${actual} is not ${expected}`);

const reference = { cases: 165, size: 337 };
const groups = [
  { cases: 74, size: 167, yi: Math.log(0.8), vi: 0.0541723509943609 },
  { cases: 90, size: 186, yi: Math.log(1.16), vi: 0.0562746683751852 },
  { cases: 122, size: 212, yi: Math.log(1.57), vi: 0.0563275370687605 },
];

test("fitted cases and covariances of adjusted effects are Greenland and Longnecker's, for each design", () => {
  const expected: Record<DoseDesign, readonly [number, number, number, number]> = {
    "case-control": [160.5063326133, 0.0188176820117, 0.0194314479745, 0.0206868159079],
    cumulative: [149.123822606, 0.0181325566232, 0.0223698368849, 0.0293731133791],
    "person-time": [149.123822606, 0.0183797561148, 0.0207471624791, 0.0247951210827],
  };
  for (const [design, [own, c12, c13, c23]] of Object.entries(expected)) {
    near(fittedCases(reference, groups, design as DoseDesign)![0]!, own, 1e-11);
    const V = longneckerCovariances(reference, groups, design as DoseDesign)!;
    near(V[0]![1]!, c12, 1e-11);
    near(V[0]![2]!, c13, 1e-11);
    near(V[2]![1]!, c23, 1e-11);
    assert.equal(V[1]![1], groups[1]!.vi);
  }
});

test("crude effects keep their own cases, and share the reference's part of the variance", () => {
  const crude = groups.map(({ cases, size }) => ({
    cases,
    size,
    yi: Math.log(cases / (size - cases) / (165 / 172)),
    vi: 1 / cases + 1 / (size - cases) + 1 / 165 + 1 / 172,
  }));
  fittedCases(reference, crude, "case-control")!.forEach((cases, i) =>
    near(cases, [165, 74, 90, 122][i]!, 1e-12),
  );
  near(longneckerCovariances(reference, crude, "case-control")![1]![0]!, 1 / 165 + 1 / 172, 1e-12);
});

test("counts that no table with these effects can have give no covariance", () => {
  assert.equal(
    longneckerCovariances({ cases: 90, size: 100 }, [{ cases: 90, size: 100, yi: 2, vi: 1 }], "cumulative"),
    null,
  );
});
