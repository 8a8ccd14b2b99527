import { columnsFor } from "../../src/operations/operations.ts";
import { measures } from "../../src/evidence/evidence.ts";

/** What names, places or describes a study, beside its numbers. */
const described = ["id", "design", "scaleMin", "scaleMax"] as const;

/** Everything a column can be. */
export const roles: readonly string[] = [
  ...new Set<string>([...described, ...measures.flatMap((measure) => columnsFor(measure))]),
];

/** Roles that are numbers for the operations. */
export const isNumeric = (role: string): boolean => role !== "" && role !== "id" && role !== "design";
