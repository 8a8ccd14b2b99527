import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { Issue } from "../quantity/quantity.ts";
import type { Words } from "./words.ts";

/** The bytes of a file, or of standard input for "-". */
export function openInput(file: string, stdin: Readable): Readable {
  return file === "-" ? stdin : createReadStream(file, { highWaterMark: 1 << 18 });
}

/** Reads a whole input as bytes, and as text where that is wanted; what cannot be read is an issue. */
export async function readInput(
  file: string,
  stdin: Readable,
  words: Words,
): Promise<{ bytes: Uint8Array; text: () => { text: string } | { issue: Issue } } | { issue: Issue }> {
  const unreadable = (error: unknown): { issue: Issue } => ({
    issue: { path: "", message: whyUnreadable(file, error, words) },
  });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of openInput(file, stdin)) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = (): { text: string } | { issue: Issue } => {
      try {
        return { text: decode(bytes) };
      } catch (error) {
        return unreadable(error);
      }
    };
    return { bytes, text };
  } catch (error) {
    return unreadable(error);
  }
}

/** Whether the first letter that is no space begins a JSON object or list. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = bytes.subarray(marked).find((byte) => byte > 0x20);
  return first === 0x7b || first === 0x5b;
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
