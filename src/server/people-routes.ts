import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { answered } from "../operations/operations.ts";
import { type AccountRefusal, type Person, roles } from "../store/store.ts";
import { type Clinic, codeLasts, glassLasts } from "./clinic.ts";
import { type Exchange, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf, byOf } from "./guard.ts";
import { tending } from "./matrix.ts";
import { peopleWordsIn } from "./people-words.ts";
import { login, loginShape, readBodyAs, shown } from "./session-routes.ts";
import { digestOf, typedCode } from "./tokens.ts";

const held = z
  .array(z.enum(roles))
  .min(1)
  .max(roles.length)
  .transform((given) => roles.filter((role) => given.includes(role)));
/** Issuer and subject, as the provider gives them. */
const subject = z.string().regex(/^https?:\/\/\S{1,300} \S{1,255}$/);
const newcomer = z.strictObject({ login, shown, roles: held, subject: subject.optional() });
const change = z.strictObject({
  shown: shown.optional(),
  roles: held.optional(),
  disabled: z.boolean().optional(),
  subject: subject.nullable().optional(),
});
const auditPage = 200;

const person = (exchange: Exchange): Person => askerOf(exchange) as Person;

/** What only an administrator does: accounts, whose charts are restricted, what was done. */
export function peopleRoutes(app: Hono<Surroundings>, { people }: Clinic): void {
  const oneTime = (at: number) => {
    const code = typedCode(3);
    return { code, hash: digestOf("code", code), until: at + codeLasts };
  };

  app.get("/api/people", async (exchange) =>
    send(exchange, 200, answered({ people: await people("listAccounts"), roles })),
  );

  app.post("/api/people", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, newcomer);
    if ("response" in read) return read.response;
    if (!loginShape.test(read.value.login)) return refuse(exchange, 422, words.badLogin, "login");
    const { code, hash, until } = oneTime(askerOf(exchange).at);
    const made = await people(
      "makeAccount",
      { id: randomUUID(), ...read.value, code: hash, codeUntil: until },
      false,
      askerOf(exchange),
    );
    if ("refused" in made) return notMade(exchange, made.refused);
    return send(exchange, 200, answered({ account: made.account, code }));
  });

  app.put("/api/people/:account", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, change);
    if ("response" in read) return read.response;
    const id = exchange.req.param("account");
    // Nobody gives themselves the run of the patients: two administrators, or none.
    const isOwn = id === person(exchange).account;
    if (isOwn && (read.value.roles !== undefined || read.value.disabled !== undefined))
      return refuse(exchange, 422, words.notOwnRoles, "roles");
    const changed = await people("changeAccount", id, read.value, askerOf(exchange));
    if ("refused" in changed) return notMade(exchange, changed.refused);
    return send(exchange, 200, answered({ account: changed.account }));
  });

  app.post("/api/people/:account/reset", async (exchange) => {
    const read = await readBodyAs(exchange, z.strictObject({ secondFactor: z.boolean() }));
    if ("response" in read) return read.response;
    const { code, hash, until } = oneTime(askerOf(exchange).at);
    const reset = await people(
      "resetAccount",
      exchange.req.param("account"),
      { hash, until, secondFactor: read.value.secondFactor },
      askerOf(exchange),
    );
    if ("refused" in reset) return notMade(exchange, reset.refused);
    return send(exchange, 200, answered({ account: reset.account, code }));
  });

  app.get("/api/people/charts", async (exchange) =>
    send(exchange, 200, answered({ charts: await people("listCharts", tending) })),
  );
  app.get("/api/people/glass", async (exchange) =>
    send(exchange, 200, answered({ glass: await people("listGlass", askerOf(exchange)) })),
  );
  app.post("/api/people/glass/:id/reviewed", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const result = await people("reviewGlass", exchange.req.param("id"), person(exchange));
    if (result === "reviewed") return send(exchange, 200, answered({ reviewed: true }));
    return result === "own" ? refuse(exchange, 403, words.ownGlass) : refuse(exchange, 404, words.noGlass);
  });

  app.get("/api/audit", async (exchange) => {
    const before = exchange.req.query("before") ?? "";
    if (!/^\d{0,15}$/.test(before)) return refuse(exchange, 422, exchange.get("words").badAfter, "before");
    const lines = await people(
      "auditBefore",
      before === "" ? null : Number(before),
      auditPage,
      askerOf(exchange),
    );
    return send(exchange, 200, answered({ audit: lines, more: lines.length === auditPage }));
  });
}

/** Whose chart is whose: what those who look after patients do. */
export function chartRoutes(app: Hono<Surroundings>, { people }: Clinic): void {
  app.get("/api/colleagues", async (exchange) => {
    const all = await people("listAccounts");
    const colleagues = all
      .filter(({ disabled, roles }) => !disabled && roles.some((role) => tending.includes(role)))
      .map((account) => ({ id: account.id, by: byOf(account), roles: account.roles }));
    return send(exchange, 200, answered({ colleagues }));
  });

  app.get("/api/team/:patient", async (exchange) => {
    const patient = exchange.req.param("patient");
    const { relation } = await people("relationOf", patient, person(exchange).account, person(exchange).at);
    return send(exchange, 200, answered({ relation, accounts: await people("teamOf", patient) }));
  });

  app.put("/api/team/:patient", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const read = await readBodyAs(exchange, z.strictObject({ accounts: z.array(z.uuid()).max(500) }));
    if ("response" in read) return read.response;
    const { roles: held } = exchange.get("person")!;
    const result = await people(
      "setTeam",
      exchange.req.param("patient"),
      read.value.accounts,
      tending,
      person(exchange),
      held.includes("administrator"),
    );
    switch (result) {
      case "set":
        return send(exchange, 200, answered({ accounts: read.value.accounts }));
      case "restricted":
        return refuse(exchange, 403, words.restricted, "patient");
      case "unknown patient":
        return refuse(exchange, 404, exchange.get("words").noPatient, "patient");
      case "unknown account":
        return refuse(exchange, 422, words.noAccount, "accounts");
      case "nobody left":
        return refuse(exchange, 422, words.nobodyLeft, "accounts");
      default:
        return result satisfies never;
    }
  });

  app.post("/api/glass/find", async (exchange) => {
    const shape = z.strictObject({ number: z.string().trim().min(1).max(200), birthDate: z.iso.date() });
    const read = await readBodyAs(exchange, shape);
    if ("response" in read) return read.response;
    const { number, birthDate } = read.value;
    const patient = await people("findRestricted", number, birthDate, person(exchange));
    if (patient === null) return refuse(exchange, 404, peopleWordsIn(exchange.get("locale")).noRestricted);
    return send(exchange, 200, answered({ patient }));
  });

  app.post("/api/glass", async (exchange) => {
    const words = peopleWordsIn(exchange.get("locale"));
    const shape = z.strictObject({ patient: z.uuid(), reason: z.string().trim().min(10).max(500) });
    const read = await readBodyAs(exchange, shape);
    if ("response" in read) return read.response;
    const { patient, reason } = read.value;
    const until = person(exchange).at + glassLasts;
    const relation = await people("breakGlass", randomUUID(), patient, reason, until, person(exchange));
    if (relation === null) return refuse(exchange, 404, exchange.get("words").noPatient, "patient");
    if (relation !== "glass") return refuse(exchange, 409, words.notStranger, "patient");
    return send(exchange, 200, answered({ until }));
  });
}

function notMade(exchange: Exchange, why: AccountRefusal): Response {
  const words = peopleWordsIn(exchange.get("locale"));
  switch (why) {
    case "unknown":
      return refuse(exchange, 404, words.noAccount);
    case "login taken":
      return refuse(exchange, 409, words.loginTaken, "login");
    case "subject taken":
      return refuse(exchange, 409, words.subjectTaken, "subject");
    case "last administrator":
      return refuse(exchange, 409, words.lastAdministrator, "roles");
    case "not first":
      return refuse(exchange, 409, words.noSetup);
    default:
      return why satisfies never;
  }
}
