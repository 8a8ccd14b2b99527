import type { Expectation } from "../conformance/shortfall.ts";

/** A documented harm or requirement as a question to the engine, and what the answer must show. */
export interface Scenario {
  /** The row it stands for, as "INC-3" or "U-15". */
  readonly row: string;
  /** What happened, or what somebody might do, in a sentence that a test can bear as its name. */
  readonly happened: string;
  readonly operation: string;
  readonly input?: unknown;
  /** The input as text, where a value cannot be written otherwise (1e400, -0). */
  readonly json?: string;
  readonly expect: readonly Expectation[];
}

/** A scenario without its row, to be listed under one. */
export type Told = Omit<Scenario, "row">;

export const told = (row: string, ...scenarios: readonly Told[]): Scenario[] =>
  scenarios.map((scenario) => ({ row, ...scenario }));
