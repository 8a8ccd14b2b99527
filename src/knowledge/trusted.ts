import type { z } from "zod";
import { readShape } from "../quantity/quantity.ts";
import { sealed } from "./digest.ts";

/** A file of a folder of `data/`, if it is what its index line was written for and fits its schema; else our own bug. */
export function trusted<T>(
  folder: string,
  [name, content]: readonly [name: string, content: unknown],
  schema: z.ZodType<T>,
): T {
  const [id = ""] = name.split(" ");
  if (name !== sealed(id, content))
    throw new Error(`data/${folder}/${id}.json is not what its index line names`);
  const { value, issues } = readShape(schema, content, "en-US", id);
  if (value) return value;
  const faults = issues.map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`data/${folder} cannot be trusted: ${faults.join("; ")}`);
}

/** The index line of an id, as it is exported: its name and its content. */
export const lineOf = (
  contents: Readonly<Record<string, unknown>>,
  id: string,
): readonly [name: string, content: unknown] =>
  Object.entries(contents).find(([name]) => name.split(" ")[0] === id) ?? [id, undefined];
