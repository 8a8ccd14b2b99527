import type { Hono } from "hono";
import { z } from "zod";
import { answered, listDryOptions, listDryStepwise, refused } from "../operations/operations.ts";
import { instant, readShape } from "../quantity/quantity.ts";
import {
  type Entry,
  newEntry,
  type NewEntry,
  objectionIssues,
  ownerOf,
  type State,
  writeEntry,
} from "../records/records.ts";
import type { Ledger, Refused } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import type { Clinic } from "./clinic.ts";
import { entriesFor, hiddenFor, ledgerFor, objections, secondOf } from "./entering.ts";
import { erasedIn, erasureRoutes } from "./erasure-routes.ts";
import { type Exchange, inPieces, readInput, refuse, send, sendLong, type Surroundings } from "./exchange.ts";
import { type Following, following } from "./following.ts";
import { askerOf } from "./guard.ts";
import { mergeRoutes } from "./merge-routes.ts";
import { noticeAlerts } from "./notice-routes.ts";
import type { Noticing } from "./noticing.ts";
import { recheckRoutes } from "./recheck-routes.ts";
import { signing, type Sent, unsigned } from "./signing.ts";
import { patientRoutes } from "./patient-routes.ts";
import { recallRoutes } from "./recall-routes.ts";
import { peopleWordsIn } from "./people-words.ts";
import { latestIssues, saysLatest } from "./planned.ts";

/** What is sent to be added. */
export const addition = z.strictObject({
  patient: z.uuid(),
  /** The sequence of the patient's last entry when the form was opened; 0 for a new patient. */
  revision: z.int().min(0),
  entries: z.array(newEntry).min(1).max(1000),
});
/** The same in a clinic, where a signature takes what its person signs with. */
export const additionInClinic = addition.extend({ signing: signing.optional() });
/** What a list is asked with. */
export const listed = z.strictObject({ now: instant(), ...listDryOptions });
const page = 10_000;

/** The ledger over HTTP. What it answers is in the words of what is entered. */
export function ledgerRoutes(
  app: Hono<Surroundings>,
  ledger: Ledger,
  clinic: Clinic | undefined,
  { states }: Following = following(ledger),
  noticing?: Noticing,
): void {
  /** What is known of those whom the person may see. */
  const seen = async (exchange: Exchange, moment: number): Promise<ReadonlyMap<string, State>> => {
    const hidden = await hiddenFor(exchange, clinic);
    const known = await states(moment, askerOf(exchange));
    return hidden.size === 0 ? known : new Map([...known].filter(([patient]) => !hidden.has(patient)));
  };
  const addThem = async (exchange: Exchange, value: z.output<typeof addition>): Promise<Response> => {
    const result = await ledgerFor(exchange, ledger, clinic).add({ ...value, asker: askerOf(exchange) });
    if ("refused" in result) return notAdded(exchange, result.refused, value.entries);
    const { added, again } = result;
    return send(
      exchange,
      200,
      answered({ added: added.map(writeEntry), again, revision: revisionOf(added) }),
    );
  };
  app.post("/api/ledger/entries", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const shape: z.ZodType<Sent> = clinic ? additionInClinic : addition;
    const read = readShape(shape, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { signing: given, ...sent } = read.value;
    const person = exchange.get("person");
    if (clinic && person) {
      const second = await secondOf(exchange, clinic);
      const issues = objections(read.value.entries, person, second, exchange.get("locale"));
      if (issues.length > 0) {
        const { patient } = read.value;
        await clinic.people("note", { ...askerOf(exchange), action: "refused", patient, reason: "append" });
        return send(exchange, 403, refused(issues));
      }
      const refusal = await unsigned(exchange, clinic, { ...sent, signing: given }, second);
      if (refusal) return refusal;
    }
    const { entries: added, patient } = read.value;
    const planned = added.find(saysLatest);
    if (planned) {
      const known = await seen(exchange, planned.at.epoch);
      const issues = latestIssues(added, () => known.get(patient), exchange.get("words"));
      if (issues.length > 0) return send(exchange, 422, refused(issues));
    }
    return addThem(exchange, sent);
  });
  app.get("/api/ledger/entries", async (exchange) => {
    const after = exchange.req.query("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) return refuse(exchange, 422, exchange.get("words").badAfter, "after");
    const { entries, last } = await entriesFor(exchange, ledger, clinic, Number(after), page);
    const more = last - Number(after) >= page;
    return send(exchange, 200, answered({ entries: entries.map(writeEntry), more, ...(more && { last }) }));
  });
  app.get("/api/ledger/patients/:id", async (exchange) => {
    const entries = await ledgerFor(exchange, ledger, clinic).ofPatient(
      exchange.req.param("id"),
      askerOf(exchange),
    );
    if (entries.length === 0) {
      const gone = await ledger.erasureOf(exchange.req.param("id"));
      return gone ? erasedIn(exchange, gone) : refuse(exchange, 404, exchange.get("words").noPatient, "id");
    }
    return send(exchange, 200, answered({ entries: entries.map(writeEntry), revision: revisionOf(entries) }));
  });
  patientRoutes(app, seen);
  recallRoutes(app, ledger, clinic);
  mergeRoutes(app, ledger, clinic);
  erasureRoutes(app, ledger, states);
  recheckRoutes(app, seen);
  app.post("/api/ledger/dry", async (exchange) => {
    const input = await readInput(exchange, bodyLimits.usual);
    if ("response" in input) return input.response;
    const read = readShape(listed, input.value, exchange.get("locale"));
    if (read.value === undefined) return send(exchange, 422, refused(read.issues));
    const { now: moment, ...options } = read.value;
    const known = await seen(exchange, moment.epoch);
    const reply = await inPieces(listDryStepwise(known, moment, options, exchange.get("locale")));
    // A dead channel stands among what stands open: whoever reads the list learns that nobody was told.
    const notices = noticing ? await noticeAlerts(exchange, noticing) : [];
    return sendLong(
      exchange,
      reply.ok ? { ...reply, answer: { ...(reply.answer as object), notices } } : reply,
    );
  });
  app.get("/api/ledger/verified", async (exchange) => send(exchange, 200, answered(await ledger.verify())));
  app.get("/api/ledger/audit", async (exchange) => {
    const after = exchange.req.query("after") ?? "0";
    if (!/^\d{1,15}$/.test(after)) return refuse(exchange, 422, exchange.get("words").badAfter, "after");
    return send(
      exchange,
      200,
      answered({ audit: await ledger.audit(Number(after), page, askerOf(exchange)) }),
    );
  });
}

const revisionOf = (entries: readonly Entry[], patient = ownerOf(entries)): number =>
  entries.findLast((entry) => entry.patient === patient)?.sequence ?? 0;

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
    case "erased":
      return erasedIn(exchange, { patient: "", at: found.at });
    case "merged":
      return refuse(exchange, 409, words.mergedInto, `merged.${found.into}`);
    case "of two records":
      return refuse(exchange, 422, words.ofTwoRecords, "entries");
    case "restricted":
      return refuse(exchange, 403, peopleWordsIn(exchange.get("locale")).restricted, "patient");
    case "same person":
      return refuse(exchange, 403, peopleWordsIn(exchange.get("locale")).samePerson, "entries");
    case "another author":
      return refuse(exchange, 403, peopleWordsIn(exchange.get("locale")).anotherAuthor, "entries");
    case "of nothing":
      return refuse(exchange, 422, peopleWordsIn(exchange.get("locale")).ofNothing, "entries");
    default:
      return found satisfies never;
  }
}
