import { inOrder, scenarios } from "./scenarios.ts";

/** Rows held by a property in `properties.test.ts`. */
export const properties: readonly string[] = ["P-01", "P-16", "INC-8", "L-03", "L-09", "L-11", "L-13"];

/** Every row that has a test here. */
export const tested: readonly string[] = [
  ...new Set([...scenarios.map(({ row }) => row), ...properties]),
].sort(inOrder);
