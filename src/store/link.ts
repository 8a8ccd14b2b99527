import { createHash } from "node:crypto";
import { canonical } from "../records/records.ts";

/** The end of a chain: where the next link goes. */
export interface Link {
  readonly sequence: number;
  readonly hash: string;
}

/** SHA-256 in hex. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The text that is kept of a fact that follows `last`, and its hash: that of `hashOf` in records. */
export function linked(fact: object, last: Link): Link & { readonly text: string } {
  const sequence = last.sequence + 1;
  const text = canonical({ ...fact, sequence, previous: last.hash });
  return { sequence, text, hash: digest(text) };
}

/** A kept link, as it stands in its table. */
export interface Kept extends Link {
  readonly text: string;
}

/** Why a link does not hold, or undefined; `repeats` says whether the other columns say what the text says. */
export function brokenBy(
  kept: Kept,
  last: Link,
  repeats: (fact: Readonly<Record<string, unknown>>) => boolean,
): "missing" | "altered" | "not linked" | undefined {
  if (kept.sequence !== last.sequence + 1) return "missing";
  if (digest(kept.text) !== kept.hash) return "altered";
  const fact = JSON.parse(kept.text) as Record<string, unknown>;
  if (fact["sequence"] !== kept.sequence || !repeats(fact)) return "altered";
  return fact["previous"] === last.hash ? undefined : "not linked";
}
