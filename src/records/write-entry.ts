import { type Instant, writeInstant } from "../quantity/quantity.ts";
import { type PumpTime, writePumpTime } from "../regimen/regimen.ts";
import type { Entry, NewEntry } from "./read-entry.ts";

/** An entry in the words in which it is entered: reading it again gives the same entry. */
export function writeEntry(entry: NewEntry | Entry): Record<string, unknown> {
  return written(entry) as Record<string, unknown>;
}

function written(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item, field));
  if (typeof value !== "object" || value === null) return value;
  if (isInstant(value)) return writeInstant(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      // The only times of day in an entry are those of a program's steps.
      field === "steps" && name === "at" ? writePumpTime(inner as PumpTime) : written(inner, name),
    ]),
  );
}

const isInstant = (value: object): value is Instant =>
  "epoch" in value && "offset" in value && Object.keys(value).length === 2;
