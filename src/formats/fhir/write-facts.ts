import type {
  AdverseEvent,
  DeviceMetric,
  MedicationAdministration,
  MedicationDispense,
  MedicationRequest,
  MedicationStatement,
  Observation,
  Procedure,
  Resource,
} from "@medplum/fhirtypes";
import type { Entry, EntryKind } from "../../records/records.ts";
import { amountOf, concept, dateTime, extensions, partOf, profiles, refer, systems } from "./names.ts";
import { bolusDosage, dosagesOf, medicationOf } from "./write-program.ts";

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What surrounds an entry when it is written. */
export interface Around {
  /** The pump in the patient at that time. */
  readonly pump: { readonly id: string; readonly serial: string } | undefined;
  /** The solution in the reservoir at that time. */
  readonly refill: Of<"refill"> | undefined;
  /** True where a later entry corrects this one. */
  readonly corrected: boolean;
  /** The entry that ended what this one began. */
  readonly ended: Entry | undefined;
}

const onPump = ({ pump }: Around) => (pump ? { device: refer(pump.id) } : {});

function observed(entry: Entry, around: Around, what: string, rest: Partial<Observation>): Observation {
  return {
    resourceType: "Observation",
    id: entry.id,
    status: around.corrected ? "entered-in-error" : "final",
    code: concept(systems.fact, what),
    subject: refer(entry.patient),
    effectiveDateTime: dateTime(entry.at),
    performer: [{ display: entry.by }],
    ...rest,
  } as Observation;
}

const done = (entry: Entry, around: Around, what: string, rest: Partial<Procedure> = {}): Procedure => ({
  resourceType: "Procedure",
  id: entry.id,
  status: around.corrected ? "entered-in-error" : "completed",
  code: concept(systems.fact, what),
  subject: refer(entry.patient),
  performedDateTime: dateTime(entry.at),
  performer: [{ actor: { display: entry.by } }],
  ...rest,
});

const part = (what: string, value: Partial<NonNullable<Observation["component"]>[number]>) => ({
  code: concept(systems.fact, what),
  ...value,
});

/** The weight beside a patient's own facts. */
export const weightOf = (entry: Of<"patient">, around: Around): Observation[] =>
  entry.data.weight
    ? [
        observed(entry, around, "weight", {
          id: partOf(entry.id, "weight"),
          category: [concept(systems.category, "vital-signs", "Vital Signs")],
          code: concept(systems.loinc, "29463-7", "Body weight"),
          valueQuantity: amountOf(entry.data.weight),
        }),
      ]
    : [];

export const interrogationOf = (entry: Of<"interrogation">, around: Around): Observation =>
  observed(entry, around, "interrogation", {
    ...onPump(around),
    component: [
      part("reservoir volume", { valueQuantity: amountOf(entry.data.volume) }),
      part("running", { valueBoolean: entry.data.running }),
      ...(entry.data.clockOffset
        ? [part("clock offset", { valueQuantity: amountOf(entry.data.clockOffset) })]
        : []),
      ...(entry.data.clockBehind
        ? [part("clock behind", { valueQuantity: amountOf(entry.data.clockBehind) })]
        : []),
      ...(entry.data.battery ? [part("battery", { valueString: entry.data.battery })] : []),
    ],
  });

/** A refill is what was aspirated (the residual) and what was put in (the dispense). */
export function refillOf(entry: Of<"refill">, around: Around): Resource[] {
  const { aspirated, aspiratedAgain, filled, programmed, solution, lot, expiry } = entry.data;
  const residual = observed(entry, around, "reservoir residual", {
    id: partOf(entry.id, "residual"),
    meta: { profile: [profiles.residual] },
    ...onPump(around),
    valueQuantity: amountOf(aspirated),
    component: [
      part("aspirated again", { valueQuantity: amountOf(aspiratedAgain) }),
      part("needle position checked", { valueBoolean: entry.data.needleChecked }),
      part("observed for", { valueQuantity: amountOf(entry.data.observed) }),
    ],
  });
  const dispense: MedicationDispense = {
    resourceType: "MedicationDispense",
    id: entry.id,
    meta: { profile: [profiles.refill] },
    contained: [medicationOf(solution, lot, expiry)],
    extension: [{ url: extensions.programmed, valueQuantity: amountOf(programmed) }],
    status: around.corrected ? "entered-in-error" : "completed",
    medicationReference: { reference: "#solution" },
    subject: refer(entry.patient),
    performer: [{ actor: { display: entry.by } }],
    quantity: amountOf(filled),
    whenHandedOver: dateTime(entry.at),
    ...(around.pump && { destination: { display: `reservoir of ${around.pump.serial}` } }),
  };
  return [residual, dispense];
}

/** A program is an order, and from then on what the pump gives. */
export function programOf(entry: Of<"program change">, around: Around): Resource[] {
  const { program, patientBolus, reason } = entry.data;
  const refill = around.refill;
  const drugs = refill
    ? { contained: [medicationOf(refill.data.solution)], medicationReference: { reference: "#solution" } }
    : { medicationCodeableConcept: { text: "not recorded what is in the reservoir" } };
  const dosages = dosagesOf(program);
  const request: MedicationRequest = {
    resourceType: "MedicationRequest",
    id: entry.id,
    meta: { profile: [profiles.program] },
    ...drugs,
    extension: [{ url: extensions.mode, valueCode: program.mode }],
    status: around.corrected ? "entered-in-error" : around.ended ? "completed" : "active",
    intent: "order",
    subject: refer(entry.patient),
    authoredOn: dateTime(entry.at),
    requester: { display: entry.by },
    reasonCode: [{ text: reason }],
    dosageInstruction: [...dosages, ...(patientBolus ? [bolusDosage(patientBolus)] : [])].map(
      (dosage, i) => ({
        sequence: i + 1,
        ...dosage,
      }),
    ),
  };
  if (program.mode === "stopped") return [request];
  const rate = dosages.length === 1 ? dosages[0]?.doseAndRate?.[0]?.rateQuantity : undefined;
  const given: MedicationAdministration = {
    resourceType: "MedicationAdministration",
    id: partOf(entry.id, "given"),
    ...drugs,
    // A model of what was asked of the pump: nobody measured it.
    note: [
      {
        text: `as programmed, not measured by the pump: ${dosages.map(({ text }) => text).join("; ")}`,
      },
    ],
    status: around.corrected ? "entered-in-error" : around.ended ? "completed" : "in-progress",
    subject: refer(entry.patient),
    effectivePeriod: {
      start: dateTime(entry.at),
      ...(around.ended && { end: dateTime(around.ended.at) }),
    },
    request: refer(entry.id),
    ...(around.pump && { device: [refer(around.pump.id)] }),
    ...(rate && { dosage: { route: { text: "intrathecal" }, rateQuantity: rate } }),
  };
  return [request, given];
}

/** Boluses that the patient called for, by the pump's count. */
export const bolusesOf = (entry: Of<"bolus count">, around: Around): MedicationAdministration => ({
  resourceType: "MedicationAdministration",
  id: entry.id,
  extension: [
    {
      url: extensions.count,
      extension: [
        { url: "given", valueUnsignedInt: entry.data.given },
        { url: "denied", valueUnsignedInt: entry.data.denied },
      ],
    },
  ],
  status: around.corrected ? "entered-in-error" : "completed",
  medicationCodeableConcept: concept(systems.drug, entry.data.drug),
  subject: refer(entry.patient),
  effectiveDateTime: dateTime(entry.at),
  ...(around.pump && { device: [refer(around.pump.id)] }),
  dosage: {
    text: `${entry.data.given} patient boluses given, ${entry.data.denied} denied`,
    dose: amountOf(entry.data.amount),
  },
});

/** A bolus of the clinic's, or a part of one. */
export const clinicBolusOf = (entry: Of<"bolus">, around: Around): MedicationAdministration => ({
  resourceType: "MedicationAdministration",
  id: entry.id,
  status: around.corrected
    ? "entered-in-error"
    : entry.data.outcome === "interrupted"
      ? "on-hold"
      : "completed",
  medicationCodeableConcept: concept(systems.drug, entry.data.drug),
  subject: refer(entry.patient),
  effectiveDateTime: dateTime(entry.at),
  ...(around.pump && { device: [refer(around.pump.id)] }),
  dosage: {
    text: entry.data.resumes ? "rest of an interrupted bolus" : "bolus by the clinic",
    dose: amountOf(entry.data.given),
  },
});

/** What the patient is said to get beside the pump. */
export const takenOf = (entry: Of<"other medication">, around: Around): MedicationStatement[] =>
  entry.data.taken.map(({ drug, route, dose }, i) => ({
    resourceType: "MedicationStatement",
    id: partOf(entry.id, `taken ${i + 1}`),
    status: around.corrected ? "entered-in-error" : "active",
    medicationCodeableConcept: concept(systems.drug, drug),
    subject: refer(entry.patient),
    effectiveDateTime: dateTime(entry.at),
    dosage: [{ route: { text: route }, text: `${dose.value} ${dose.unit}` }],
  }));

/** What stands for the alarms of a pump: they refer to it. */
export const alarmMetric = (pump: Of<"pump implanted">, active: boolean): DeviceMetric => ({
  resourceType: "DeviceMetric",
  id: partOf(pump.id, "alarms"),
  type: concept(systems.device, "alarm", "pump alarm"),
  source: refer(pump.id),
  operationalStatus: active ? "on" : "off",
  category: "measurement",
});

export const alarmOf = (entry: Of<"alarm">, around: Around): Observation =>
  observed(entry, around, "pump alarm", {
    ...(around.pump && { device: refer(partOf(around.pump.id, "alarms")) }),
    valueCodeableConcept: concept(systems.device, entry.data.cause),
    component: [
      part("alarm level", { valueCodeableConcept: concept(systems.device, entry.data.level) }),
      ...(entry.data.heard ? [part("heard", { valueString: entry.data.heard })] : []),
      ...(entry.data.recoveredAt
        ? [part("recovered", { valueDateTime: dateTime(entry.data.recoveredAt) })]
        : []),
    ],
  });

export const scoreOf = (entry: Of<"score">, around: Around): Observation => {
  const { scale, value, coding, region } = entry.data;
  return observed(entry, around, scale, {
    category: [concept(systems.category, "survey", "Survey")],
    ...(typeof value === "number"
      ? { valueQuantity: { value, unit: "score", system: systems.ucum, code: "{score}" } }
      : { valueString: value }),
    ...(region && { bodySite: { text: region } }),
    ...(coding && { method: { text: coding } }),
  });
};

/** A trial dose, with its scores before and after. */
export function trialOf(entry: Of<"trial">, around: Around): Resource[] {
  const { drug, dose, number, scores, response } = entry.data;
  const given: MedicationAdministration = {
    resourceType: "MedicationAdministration",
    id: entry.id,
    status: around.corrected ? "entered-in-error" : "completed",
    medicationCodeableConcept: concept(systems.drug, drug),
    subject: refer(entry.patient),
    effectiveDateTime: dateTime(entry.at),
    performer: [{ actor: { display: entry.by } }],
    note: [{ text: `trial dose ${number}: ${response}` }],
    dosage: { text: `trial dose ${number}`, route: { text: "intrathecal" }, dose: amountOf(dose) },
  };
  const scored = scores.map(({ scale, before, after, hours }, i) =>
    observed(entry, around, scale, {
      id: partOf(entry.id, `score ${i}`),
      category: [concept(systems.category, "survey", "Survey")],
      partOf: [refer(entry.id)],
      component: [
        part("before", { valueQuantity: { value: before } }),
        part("after", { valueQuantity: { value: after } }),
        part("hours after the dose", { valueQuantity: amountOf({ value: hours, unit: "h" }) }),
      ],
    }),
  );
  return [given, ...scored];
}

/** A ketamine session: what was given, and each thing observed at its time. */
export function sessionOf(entry: Of<"ketamine session">, around: Around): Resource[] {
  const { drug, total, observations } = entry.data;
  const given: MedicationAdministration = {
    resourceType: "MedicationAdministration",
    id: entry.id,
    status: around.corrected ? "entered-in-error" : "completed",
    medicationCodeableConcept: concept(systems.drug, drug),
    subject: refer(entry.patient),
    effectiveDateTime: dateTime(entry.at),
    performer: [{ actor: { display: entry.by } }],
    dosage: { text: "infusion session", route: { text: "intravenous" }, dose: amountOf(total) },
  };
  const seen = observations.map(({ after, name, value }, i) =>
    observed(entry, around, name, {
      id: partOf(entry.id, `observation ${i}`),
      partOf: [refer(entry.id)],
      ...(typeof value === "number" ? { valueQuantity: { value } } : { valueString: value }),
      component: [part("after the start", { valueQuantity: amountOf(after) })],
    }),
  );
  return [given, ...seen];
}

export const adverseOf = (entry: Of<"adverse event">, around: Around): AdverseEvent =>
  ({
    resourceType: "AdverseEvent",
    id: entry.id,
    actuality: "actual",
    event: concept(systems.fact, entry.data.event),
    subject: refer(entry.patient),
    date: dateTime(entry.at),
    ...(entry.data.severity === "death"
      ? { outcome: concept("http://terminology.hl7.org/CodeSystem/adverse-event-outcome", "fatal", "Fatal") }
      : {
          severity: concept(
            "http://terminology.hl7.org/CodeSystem/adverse-event-severity",
            entry.data.severity,
          ),
        }),
    recorder: { display: entry.by },
    suspectEntity: around.pump ? [{ instance: refer(around.pump.id) }] : undefined,
  }) as AdverseEvent;

/** What has no resource of its own beside what a person reads of it: its provenance carries the rest. */
export const doneOf = (entry: Entry, around: Around, words: string): Procedure =>
  done(entry, around, entry.kind, {
    note: [{ text: words }],
    ...(around.pump && { usedReference: [refer(around.pump.id)] }),
  });
