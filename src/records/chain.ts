import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** JSON with the keys of every object in order: one text for one meaning, whoever wrote it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonical(item === undefined ? null : item)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
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
