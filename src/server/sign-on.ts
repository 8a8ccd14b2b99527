import { createHash, randomUUID } from "node:crypto";
import type { Hono } from "hono";
import type { Configuration } from "openid-client";
import type { Account, Counter } from "../store/store.ts";
import { mustWait } from "./attempt.ts";
import type { Clinic, SignOnSettings } from "./clinic.ts";
import { cookieOf, giveCookie } from "./cookies.ts";
import type { Exchange, Surroundings } from "./exchange.ts";
import { refuse } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { peopleWordsIn } from "./people-words.ts";
import { networkOf } from "./sender.ts";
import { giveSession, loginShape } from "./session-routes.ts";
import { digestOf, newToken } from "./tokens.ts";

const back = "/api/session/sign-on/back";
const tenMinutes = 600_000;

const counterOf = (address = ""): Counter => ({
  name: `sign-on ${networkOf(address)}`,
  free: 60,
  most: 60_000,
});

interface Handshake {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Signing in at a provider of OpenID Connect: authorization code with PKCE, state and nonce. */
export function signOnRoutes(app: Hono<Surroundings>, clinic: Clinic, settings: SignOnSettings): void {
  const { people } = clinic;
  const configured = discovering(settings);
  const returned = (exchange: Exchange, outcome: "failed" | "unknown" | ""): Response =>
    exchange.redirect(new URL(outcome === "" ? "/" : `/?sign-on=${outcome}`, clinic.url).href, 303);

  app.get("/api/session/sign-on", async (exchange) => {
    const { at, address = "" } = askerOf(exchange);
    const wait = await people("beginAttempt", [counterOf(address)], at);
    if (wait > 0) return mustWait(exchange, wait);
    const provider = await configured();
    if (!provider) return refuse(exchange, 503, peopleWordsIn(exchange.get("locale")).signOnFailed);
    const { client, configuration } = provider;
    const handshake = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
    };
    const token = newToken();
    const hash = digestOf("sign-on", token);
    await people("keepHandshake", hash, JSON.stringify(handshake), at + tenMinutes, at);
    giveCookie(exchange, "sign-on", token, clinic);
    const address_ = client.buildAuthorizationUrl(configuration, {
      redirect_uri: new URL(back, clinic.url).href,
      scope: "openid profile",
      code_challenge: await client.calculatePKCECodeChallenge(handshake.verifier),
      code_challenge_method: "S256",
      state: handshake.state,
      nonce: handshake.nonce,
    });
    return exchange.redirect(address_.href, 303);
  });

  app.get(back, async (exchange) => {
    const asker = askerOf(exchange);
    const token = cookieOf(exchange, "sign-on", clinic);
    giveCookie(exchange, "sign-on", "", clinic);
    const kept = token && (await people("takeHandshake", digestOf("sign-on", token), asker.at));
    // What was begun here was counted there; anybody may send anything else, and each leaves a line.
    const wait = kept ? 0 : await people("beginAttempt", [counterOf(asker.address)], asker.at);
    if (wait > 0) return mustWait(exchange, wait);
    const provider = await configured();
    const failed = async (reason: string, outcome: "failed" | "unknown"): Promise<Response> => {
      const { at, address = "" } = asker;
      await people("note", { at, who: "sign-on", address, action: "sign-in refused", reason });
      return returned(exchange, outcome);
    };
    if (!kept || !provider) return failed("sign-on: not begun here", "failed");
    const claims = await claimsOf(exchange, clinic, provider, JSON.parse(kept) as Handshake);
    if (!claims) return failed("sign-on: refused", "failed");
    const account = await accountOf(claims, clinic, settings, asker);
    if (!account || account.disabled) return failed("sign-on: no account", "unknown");
    // The provider answers for the second factor.
    await giveSession(exchange, clinic, account, "open", asker.at);
    await people("succeeded", [counterOf(asker.address).name], []);
    return returned(exchange, "");
  });
}

interface Provider {
  readonly client: typeof import("openid-client");
  readonly configuration: Configuration;
}

/** The provider's own description, read when it is first wanted and kept; a failure is tried again. */
function discovering({ issuer, client: id, secret }: SignOnSettings): () => Promise<Provider | undefined> {
  let found: Promise<Provider | undefined> | undefined;
  const discover = async (): Promise<Provider | undefined> => {
    const client = await import("openid-client");
    try {
      const configuration = await client.discovery(issuer, id, secret, undefined, {
        timeout: 10,
        // Without TLS only on this very machine, where options let no other through.
        ...(issuer.protocol === "http:" && { execute: [client.allowInsecureRequests] }),
      });
      return { client, configuration };
    } catch {
      // The provider is away, or says something else: whoever asks is told, and may ask again.
      found = undefined;
      return undefined;
    }
  };
  return () => (found ??= discover());
}

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly name?: unknown;
  readonly preferred_username?: unknown;
}

/** What the provider says of whoever came back, if signature, audience, state and nonce hold. */
async function claimsOf(
  exchange: Exchange,
  clinic: Clinic,
  { client, configuration }: Provider,
  { verifier, state, nonce }: Handshake,
): Promise<Claims | undefined> {
  const { pathname, search } = new URL(exchange.req.url);
  try {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(pathname + search, clinic.url),
      {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      },
    );
    return tokens.claims() as Claims | undefined;
  } catch {
    // Whatever is wrong with the answer, it signs nobody in; the audit says that one was refused.
    return undefined;
  }
}

/** The account of a subject; a new one only where the clinic wants that. */
async function accountOf(
  claims: Claims,
  { people }: Clinic,
  { create }: SignOnSettings,
  { at, address = "" }: { readonly at: number; readonly address?: string },
): Promise<Account | null> {
  const subject = `${claims.iss} ${claims.sub}`;
  const found = await people("accountBySubject", subject);
  if (found || !create) return found;
  const text = (value: unknown): string =>
    typeof value === "string"
      ? value
          .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
          .trim()
          .slice(0, 100)
      : "";
  const wanted = text(claims.preferred_username).toLowerCase();
  const numbered = `u-${createHash("sha256").update(subject).digest("hex").slice(0, 12)}`;
  const make = (login: string) =>
    people(
      "makeAccount",
      { id: randomUUID(), login, shown: text(claims.name) || login, roles: [create], subject },
      false,
      { who: "sign-on", at, address },
    );
  const made = await make(loginShape.test(wanted) ? wanted : numbered);
  // A name that somebody has already stays theirs.
  if ("refused" in made && made.refused === "login taken") await make(numbered);
  return people("accountBySubject", subject);
}
