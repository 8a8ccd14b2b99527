/** From the bytes of a text file to its letters: the mark at its beginning decides, then what the bytes can be. */

// Every host has it, page and Node alike; the rooms' library does not name it.
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

/** The letters, and by which encoding they were read; undefined where the bytes are no text in it. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
  /** True where neither a mark nor the bytes prove the encoding. */
  readonly guessed: boolean;
}

const begins = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, i) => bytes[i] === byte);

/** Decodes strictly; undefined where a byte does not fit. */
function strictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const asked = (bytes: Uint8Array, encoding: string, guessed = false): Decoded | undefined => {
  const text = strictly(bytes, encoding);
  return text === undefined ? undefined : { text, encoding, guessed };
};

/** Two of the first bytes of each pair are zero: UTF-16 without a mark. */
function halfEmpty(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const looked = Math.min(bytes.length - (bytes.length % 2), 2000);
  let [even, odd] = [0, 0];
  for (let i = 0; i < looked; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (odd > looked / 4 && even === 0) return "utf-16le";
  return even > looked / 4 && odd === 0 ? "utf-16be" : undefined;
}

/** Chinese text in GB 18030 has its high bytes in pairs; western letters stand alone among ASCII. */
function inPairs(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue;
    if (bytes[i] === 0x80 || (bytes[i + 1] ?? 0) < 0x80) return false;
    pairs++;
    i++;
  }
  return pairs > 0;
}

/** Reads a text file: UTF-8 and UTF-16 by mark or by their bytes, else GB 18030 or Windows-1252, which is a guess. */
export function decodeText(bytes: Uint8Array): Decoded | undefined {
  if (begins(bytes, 0xef, 0xbb, 0xbf)) return asked(bytes.subarray(3), "utf-8");
  if (begins(bytes, 0xff, 0xfe)) return asked(bytes.subarray(2), "utf-16le");
  if (begins(bytes, 0xfe, 0xff)) return asked(bytes.subarray(2), "utf-16be");
  const wide = halfEmpty(bytes);
  if (wide) return asked(bytes, wide, true);
  if (bytes.subarray(0, 1_000_000).includes(0)) return undefined;
  const plain = asked(bytes, "utf-8");
  if (plain) return plain;
  return (inPairs(bytes) ? asked(bytes, "gb18030", true) : undefined) ?? asked(bytes, "windows-1252", true);
}

/** Reads an XML file by the encoding that it declares. */
export function decodeXml(bytes: Uint8Array): Decoded | undefined {
  if (bytes[0] === 0xef || bytes[0] === 0xff || bytes[0] === 0xfe || halfEmpty(bytes))
    return decodeText(bytes);
  let head = "";
  for (const byte of bytes.subarray(0, 200)) head += String.fromCharCode(byte);
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1];
  return asked(bytes, declared ?? "utf-8");
}
