// Who counts as one sender: whoever could take another address counts as the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exchange } from "./exchange.ts";
import { networkOf, senderOf } from "./sender.ts";

test("S-10: of IPv6 the network counts in which whoever has one address may take any other", () => {
  // Addresses as RFC 4291, 2.2, writes them.
  for (const [address, network] of [
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8::7", "2001:db8:0:0::/64"],
    ["2001:DB8:0:0:8:800:200C:417A", "2001:db8:0:0::/64"],
    ["2001:db8:0:1::7", "2001:db8:0:1::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ] as const)
    assert.equal(networkOf(address), network);
});

test("S-10: a sender named with a port, which is another one each time, is not believed", () => {
  const named = (header: string): string => {
    const exchange = {
      env: { incoming: { socket: { remoteAddress: "127.0.0.1" } } },
      req: { header: (name: string) => (name === "x-forwarded-for" ? header : undefined) },
    } as unknown as Exchange;
    return senderOf(exchange, ["127.0.0.1"]).address;
  };
  assert.equal(named("203.0.113.7"), "203.0.113.7");
  assert.equal(named("203.0.113.7:40001"), "127.0.0.1");
  assert.equal(named("<script>"), "127.0.0.1");
});
