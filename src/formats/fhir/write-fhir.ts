import type { AuditEvent, Bundle, DetectedIssue, Patient, Resource } from "@medplum/fhirtypes";
import type { Finding } from "../../limits/limits.ts";
import { effective, type Entry } from "../../records/records.ts";
import { concept, refer, systems } from "./names.ts";
import { catheterDevice, linksOf, patientOf, pumpDevice } from "./write-devices.ts";
import {
  adverseOf,
  alarmMetric,
  alarmOf,
  type Around,
  bolusesOf,
  clinicBolusOf,
  doneOf,
  interrogationOf,
  programOf,
  refillOf,
  scoreOf,
  sessionOf,
  takenOf,
  trialOf,
  weightOf,
} from "./write-facts.ts";
import { type Act, auditEvent, issueOf, provenanceOf } from "./write-provenance.ts";

/** What may stand beside the entries of a patient. */
export interface Beside {
  readonly findings?: readonly {
    readonly about: string;
    readonly patient: string;
    readonly finding: Finding;
  }[];
  readonly audit?: readonly Act[];
}

/**
 * The entries of any number of patients as a FHIR R4 collection. Corrected entries stay, marked as entered in error;
 * each entry's provenance carries it whole, so that reading the collection gives the same entries again.
 */
export function writeFhir(entries: readonly Entry[], beside: Beside = {}): Bundle {
  const byPatient = Map.groupBy(entries, ({ patient }) => patient);
  const resources: Resource[] = [
    ...[...byPatient.values()].flatMap(patientResources),
    ...(beside.findings ?? []).map(({ finding, patient, about }): DetectedIssue =>
      issueOf(finding, patient, about),
    ),
    ...(beside.audit ?? []).map((act): AuditEvent => auditEvent(act)),
  ];
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  } as Bundle;
}

const always = { happened: Number.POSITIVE_INFINITY };

function patientResources(entries: readonly Entry[]): Resource[] {
  const holds = effective(entries, always);
  const held = new Set(holds);
  const lastOf = (...kinds: Entry["kind"][]) => holds.findLast(({ kind }) => kinds.includes(kind));
  const last = lastOf("patient") as Extract<Entry, { kind: "patient" }> | undefined;
  const inPlace = new Set([
    lastOf("pump implanted", "pump explanted"),
    lastOf("catheter implanted", "catheter revised", "catheter explanted"),
  ]);
  const own: Patient = last ? patientOf(last) : { resourceType: "Patient", id: entries[0]!.patient };
  const person = { ...own, ...linksOf(entries) };
  const resources: Resource[] = [person];
  const surroundings = walk(holds);
  for (const entry of entries.toSorted(inTime)) {
    const around: Around = { ...surroundings(entry), corrected: !held.has(entry) };
    const written = resourcesOf(entry, around, inPlace.has(entry));
    resources.push(...written);
    resources.push(provenanceOf(entry, entry === last ? [person, ...written] : written));
  }
  return resources;
}

const inTime = (a: Entry, b: Entry): number => a.at.epoch - b.at.epoch || a.sequence - b.sequence;
const endsProgram = new Set<Entry["kind"]>(["program change", "stopped", "pump explanted"]);

/** What surrounds each entry, asked for in the order of time. */
function walk(holds: readonly Entry[]): (entry: Entry) => Omit<Around, "corrected"> {
  const ends: (Entry | undefined)[] = [];
  for (let i = holds.length - 1, next: Entry | undefined; i >= 0; i--) {
    ends[i] = next;
    if (endsProgram.has(holds[i]!.kind)) next = holds[i];
  }
  let seen = 0;
  let pump: Around["pump"];
  let refill: Around["refill"];
  return (entry) => {
    for (; seen < holds.length && inTime(holds[seen]!, entry) <= 0; seen++) {
      const one = holds[seen]!;
      if (one.kind === "pump implanted") pump = { id: one.id, serial: one.data.serial };
      if (one.kind === "pump explanted") pump = undefined;
      if (one.kind === "refill") refill = one;
    }
    return { pump, refill, ended: ends[seen - 1] };
  };
}

function resourcesOf(entry: Entry, around: Around, inPlace: boolean): Resource[] {
  switch (entry.kind) {
    // Only what holds now is the patient's resource; earlier words stand in their provenance.
    case "patient":
      return weightOf(entry, around);
    case "pump implanted":
      return [pumpDevice(entry, inPlace), alarmMetric(entry, inPlace)];
    case "catheter implanted":
    case "catheter revised":
      return [catheterDevice(entry, inPlace)];
    case "interrogation":
      return [interrogationOf(entry, around)];
    case "refill":
      return refillOf(entry, around);
    case "program change":
      return programOf(entry, around);
    case "bolus count":
      return [bolusesOf(entry, around)];
    case "bolus":
      return [clinicBolusOf(entry, around)];
    case "other medication":
      return takenOf(entry, around);
    case "alarm":
      return [alarmOf(entry, around)];
    case "score":
      return [scoreOf(entry, around)];
    case "trial":
      return trialOf(entry, around);
    case "ketamine session":
      return sessionOf(entry, around);
    case "adverse event":
      return [adverseOf(entry, around)];
    case "note":
      return [
        {
          resourceType: "Basic",
          id: entry.id,
          code: concept(systems.fact, "note", entry.data.text),
          subject: refer(entry.patient),
          author: { display: entry.by },
        },
      ];
    case "limit check":
    case "second check":
    case "signature":
      // They are about another entry: their provenance is all of them.
      return [];
    default:
      return [doneOf(entry, around, wordsOf(entry))];
  }
}

/** What a person reads of an entry that has no resource of its own. */
function wordsOf({ kind, data }: Entry): string {
  switch (kind) {
    case "transferred out":
      return `to ${data.to}`;
    case "transferred in":
      return `from ${data.from}`;
    case "follow-up planned":
      return `${data.what}, ${data.due}`;
    case "contact attempted":
      return `${data.how} to ${data.who}: ${data.outcome}`;
    default:
      return "reason" in data ? (data.reason ?? kind) : kind;
  }
}
