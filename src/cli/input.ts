import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { Issue } from "../quantity/quantity.ts";
import type { Words } from "./words.ts";

/** The bytes of a file, or of standard input for "-". */
export function openInput(file: string, stdin: Readable): Readable {
  return file === "-" ? stdin : createReadStream(file, { highWaterMark: 1 << 18 });
}

/** Reads a whole input as text; what cannot be read is an issue. */
export async function readInput(
  file: string,
  stdin: Readable,
  words: Words,
): Promise<{ text: string } | { issue: Issue }> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of openInput(file, stdin)) chunks.push(chunk as Buffer);
    return { text: decode(Buffer.concat(chunks)) };
  } catch (error) {
    return { issue: { path: "", message: whyUnreadable(file, error, words) } };
  }
}

const strictly = new TextDecoder("utf-8", { fatal: true });

/** UTF-8 bytes as text, without a leading byte-order mark; throws on other bytes. */
export const decode = (bytes: Uint8Array): string => strictly.decode(bytes);

/** Why a file could not be read, in a sentence. Faults that are not the file's are thrown again. */
export function whyUnreadable(file: string, error: unknown, words: Words): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return words.unreadableFile(file, words.notUtf8);
  if (code === "ENOENT") return words.unreadableFile(file, words.noSuchFile);
  if (code === "EISDIR") return words.unreadableFile(file, words.isFolder);
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return words.unreadableFile(file, code);
  throw error;
}
