import { library } from "./library.ts";
import type { Stability } from "./read-drug.ts";
import { statuses } from "./receipt.ts";

/** What about a solution decides how long it keeps. */
export interface SolutionState {
  /** The first fill of a new pump: what the pump is made of takes up some of the drug. */
  readonly firstFill?: boolean | undefined;
  readonly diluted?: boolean | undefined;
}

/**
 * How long exactly these drugs keep together in a pump: every row that holds for the state, the best-sourced first and
 * rows with a time before rows without. Empty where nothing is known. A vehicle counts for nothing beside a drug.
 */
export function stabilityOf(drugs: readonly string[], state: SolutionState = {}): readonly Stability[] {
  const active = [...new Set(drugs)].filter((id) => library.drugs.get(id)?.class !== "vehicle").sort();
  const rows =
    active.length > 1
      ? library.mixtures.get(active.join("-"))?.stability
      : library.drugs.get(active[0] ?? "")?.stability;
  return (rows ?? [])
    .filter((row) => holds(row.state, state))
    .sort(
      (a, b) =>
        Number(b.value !== undefined) - Number(a.value !== undefined) ||
        statuses.indexOf(a.status) - statuses.indexOf(b.status),
    );
}

function holds(row: Stability["state"], { firstFill = false, diluted = false }: SolutionState): boolean {
  switch (row) {
    case "any":
      return true;
    case "first fill":
      return firstFill;
    case "diluted":
      return diluted;
    case "undiluted":
      return !diluted;
  }
}
