// Short-term responders to IV ketamine against placebo, crossovers taken as parallel: Noppers 2011 (EJP 15:942), 8/12
// and 3/12; Lumanauw 2019 (AEM, 10.1111/acem.13755), 25/30 and 13/32; Kvarnström 2003 (AAS 47:868), 7/12 and 2/12;
// Kvarnström 2004 (AAS 48:498), 5/10 and 0/10. Results: metafor 3.8-1. An example of software, not a clinical claim.
import { test } from "node:test";
import { families, mantelHaenszelTables, pool, type Method } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

const tables = [
  { ai: 8, bi: 4, ci: 3, di: 9 },
  { ai: 25, bi: 5, ci: 13, di: 19 },
  { ai: 7, bi: 5, ci: 2, di: 10 },
  { ai: 5, bi: 5, ci: 0, di: 10 },
] as const;
const effects = tables.map((table) => families.table.RR(table)!);
const y = Float64Array.from(effects, (e) => e.yi);
const v = Float64Array.from(effects, (e) => e.vi);

test("log risk ratios and variances are as tabled, a half added in the one trial with a zero", () => {
  [0.9808, 0.7185, 1.2528, 2.3979].forEach((value, i) => near(y[i]!, value, 5e-5));
  [0.2917, 0.0523, 0.4762, 2].forEach((value, i) => near(v[i]!, value, 5e-5));
});

test("DL, REML and PM agree on a risk ratio of 2.30 without heterogeneity", () => {
  for (const method of ["DL", "REML", "PM"] as readonly Method[]) {
    const got = pool(y, v, { method, test: "z", level: 0.95 });
    near(Math.exp(got.estimate), 2.2986, 5e-5);
    near(Math.exp(got.ci[0]), 1.5548, 5e-5);
    near(Math.exp(got.ci[1]), 3.3982, 5e-5);
    near(got.tau2, 0, 0);
    near(got.I2, 0, 0);
  }
});

test("Hartung and Knapp's interval and the Mantel-Haenszel ratio are as tabled", () => {
  const knha = pool(y, v, { method: "DL", test: "knha", level: 0.95 });
  near(Math.exp(knha.ci[0]), 1.3833, 5e-5);
  near(Math.exp(knha.ci[1]), 3.8196, 5e-5);
  const mh = mantelHaenszelTables(tables, "RR", 0.95);
  near(Math.exp(mh.estimate), 2.6055, 5e-5);
  near(Math.exp(mh.ci[0]), 1.7249, 5e-5);
  near(Math.exp(mh.ci[1]), 3.9356, 5e-5);
});
