// The address carries the page and the whole plan, deflated. The part behind # never leaves the browser, and nothing in
// a plan names a person.
import { readShape } from "../src/quantity/quantity.ts";
import { type Plan, plan as planShape } from "./plan/read-plan.ts";

/** Longest text an address may unfold to: a plan is a few kB, a thousand trials of one's own a few hundred, and a
 * stranger's link must not fill the memory. */
const longest = 600_000;

export interface Address {
  readonly page: string;
  /** Whose page it is: a patient's id in the ledger; empty where it is nobody's. */
  readonly of: string;
  /** The plan as packed; empty where the address carries none. */
  readonly packed: string;
}

/** What a link may ask of a page beside the plan: `#/joint?limit=K-DOSE-TOTAL&at=100 mg`. Read once, then part of the plan. */
export const asks = ["limit", "at", "study", "mark"] as const;
export type Asked = Partial<Readonly<Record<(typeof asks)[number], string>>>;

export function readAddress(hash: string): Address & { readonly asked: Asked } {
  const [, page = "", of = "", query = ""] =
    /^#\/([a-z-]*)(?:\/([0-9a-f-]{36}))?(?:\?(.*))?$/.exec(hash) ?? [];
  const given = new URLSearchParams(query);
  const [packed = ""] = /^[A-Za-z0-9_-]*/.exec(given.get("p") ?? "") ?? [];
  const asked = Object.fromEntries(
    asks.flatMap((one) => {
      const value = given.get(one) ?? "";
      return value === "" || value.length > 80 ? [] : [[one, value]];
    }),
  );
  return { page, of, packed, asked };
}

/** A page of one patient carries no plan: nothing of another patient stands in its address (I-05). */
export const writeAddress = ({ page, of, packed }: Address): string =>
  of === "" ? `#/${page}${packed === "" ? "" : `?p=${packed}`}` : `#/${page}/${of}`;

/** The address of a page that is asked for something; the plan on the table stays. */
export const writeAsked = (page: string, asked: Asked): string =>
  `#/${page}?${new URLSearchParams(asked).toString()}`;

/** Bytes through a stream that packs or unpacks, up to a length. */
async function through(bytes: BlobPart, stream: GenericTransformStream, most: number): Promise<Uint8Array> {
  const reader = (new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("longer than a plan can be");
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether a plan fits into an address with everything in it. */
export const fitsAddress = (plan: Plan): boolean => bytesOf(plan).length <= longest;

const bytesOf = (plan: Plan): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(plan));

export async function pack(plan: Plan): Promise<string> {
  // A table of thousands of studies travels as a file, not in a link; the page says so.
  const carried = plan.pooling && !fitsAddress(plan) ? { ...plan, pooling: null } : plan;
  const bytes = await through(bytesOf(carried), new CompressionStream("deflate-raw"), longest);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The plan an address carries; undefined where it is not one. */
export async function unpack(packed: string): Promise<Plan | undefined> {
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder().decode(
      (await through(bytes, new DecompressionStream("deflate-raw"), longest)) as BufferSource,
    );
    return readShape(planShape, JSON.parse(text), "en-US").value;
  } catch {
    // Whatever is wrong with a link, its plan is not used, and the page says so.
    return undefined;
  }
}
