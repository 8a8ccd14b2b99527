// rma.glmm's own results, of published and of random data: glmm/glmm.R wrote them, and says with which versions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pool } from "../../src/operations/pool.ts";
import { answer } from "../replies.ts";

type Expected = Readonly<Record<string, number | readonly number[]>>;
const { made, sets } = JSON.parse(readFileSync(join(import.meta.dirname, "glmm", "glmm.json"), "utf8")) as {
  readonly made: string;
  readonly sets: readonly {
    readonly name: string;
    readonly measure: string;
    readonly tables: readonly object[];
    readonly expected: Expected;
  }[];
};

test(`counts are pooled as by rma.glmm (${made})`, async () => {
  const faults: string[] = [];
  for (const { name, measure, tables, expected } of sets) {
    const got = await answer(pool, { tables, measure, method: "GLMM" });
    const near = (field: string, within: number): void => {
      const [is, was] = [[got[field]].flat() as number[], [expected[field]!].flat()];
      was.forEach((value, i) => {
        if (!(Math.abs(is[i]! - value) <= within)) faults.push(`${name} ${field}: ${is[i]}, not ${value}`);
      });
    };
    const se = expected["se"] as number;
    for (const field of ["k", "Qdf"]) near(field, 0);
    for (const field of ["Q", "Qp"]) near(field, 1e-6 * Math.max(1, expected["Q"] as number));
    // lme4's search stops when a step changes its parameters by some 1e-4: no nearer than that does it come to its own summit.
    for (const field of ["estimate", "ci"]) near(field, 3e-4 * se);
    near("se", 3e-4 * se);
    near("tau2", 3e-4 * (0.1 + (expected["tau2"] as number)));
    near("I2", 0.01);
    near("H2", 3e-4 * (expected["H2"] as number));
    near("prediction", 3e-4 * (se + Math.sqrt(expected["tau2"] as number)));
  }
  assert.deepEqual(faults, []);
});
