// Li J, Zhang Q, Zhang M, Egger M (2007) Intravenous magnesium for acute myocardial infarction. Cochrane Database of
// Systematic Reviews CD002755: deaths in 22 trials, as tabled in R's metadat (dat.li2007). Results: metafor 3.8-1; the
// review prints odds ratios of 0.99 (fixed) and 0.66 (random).
import { test } from "node:test";
import { families, type Method, modes, pool } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

// Deaths and all, magnesium; deaths and all, control.
const trials = [
  [1, 40, 2, 36],
  [4, 56, 14, 74],
  [2, 92, 7, 93],
  [1, 48, 1, 46],
  [1, 25, 3, 23],
  [1, 50, 9, 53],
  [6, 81, 11, 81],
  [10, 150, 8, 148],
  [2, 21, 4, 25],
  [90, 1150, 118, 1150],
  [5, 125, 12, 102],
  [4, 130, 8, 122],
  [4, 96, 17, 98],
  [2216, 29011, 2103, 29039],
  [3, 40, 3, 38],
  [1, 31, 0, 30],
  [6, 169, 18, 181],
  [475, 3113, 472, 3100],
  [2, 50, 10, 50],
  [0, 75, 1, 75],
  [101, 1691, 134, 1488],
  [1, 89, 3, 91],
] as const;
const effects = trials.map(([ai, n1i, ci, n2i]) =>
  families.table.OR({ ai, bi: n1i - ai, ci, di: n2i - ci })!,
);
const y = Float64Array.from(effects, (e) => e.yi);
const v = Float64Array.from(effects, (e) => e.vi);
const z = (method: Method) => pool(y, v, { method, test: "z", level: 0.95 });

test("fixed and random effects contradict each other, because one giant trial found nothing", () => {
  near(z("EE").estimate, -0.006824, 1e-6);
  near(z("EE").se, 0.027392, 1e-6);
  near(Math.exp(z("EE").estimate), 0.99, 5e-3);
  near(z("DL").estimate, -0.412481, 1e-6);
  near(z("DL").se, 0.111765, 1e-6);
  near(z("DL").tau2, 0.066732, 1e-6);
  near(Math.exp(z("DL").estimate), 0.66, 5e-3);
  // REML's printed digits are of a fit stopped at a change of 1e-5.
  near(z("REML").estimate, -0.54585, 1e-5);
  near(z("REML").se, 0.150353, 1e-5);
});

test("RevMan's mode weights by its own Mantel-Haenszel Q, so that its tau2 is not DerSimonian and Laird's", () => {
  const raw = trials.map(([ai, n1i, ci, n2i]) => ({ ai, bi: n1i - ai, ci, di: n2i - ci }));
  const both = modes(y, v, "OR", raw, 0.95, "en");
  near(both.revman5.tau2, 0.066827, 1e-6);
  near(both.revman5.estimate, -0.412678, 1e-6);
  near(both.current.estimate, -0.54585, 1e-5);
});
