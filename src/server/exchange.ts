import { setImmediate as breath } from "node:timers/promises";
import type { Context } from "hono";
import type { Locale } from "../quantity/quantity.ts";
import type { Asker, Role, Stage } from "../store/store.ts";
import {
  type Fault,
  readJson,
  refused,
  type Reply,
  writeReply,
  writeValue,
} from "../operations/operations.ts";
import { readBody } from "./body.ts";
import type { Words } from "./words.ts";

/** Somebody who signed in, or is about to. */
export interface SignedIn {
  readonly account: string;
  readonly login: string;
  readonly shown: string;
  /** As it stands on entries and sheets. */
  readonly by: string;
  readonly roles: readonly Role[];
  readonly stage: Stage;
  /** The hash by which the session is kept. */
  readonly session: string;
  readonly madeAt: number;
  readonly seenAt: number;
}

/** What is known about every request before it is answered. */
export type Surroundings = {
  Variables: {
    locale: Locale;
    words: Words;
    /** Who asks, as it stands in the audit. */
    asker: Asker;
    /** Who signed in; absent where nobody does. */
    person?: SignedIn;
  };
};
/** One request and its answer in the making. */
export type Exchange = Context<Surroundings>;

/** The statuses that carry a reply. */
export type Status = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 421 | 422 | 429 | 500 | 503;

/** A reply as JSON over HTTP. */
export function send(exchange: Exchange, status: Status, reply: Reply | Fault, headers = {}): Response {
  return exchange.body(writeReply(reply), status, { ...headersOf(exchange), ...headers });
}

/**
 * A reply whose answer holds long lists: written some items at a time, others answered in between. It goes out as bytes:
 * a text of many megabytes would be turned into them at one go.
 */
export async function sendLong(exchange: Exchange, reply: Reply): Promise<Response> {
  if (!reply.ok || typeof reply.answer !== "object" || reply.answer === null)
    return send(exchange, 200, reply);
  return exchange.body(Buffer.concat(await inPieces(written(reply, reply.answer))), 200, headersOf(exchange));
}

function* written(reply: Reply & { readonly ok: true }, answer: object): Generator<void, Buffer[]> {
  const pieces: Buffer[] = [];
  const write = (text: string): void => void pieces.push(Buffer.from(text));
  let before = '{"ok":true,"answer":{';
  for (const [name, value] of Object.entries(answer)) {
    if (value === undefined) continue;
    write(`${before}${JSON.stringify(name)}:`);
    before = ",";
    if (!Array.isArray(value)) write(writeValue(value));
    else {
      for (let i = 0; i < value.length; i += atOnce) {
        write((i === 0 ? "[" : ",") + writeValue(value.slice(i, i + atOnce)).slice(1, -1));
        yield;
      }
      write(value.length === 0 ? "[]" : "]");
    }
  }
  const empty = before === "," ? "" : before;
  write(`${empty}},${writeValue({ gaps: reply.gaps, assumed: reply.assumed }).slice(1)}`);
  return pieces;
}

/** So many items of a list are written at a time. */
const atOnce = 20;
/** So long others wait for a step of long work, in milliseconds. */
const patience = 2;

/** Long work in steps, others answered between them. */
export async function inPieces<T>(work: Generator<void, T>): Promise<T> {
  for (let begun = performance.now(); ;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - begun < patience) continue;
    await breath();
    begun = performance.now();
  }
}

const headersOf = (exchange: Exchange): Record<string, string> => ({
  "content-type": "application/json; charset=utf-8",
  "content-language": exchange.get("locale"),
  "cache-control": "no-store",
  vary: "accept-language",
});

/** A refusal with one sentence. */
export const refuse = (
  exchange: Exchange,
  status: Status,
  message: string,
  path = "",
  headers = {},
): Response => send(exchange, status, refused([{ path, message }]), headers);

/** Reads a body as JSON, or answers 413, 400 or 422. */
export async function readInput(
  exchange: Exchange,
  limit: number,
): Promise<{ readonly value: unknown } | { readonly response: Response }> {
  const words = exchange.get("words");
  const body = await readBody(exchange.req.raw, limit);
  if ("fault" in body) {
    const response =
      body.fault === "tooLarge"
        ? refuse(exchange, 413, words.tooLarge(limit / 2 ** 20))
        : refuse(exchange, 400, words.notText);
    return { response };
  }
  const read = readJson(body.text, exchange.get("locale"));
  if (read.issues.length === 0) return { value: read.value };
  return { response: send(exchange, read.isJson ? 422 : 400, refused(read.issues)) };
}
