import type { Quantity } from "../quantity/quantity.ts";
import type { Objection, Rule } from "./objections.ts";
import type { Entry, EntryKind } from "./read-entry.ts";
import type { Standing } from "./snapshot.ts";

export type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What was found against one entry, before the entry is named. */
export type Found = Omit<Objection, "entry">;
export const found = (
  rule: Rule,
  path: string,
  figures: readonly Quantity[] = [],
  names: readonly string[] = [],
): Found => ({ rule, path, figures, names });

/** Where the rules of checks and signatures look further than what is known: into what was kept, corrected or not. */
export interface Look {
  readonly entry: (id: string) => Entry | undefined;
  /** What was recorded between the closing of the visit before and this one. */
  readonly visitOf: (closing: Entry) => readonly Entry[];
}

/** What is known when an entry comes, from all that holds before it. */
export interface Before extends Standing {
  readonly look: Look;
}

/** Whether somebody took it on by name. */
export const isNamed = (rule: Rule, overrides: Of<"refill">["data"]["overrides"]): boolean =>
  overrides?.some(({ finding }) => finding === rule) ?? false;
