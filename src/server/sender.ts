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
const isAddress = /^[0-9a-fA-F.:]{2,45}$/;

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
    address: named !== undefined && isAddress.test(named) ? named : peer,
    isSecure: scheme === "https",
  };
}
