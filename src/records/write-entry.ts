import { type Instant, writeInstant } from "../quantity/quantity.ts";
import { type PumpTime, writePumpTime } from "../regimen/regimen.ts";
import type { Entry, NewEntry } from "./read-entry.ts";

/** An entry in the words in which it is entered: reading it again gives the same entry. */
export function writeEntry(entry: NewEntry | Entry): Record<string, unknown> {
  return writeFact(entry) as Record<string, unknown>;
}

/** Any part of an entry, or of what follows from entries, in those words. */
export function writeFact(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => writeFact(item, field));
  if (typeof value !== "object" || value === null) return value;
  if (isInstant(value)) return writeInstant(value);
  const written: Record<string, unknown> = { ...value };
  for (const name of Object.keys(written)) {
    const inner = written[name];
    // The only times of day in an entry are those of a program's steps.
    if (field === "steps" && name === "at") written[name] = writePumpTime(inner as PumpTime);
    else if (typeof inner === "object" && inner !== null) written[name] = writeFact(inner, name);
  }
  return written;
}

const isInstant = (value: object): value is Instant =>
  "epoch" in value && "offset" in value && Object.keys(value).length === 2;
