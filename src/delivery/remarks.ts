import type { Issue } from "../quantity/quantity.ts";

/** What is said beside an answer while it is computed: faults of the input, gaps, and defaults that mattered. */
export interface Remarks {
  readonly issues: Issue[];
  readonly gaps: string[];
  readonly assumed: string[];
}

export const noRemarks = (): Remarks => ({ issues: [], gaps: [], assumed: [] });
