import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";
import { digestOf, typedCode } from "./tokens.ts";

const period = 30;
/** A code is good a step before and after its own: clocks differ (RFC 6238, 5.2). */
const window = 1;

const totp = (secret: Secret, label = "Theca"): TOTP =>
  new TOTP({ issuer: "Theca", label, secret, algorithm: "SHA1", digits: 6, period });

/** A fresh secret, in the letters that a person can type. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The secret as an authenticator app reads it: an address, and that address as a picture. */
export function enrolment(secret: string, label: string): { readonly uri: string; readonly qr: string } {
  const uri = totp(Secret.fromBase32(secret), label).toString();
  return { uri, qr: renderSVG(uri, { border: 2 }) };
}

/** The time step that a code belongs to; undefined where it is no code of now. */
export function stepOf(code: string, secret: string, now: number): number | undefined {
  const token = code.replace(/[\s-]/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(Secret.fromBase32(secret)).validate({ token, timestamp: now, window });
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta;
}

const codesGiven = 10;

/** Codes for the day the telephone is gone: each is good once. */
export function recoveryCodes(): { readonly shown: readonly string[]; readonly hashes: readonly string[] } {
  const shown = Array.from({ length: codesGiven }, () => typedCode(2));
  return { shown, hashes: shown.map((code) => digestOf("recovery", code)) };
}
