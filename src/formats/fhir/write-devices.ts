import type { Device, DeviceProperty, Patient } from "@medplum/fhirtypes";
import { renderQuantity } from "../../quantity/quantity.ts";
import { canonical, type Entry, mergeAway, mergesInto } from "../../records/records.ts";
import { amountOf, concept, extensions, profiles, refer, systems } from "./names.ts";

type Of<K extends Entry["kind"]> = Extract<Entry, { kind: K }>;

/** The patient as last entered. */
export const patientOf = ({ patient, data }: Of<"patient">): Patient => ({
  resourceType: "Patient",
  id: patient,
  identifier: data.identifiers.map(({ system, value }) => ({
    // A clinic's own name for a list of numbers is no URI, and stands as its type.
    ...(/^(https?:|urn:)/.test(system) ? { system } : { type: { text: system } }),
    value,
  })),
  name: [{ text: data.name }],
  birthDate: data.birthDate,
  ...(data.sex && { gender: data.sex }),
  ...(data.language && { communication: [{ language: { text: data.language } }] }),
});

/** Which other record of the same person a patient's resource takes the place of, or gave its place to. */
export function linksOf(entries: readonly Entry[]): Pick<Patient, "active" | "link"> {
  const away = mergeAway(entries);
  const link = [
    ...mergesInto(entries).map(({ data }) => ({ other: refer(data.given), type: "replaces" as const })),
    ...(away ? [{ other: refer(away.data.kept), type: "replaced-by" as const }] : []),
  ];
  return { ...(away && { active: false }), ...(link.length > 0 && { link }) };
}

const property = (code: string, text: string): DeviceProperty => ({
  type: concept(systems.device, code),
  valueCode: [{ text }],
});

/** A pump, from its implantation on; inactive once it is explanted. */
export function pumpDevice(entry: Of<"pump implanted">, active: boolean): Device {
  const { pump, serial, lot, site, tubingVersion } = entry.data;
  const name = "model" in pump ? pump.model : (pump.custom.name ?? "custom pump");
  return {
    resourceType: "Device",
    id: entry.id,
    meta: { profile: [profiles.pump] },
    extension: [{ url: extensions.configuration, valueString: canonical(pump) }],
    identifier: [{ system: systems.serial, value: serial }],
    status: active ? "active" : "inactive",
    serialNumber: serial,
    ...(lot && { lotNumber: lot }),
    deviceName: [{ name, type: "model-name" }],
    modelNumber: name,
    type: concept(systems.device, "implanted-pump", "implanted infusion pump"),
    patient: refer(entry.patient),
    property: [
      ...("model" in pump && pump.alarmVolume
        ? [
            {
              type: concept(systems.device, "alarm-volume", "low-reservoir alarm volume"),
              valueQuantity: [amountOf(pump.alarmVolume)],
            },
          ]
        : []),
      ...(site ? [property("site", site)] : []),
      ...(tubingVersion ? [property("tubing-version", tubingVersion)] : []),
    ],
  };
}

/** A catheter as it was implanted or revised. */
export function catheterDevice(
  entry: Of<"catheter implanted"> | Of<"catheter revised">,
  active: boolean,
): Device {
  const { catheter, tip } = entry.data;
  const lot = "lot" in entry.data ? entry.data.lot : undefined;
  const name = "volume" in catheter ? renderQuantity(catheter.volume, "en-US") : catheter.model;
  return {
    resourceType: "Device",
    id: entry.id,
    meta: { profile: [profiles.catheter] },
    extension: [{ url: extensions.configuration, valueString: canonical(catheter) }],
    status: active ? "active" : "inactive",
    ...(lot && { lotNumber: lot }),
    ...(name && { deviceName: [{ name, type: "model-name" as const }] }),
    type: concept(systems.device, "intrathecal-catheter", "intrathecal catheter"),
    patient: refer(entry.patient),
    ...(tip && { property: [property("tip", tip)] }),
  };
}
