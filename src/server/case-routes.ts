import type { Hono } from "hono";
import { z } from "zod";
import { readShape } from "../quantity/quantity.ts";
import { answered, refused } from "../operations/operations.ts";
import type { CaseHead, Cases } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import type { Clinic } from "./clinic.ts";
import { casesFor } from "./entering.ts";
import { type Exchange, readInput, refuse, send, type Surroundings } from "./exchange.ts";

const shape = z.strictObject({
  title: z.string().min(1).max(200),
  plan: z.record(z.string(), z.unknown()),
  revision: z.int().min(0),
});
const idShape = /^[A-Za-z0-9-]{1,64}$/;

/** The cases of the workbench: read, saved and removed by whoever sits at this machine, or looks after patients. */
export function caseRoutes(
  app: Hono<Surroundings>,
  all: Cases,
  now: () => number,
  clinic: Clinic | undefined,
): void {
  const cases = (exchange: Exchange): Cases => casesFor(exchange, all, clinic);
  app.get("/api/cases", async (exchange) =>
    send(exchange, 200, answered({ cases: await cases(exchange).list() })),
  );
  app.get("/api/cases/:id", async (exchange) => {
    const found = await cases(exchange).read(exchange.req.param("id"));
    return found ? send(exchange, 200, answered(found)) : missing(exchange);
  });
  app.put("/api/cases/:id", async (exchange) => {
    const id = exchange.req.param("id");
    if (!idShape.test(id)) return refuse(exchange, 422, exchange.get("words").badId, "id");
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(shape, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const result = await cases(exchange).save({ id, ...read.value, savedAt: new Date(now()).toISOString() });
    return "saved" in result
      ? send(exchange, 200, answered(result.saved))
      : conflicting(exchange, result.conflict);
  });
  app.delete("/api/cases/:id", async (exchange) => {
    const revision = exchange.req.query("revision") ?? "";
    if (!/^[1-9]\d{0,14}$/.test(revision))
      return refuse(exchange, 422, exchange.get("words").badRevision, "revision");
    const result = await cases(exchange).remove(exchange.req.param("id"), Number(revision));
    if ("saved" in result) return send(exchange, 200, answered(result.saved));
    return result.conflict ? conflicting(exchange, result.conflict) : missing(exchange);
  });
}

const missing = (exchange: Exchange): Response => refuse(exchange, 404, exchange.get("words").noCase, "id");

const conflicting = (exchange: Exchange, found: CaseHead | null): Response =>
  found
    ? refuse(exchange, 409, exchange.get("words").conflict, "revision")
    : refuse(exchange, 409, exchange.get("words").noCase, "revision");
