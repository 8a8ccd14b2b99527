import type { ElementDefinition, StructureDefinition } from "@medplum/fhirtypes";
import { extensions, profiles } from "./names.ts";

const version = "4.0.1";

function definition(
  url: string,
  type: string,
  title: string,
  description: string,
  elements: readonly ElementDefinition[],
): StructureDefinition {
  return {
    resourceType: "StructureDefinition",
    url,
    name: title.replace(/(?:^|[ -])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    title,
    status: "active",
    description,
    fhirVersion: version,
    kind: type === "Extension" ? "complex-type" : "resource",
    abstract: false,
    type,
    baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
    derivation: "constraint",
    differential: { element: [{ id: type, path: type, definition: description }, ...elements] },
  } as StructureDefinition;
}

const needed = (path: string, why: string): ElementDefinition =>
  ({ id: path, path, min: 1, short: why }) as ElementDefinition;

const extension = (
  url: string,
  title: string,
  on: readonly string[],
  value: string,
  description: string,
): StructureDefinition => ({
  ...definition(url, "Extension", title, description, [
    { id: "Extension.url", path: "Extension.url", fixedUri: url } as ElementDefinition,
    {
      id: "Extension.value[x]",
      path: "Extension.value[x]",
      min: 1,
      type: [{ code: value }],
    } as ElementDefinition,
  ]),
  context: on.map((expression) => ({ type: "element", expression })),
});

/**
 * What Theca asks of FHIR R4 for implanted pumps, since no published profile does: five profiles and the extensions
 * they use. Constraints only; snapshots are made by whoever publishes them.
 */
export const fhirProfiles: readonly StructureDefinition[] = [
  definition(
    profiles.pump,
    "Device",
    "Implanted pump",
    "An implanted infusion pump: known by its serial number, in one patient; inactive once it is explanted.",
    [
      needed("Device.status", "active while it is implanted"),
      needed("Device.serialNumber", "a pump is known by its serial number"),
      needed("Device.deviceName", "the model"),
      needed("Device.type", "implanted-pump"),
      needed("Device.patient", "in whom it is"),
    ],
  ),
  definition(
    profiles.catheter,
    "Device",
    "Intrathecal catheter",
    "The catheter between pump and spinal fluid; its configuration gives the dead volume.",
    [needed("Device.type", "intrathecal-catheter"), needed("Device.patient", "in whom it is")],
  ),
  definition(
    profiles.program,
    "MedicationRequest",
    "Pump program",
    "What a pump is told: one dosage instruction a step. Times of day are the pump's own clock, which does not follow summer time. A dose is of the drug named in dose-of; the others follow from the solution, which is contained.",
    [
      needed("MedicationRequest.extension", "program-mode"),
      needed("MedicationRequest.authoredOn", "when it was programmed"),
      needed("MedicationRequest.requester", "who programmed it"),
      needed("MedicationRequest.dosageInstruction", "the steps, and the patient bolus as needed"),
    ],
  ),
  definition(
    profiles.refill,
    "MedicationDispense",
    "Pump refill",
    "What was put into a reservoir: the solution is contained with its lot and expiry, the quantity is what was filled; what the pump was told is in programmed-volume.",
    [
      needed("MedicationDispense.extension", "programmed-volume"),
      needed("MedicationDispense.contained", "the solution"),
      needed("MedicationDispense.subject", "in whom the pump is"),
      needed("MedicationDispense.quantity", "the volume filled"),
      needed("MedicationDispense.whenHandedOver", "when it was filled"),
    ],
  ),
  definition(
    profiles.residual,
    "Observation",
    "Reservoir residual",
    "What was aspirated from a reservoir before it was filled again: the value is the volume of the first aspiration, aspirated twice.",
    [
      needed("Observation.subject", "in whom the pump is"),
      needed("Observation.effective[x]", "when it was aspirated"),
      needed("Observation.value[x]", "the volume"),
      needed("Observation.component", "aspirated again, needle checked, observed for"),
    ],
  ),
  extension(
    extensions.entry,
    "entry",
    ["Provenance"],
    "string",
    "The entry as Theca keeps it, in canonical JSON with its place in the chain.",
  ),
  extension(
    extensions.mode,
    "program-mode",
    ["MedicationRequest"],
    "code",
    "continuous, flex, periodic, minimum or stopped.",
  ),
  extension(extensions.doseOf, "dose-of", ["Dosage"], "code", "Which drug of the solution the dose is of."),
  extension(
    extensions.basis,
    "concentration-basis",
    ["Medication.ingredient"],
    "code",
    "The form of the drug that the concentration counts: salt, sulfate, hydrochloride or base.",
  ),
  extension(
    extensions.unlisted,
    "unlisted-drug",
    ["Medication.ingredient"],
    "boolean",
    "The drug is none of those that Theca knows limits of.",
  ),
  extension(
    extensions.lockout,
    "bolus-lockout",
    ["Dosage"],
    "Duration",
    "From the start of one patient bolus to the earliest start of the next.",
  ),
  extension(
    extensions.programmed,
    "programmed-volume",
    ["MedicationDispense"],
    "Quantity",
    "The volume that the pump was told it holds.",
  ),
  extension(
    extensions.configuration,
    "device-configuration",
    ["Device"],
    "string",
    "Pump or catheter as Theca keeps it, in canonical JSON.",
  ),
  {
    ...definition(
      extensions.count,
      "Extension",
      "bolus-count",
      "Patient boluses given and denied since the last count, by the pump.",
      [
        { id: "Extension.extension", path: "Extension.extension", min: 2 } as ElementDefinition,
        { id: "Extension.url", path: "Extension.url", fixedUri: extensions.count } as ElementDefinition,
        { id: "Extension.value[x]", path: "Extension.value[x]", max: "0" } as ElementDefinition,
      ],
    ),
    context: [{ type: "element", expression: "MedicationAdministration" }],
  },
];
