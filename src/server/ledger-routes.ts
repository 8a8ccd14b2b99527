import { setImmediate as breath } from "node:timers/promises";
import type { Hono } from "hono";
import { z } from "zod";
import { answered, listDryOptions, listDryStepwise, refused } from "../operations/operations.ts";
import { instant, readShape } from "../quantity/quantity.ts";
import { type Entry, newEntry, type NewEntry, objectionIssues, writeEntry } from "../records/records.ts";
import type { Asker, Ledger, Refused } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import { type Following, following } from "./following.ts";
import { type Exchange, readInput, refuse, send, sendLong, type Surroundings } from "./exchange.ts";
import { patientRoutes } from "./patient-routes.ts";

/** What is sent to be added. */
export const addition = z.strictObject({
  patient: z.uuid(),
  /** The sequence of the patient's last entry when the form was opened; 0 for a new patient. */
  revision: z.int().min(0),
  entries: z.array(newEntry).min(1).max(1000),
});
/** What a list is asked with. */
export const listed = z.strictObject({ now: instant(), ...listDryOptions });
const page = 10_000;

/** The ledger over HTTP, for the one person at this machine. What it answers is in the words of what is entered. */
export function ledgerRoutes(
  app: Hono<Surroundings>,
  ledger: Ledger,
  now: () => number,
  { states }: Following = following(ledger),
): void {
  const asker = (): Asker => ({ who: "this machine", at: now() });
  app.post("/api/ledger/entries", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(addition, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const result = await ledger.add({ ...read.value, asker: asker() });
    if ("refused" in result) return notAdded(exchange, result.refused, read.value.entries);
    const { added, again } = result;
    return send(
      exchange,
      200,
      answered({ added: added.map(writeEntry), again, revision: revisionOf(added) }),
    );
  });
  app.get("/api/ledger/entries", async (exchange) => {
    const after = exchange.req.query("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) return refuse(exchange, 422, exchange.get("words").badAfter, "after");
    const entries = await ledger.since(Number(after), page, asker());
    return send(exchange, 200, answered({ entries: entries.map(writeEntry), more: entries.length === page }));
  });
  app.get("/api/ledger/patients/:id", async (exchange) => {
    const entries = await ledger.ofPatient(exchange.req.param("id"), asker());
    if (entries.length === 0) return refuse(exchange, 404, exchange.get("words").noPatient, "id");
    return send(exchange, 200, answered({ entries: entries.map(writeEntry), revision: revisionOf(entries) }));
  });
  patientRoutes(app, (moment) => states(moment, asker()));
  app.post("/api/ledger/dry", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(listed, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now: moment, ...options } = read.value;
    const known = await states(moment.epoch, asker());
    return sendLong(
      exchange,
      await inPieces(listDryStepwise(known, moment, options, exchange.get("locale"))),
    );
  });
  app.get("/api/ledger/verified", async (exchange) => send(exchange, 200, answered(await ledger.verify())));
  app.get("/api/ledger/audit", async (exchange) => {
    const after = exchange.req.query("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) return refuse(exchange, 422, exchange.get("words").badAfter, "after");
    return send(exchange, 200, answered({ audit: await ledger.audit(Number(after), page) }));
  });
}

const revisionOf = (entries: readonly Entry[]): number => entries.at(-1)?.sequence ?? 0;

function notAdded(exchange: Exchange, found: Refused, entries: readonly NewEntry[]): Response {
  const words = exchange.get("words");
  switch (found.why) {
    case "stale":
      return refuse(
        exchange,
        409,
        words.stale(
          found.revision,
          found.since.map(({ kind, by }) => `${kind} (${by})`),
        ),
        "revision",
      );
    case "another patient":
      return refuse(exchange, 422, words.anotherPatient, "entries");
    case "id taken":
      return refuse(exchange, 409, words.idTaken(found.id), "entries");
    case "corrects nothing":
      return refuse(exchange, 422, words.correctsNothing(found.id), "entries");
    case "serial of another patient":
      return refuse(exchange, 422, words.serialElsewhere(found.serial), "entries");
    case "against a rule":
      return send(exchange, 422, refused(objectionIssues(found.objections, entries, exchange.get("locale"))));
    default:
      return found satisfies never;
  }
}

/** Long work in steps, others answered between them. */
async function inPieces<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await breath();
  }
}
