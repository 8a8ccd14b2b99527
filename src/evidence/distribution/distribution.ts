/**
 * Distributions with both tails, their logarithms and their quantiles, exact to about 14 digits. `Above` is the upper
 * tail, `Below` the lower one; a quantile takes the tail it is named for, so that a tiny probability loses nothing.
 */
export {
  chiSquareAbove,
  chiSquareBelow,
  chiSquareQuantileAbove,
  chiSquareQuantileBelow,
  logChiSquareAbove,
  logChiSquareBelow,
} from "./chi-square.ts";
export { fisherAbove, fisherQuantileAbove } from "./fisher.ts";
export { logGamma, stirlingError } from "./gamma.ts";
export {
  erfc,
  logNormalAbove,
  normalAbove,
  normalBelow,
  normalDensity,
  normalQuantile,
  normalQuantileAbove,
} from "./normal.ts";
export { solve } from "./solve.ts";
export { logStudentAbove, studentAbove, studentQuantile, studentQuantileAbove } from "./student.ts";
