import type { faults } from "../operations/operations.ts";
import { NotAllowed } from "./reachable.ts";

type Fault = (typeof faults)[number];

/** What became of a try: the other side took it, or what came between, with its last word. */
export type Tried =
  | { readonly sent: true; readonly said: string }
  | { readonly fault: Fault; readonly said: string };

const longest = 200;

/** The other side's word as it may be kept and shown: one line, no control characters, not long. */
export const wordOf = (text: unknown): string =>
  (typeof text === "string" ? text : "")
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, longest);

/** What errors of Node, OpenSSL and nodemailer bear, by code or in their words; the first that fits. */
const known: readonly (readonly [RegExp, Fault])[] = [
  [/ECONNREFUSED|ENOTFOUND|EAI_|EDNS|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES/, "no answer"],
  [/ERR_TLS|ERR_SSL|CERT|EPROTO\b|ETLS|EREQUIRETLS|certificate|SSL routines|secure TLS/, "not secure"],
  [/TIMEDOUT|ETIMEOUT|EABORT|TimeoutError/, "too long"],
  [/EPROTOCOL|HPE_/, "wrong protocol"],
  [/ECONNRESET|ECONNECTION|EPIPE|socket hang up|ERR_STREAM_PREMATURE_CLOSE/, "closed"],
];

/** An error of the network as the fault that it is. */
export function faultOf(error: unknown): Fault {
  if (error instanceof NotAllowed) return "place not allowed";
  const { code, name, message } = error as {
    readonly code?: string;
    readonly name?: string;
    message?: string;
  };
  const text = `${code ?? ""} ${name ?? ""} ${message ?? ""}`;
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? "no answer";
}
