import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** JSON with the keys of every object in order: one text for one meaning, whoever wrote it. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value)
      text += `${text === "" ? "" : ","}${canonical(item === undefined ? null : item)}`;
    return `[${text}]`;
  }
  for (const key of keysInOrder(value)) {
    const field: unknown = (value as Record<string, unknown>)[key];
    if (field !== undefined) text += `${text === "" ? "" : ","}${quoted(key)}:${canonical(field)}`;
  }
  return `{${text}}`;
}

/** What was read back from such a text has its keys in order already. */
function keysInOrder(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort();
  return keys;
}

/** The names of fields as JSON: few, and the same in every entry. */
const names = new Map<string, string>();

function quoted(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  // A bound on what strangers can make us remember.
  if (key.length < 50 && names.size < 1000) names.set(key, text);
  return text;
}

/** What stands before the first entry of a chain. */
export const genesis = "0".repeat(64);

/** What of an entry the chain covers: all of it but its own hash. */
export interface Chained {
  readonly sequence: number;
  readonly previous: string;
  readonly hash: string;
}

/** The hash of an entry: SHA-256 over its canonical text, which holds the hash of the entry before. */
export function hashOf<E extends Omit<Chained, "hash">>(entry: E): string {
  const { hash: _hash, ...covered } = entry as E & { hash?: string };
  return bytesToHex(sha256(utf8ToBytes(canonical(covered))));
}

/** Where a chain first breaks, and how. */
export interface Break {
  readonly sequence: number;
  readonly why: "missing" | "altered" | "not linked";
}

/** Walks a chain from a known link on; undefined where every entry is whole and in its place. */
export function firstBreak(
  entries: readonly Chained[],
  after: { sequence: number; hash: string } = { sequence: 0, hash: genesis },
): Break | undefined {
  let link = after;
  for (const entry of entries) {
    if (entry.sequence !== link.sequence + 1) return { sequence: link.sequence + 1, why: "missing" };
    if (entry.previous !== link.hash) return { sequence: entry.sequence, why: "not linked" };
    if (hashOf(entry) !== entry.hash) return { sequence: entry.sequence, why: "altered" };
    link = entry;
  }
  return undefined;
}
