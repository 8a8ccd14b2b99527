import { hash } from "node:crypto";
import { canonical } from "../records/records.ts";
import { chance } from "./seal.ts";

/** The end of a chain: where the next link goes. */
export interface Link {
  readonly sequence: number;
  readonly hash: string;
}

/** SHA-256 in hex. */
export const digest = (text: string | Uint8Array): string => hash("sha256", text);

/**
 * The text that is kept of a fact that follows `last`, and its hash: that of `hashOf` in records. The salt is what
 * keeps the hash from telling, once the text is gone, whether somebody guessed it.
 */
export function linked(fact: object, last: Link): Link & { readonly text: string } {
  const sequence = last.sequence + 1;
  const salt = chance(16).toString("base64url");
  const text = canonical({ ...fact, salt, sequence, previous: last.hash });
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
