import { type Clinic, isSecure } from "./clinic.ts";
import type { Exchange } from "./exchange.ts";

/** What a browser keeps for us: its session, that somebody signed in here before, and a sign-on that is under way. */
export type CookieName = "session" | "device" | "sign-on";

const year = 365 * 24 * 3600;
const lasts: Readonly<Record<CookieName, number | undefined>> = {
  session: undefined,
  device: year,
  "sign-on": 600,
};

/** Over TLS the prefix keeps other names of the same domain from planting one. */
const nameOf = (name: CookieName, clinic: Clinic): string =>
  `${isSecure(clinic) ? "__Host-" : ""}theca-${name}`;

/** The value of a cookie; undefined where there is none, or it is none of ours. */
export function cookieOf(exchange: Exchange, name: CookieName, clinic: Clinic): string | undefined {
  const wanted = nameOf(name, clinic);
  for (const part of (exchange.req.header("cookie") ?? "").slice(0, 8000).split(";")) {
    const [key, value = ""] = part.trim().split("=", 2);
    if (key === wanted && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** Gives the browser a cookie that no script can read and no other site can use; empty takes it away. */
export function giveCookie(exchange: Exchange, name: CookieName, value: string, clinic: Clinic): void {
  const age = value === "" ? 0 : lasts[name];
  const parts = [
    `${nameOf(name, clinic)}=${value}`,
    "Path=/",
    "HttpOnly",
    // Whoever comes back from the provider of sign-on comes from another site.
    `SameSite=${name === "sign-on" ? "Lax" : "Strict"}`,
    ...(isSecure(clinic) ? ["Secure"] : []),
    ...(age === undefined ? [] : [`Max-Age=${age}`]),
  ];
  exchange.header("set-cookie", parts.join("; "), { append: true });
}
