import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import {
  answered,
  ask,
  faulted,
  type Operation,
  refused,
  type Reply,
  unknownOperation,
} from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";
import { type Cases, type Ledger, type Notices, said, type Settings, Trouble } from "../store/store.ts";
import { accountRoutes } from "./account-routes.ts";
import { bodyLimits } from "./body.ts";
import type { Bundle } from "./bundle.ts";
import { caseRoutes } from "./case-routes.ts";
import { type Clinic, isSecure } from "./clinic.ts";
import { type Exchange, readInput, refuse, send, type Surroundings } from "./exchange.ts";
import { guard } from "./guard.ts";
import { isForeign, isKnownHost, securityHeaders } from "./headers.ts";
import type { Following } from "./following.ts";
import { ledgerRoutes } from "./ledger-routes.ts";
import { localeOf } from "./language.ts";
import { logger } from "./log.ts";
import { noticeRoutes } from "./notice-routes.ts";
import type { Noticing } from "./noticing.ts";
import { openapi } from "./openapi.ts";
import { TooMany } from "./passwords.ts";
import { chartRoutes, peopleRoutes } from "./people-routes.ts";
import { peopleWordsIn } from "./people-words.ts";
import { planningRoutes } from "./planning-routes.ts";
import { plainPage } from "./plain-page.ts";
import { sessionRoutes } from "./session-routes.ts";
import { signOnRoutes } from "./sign-on.ts";
import { wordsIn } from "./words.ts";

/** What the server is made of. */
export interface Parts {
  readonly operations: readonly Operation[];
  readonly version: string;
  /** The cases of the one person at this machine; none where the server can be reached from elsewhere. */
  readonly cases?: Cases;
  /** What the clinic has settled for all its patients, likewise. */
  readonly settings?: Settings;
  /** The ledger, likewise. */
  readonly ledger?: Ledger;
  /** What is known of every patient of the ledger; made where none is given. */
  readonly following?: Following;
  /** Notices that leave the clinic, and what sends them; likewise. */
  readonly notices?: Notices;
  readonly noticing?: Noticing;
  /** Where people sign in; absent for the one person at this machine. */
  readonly clinic?: Clinic;
  readonly bundle?: Bundle;
  /** Names, beside this machine's own, by which the server may be reached. */
  readonly names: readonly string[];
  /** Takes one line about a fault of ours. */
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Answers a lengthy question elsewhere, so that others are heard meanwhile; undefined where the asker has gone. */
  readonly aside?: (
    name: string,
    input: unknown,
    asker: { readonly locale: Locale; readonly signal: AbortSignal },
  ) => Promise<Reply | undefined>;
}

/** The whole of HTTP over one table of operations. */
export function createApp(parts: Parts): Hono<Surroundings> {
  const app = new Hono<Surroundings>();
  const log = logger(parts.log);
  app.use(async (exchange, next) => {
    const locale = localeOf(exchange.req.header("accept-language"));
    exchange.set("locale", locale);
    exchange.set("words", wordsIn(locale));
    const host = exchange.req.header("host");
    if (!isKnownHost(host, parts.names)) exchange.res = refuse(exchange, 421, wordsIn(locale).foreignHost);
    else if (isForeign(exchange.req.header("origin"), host))
      exchange.res = refuse(exchange, 403, wordsIn(locale).foreignOrigin);
    // No id and no name holds U+0000, and a database cannot even look for it.
    else if (/%00/.test(exchange.req.url)) exchange.res = refuse(exchange, 400, wordsIn(locale).noAddress);
    else await next();
    for (const [name, value] of Object.entries(securityHeaders)) exchange.res.headers.set(name, value);
    if (!exchange.res.headers.has("cache-control")) exchange.res.headers.set("cache-control", "no-store");
    if (parts.clinic && isSecure(parts.clinic))
      exchange.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  guard(app, parts.clinic, parts.now);
  app.get("/api/health", (exchange) => send(exchange, 200, health(parts)));
  const document = JSON.stringify(
    openapi(parts.operations, parts.version, {
      withCases: parts.cases !== undefined,
      withLedger: parts.ledger !== undefined,
    }),
  );
  app.get("/api/openapi.json", (exchange) =>
    exchange.body(document, 200, { "content-type": "application/json", "cache-control": "no-cache" }),
  );
  if (parts.clinic) {
    const { clinic } = parts;
    sessionRoutes(app, clinic);
    accountRoutes(app, clinic);
    peopleRoutes(app, clinic);
    chartRoutes(app, clinic);
    if (clinic.signOn) signOnRoutes(app, clinic, clinic.signOn);
  } else app.get("/api/session", (exchange) => send(exchange, 200, answered({ mode: "alone" })));
  if (parts.cases) caseRoutes(app, parts.cases, parts.now, parts.clinic);
  if (parts.settings) planningRoutes(app, parts.settings);
  if (parts.notices && parts.noticing) noticeRoutes(app, parts.notices, parts.noticing);
  if (parts.ledger) ledgerRoutes(app, parts.ledger, parts.clinic, parts.following, parts.noticing);
  app.post("/api/:operation", (exchange) => answer(exchange, parts));
  app.all("/api/:operation", (exchange) => {
    const name = exchange.req.param("operation");
    return parts.operations.some((operation) => operation.name === name)
      ? refuse(exchange, 405, exchange.get("words").usePost, "", { allow: "POST" })
      : notFound(exchange);
  });
  app.get("*", (exchange) => page(exchange, parts));
  app.notFound((exchange) => notFound(exchange as Exchange));
  app.onError((error, exchange) => {
    if (error instanceof Trouble) {
      const locale = exchange.get("locale") ?? "en-US";
      return refuse(exchange as Exchange, 503, said(error, locale), "", securityHeaders);
    }
    if (error instanceof TooMany) {
      const locale = exchange.get("locale") ?? "en-US";
      return refuse(exchange as Exchange, 503, peopleWordsIn(locale).busy, "", securityHeaders);
    }
    const id = randomBytes(4).toString("hex");
    log({ fault: id, path: exchange.req.path.slice(0, 200), error: error.stack ?? String(error) });
    const locale = exchange.get("locale") ?? "en-US";
    exchange.set("locale", locale);
    const response = send(exchange as Exchange, 500, faulted(id, locale));
    for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
    return response;
  });
  return app;
}

const notFound = (exchange: Exchange): Response =>
  refuse(exchange, 404, wordsIn(exchange.get("locale")).nothingHere);

const health = ({ version }: Parts): Reply => ({
  ok: true,
  answer: { name: "theca", version },
  gaps: [],
  assumed: [],
});

async function answer(exchange: Exchange, { operations, aside }: Parts): Promise<Response> {
  const locale = exchange.get("locale");
  const name = exchange.req.param("operation") ?? "";
  const operation = operations.find((operation) => operation.name === name);
  if (!operation) return send(exchange, 404, refused([unknownOperation(operations, name, locale)]));
  const input = await readInput(exchange, operation.bulk ? bodyLimits.bulk : bodyLimits.usual);
  if ("response" in input) return input.response;
  const { signal } = exchange.req.raw;
  const reply =
    aside && operation.lengthy?.(input.value)
      ? await aside(name, input.value, { locale, signal })
      : await ask(operations, name, input.value, { locale, stopped: () => signal.aborted });
  // Nobody reads this any more.
  if (!reply) return exchange.body(null, 499 as 400);
  return send(exchange, reply.ok ? 200 : 422, reply);
}

function page(exchange: Exchange, { bundle, operations }: Parts): Response {
  if (exchange.req.path.startsWith("/api")) return notFound(exchange);
  const found = bundle?.answer(exchange.req.raw);
  if (found) return found;
  if (bundle || exchange.req.path !== "/") return notFound(exchange);
  return exchange.html(plainPage(operations, exchange.get("locale")), 200, {
    "cache-control": "no-store",
    vary: "accept-language",
  });
}
