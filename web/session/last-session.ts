// A session as it stands in the record: its beginning, the whole, and what was signed.
import type { Quantity } from "../../src/quantity/quantity.ts";
import type { Kept } from "../patients/ledger.ts";

interface Checked {
  readonly item: string;
  readonly done: boolean;
}
export interface CourseLine {
  readonly what: string;
  readonly after: Quantity<"time">;
  readonly rate?: Quantity;
  readonly amount?: Quantity;
  readonly over?: Quantity<"time">;
  readonly reason?: string;
}
export interface SessionData {
  readonly drug: string;
  readonly vial: Quantity;
  readonly total: Quantity;
  readonly course?: readonly CourseLine[];
  readonly checklist: readonly Checked[];
  readonly observations: readonly {
    readonly after: Quantity<"time">;
    readonly name: string;
    readonly value: number | string;
  }[];
  readonly holds: readonly { readonly after: Quantity<"time">; readonly reason: string }[];
  readonly rescue: readonly string[];
  readonly discharged: boolean;
  readonly discharge?: readonly Checked[];
  readonly escort?: string;
  readonly waste?: { readonly amount: Quantity; readonly witness: string };
  readonly text?: string;
}
export interface BegunData {
  readonly infusate: Quantity<"concentration">;
  readonly weight: Quantity;
  readonly wristband: string;
  readonly checklist: readonly Checked[];
  readonly planned: {
    readonly bolus?: { readonly amount: Quantity; readonly over: Quantity<"time"> };
    readonly steps: readonly { readonly for: Quantity<"time">; readonly rate: Quantity }[];
    readonly total: Quantity;
  };
  readonly overrides?: readonly {
    readonly finding: string;
    readonly by: string;
    readonly reason: string;
  }[];
}

export interface KeptSession {
  readonly entry: Kept;
  readonly data: SessionData;
  readonly begun: BegunData | undefined;
}

/** The last session that holds; a corrected one gives way to its correction. */
export function lastSession(all: readonly Kept[]): KeptSession | undefined {
  const corrected = new Set(all.flatMap(({ corrects }) => corrects ?? []));
  const held = all
    .filter(({ id, kind }) => kind === "ketamine session" && !corrected.has(id))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.sequence - b.sequence);
  const entry = held.at(-1);
  if (!entry) return undefined;
  const begun = all.find(({ id }) => id === entry.data["begun"]);
  return {
    entry,
    data: entry.data as unknown as SessionData,
    begun: begun?.data as unknown as BegunData | undefined,
  };
}
