import { setImmediate as breath } from "node:timers/promises";
import type { Hono } from "hono";
import { z } from "zod";
import {
  findPatientOptions,
  findPatients,
  listMissedStepwise,
  missedOptions,
  refused,
} from "../operations/operations.ts";
import { instant, readShape } from "../quantity/quantity.ts";
import type { State } from "../records/records.ts";
import { bodyLimits } from "./body.ts";
import { type Exchange, readInput, send, sendLong, type Surroundings } from "./exchange.ts";

const wanted = z.strictObject({ now: instant(), ...findPatientOptions });
/** What the list of whoever did not come is asked with. */
export const expected = z.strictObject({ now: instant(), ...missedOptions });

/** Who is in the ledger. What is looked for comes in the body: a name has no place in an address. */
export function patientRoutes(
  app: Hono<Surroundings>,
  /** What is known at a moment of those whom the person may see. */
  seen: (exchange: Exchange, moment: number) => Promise<ReadonlyMap<string, State>>,
): void {
  app.post("/api/ledger/patients/find", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(wanted, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now, search = "" } = read.value;
    return send(
      exchange,
      200,
      findPatients(await seen(exchange, now.epoch), now, search, exchange.get("locale")),
    );
  });
  app.post("/api/ledger/missed", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(expected, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now, ...options } = read.value;
    const work = listMissedStepwise(await seen(exchange, now.epoch), now, options, exchange.get("locale"));
    for (;;) {
      const step = work.next();
      if (step.done) return sendLong(exchange, step.value);
      await breath();
    }
  });
}
