import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of a text, in hexadecimal. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Under which name an index line exports a file's content: what is loaded must have this digest. */
export const sealed = (id: string, content: unknown): string =>
  `${id} sha256:${digestOf(JSON.stringify(content))}`;
