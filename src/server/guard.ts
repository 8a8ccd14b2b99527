import type { Hono } from "hono";
import { matchedRoutes } from "hono/route";
import type { Account, Asker, Session } from "../store/store.ts";
import { type Clinic, isSecure } from "./clinic.ts";
import { cookieOf } from "./cookies.ts";
import { type Exchange, refuse, type SignedIn, type Surroundings } from "./exchange.ts";
import { mayAsk, type Rule, ruleOf } from "./matrix.ts";
import { peopleWordsIn } from "./people-words.ts";
import { senderOf } from "./sender.ts";
import { digestOf, isSame, pageToken } from "./tokens.ts";

/** The one person at this machine, where nobody signs in. */
const thisMachine = "this machine";

/** Who is asking, and when: as it will stand in the audit. */
export const askerOf = (exchange: Exchange): Asker => exchange.get("asker");

/** The person who signed in, in the words that stand on entries and sheets. */
export const byOf = ({ shown, login }: { readonly shown: string; readonly login: string }): string =>
  `${shown} (${login})`;

/** Lets through what the matrix allows, and says who it is; without a clinic everybody is the one at this machine. */
export function guard(app: Hono<Surroundings>, clinic: Clinic | undefined, now: () => number): void {
  app.use("/api/*", async (exchange, next) => {
    exchange.set("asker", { who: thisMachine, at: now() });
    if (!clinic) return next();
    const refusal = await stopped(exchange, ruleFor(exchange) ?? nobodys, clinic, now());
    if (refusal) exchange.res = refusal;
    else await next();
  });
}

/** What stands in no line of the matrix is asked by nobody, and who tried is written down (L-15). */
const nobodys: Rule = { route: "ALL /*", who: [] };

/** The line of the route that will answer, by the router's own word. */
function ruleFor(exchange: Exchange): Rule | undefined {
  const route = matchedRoutes(exchange).find(
    ({ method, path }) => !(method === "ALL" && path.endsWith("/*")),
  );
  return route && ruleOf(route.method, route.path);
}

/** Why a request goes no further, if it does not. */
async function stopped(
  exchange: Exchange,
  rule: Rule,
  clinic: Clinic,
  at: number,
): Promise<Response | undefined> {
  const words = peopleWordsIn(exchange.get("locale"));
  const sender = senderOf(exchange, clinic.proxies);
  exchange.set("asker", { who: "nobody", at, address: sender.address });
  if (isSecure(clinic) && !sender.isSecure && rule.route !== "GET /api/health")
    return refuse(exchange, 403, words.needsTls);
  const token = cookieOf(exchange, "session", clinic);
  const found =
    token === undefined
      ? null
      : await clinic.people(
          "findSession",
          digestOf("session", token),
          at,
          clinic.limits,
          rule.quiet === true,
        );
  const inside = found && found.session.stage !== "beside" ? found : null;
  if (token !== undefined && inside) {
    exchange.set("person", personOf(inside.account, inside.session));
    exchange.set("asker", asking(inside.account, sender.address, at));
  }
  const changes = exchange.req.method !== "GET" && exchange.req.method !== "HEAD";
  if (changes && isForged(exchange, rule, inside ? token : undefined))
    return refuse(exchange, 403, words.forged);
  if (rule.who === "anyone") return undefined;
  if (!inside) return refuse(exchange, 401, words.signIn, "session");
  const { stage } = inside.session;
  if (rule.who === "halfway" || (rule.who === "enrolling" && stage === "enrol")) return undefined;
  if (stage !== "open")
    return refuse(exchange, 401, stage === "locked" ? words.locked : words.goOn, "session");
  if (!mayAsk(rule.who, inside.account.roles)) {
    await clinic.people("note", { ...askerOf(exchange), action: "refused", reason: rule.route });
    return refuse(exchange, 403, words.notYours);
  }
  return stranger(exchange, rule, clinic, inside.account.id);
}

/** Refuses a chart that is restricted to others, and writes it down (I-09). */
async function stranger(
  exchange: Exchange,
  { patient: part, route }: Rule,
  clinic: Clinic,
  account: string,
): Promise<Response | undefined> {
  if (part !== "id" && part !== "patient") return undefined;
  const patient = partOf(exchange.req.path, route, part);
  const { relation, glass } = await clinic.people("relationOf", patient, account, askerOf(exchange).at);
  if (glass !== undefined) exchange.set("asker", { ...askerOf(exchange), glass });
  if (relation !== "stranger") return undefined;
  await clinic.people("note", {
    ...askerOf(exchange),
    action: "refused",
    patient: patient.slice(0, 64),
    reason: route,
  });
  return refuse(exchange, 403, peopleWordsIn(exchange.get("locale")).restricted, "patient");
}

/** What stands in a path at the place that a route names. */
function partOf(path: string, route: Rule["route"], part: string): string {
  const given = path.split("/")[route.split(" ")[1]!.split("/").indexOf(`:${part}`)] ?? "";
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

/**
 * True where a change does not come from our own page: it must be JSON, from this origin by the browser's own word, and
 * bear the token of the session. The Origin header is looked at for every request (`isForeign`).
 */
function isForged(exchange: Exchange, rule: Rule, token: string | undefined): boolean {
  const { req } = exchange;
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const isJson = /^application\/json\b/i.test(req.header("content-type") ?? "");
  if (req.method !== "DELETE" && !isJson) return true;
  if (token === undefined || rule.who === "anyone") return false;
  return !isSame(req.header("x-theca-token") ?? "", pageToken(token));
}

export const personOf = (account: Account, session: Session): SignedIn => ({
  account: account.id,
  login: account.login,
  shown: account.shown,
  by: byOf(account),
  roles: account.roles,
  stage: session.stage,
  session: session.hash,
  madeAt: session.madeAt,
  seenAt: session.seenAt,
});

/** How an account stands in the audit. */
export const asking = (
  account: Pick<Account, "id" | "login" | "shown" | "roles">,
  address: string,
  at: number,
): Asker & { readonly account: string } => ({
  who: byOf(account),
  at,
  account: account.id,
  roles: account.roles,
  address,
});
