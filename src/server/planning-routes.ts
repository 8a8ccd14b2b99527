import type { Hono } from "hono";
import { z } from "zod";
import { answered, planningOptions, refused } from "../operations/operations.ts";
import { readShape } from "../quantity/quantity.ts";
import type { Settings, Settled } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import { readInput, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf } from "./guard.ts";

/** How a clinic plans its refills; what is left out is not settled. */
export const planningShape = z.strictObject({
  revision: z.int().min(0),
  planning: z.strictObject(planningOptions),
});
const name = "planning";

/** The working days and the lead time of the clinic: one word for all screens. */
export function planningRoutes(app: Hono<Surroundings>, settings: Settings): void {
  app.get("/api/planning", async (exchange) =>
    send(exchange, 200, answered(written(await settings.read(name)))),
  );
  app.put("/api/planning", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(planningShape, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { revision, planning } = read.value;
    const result = await settings.save(name, { value: planning, revision }, askerOf(exchange));
    return "saved" in result
      ? send(exchange, 200, answered(written(result.saved)))
      : refuse(exchange, 409, exchange.get("words").settledMeanwhile(result.conflict.by ?? ""), "revision");
  });
}

const written = ({ value, revision, by, at }: Settled): object => ({
  planning: value,
  revision,
  ...(by !== undefined && at !== undefined && { by, at: new Date(at).toISOString() }),
});
