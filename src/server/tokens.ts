import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits that nobody can guess. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token: who reads the database cannot sign in with it. */
export const digestOf = (use: string, token: string): string =>
  createHash("sha256").update(`${use}\0${token}`).digest("base64url");

/** What a page must say with each change, beside the cookie that it cannot read (against forged requests). */
export const pageToken = (token: string): string => digestOf("page", token);

// Without letters and digits that are mistaken for one another.
const alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

/** A code that a person types: groups of five, about 24 bits each. */
export function typedCode(groups: number): string {
  const letters: string[] = [];
  while (letters.length < groups * 5) {
    const [byte = 255] = randomBytes(1);
    // Above this the first letters would come more often.
    if (byte < alphabet.length * 8) letters.push(alphabet[byte % alphabet.length]!);
  }
  return Array.from({ length: groups }, (_, i) => letters.slice(i * 5, i * 5 + 5).join("")).join("-");
}

/** A typed code as it was given: letters' case and what stands between them do not matter. */
export const readCode = (text: string): string =>
  (
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, "")
      .match(/.{1,5}/g) ?? []
  ).join("-");

/** True where two texts are the same, in a time that does not say how far. */
export const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf("same", one)), Buffer.from(digestOf("same", other)));
