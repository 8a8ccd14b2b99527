import type { Hono } from "hono";
import { z } from "zod";
import { recheckOptions, recheckStepwise, refused } from "../operations/operations.ts";
import { instant, readShape } from "../quantity/quantity.ts";
import type { State } from "../records/records.ts";
import { bodyLimits } from "./body.ts";
import { type Exchange, inPieces, readInput, send, sendLong, type Surroundings } from "./exchange.ts";

/** What a re-check is asked with. */
export const rechecked = z.strictObject({ now: instant(), ...recheckOptions });

/** Every running program against the limits of this version (L-07, C-01). */
export function recheckRoutes(
  app: Hono<Surroundings>,
  /** What is known at a moment of those whom the person may see. */
  seen: (exchange: Exchange, moment: number) => Promise<ReadonlyMap<string, State>>,
): void {
  app.post("/api/ledger/recheck", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(rechecked, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now, ...options } = read.value;
    const states = await seen(exchange, now.epoch);
    return sendLong(exchange, await inPieces(recheckStepwise(states, now, options, exchange.get("locale"))));
  });
}
