// Linde K, Berner M, Egger M, Mulrow C (2005) St John's wort for depression: meta-analysis of randomised controlled trials.
// British Journal of Psychiatry 186:99-107: responders in 24 trials, as tabled in R's metadat (dat.linde2005). Results:
// metafor 3.8-1.
import { test } from "node:test";
import { families, type Method, pool } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

// Responders and all, St John's wort; responders and all, placebo.
const trials = [
  [19, 30, 3, 30],
  [15, 25, 3, 24],
  [10, 20, 4, 20],
  [10, 25, 0, 25],
  [0, 22, 0, 23],
  [20, 25, 11, 25],
  [14, 20, 9, 20],
  [4, 25, 2, 25],
  [20, 32, 6, 33],
  [29, 44, 3, 44],
  [29, 55, 31, 57],
  [28, 50, 13, 55],
  [34, 48, 25, 49],
  [35, 53, 12, 54],
  [24, 49, 16, 49],
  [45, 80, 12, 79],
  [67, 106, 22, 47],
  [34, 60, 17, 59],
  [46, 70, 34, 70],
  [55, 123, 57, 124],
  [23, 37, 15, 35],
  [26, 98, 19, 102],
  [46, 113, 56, 116],
  [98, 186, 80, 189],
] as const;
const effects = trials.map(([ai, n1i, ci, n2i]) =>
  families.table.RR({ ai, bi: n1i - ai, ci, di: n2i - ci })!,
);
const y = Float64Array.from(effects, (e) => e.yi);
const v = Float64Array.from(effects, (e) => e.vi);
const z = (method: Method) => pool(y, v, { method, test: "z", level: 0.95 });

test("more respond to St John's wort than to placebo, and trials differ", () => {
  near(z("DL").estimate, 0.554734, 1e-6);
  near(z("DL").se, 0.099487, 1e-6);
  near(z("DL").tau2, 0.139024, 1e-6);
});
