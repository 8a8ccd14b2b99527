// Content under a key: AES-256-GCM, bound to the place it stands in, so that it is read nowhere else and by nobody else.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

const algorithm = "aes-256-gcm";
const length = { key: 32, iv: 12, tag: 16, id: 8, check: 8 } as const;

/** The key of a whole store, which lies elsewhere; its id says which one it is and nothing more. */
export interface Master {
  readonly key: KeyObject;
  readonly id: string;
}

/** A key as it is used. From its bytes each use would take ten times as long. */
export type Key = KeyObject;

/** A master key from its 32 bytes. */
export const masterOf = (bytes: Uint8Array): Master => ({
  key: createSecretKey(bytes),
  id: fingerprint(bytes),
});

/** By what a key is known without saying anything of it. */
const fingerprint = (key: Uint8Array): string =>
  createHash("sha256")
    .update("theca master key\n")
    .update(key)
    .digest()
    .subarray(0, length.id)
    .toString("hex");

// Chance is drawn for many at once: drawing it costs as much as sealing.
let drawn = Buffer.alloc(0);

/** So many fresh bytes. */
export function chance(count: number): Buffer {
  if (drawn.length < count) drawn = randomBytes(4096);
  const some = drawn.subarray(0, count);
  drawn = drawn.subarray(count);
  return some;
}

/** A fresh key. */
export const newKey = (): Key => createSecretKey(randomBytes(length.key));

/** A key made from another one for one purpose. */
export const derived = (key: Key, purpose: string): Key =>
  createSecretKey(new Uint8Array(hkdfSync("sha256", key, "", `theca ${purpose}`, length.key)));

/** Content as it is kept: a random nonce, what is encrypted, and the tag over it and over where it belongs. */
export function seal(key: Key, content: string | Uint8Array, place: string): Uint8Array {
  const iv = chance(length.iv);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(place));
  const inner = typeof content === "string" ? cipher.update(content, "utf8") : cipher.update(content);
  return Buffer.concat([iv, inner, cipher.final(), cipher.getAuthTag()]);
}

/** Content again; undefined where a bit of it, its key or its place is another. */
export function unsealBytes(key: Key, sealed: Uint8Array, place: string): Buffer | undefined {
  if (sealed.length < length.iv + length.tag) return undefined;
  const end = sealed.length - length.tag;
  const cipher = createDecipheriv(algorithm, key, sealed.subarray(0, length.iv), {
    authTagLength: length.tag,
  });
  cipher.setAAD(Buffer.from(place));
  cipher.setAuthTag(sealed.subarray(end));
  const inner = cipher.update(sealed.subarray(length.iv, end));
  try {
    cipher.final();
  } catch {
    // The one thing that can fail here is the tag: whoever asked says what that means.
    return undefined;
  }
  return inner;
}

/** The same for text. */
export const unseal = (key: Key, sealed: Uint8Array, place: string): string | undefined =>
  unsealBytes(key, sealed, place)?.toString("utf8");

const plain = 0;
const underMaster = 1;
const keyPlace = (subject: string): string => `keys\n${subject}`;
const checkOf = (key: Uint8Array, subject: string): Buffer =>
  createHash("sha256")
    .update(`${keyPlace(subject)}\n`)
    .update(key)
    .digest()
    .subarray(0, length.check);

/** A data key as it is kept: under the master key, or as it is with a check where there is none. */
export function wrap(master: Master | undefined, key: Key, subject: string): Uint8Array {
  const bytes = key.export();
  return master
    ? Buffer.concat([
        Uint8Array.of(underMaster),
        Buffer.from(master.id, "hex"),
        seal(master.key, bytes, keyPlace(subject)),
      ])
    : Buffer.concat([Uint8Array.of(plain), bytes, checkOf(bytes, subject)]);
}

/** The id of the master key that a data key is under; undefined where it is under none. */
export const masterIdIn = (wrapped: Uint8Array): string | undefined =>
  wrapped[0] === underMaster ? Buffer.from(wrapped.subarray(1, 1 + length.id)).toString("hex") : undefined;

/** A data key again: "locked" where another master key is needed, undefined where it is not as it was written. */
export function unwrap(
  master: Master | undefined,
  wrapped: Uint8Array,
  subject: string,
): Key | "locked" | undefined {
  const id = masterIdIn(wrapped);
  if (id !== undefined) {
    if (master?.id !== id) return "locked";
    const bytes = unsealBytes(master.key, wrapped.subarray(1 + length.id), keyPlace(subject));
    return bytes && createSecretKey(bytes);
  }
  if (wrapped[0] !== plain || wrapped.length !== 1 + length.key + length.check) return undefined;
  const key = wrapped.subarray(1, 1 + length.key);
  return checkOf(key, subject).equals(wrapped.subarray(1 + length.key)) ? createSecretKey(key) : undefined;
}
