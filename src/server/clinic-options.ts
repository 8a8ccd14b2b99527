import { isIP } from "node:net";
import type { Issue, Locale } from "../quantity/quantity.ts";
import { type Role, roles } from "../store/store.ts";
import type { SignOnSettings } from "./clinic.ts";
import { peopleWordsIn } from "./people-words.ts";

/** What was asked of a clinic: flags first, then THECA_CLINIC, THECA_PROXY, THECA_OIDC_…. */
export interface ClinicWanted {
  readonly url: URL;
  readonly proxies: readonly string[];
  readonly signOn?: SignOnSettings;
}

interface Wanted {
  readonly clinic?: string;
  readonly proxy?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: Locale;
}

const here = ["localhost", "127.0.0.1", "[::1]"];
const isHere = (url: URL): boolean => here.includes(url.hostname);

/** Reads what was asked of a clinic; undefined where nobody asked for one. */
export function readClinic(
  { clinic, proxy = [], env, locale }: Wanted,
  alone: boolean,
): { readonly clinic: ClinicWanted } | { readonly issues: readonly Issue[] } | undefined {
  const words = peopleWordsIn(locale);
  const given = clinic ?? (env["THECA_CLINIC"] || undefined);
  if (given === undefined) return undefined;
  const issues: Issue[] = [];
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.username !== "")
    return { issues: [{ path: "--clinic", message: words.badClinic }] };
  // Without TLS a password could be read on the way: only where there is no way.
  if (url.protocol === "http:" && !(alone && isHere(url)))
    issues.push({ path: "--clinic", message: words.clinicNeedsTls });
  // A proxy on the same machine is the usual one.
  const proxies = ["127.0.0.1", "::1", ...proxy, ...(env["THECA_PROXY"] ?? "").split(",")]
    .map((address) => address.trim())
    .filter((address) => address !== "");
  for (const address of proxies)
    if (isIP(address) === 0) issues.push({ path: "--proxy", message: words.badProxy(address.slice(0, 60)) });
  const signOn = readSignOn(env, locale);
  if (signOn && "issue" in signOn) issues.push(signOn.issue);
  if (issues.length > 0) return { issues };
  // Only behind TLS is there a proxy whose word counts.
  const trusted = url.protocol === "https:" ? proxies : [];
  return {
    clinic: { url, proxies: trusted, ...(signOn && "settings" in signOn && { signOn: signOn.settings }) },
  };
}

function readSignOn(
  env: Wanted["env"],
  locale: Locale,
): { readonly settings: SignOnSettings } | { readonly issue: Issue } | undefined {
  const words = peopleWordsIn(locale);
  const [issuer, client] = [env["THECA_OIDC_ISSUER"], env["THECA_OIDC_CLIENT"]];
  if (!issuer && !client) return undefined;
  const url = issuer && URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url || !client || !(url.protocol === "https:" || (url.protocol === "http:" && isHere(url))))
    return { issue: { path: "THECA_OIDC_ISSUER", message: words.badSignOn } };
  const create = env["THECA_OIDC_CREATE"] || undefined;
  if (create !== undefined && (create === "administrator" || !roles.includes(create as Role)))
    return { issue: { path: "THECA_OIDC_CREATE", message: words.badCreate } };
  const secret = env["THECA_OIDC_SECRET"] || undefined;
  return {
    settings: {
      issuer: url,
      client,
      ...(secret !== undefined && { secret }),
      ...(create !== undefined && { create: create as Role }),
    },
  };
}
