import type { Hono } from "hono";
import { z } from "zod";
import { answered } from "../operations/operations.ts";
import { hasPassword, mustWait, noteFailure } from "./attempt.ts";
import type { Clinic } from "./clinic.ts";
import { type Exchange, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { hashPassword, weakness } from "./passwords.ts";
import { peopleWordsIn } from "./people-words.ts";
import { enrolment, newSecret, recoveryCodes, stepOf } from "./second-factor.ts";
import { giveSession, readBodyAs } from "./session-routes.ts";

const typed = z.string().min(1).max(1000);

/** A person's own account. */
export function accountRoutes(app: Hono<Surroundings>, clinic: Clinic): void {
  const { people } = clinic;
  /** The account of whoever asks, once more: rights may have changed since the session was found. */
  const own = async (exchange: Exchange) => (await people("accountById", exchange.get("person")!.account))!;
  /** Whether it is really them, counted like signing in. */
  const confirmed = async (exchange: Exchange, password: string): Promise<Response | undefined> => {
    const account = await own(exchange);
    const counter = { name: `confirm ${account.id}`, free: 5, most: 15 * 60_000 };
    const wait = await people("beginAttempt", [counter], askerOf(exchange).at);
    if (wait > 0) return mustWait(exchange, wait);
    if (!(await hasPassword(clinic, account, password))) {
      await noteFailure(exchange, clinic, account, "password");
      return refuse(exchange, 422, peopleWordsIn(exchange.get("locale")).wrongPassword, "current");
    }
    await people("succeeded", [counter.name], []);
    return undefined;
  };

  app.get("/api/account", async (exchange) => {
    const { password: _p, secret: _s, secretOffered: _o, code: _c, ...head } = await own(exchange);
    const sessions = await people("sessionsOf", head.id);
    return send(
      exchange,
      200,
      answered({
        account: head,
        recoveryLeft: await people("recoveryLeft", head.id),
        sessions: sessions.map(({ hash, stage, madeAt, seenAt, address }) => ({
          stage,
          madeAt,
          seenAt,
          address,
          here: hash === exchange.get("person")!.session,
        })),
      }),
    );
  });

  app.post("/api/account/password", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, z.strictObject({ current: typed, password: typed }));
    if ("response" in read) return read.response;
    const account = await own(exchange);
    if (account.password === null) return refuse(exchange, 422, words.needsSignOn, "current");
    const refusal = await confirmed(exchange, read.value.current);
    if (refusal) return refusal;
    const weak = weakness(read.value.password, [account.login, account.shown]);
    if (weak) return refuse(exchange, 422, words.weak[weak], "password");
    const hash = await hashPassword(read.value.password);
    await people("setPassword", account.id, hash, exchange.get("person")!.session, askerOf(exchange));
    return send(exchange, 200, answered({ changed: true }));
  });

  app.post("/api/account/second-factor", async (exchange) => {
    const read = await readBodyAs(exchange, z.strictObject({ current: typed.optional() }));
    if ("response" in read) return read.response;
    const person = exchange.get("person")!;
    // Whoever finds an open screen must not be able to put their own telephone in the place of the owner's.
    if (person.stage === "open") {
      const refusal = await confirmed(exchange, read.value.current ?? "");
      if (refusal) return refusal;
    }
    const secret = newSecret();
    await people("offerSecret", person.account, secret);
    return send(exchange, 200, answered({ secret, ...enrolment(secret, person.login) }));
  });

  app.post("/api/account/second-factor/confirm", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, z.strictObject({ code: typed }));
    if ("response" in read) return read.response;
    const person = exchange.get("person")!;
    const account = await own(exchange);
    const counter = { name: `code ${account.id}`, free: 5, most: 15 * 60_000 };
    const wait = await people("beginAttempt", [counter], askerOf(exchange).at);
    if (wait > 0) return mustWait(exchange, wait);
    const { secretOffered } = account;
    const secret = secretOffered ?? "";
    const step = secret === "" ? undefined : stepOf(read.value.code, secret, askerOf(exchange).at);
    const { shown, hashes } = recoveryCodes();
    const isSet =
      step !== undefined &&
      (await people(
        "confirmSecret",
        account.id,
        { secret, step },
        hashes,
        person.session,
        askerOf(exchange),
      ));
    if (!isSet) {
      await noteFailure(exchange, clinic, account, "second factor");
      return refuse(exchange, 422, words.wrongCode, "code");
    }
    await people("succeeded", [counter.name], []);
    // What was only half a session becomes a whole one, under a new id.
    if (person.stage === "enrol") await giveSession(exchange, clinic, account, "open", askerOf(exchange).at);
    return send(exchange, 200, answered({ recovery: shown }));
  });
}
