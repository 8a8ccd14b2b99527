import assert from "node:assert/strict";

/** Fails where a number is further from the printed one than its rounding allows. */
export function near(got: number, printed: number, within: number): void {
  assert.ok(Math.abs(got - printed) <= within, `${got}, printed ${printed} (to ${within})`);
}
