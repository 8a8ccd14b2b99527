// Where a notice may go: what a name leads to is looked at before anything is sent there, and nothing else is connected
// to, so that no name leads to a place that nobody chose.
import { type LookupAddress, promises as dns } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Which addresses somebody chose on purpose: the clinic's own network with this machine, or the internet. */
export type Where = "own network" | "internet";

const listOf = (...subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", length] = subnet.split("/");
    list.addSubnet(address, Number(length), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
};

/** This machine, and what RFC 1918, 4193 and 6598 leave to networks of one's own. */
const own = listOf(
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "::1/128",
  "fc00::/7",
);
/**
 * Nobody's server: unspecified, link-local (where clouds answer for their own keys), multicast, reserved, documentation,
 * and addresses that carry another one inside.
 */
const never = listOf(
  "0.0.0.0/8",
  "169.254.0.0/16",
  "100.100.100.200/32",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/128",
  "64:ff9b::/32",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fd00:ec2::254/128",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
);

/** Where an address lies; undefined where no notice ever goes. */
export function whereIs(address: string): Where | undefined {
  const plain = address.replace(/^\[|\]$/g, "").replace(/^::ffff:(?=\d+\.)/i, "");
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  if (isIP(plain) === 0 || /^::ffff:/i.test(plain) || never.check(plain, family)) return undefined;
  return own.check(plain, family) ? "own network" : "internet";
}

/** Thrown where a name leads to a place that nobody chose. */
export class NotAllowed extends Error {}

/** The addresses of a host, if all of them lie where somebody chose; anywhere that is a server's, where nobody had to. */
export async function reachable(host: string, where: Where | undefined): Promise<readonly LookupAddress[]> {
  const name = host.replace(/^\[|\]$/g, "");
  const family = isIP(name);
  const found = family === 0 ? await dns.lookup(name, { all: true }) : [{ address: name, family }];
  for (const { address } of found) {
    const lies = whereIs(address);
    if (lies === undefined || (where !== undefined && lies !== where)) throw new NotAllowed(address);
  }
  return found;
}

/** Has a connection go to addresses that were looked at, and to no other. */
export const leadingTo =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, [...addresses]);
    else done(null, first!.address, first!.family);
  };
