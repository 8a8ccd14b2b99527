import { compare, readQuantity } from "../../src/quantity/quantity.ts";
import type { Order } from "./read-plan.ts";

/** The drug a dose is entered for; where a program names none, the first in the solution. */
export const primaryOf = (order: Order): string =>
  ("drug" in order.program && order.program.drug) || (order.reservoir.solution[0]?.drug ?? "");

/** The concentration of a drug as typed; empty where it is not in the solution. */
export const concentrationOf = (order: Order, drug: string): string =>
  order.reservoir.solution.find((each) => each.drug === drug)?.concentration ?? "";

/** Whether another solution follows the one that stands in the line; undefined where either cannot be read. */
export function solutionChanges(active: Order, draft: Order): boolean | undefined {
  const [old, fresh] = [active.reservoir.solution, draft.reservoir.solution];
  const drugs = [...new Set([...old, ...fresh].map(({ drug }) => drug))];
  let changes = false;
  for (const drug of drugs) {
    const [a, b] = [concentrationOf(active, drug), concentrationOf(draft, drug)].map((text) =>
      readQuantity(text, "concentration"),
    );
    const inBoth = [old, fresh].every((solution) => solution.some((each) => each.drug === drug));
    if (!inBoth) changes = true;
    else if (!a || !b || "refused" in a || "refused" in b) return undefined;
    else if (compare(a.quantity, b.quantity) !== 0) changes = true;
  }
  return changes;
}
