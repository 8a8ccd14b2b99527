import type { Hono } from "hono";
import { z } from "zod";
import { answered } from "../operations/operations.ts";
import { renderInstant } from "../quantity/quantity.ts";
import type { State } from "../records/records.ts";
import type { Erasure, Ledger } from "../store/store.ts";
import { type Exchange, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { readBodyAs } from "./session-routes.ts";

/** Whom to erase: the record that is open, or whoever has this number and birth date; the number is typed either way. */
export const erasing = z.strictObject({
  patient: z.uuid().optional(),
  identifier: z.string().min(1).max(200),
  birthDate: z.iso.date().optional(),
  reason: z.string().trim().min(1).max(2000),
  /** True where a record that is merged with it goes with it. */
  merged: z.boolean().optional(),
});

/** What is said of a record that nobody can read any more. */
export const erasedIn = (exchange: Exchange, { at }: Erasure): Response =>
  refuse(
    exchange,
    410,
    exchange.get("words").erasedOn(renderInstant({ epoch: at, offset: 0 }, exchange.get("locale"))),
    "erased",
  );

/** Erasing a person. An administrator sees no patient: they type what the request for erasure names. */
export function erasureRoutes(
  app: Hono<Surroundings>,
  ledger: Ledger,
  states: (moment: number, asker: ReturnType<typeof askerOf>) => Promise<ReadonlyMap<string, State>>,
): void {
  app.post("/api/ledger/erase", async (exchange) => {
    const words = exchange.get("words");
    const read = await readBodyAs(exchange, erasing);
    if ("response" in read) return read.response;
    const { identifier, birthDate, reason, merged } = read.value;
    let { patient } = read.value;
    if (patient === undefined) {
      if (birthDate === undefined) return refuse(exchange, 422, words.needsBirthDate, "birthDate");
      const known = await states(askerOf(exchange).at, askerOf(exchange));
      const found = [...known].filter(([, state]) => isWhom(state, identifier.trim(), birthDate));
      if (found.length > 1) return refuse(exchange, 409, words.severalSuch, "identifier");
      patient = found[0]?.[0];
      if (patient === undefined) return refuse(exchange, 404, words.nobodySuch, "identifier");
    }
    const asker = askerOf(exchange);
    const done = await ledger.erase({ patient, confirmed: identifier, reason, merged, asker });
    if (!("refused" in done)) return send(exchange, 200, answered(done));
    if (done.refused === "merged") return refuse(exchange, 409, words.needsBoth, "merged");
    if (done.refused === "not theirs") return refuse(exchange, 422, words.notTheirNumber, "identifier");
    const before = await ledger.erasureOf(patient);
    return before ? erasedIn(exchange, before) : refuse(exchange, 404, words.noPatient, "patient");
  });
}

const isWhom = ({ patient, given = [] }: State, identifier: string, birthDate: string): boolean =>
  [patient, ...given.map((one) => one.patient)].some(
    (one) => one?.birthDate === birthDate && one.identifiers.some(({ value }) => value === identifier),
  );
