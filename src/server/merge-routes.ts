import type { Hono } from "hono";
import { z } from "zod";
import { answered, refused } from "../operations/operations.ts";
import { instant, type Issue, readShape } from "../quantity/quantity.ts";
import { kindsOfEntry, type MergeObjection, sayMergeObjection, writeEntry } from "../records/records.ts";
import { type Ledger, mergeEntries, type Merged, type Merging, type Person } from "../store/store.ts";
import { bodyLimits } from "./body.ts";
import type { Clinic } from "./clinic.ts";
import { objections } from "./entering.ts";
import { erasedIn } from "./erasure-routes.ts";
import { type Exchange, readInput, refuse, send, type Surroundings } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { tending } from "./matrix.ts";
import { peopleWordsIn } from "./people-words.ts";

const side = z.strictObject({
  patient: z.uuid(),
  /** The sequence of this record's own last entry when the two were compared. */
  revision: z.int().min(1),
  /** The id of the entry that this record gets. */
  entry: z.uuid(),
});
const { reason, overrides } = kindsOfEntry["records merged"].shape;

/** What parting two records takes. */
export const parting = z.strictObject({
  kept: side,
  given: side,
  at: instant(),
  zone: z.string().min(1).max(200).optional(),
  by: z.string().min(1).max(200),
  reason,
});
/** What merging them takes. */
export const merging = parting.extend({ overrides });
type Asked = z.output<typeof merging>;

/** Two records of one person: merged, and parted again. */
export function mergeRoutes(app: Hono<Surroundings>, ledger: Ledger, clinic: Clinic | undefined): void {
  const route = (
    path: "/api/ledger/merge" | "/api/ledger/part",
    shape: z.ZodType<Asked>,
    work: (asked: Merging) => Promise<Merged>,
  ): void => {
    app.post(path, async (exchange) => {
      const input = await readInput(exchange, bodyLimits.usual);
      if ("response" in input) return input.response;
      const read = readShape(shape, input.value, exchange.get("locale"));
      if (read.value === undefined) return send(exchange, 422, refused(read.issues));
      const issues = inAnothersName(exchange, read.value);
      if (issues.length > 0) return send(exchange, 403, refused(issues));
      return reply(exchange, await work({ ...read.value, asker: askerOf(exchange) }));
    });
  };
  const asPerson = <T extends Merging>(asked: T): T & { asker: Person } => ({
    ...asked,
    asker: asked.asker as Person,
  });
  route("/api/ledger/merge", merging, (asked) =>
    clinic ? clinic.people("mergeRecordsAs", asPerson(asked), tending) : ledger.merge(asked),
  );
  route("/api/ledger/part", parting, (asked) =>
    clinic ? clinic.people("partRecordsAs", asPerson(asked)) : ledger.part(asked),
  );
}

/** A merge is entered in one's own name, as any entry is. */
function inAnothersName(exchange: Exchange, asked: Asked): Issue[] {
  const person = exchange.get("person");
  if (!person) return [];
  const [entry] = mergeEntries(asked);
  return objections([entry], person, undefined, exchange.get("locale")).map(({ path, message }) => ({
    path: path.replace(/^entries\[0\]\.(data\.)?/, ""),
    message,
  }));
}

function reply(exchange: Exchange, result: Merged): Response {
  const words = exchange.get("words");
  if ("added" in result)
    return send(exchange, 200, answered({ added: result.added.map(writeEntry), again: result.again }));
  const found = result.refused;
  switch (found.why) {
    case "objections":
      return send(exchange, 422, refused(found.objections.map((one) => issueOf(exchange, one))));
    case "stale":
      return refuse(
        exchange,
        409,
        words.stale(
          found.since.at(-1)?.sequence ?? 0,
          found.since.map(({ kind, by }) => `${kind} (${by})`),
        ),
        "revision",
      );
    case "erased":
      return erasedIn(exchange, { patient: "", at: found.at });
    case "id taken":
      return refuse(exchange, 409, words.idTaken(found.id), "entry");
    case "unknown patient":
      return refuse(exchange, 404, words.noPatient, "patient");
    case "restricted":
      return refuse(exchange, 403, peopleWordsIn(exchange.get("locale")).restricted, "patient");
    default:
      return found satisfies never;
  }
}

const issueOf = (exchange: Exchange, one: MergeObjection): Issue => ({
  path: one.in === "both" ? "kept" : one.in,
  message: sayMergeObjection(one, exchange.get("locale")),
});
