import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { CodeableConcept, Quantity as FhirQuantity, Ratio } from "@medplum/fhirtypes";
import { type Instant, type Quantity, writeInstant } from "../../quantity/quantity.ts";

/** The names that are ours. A URN, so that nobody is led to fetch anything (S-15). */
export const systems = {
  ucum: "http://unitsofmeasure.org",
  loinc: "http://loinc.org",
  category: "http://terminology.hl7.org/CodeSystem/observation-category",
  participant: "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
  operation: "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
  signature: "urn:iso-astm:E1762-95:2013",
  drug: "urn:theca:drug",
  device: "urn:theca:device",
  fact: "urn:theca:fact",
  limit: "urn:theca:limit",
  serial: "urn:theca:serial",
} as const;

const profile = (name: string): string => `urn:theca:StructureDefinition:${name}`;

/** The profiles and extensions that `writeFhirProfiles` defines. */
export const profiles = {
  pump: profile("implanted-pump"),
  catheter: profile("intrathecal-catheter"),
  program: profile("pump-program"),
  refill: profile("pump-refill"),
  residual: profile("reservoir-residual"),
} as const;
export const extensions = {
  entry: profile("entry"),
  mode: profile("program-mode"),
  doseOf: profile("dose-of"),
  basis: profile("concentration-basis"),
  unlisted: profile("unlisted-drug"),
  lockout: profile("bolus-lockout"),
  programmed: profile("programmed-volume"),
  count: profile("bolus-count"),
  configuration: profile("device-configuration"),
} as const;

const hexOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** A UUID made of a name, the same for the same name: version 8 of RFC 9562, over SHA-256. */
export function uuidOf(name: string): string {
  const hex = hexOf(name);
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The id of what is written of an entry beside its main resource. */
export const partOf = (entry: string, part: string): string => uuidOf(`${entry} ${part}`);

export const refer = (id: string): { reference: string } => ({ reference: `urn:uuid:${id}` });

/** A code of ours with the words that a person reads. */
export const concept = (system: string, code: string, text = code): CodeableConcept => ({
  coding: [{ system, code, display: text }],
  text,
});

/** A quantity with its UCUM code; the number keeps the digits that were entered. */
export const amountOf = ({ value, unit }: Quantity): FhirQuantity => ({
  value,
  unit: unit.replace(/^ug\b/, "mcg"),
  system: systems.ucum,
  code: unit,
});

/** A concentration as drug over solution, where its unit is written as one unit over another. */
export function strengthOf({ value, unit }: Quantity): Ratio {
  const [above, below] = unit.split("/");
  return {
    numerator: amountOf({ value, unit: above! }),
    denominator: amountOf({ value: 1, unit: below ?? "1" }),
  };
}

/** Milliseconds since 1970 as FHIR writes an instant. */
export const moment = (epoch: number): string => writeInstant({ epoch, offset: 0 });
export const dateTime = (at: Instant): string => writeInstant(at);
