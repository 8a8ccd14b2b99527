import type { Limits, People, Role } from "../store/store.ts";

/** A provider of sign-on (OpenID Connect). */
export interface SignOnSettings {
  readonly issuer: URL;
  readonly client: string;
  readonly secret?: string;
  /** The role of accounts that are made when somebody unknown signs on; absent: none are made. */
  readonly create?: Role;
}

/** What turns a server for one person into a clinic's. */
export interface Clinic {
  readonly people: People;
  /** The address that people use. */
  readonly url: URL;
  /** Addresses of proxies whose word about the sender counts. */
  readonly proxies: readonly string[];
  readonly limits: Limits;
  /** By which the first administrator is made; printed on the terminal where there is no account yet. */
  readonly setupCode?: string;
  readonly signOn?: SignOnSettings;
}

const minute = 60_000;

/**
 * A session is locked after 15 minutes without use and ends 12 hours after signing in, the length of a long shift: both
 * below what NIST SP 800-63B asks for at assurance level 2 (an hour, 24 hours).
 */
export const sessionLimits: Limits = { idle: 15 * minute, absolute: 12 * 60 * minute, halfway: 10 * minute };

/** How long a one-time code for a first password is good. */
export const codeLasts = 3 * 24 * 60 * minute;

/** How long a restricted chart stays open once the glass is broken. */
export const glassLasts = 4 * 60 * minute;

/** True where the browser may be told to send cookies over TLS only. */
export const isSecure = ({ url }: Pick<Clinic, "url">): boolean => url.protocol === "https:";
