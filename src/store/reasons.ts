// Why somebody broke the glass, in their own words. A reason may name the patient: it is kept under the patient's key, and
// is gone with it.
import { rows, marks, type Script, vault } from "./script.ts";
import { seal, unseal } from "./seal.ts";
import { Trouble } from "./trouble.ts";
import { keysFor } from "./vault.ts";

/** A reason as it lies there, beside the key of the patient. */
export interface Typed {
  readonly id: string;
  readonly patient: string;
  readonly reason: string;
  readonly wrapped: Uint8Array | null;
}

const reasonPlace = (id: string): string => `glass\n${id}`;

/** A reason under the key of the patient. */
export function* sealedReason(patient: string, id: string, reason: string): Script<string> {
  const key = (yield* keysFor([patient])).get(patient)!;
  return Buffer.from(seal(key, reason, reasonPlace(id))).toString("base64");
}

/** A reason again; empty where the patient was erased. */
export function* openedReason({ id, patient, reason, wrapped }: Typed): Script<string> {
  const key = wrapped && reason !== "" && (yield* vault()).keyIn(patient, wrapped);
  if (!key) return "";
  const text = key === "locked" ? undefined : unseal(key, Buffer.from(reason, "base64"), reasonPlace(id));
  if (text === undefined) throw new Trouble(key === "locked" ? "locked" : "altered", `${id} (glass)`);
  return text;
}

/** The reasons of some breakings of the glass, by their ids. */
export function* reasonsOf(ids: readonly string[]): Script<Map<string, string>> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
  for (const row of yield* rows<Typed>(
    `SELECT id, patient, reason, wrapped FROM glass LEFT JOIN keys ON subject = patient WHERE id IN ${marks(ids)}`,
    ...ids,
  ))
    found.set(row.id, yield* openedReason(row));
  return found;
}
