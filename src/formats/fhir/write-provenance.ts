import type { AuditEvent, DetectedIssue, Provenance, Resource, Signature } from "@medplum/fhirtypes";
import type { Finding } from "../../limits/limits.ts";
import { canonical, type Entry, writeEntry } from "../../records/records.ts";
import { concept, dateTime, extensions, moment, partOf, refer, systems, uuidOf } from "./names.ts";

/** Codes of ASTM E1762-95 for what a signature means. */
const meanings = {
  author: ["1.2.840.10065.1.12.1.1", "Author's Signature"],
  prescriber: ["1.2.840.10065.1.12.1.1", "Author's Signature"],
  "second check": ["1.2.840.10065.1.12.1.5", "Verification Signature"],
  witness: ["1.2.840.10065.1.12.1.9", "Event Witness Signature"],
} as const;

/** Who entered what, when, where from: one for each entry; it also carries the entry whole, as it is kept. */
export function provenanceOf(entry: Entry, targets: readonly Resource[]): Provenance {
  const signed = entry.kind === "signature" || entry.kind === "second check" ? entry.data.of : undefined;
  return {
    resourceType: "Provenance",
    id: partOf(entry.id, "provenance"),
    extension: [{ url: extensions.entry, valueString: canonical(writeEntry(entry)) }],
    target: targets.length > 0 ? targets.map(({ id }) => refer(id!)) : [refer(signed ?? entry.patient)],
    occurredDateTime: dateTime(entry.at),
    recorded: moment(entry.recordedAt),
    activity: concept(systems.operation, entry.corrects ? "UPDATE" : "CREATE"),
    agent: [
      {
        type: concept(systems.participant, entry.kind === "second check" ? "verifier" : "author"),
        who: { display: entry.by },
      },
    ],
    entity: entry.corrects ? [{ role: "revision", what: refer(entry.corrects) }] : undefined,
    signature: entry.kind === "signature" ? [signatureOf(entry)] : undefined,
  } as Provenance;
}

function signatureOf(entry: Extract<Entry, { kind: "signature" }>): Signature {
  const [code, display] = meanings[entry.data.meaning];
  return {
    type: [{ system: systems.signature, code, display }],
    when: moment(entry.recordedAt),
    who: { display: entry.by },
  };
}

/** A finding about an order, with the limit that it was held against and its source. */
export const issueOf = (finding: Finding, patient: string, about: string): DetectedIssue => ({
  resourceType: "DetectedIssue",
  id: uuidOf(`${about} ${finding.id}`),
  status: "final",
  code: concept(systems.limit, finding.id),
  severity: finding.blocks ? "high" : finding.stands === "beyond" ? "moderate" : "low",
  patient: refer(patient),
  implicated: [refer(about)],
  detail: finding.sentence,
});

/** One line of the trail: who did what to whose record. */
export interface Act {
  readonly sequence: number;
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly patient?: string;
  readonly reason?: string;
}

/** Create, read, update, delete; anything else is to execute (FHIR R4, audit-event-action). */
const verbs: Readonly<Record<string, "C" | "R" | "U" | "D">> = {
  append: "C",
  "account made": "C",
  read: "R",
  "read all": "R",
  "read audit": "R",
  "read case": "R",
  "list cases": "R",
  "find restricted": "R",
  export: "R",
  "save case": "U",
  "settings changed": "U",
  "account changed": "U",
  "password changed": "U",
  "password reset": "U",
  "second factor set": "U",
  "team changed": "U",
  merge: "U",
  part: "U",
  "glass reviewed": "U",
  erase: "D",
  "remove case": "D",
};

/** The trail as FHIR tools read it (T-13). */
export const auditEvent = ({ sequence, at, who, action, patient, reason }: Act): AuditEvent => ({
  resourceType: "AuditEvent",
  id: uuidOf(`audit ${sequence} ${at}`),
  type: {
    system: "http://terminology.hl7.org/CodeSystem/audit-event-type",
    code: "rest",
    display: "RESTful Operation",
  },
  subtype: [{ system: systems.fact, code: action, display: action }],
  action: verbs[action] ?? "E",
  recorded: moment(at),
  // What was refused did not happen: FHIR calls that a minor failure.
  outcome: action.includes("refused") ? "4" : "0",
  agent: [{ who: { display: who }, requestor: true }],
  source: { observer: { display: "Theca" } },
  ...(reason !== undefined && { purposeOfEvent: [{ text: reason }] }),
  ...(patient !== undefined && { entity: [{ what: refer(patient) }] }),
});
