import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, refusedAt, reply } from "../../test/replies.ts";
import { effect } from "./effect.ts";

test("an effect from the wrong columns is an issue that names the right ones", async () => {
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [{ m1i: 1, sd1i: 2 }] }), [
    "studies[0].m1i",
    "studies[0].sd1i",
  ]);
  const named = await reply(effect, { measure: "RR", studies: [{ m1i: 1 }] });
  assert.ok(!named.ok);
  assert.match(named.issues[0]!.message, /ai, bi, n1i, ci, di, n2i/);
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [{ ai: 1, bi: 2 }] }), [
    "studies[0].ci",
    "studies[0].di",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "RRR", studies: [{ ai: 1 }] }), ["measure"]);
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [] }), ["studies"]);
});

test("more events than persons, and a negative count, are issues", async () => {
  const row = { ai: 9, n1i: 5, ci: -1, n2i: 5 };
  assert.deepEqual(await refusedAt(effect, { measure: "OR", studies: [row] }), [
    "studies[0].ci",
    "studies[0].ai",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "OR", studies: [{ ...row, ci: 1 }] }), [
    "studies[0].ai",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "PR", studies: [{ xi: 7, ni: 5 }] }), [
    "studies[0].xi",
  ]);
  assert.deepEqual(
    await refusedAt(effect, { measure: "OR", studies: [{ ai: 1, bi: 3, n1i: 5, ci: 1, n2i: 5 }] }),
    ["studies[0].n1i"],
  );
});

test("a study that cannot have the effect has null and is named", async () => {
  const got = await reply(effect, {
    measure: "ROM",
    studies: [
      { id: "Below", m1i: -1, sd1i: 1, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
      { id: "Missing", m1i: 1, sd1i: null, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
      { m1i: 1, sd1i: 1, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
    ],
  });
  assert.ok(got.ok);
  assert.match(got.gaps.join(), /Below.*Missing/);
  assert.deepEqual(
    (got.answer["effects"] as { yi: number | null }[]).map(({ yi }) => yi === null),
    [true, true, false],
  );
});

test("Sigtermans' standard errors in the column of deviations are a finding, and not an issue", async () => {
  const arms = { m1i: 2.68, sd1i: 0.51, n1i: 30, m2i: 5.45, sd2i: 0.48, n2i: 30 };
  const got = await answer(effect, { measure: "MD", studies: [{ id: "Sigtermans 2009", ...arms }] });
  const findings = got["findings"] as { id: string; study: string; sentence: string }[];
  assert.deepEqual(
    findings.map(({ id, study }) => [id, study]),
    [["large-effect", "Sigtermans 2009"]],
  );
  const right = { ...arms, sd1i: 2.79, sd2i: 2.63 };
  assert.deepEqual((await answer(effect, { measure: "MD", studies: [right] }))["findings"], []);
});

test("one arm's standard error among other trials' deviations is found", async () => {
  const usual = [2.4, 2.6, 2.2, 2.9].map((sd, i) => ({
    id: `T${i}`,
    m1i: 4,
    sd1i: sd,
    n1i: 25,
    m2i: 5,
    sd2i: sd + 0.2,
    n2i: 25,
  }));
  const slip = { id: "Slip", m1i: 4, sd1i: 0.5, n1i: 25, m2i: 4.4, sd2i: 0.52, n2i: 25 };
  const got = await answer(effect, { measure: "MD", studies: [...usual, slip] });
  const findings = got["findings"] as { id: string; study: string; path: string }[];
  assert.deepEqual([...new Set(findings.map(({ study }) => study))], ["Slip"]);
  assert.deepEqual(
    findings.filter(({ id }) => id === "sem-for-sd").map(({ path }) => path),
    ["studies[4].sd1i", "studies[4].sd2i"],
  );
});

test("a standard error in the column of variances is found beside the sizes of the studies", async () => {
  const studies = [40, 60, 90, 120].map((ni, i) => ({ id: `T${i}`, yi: 0.3, vi: 4 / ni, ni }));
  const got = await answer(effect, {
    measure: "GEN",
    studies: [...studies, { id: "Slip", yi: 0.2, vi: Math.sqrt(4 / 80), ni: 80 }],
  });
  const findings = got["findings"] as { id: string; study: string }[];
  assert.deepEqual(
    findings.map(({ id, study }) => [id, study]),
    [["se-for-variance", "Slip"]],
  );
});
