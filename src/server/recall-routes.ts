import { setImmediate as breath } from "node:timers/promises";
import type { Hono } from "hono";
import { z } from "zod";
import { recallAmong, recallOptions, refused } from "../operations/operations.ts";
import { readShape } from "../quantity/quantity.ts";
import { type Entry, recalledKinds, recordsOf } from "../records/records.ts";
import type { Ledger } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import type { Clinic } from "./clinic.ts";
import { entriesFor } from "./entering.ts";
import { readInput, send, type Surroundings } from "./exchange.ts";

const page = 10_000;
/** What is asked about a recall. */
export const recalled = z.strictObject(recallOptions);

/** Whose device a recall names: the whole record is walked, of which only devices and solutions are kept in mind. */
export function recallRoutes(app: Hono<Surroundings>, ledger: Ledger, clinic: Clinic | undefined): void {
  app.post("/api/ledger/recall", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(recalled, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const found: Entry[] = [];
    for (let after = 0; ;) {
      const { entries, last } = await entriesFor(exchange, ledger, clinic, after, page);
      for (const entry of entries) if (recalledKinds.includes(entry.kind)) found.push(entry);
      if (last === after) break;
      after = last;
      await breath();
    }
    const reply = recallAmong(read.value, recordsOf(found).values(), exchange.get("locale"));
    return send(exchange, reply.ok ? 200 : 422, reply);
  });
}
