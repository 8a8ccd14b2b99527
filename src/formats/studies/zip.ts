/** The files in a zip archive, read by its directory, with bounds that a hostile archive cannot pass. */
import { Inflate } from "fflate";

/** One file in the archive. */
export interface ZipEntry {
  readonly name: string;
  readonly read: () => Uint8Array;
}

/** Why an archive cannot be read. */
export type ZipFault = "broken" | "locked" | "large" | "many";

/** Thrown by this room's own reading only, and caught where the file is read. */
export class Unzippable extends Error {
  readonly fault: ZipFault;
  constructor(fault: ZipFault) {
    super(fault);
    this.fault = fault;
  }
}

const entriesAtMost = 10_000;
/** All files unpacked, in bytes. */
const unpackedAtMost = 96 * 2 ** 20;
const pieceSize = 2 ** 14;

const u16 = (b: Uint8Array, at: number): number => (b[at] ?? 0) | ((b[at + 1] ?? 0) << 8);
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0;

/** True where the bytes begin as a zip archive does. */
export const isZip = (b: Uint8Array): boolean =>
  u32(b, 0) === 0x04034b50 || u32(b, 0) === 0x06054b50 || u32(b, 0) === 0x08074b50;

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function checksum(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Unpacks in small pieces and stops at the bound, whatever size the archive claims. */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((piece) => {
    if (filled + piece.length > size) throw new Unzippable("broken");
    out.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += pieceSize)
      stream.push(packed.subarray(at, at + pieceSize), at + pieceSize >= packed.length);
  } catch (error) {
    // The library reports a broken stream as an Error with a code of its own.
    if (error instanceof Unzippable || (error as { code?: unknown }).code === undefined) throw error;
    throw new Unzippable("broken");
  }
  if (filled !== size) throw new Unzippable("broken");
  return out;
}

/** The end record stands last, behind it a comment of at most 65,535 bytes. */
function directoryOf(b: Uint8Array): { at: number; count: number } {
  for (let at = b.length - 22; at >= 0 && at >= b.length - 22 - 0xffff; at--)
    if (u32(b, at) === 0x06054b50) return { at: u32(b, at + 16), count: u16(b, at + 10) };
  throw new Unzippable("broken");
}

/** The entries of an archive by name; each is unpacked only when it is read. */
export function openZip(b: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const { at: start, count } = directoryOf(b);
  if (count > entriesAtMost || count === 0xffff) throw new Unzippable("many");
  const entries = new Map<string, ZipEntry>();
  let left = unpackedAtMost;
  let at = start;
  for (let n = 0; n < count; n++) {
    if (u32(b, at) !== 0x02014b50) throw new Unzippable("broken");
    const [flags, method, sum] = [u16(b, at + 8), u16(b, at + 10), u32(b, at + 16)];
    const [packed, size, local] = [u32(b, at + 20), u32(b, at + 24), u32(b, at + 42)];
    const length = u16(b, at + 28);
    let name = "";
    for (const byte of b.subarray(at + 46, at + 46 + length)) name += String.fromCharCode(byte);
    at += 46 + length + u16(b, at + 30) + u16(b, at + 32);
    const read = (): Uint8Array => {
      if (flags & 1) throw new Unzippable("locked");
      left -= size;
      if (left < 0) throw new Unzippable("large");
      if (u32(b, local) !== 0x04034b50) throw new Unzippable("broken");
      const from = local + 30 + u16(b, local + 26) + u16(b, local + 28);
      const body = b.subarray(from, from + packed);
      if (body.length !== packed || (method !== 0 && method !== 8)) throw new Unzippable("broken");
      const bytes = method === 0 ? body : inflate(body, size);
      if (checksum(bytes) !== sum) throw new Unzippable("broken");
      return bytes;
    };
    entries.set(name.replaceAll("\\", "/"), { name, read });
  }
  return entries;
}
