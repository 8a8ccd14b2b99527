import { effective } from "./effective.ts";
import { mergeAway, ownerOf } from "./merged.ts";
import type { Entry, EntryKind } from "./read-entry.ts";
import { plainName } from "./same-person.ts";

/** What a recall names: every word given must hold of one device or one solution. */
export interface Recall {
  /** Id of a pump or catheter model, or a custom pump's name. */
  readonly model?: string | undefined;
  /** The whole serial number, or its beginning with an asterisk behind it. */
  readonly serial?: string | undefined;
  /** Lot of the pump, the catheter or the solution. */
  readonly lot?: string | undefined;
  readonly tubingVersion?: string | undefined;
}

/** A device or solution of a patient that a recall names. */
export interface Affected {
  readonly patient: string;
  readonly name: string | undefined;
  readonly what: "pump" | "catheter" | "solution";
  readonly model: string | undefined;
  readonly serial: string | undefined;
  readonly lot: string | undefined;
  readonly tubingVersion: string | undefined;
  readonly since: Entry["at"];
  /** When it was taken out, replaced or refilled over; absent: it is still in the patient. */
  readonly until: Entry["at"] | undefined;
}

/** The kinds that a recall is looked up in: of the others nothing need be kept in memory. */
export const recalledKinds: readonly EntryKind[] = [
  "patient",
  "pump implanted",
  "pump explanted",
  "catheter implanted",
  "catheter revised",
  "catheter explanted",
  "refill",
  "records merged",
  "records parted",
];

type Candidate = Omit<Affected, "patient" | "name" | "until"> & { until?: Entry["at"] };

/** Everything that a recall names, of one patient's entries, whether it is still in them or was: the past may matter. */
export function affectedBy(recall: Recall, entries: readonly Entry[]): Affected[] {
  const all: Candidate[] = [];
  const patient = ownerOf(entries) ?? "";
  // What was given up for another record is found there.
  if (mergeAway(entries)) return [];
  let name: string | undefined;
  const end = (what: Affected["what"], at: Entry["at"]): void => {
    const last = all.findLast((one) => one.what === what);
    if (last && !last.until) last.until = at;
  };
  const begin = (what: Affected["what"], at: Entry["at"], of: Partial<Candidate>): void => {
    end(what, at);
    const { model, serial, lot, tubingVersion } = of;
    all.push({ what, model, serial, lot, tubingVersion, since: at });
  };
  for (const { kind, data, at, patient: writtenIn } of effective(entries, {
    happened: Number.POSITIVE_INFINITY,
  }))
    switch (kind) {
      case "patient":
        if (writtenIn === patient) ({ name } = data);
        break;
      case "pump implanted": {
        const { pump, serial, lot, tubingVersion } = data;
        const model = "model" in pump ? pump.model : pump.custom.name;
        const version = tubingVersion ?? ("model" in pump ? pump.tubingVersion : undefined);
        begin("pump", at, { model, serial, lot, tubingVersion: version });
        // Another pump begins empty: what was in the one before is no longer in the patient.
        end("solution", at);
        break;
      }
      case "pump explanted":
        end("pump", at);
        end("solution", at);
        break;
      case "catheter implanted":
      case "catheter revised":
        begin("catheter", at, {
          model: "model" in data.catheter ? data.catheter.model : undefined,
          lot: "lot" in data ? data.lot : undefined,
        });
        break;
      case "catheter explanted":
        end("catheter", at);
        break;
      case "refill":
        begin("solution", at, { lot: data.lot });
        break;
      default:
    }
  return all
    .filter((one) => isNamed(recall, one))
    .map(({ until, ...one }) => ({ patient, name, ...one, until }));
}

function isNamed(recall: Recall, one: Candidate): boolean {
  const asked = (["model", "serial", "lot", "tubingVersion"] as const).filter(
    (key) => recall[key] !== undefined,
  );
  return asked.length > 0 && asked.every((key) => isSaid(recall[key]!, one[key]));
}

/** Whether a number is the one that is named, or begins as it does where an asterisk stands behind it. */
function isSaid(wanted: string, found: string | undefined): boolean {
  if (found === undefined) return false;
  const [a, b] = [plainName(wanted), plainName(found)];
  return a.endsWith("*") ? a.length > 1 && b.startsWith(a.slice(0, -1)) : a === b;
}
