import { isIP } from "node:net";
import type { Exchange } from "./exchange.ts";

/** Where a request came from, as far as anybody can be believed. */
export interface Sender {
  readonly address: string;
  /** True where it came over TLS to a proxy that is trusted. */
  readonly isSecure: boolean;
}

/** What the server of Node hands over beside the request. */
interface Wire {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d)/i, "");

/** The sender: the other end of the connection, or whom a trusted proxy names (S-10). */
export function senderOf(exchange: Exchange, proxies: readonly string[]): Sender {
  const wire = exchange.env as Wire | undefined;
  const peer = plain(wire?.incoming?.socket?.remoteAddress ?? "unknown");
  if (!proxies.includes(peer)) return { address: peer, isSecure: false };
  const hops = (exchange.req.header("x-forwarded-for") ?? "").slice(0, 1000).split(",").map(plain);
  // From the right: what stands further left was said by whoever sent it.
  const named = hops.findLast((hop) => !proxies.includes(hop));
  const scheme = (exchange.req.header("x-forwarded-proto") ?? "").split(",").at(-1)?.trim();
  return {
    address: named !== undefined && isIP(named) !== 0 ? named : peer,
    isSecure: scheme === "https",
  };
}

/**
 * What counts as one sender where attempts are counted: an address; of IPv6 the network of 64 bits, in which whoever has
 * one address may take any other (RFC 8981).
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [front = [], back = []] = address
    .replace(/%.*/, "")
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const left = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = [...front, ...left, ...back].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
