import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { answered, refused } from "../operations/operations.ts";
import { readShape } from "../quantity/quantity.ts";
import type { Account, Stage } from "../store/store.ts";
import { hasPassword, hasSecondFactor, mustWait, noteFailure, signingIn } from "./attempt.ts";
import { bodyLimits } from "./body.ts";
import type { Clinic } from "./clinic.ts";
import { cookieOf, giveCookie } from "./cookies.ts";
import { type Exchange, readInput, refuse, send, type SignedIn, type Surroundings } from "./exchange.ts";
import { askerOf, asking, byOf, personOf } from "./guard.ts";
import { hashPassword, weakness } from "./passwords.ts";
import { peopleWordsIn } from "./people-words.ts";
import { digestOf, isSame, newToken, pageToken, readCode } from "./tokens.ts";

const typed = z.string().min(1).max(1000);
/** A name by which one signs in, as typed: letters' case does not matter. */
export const login = z
  .string()
  .max(200)
  .transform((text) => text.trim().toLowerCase());
/** How a person is shown: letters of any script, nothing that cannot be seen. */
export const shown = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
export const loginShape = /^[a-z][a-z0-9.-]{1,31}$/;

const credentials = z.strictObject({ login, password: typed });
const second = z.strictObject({ login, password: typed, code: typed.optional() });
const first = z.strictObject({ code: typed, login, shown, password: typed });
const fresh = z.strictObject({ login, code: typed, password: typed });

/** Reads a body of a shape, or answers what is wrong with it. */
export async function readBodyAs<T>(
  exchange: Exchange,
  shape: z.ZodType<T>,
): Promise<{ readonly value: T } | { readonly response: Response }> {
  const input = await readInput(exchange, bodyLimits.small);
  if ("response" in input) return input;
  const read = readShape(shape, input.value, exchange.get("locale"));
  return read.value === undefined
    ? { response: send(exchange, 422, refused(read.issues)) }
    : { value: read.value };
}

/** What stands between a person and a session that is open. */
const stageAfter = (account: Account): Stage => (account.secret === null ? "enrol" : "code");

/** Gives the browser a new session in the place of whatever it held: an id from before signing in is worth nothing. */
export async function giveSession(
  exchange: Exchange,
  clinic: Clinic,
  account: Account,
  stage: Stage,
  since: number,
): Promise<string> {
  const { at, address = "" } = askerOf(exchange);
  const before = cookieOf(exchange, "session", clinic);
  const token = newToken();
  const isOpen = stage === "open";
  await clinic.people(
    "openSession",
    {
      hash: digestOf("session", token),
      account: account.id,
      stage,
      beside: null,
      madeAt: since,
      seenAt: at,
      address,
    },
    before === undefined ? null : digestOf("session", before),
    isOpen ? { ...asking(account, address, at), action: since === at ? "sign in" : "unlock" } : null,
  );
  giveCookie(exchange, "session", token, clinic);
  if (isOpen) {
    const device = newToken();
    await clinic.people("rememberDevice", digestOf("device", device), account.id, at);
    giveCookie(exchange, "device", device, clinic);
  }
  return token;
}

/** What a page knows about who is signed in, and how long that lasts. */
async function standing(clinic: Clinic, at: number, person: SignedIn | undefined, token: string | undefined) {
  const known = { mode: "clinic", signOn: clinic.signOn !== undefined, stage: person?.stage ?? null };
  if (!person || token === undefined) return known;
  const { account, login, shown, by, roles, seenAt, madeAt } = person;
  return {
    ...known,
    person: { account, login, shown, by, roles, signs: await clinic.people("signingOf", person.session) },
    token: pageToken(token),
    locksIn: Math.max(0, seenAt + clinic.limits.idle - at),
    endsIn: Math.max(0, madeAt + clinic.limits.absolute - at),
  };
}

/** Signing in and out, in a clinic. */
export function sessionRoutes(app: Hono<Surroundings>, clinic: Clinic): void {
  const { people } = clinic;
  const goOn = async (
    exchange: Exchange,
    account: Account,
    stage: Stage,
    since?: number,
  ): Promise<Response> => {
    const { at, address = "" } = askerOf(exchange);
    const madeAt = since ?? at;
    const token = await giveSession(exchange, clinic, account, stage, madeAt);
    const hash = digestOf("session", token);
    const session = { hash, account: account.id, stage, beside: null, madeAt, seenAt: at, address };
    return send(exchange, 200, answered(await standing(clinic, at, personOf(account, session), token)));
  };

  app.get("/api/session", async (exchange) => {
    const token = cookieOf(exchange, "session", clinic);
    const person = exchange.get("person");
    const count = person ? 1 : await people("countAccounts");
    return send(
      exchange,
      200,
      answered({
        ...(await standing(clinic, askerOf(exchange).at, person, person && token)),
        ...(count === 0 && { setup: true }),
      }),
    );
  });

  app.post("/api/session", async (exchange) => {
    const read = await readBodyAs(exchange, credentials);
    if ("response" in read) return read.response;
    const { login, password } = read.value;
    const found = await signingIn(exchange, clinic, login, (account) =>
      hasPassword(clinic, account, password),
    );
    return "response" in found ? found.response : goOn(exchange, found.account, stageAfter(found.account));
  });

  // The first administrator, by the code on the terminal.
  app.post("/api/session/setup", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, first);
    if ("response" in read) return read.response;
    const { code, login, shown, password } = read.value;
    const asker = askerOf(exchange);
    const wait = await people("beginAttempt", [{ name: "setup", free: 20, most: 60_000 }], asker.at);
    if (wait > 0) return mustWait(exchange, wait);
    const wanted = clinic.setupCode;
    if (wanted === undefined) return refuse(exchange, 409, words.noSetup);
    if (!isSame(readCode(code), readCode(wanted))) {
      await noteFailure(exchange, clinic, null, "setup code");
      return refuse(exchange, 401, words.noCode, "code");
    }
    if (!loginShape.test(login)) return refuse(exchange, 422, words.badLogin, "login");
    const weak = weakness(password, [login, shown]);
    if (weak) return refuse(exchange, 422, words.weak[weak], "password");
    const made = await people(
      "makeAccount",
      { id: randomUUID(), login, shown, roles: ["administrator"], password: await hashPassword(password) },
      true,
      { ...asker, who: "setup code" },
    );
    if ("refused" in made) return refuse(exchange, 409, words.noSetup);
    await people("succeeded", ["setup"], []);
    const account = await people("accountById", made.account.id);
    return goOn(exchange, account!, "enrol");
  });

  // A first or new password, by the one-time code that an administrator gave.
  app.post("/api/session/password", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, fresh);
    if ("response" in read) return read.response;
    const { login, code, password } = read.value;
    const weak = weakness(password, [login]);
    if (weak) return refuse(exchange, 422, words.weak[weak], "password");
    const given = digestOf("code", readCode(code));
    const found = await signingIn(exchange, clinic, login, async (account) => {
      // As long for a name that there is not.
      const isRight = isSame(given, account?.code ?? "none");
      return isRight && account?.codeUntil != null && account.codeUntil > askerOf(exchange).at;
    });
    if ("response" in found) return found.response;
    const { account } = found;
    const { at, address = "" } = askerOf(exchange);
    await people("setPassword", account.id, await hashPassword(password), null, asking(account, address, at));
    return goOn(exchange, account, stageAfter(account));
  });

  app.post("/api/session/code", async (exchange) => {
    const read = await readBodyAs(exchange, z.strictObject({ code: typed }));
    if ("response" in read) return read.response;
    const person = exchange.get("person")!;
    const account = await people("accountById", person.account);
    if (person.stage !== "code" || !account) return notNow(exchange);
    const factor = await hasSecondFactor(exchange, clinic, account, read.value.code);
    return "response" in factor ? factor.response : goOn(exchange, account, "open");
  });

  // What was left alone goes on with the password: the second factor was seen at the beginning of this session.
  app.post("/api/session/unlock", async (exchange) => {
    const read = await readBodyAs(exchange, z.strictObject({ password: typed }));
    if ("response" in read) return read.response;
    const person = exchange.get("person")!;
    if (person.stage !== "locked") return notNow(exchange);
    const { password } = read.value;
    const found = await signingIn(exchange, clinic, person.login, (account) =>
      hasPassword(clinic, account, password),
    );
    if ("response" in found) return found.response;
    const [session] = (await people("sessionsOf", person.account)).filter(
      ({ hash }) => hash === person.session,
    );
    return session ? goOn(exchange, found.account, "open", session.madeAt) : notNow(exchange);
  });

  // Somebody is at the screen, whatever they type there.
  app.post("/api/session/here", (exchange) => send(exchange, 200, answered({ here: true })));
  app.post("/api/session/lock", async (exchange) => {
    await people("lockSession", exchange.get("person")!.session, askerOf(exchange));
    return send(exchange, 200, answered({ locked: true }));
  });
  app.delete("/api/session", async (exchange) => {
    await people("endSession", exchange.get("person")!.session, askerOf(exchange));
    giveCookie(exchange, "session", "", clinic);
    return send(exchange, 200, answered({ ended: true }));
  });
  app.delete("/api/session/all", async (exchange) => {
    await people("endSessions", exchange.get("person")!.account, askerOf(exchange));
    giveCookie(exchange, "session", "", clinic);
    return send(exchange, 200, answered({ ended: true }));
  });

  // A second person at this screen, for a second check or a signature: both factors, and not the person signed in.
  app.post("/api/session/second", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, second);
    if ("response" in read) return read.response;
    const { login, password, code } = read.value;
    const person = exchange.get("person")!;
    const found = await signingIn(exchange, clinic, login, (account) =>
      hasPassword(clinic, account, password),
    );
    if ("response" in found) return found.response;
    const { account } = found;
    if (account.id === person.account) return refuse(exchange, 422, words.notSelf, "login");
    const factor = await hasSecondFactor(exchange, clinic, account, code ?? "");
    if ("response" in factor) return factor.response;
    const { at, address = "" } = askerOf(exchange);
    const token = newToken();
    await people(
      "openSession",
      {
        hash: digestOf("session", token),
        account: account.id,
        stage: "beside",
        beside: person.session,
        madeAt: at,
        seenAt: at,
        address,
      },
      null,
      { ...asking(account, address, at), action: "second person", reason: `beside ${person.by}` },
    );
    return send(exchange, 200, answered({ by: byOf(account), token }));
  });
}

const notNow = (exchange: Exchange): Response =>
  refuse(exchange, 409, peopleWordsIn(exchange.get("locale")).signIn, "session");
