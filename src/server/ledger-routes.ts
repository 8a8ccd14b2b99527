import type { Hono } from "hono";
import { z } from "zod";
import { answered, listDry, listDryOptions, refused } from "../operations/operations.ts";
import { instant, readShape } from "../quantity/quantity.ts";
import { type Entry, newEntry, replay, type State, writeEntry } from "../records/records.ts";
import type { Asker, Ledger, Refused } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import { type Exchange, readInput, refuse, send, type Surroundings } from "./exchange.ts";

const addition = z.strictObject({
  patient: z.uuid(),
  /** The sequence of the patient's last entry when the form was opened; 0 for a new patient. */
  revision: z.int().min(0),
  entries: z.array(newEntry).min(1).max(1000),
});
const listed = z.strictObject({ now: instant(), ...listDryOptions });
const page = 10_000;

/** The ledger over HTTP, for the one person at this machine. What it answers is in the words of what is entered. */
export function ledgerRoutes(app: Hono<Surroundings>, ledger: Ledger, now: () => number): void {
  const asker = (): Asker => ({ who: "this machine", at: now() });
  const states = following(ledger, asker);
  app.post("/api/ledger/entries", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(addition, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const result = await ledger.add({ ...read.value, asker: asker() });
    if ("refused" in result) return notAdded(exchange, result.refused);
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
  app.post("/api/ledger/dry", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(listed, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now: moment, ...options } = read.value;
    return send(exchange, 200, listDry(await states(moment.epoch), moment, options, exchange.get("locale")));
  });
  app.get("/api/ledger/verified", async (exchange) => send(exchange, 200, answered(await ledger.verify())));
  app.get("/api/ledger/audit", async (exchange) => {
    const after = exchange.req.query("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) return refuse(exchange, 422, exchange.get("words").badAfter, "after");
    return send(exchange, 200, answered({ audit: await ledger.audit(Number(after), page) }));
  });
}

const revisionOf = (entries: readonly Entry[]): number => entries.at(-1)?.sequence ?? 0;

function notAdded(exchange: Exchange, found: Refused): Response {
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
    default:
      return found satisfies never;
  }
}

/**
 * What is known of every patient, kept up with the ledger: only patients with new entries are replayed, and a list as
 * of another moment than the last entry replays those whom it concerns.
 */
function following(ledger: Ledger, asker: () => Asker): (moment: number) => Promise<Map<string, State>> {
  const entries = new Map<string, Entry[]>();
  const latest = new Map<string, State>();
  let upTo = 0;
  let reading: Promise<void> = Promise.resolve();
  const catchUp = async (): Promise<void> => {
    const touched = new Set<string>();
    for (;;) {
      const some = await ledger.since(upTo, page, asker());
      for (const entry of some) {
        const of = entries.get(entry.patient);
        if (of) of.push(entry);
        else entries.set(entry.patient, [entry]);
        touched.add(entry.patient);
      }
      upTo = some.at(-1)?.sequence ?? upTo;
      if (some.length < page) break;
    }
    for (const patient of touched)
      latest.set(patient, replay(entries.get(patient)!, { happened: Number.POSITIVE_INFINITY }));
  };
  return async (moment) => {
    // One at a time: two readers of one page would count its entries twice.
    reading = reading.then(catchUp, catchUp);
    await reading;
    return new Map(
      [...latest].map(([patient, state]) => {
        const of = entries.get(patient)!;
        return [
          patient,
          of.some(({ at }) => at.epoch > moment) ? replay(of, { happened: moment }) : state,
        ] as const;
      }),
    );
  };
}
