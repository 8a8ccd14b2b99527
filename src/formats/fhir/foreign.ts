import { z } from "zod";

/** Only the elements that are read: of others a resource may hold anything. */
const text = z.string().optional();
const coded = z
  .looseObject({
    coding: z.array(z.looseObject({ system: text, code: text, display: text })).optional(),
    text,
  })
  .optional();
const amount = z
  .looseObject({ value: z.number().optional(), unit: text, system: text, code: text })
  .optional();
const reference = z.looseObject({ reference: text, display: text }).optional();
const meta = z.looseObject({ lastUpdated: text, profile: z.array(z.string()).optional() }).optional();
const extension = z
  .array(
    z.looseObject({
      url: z.string(),
      valueString: text,
      valueCode: text,
      valueBoolean: z.boolean().optional(),
      valueDuration: amount,
    }),
  )
  .optional();
const common = { id: text, meta, extension, status: text };

const dosage = z.looseObject({
  extension,
  asNeededBoolean: z.boolean().optional(),
  timing: z
    .looseObject({
      repeat: z
        .looseObject({
          timeOfDay: z.array(z.string()).optional(),
          dayOfWeek: z.array(z.string()).optional(),
          period: z.number().optional(),
          periodUnit: text,
          duration: z.number().optional(),
          durationUnit: text,
          frequencyMax: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
  doseAndRate: z.array(z.looseObject({ rateQuantity: amount, doseQuantity: amount })).optional(),
});
const contained = z.array(
  z.looseObject({
    resourceType: z.string(),
    ingredient: z
      .array(
        z.looseObject({
          extension,
          itemCodeableConcept: coded,
          strength: z.looseObject({ numerator: amount, denominator: amount }).optional(),
        }),
      )
      .optional(),
  }),
);

/** The shape of each resource that is read, as far as it is read. */
export const foreignShapes: Readonly<Record<string, z.ZodType>> = {
  Patient: z.looseObject({
    ...common,
    name: z.array(z.looseObject({ text, family: text, given: z.array(z.string()).optional() })).optional(),
    birthDate: text,
    gender: text,
    identifier: z.array(z.looseObject({ system: text, type: coded, value: text })).optional(),
  }),
  Device: z.looseObject({
    ...common,
    identifier: z.array(z.looseObject({ value: text })).optional(),
    serialNumber: text,
    lotNumber: text,
    modelNumber: text,
    type: coded,
    patient: reference,
  }),
  MedicationRequest: z.looseObject({
    ...common,
    contained: contained.optional(),
    medicationCodeableConcept: coded,
    subject: reference,
    authoredOn: text,
    requester: reference,
    reasonCode: z.array(coded).optional(),
    dosageInstruction: z.array(dosage).optional(),
  }),
  Observation: z.looseObject({
    ...common,
    category: z.array(coded).optional(),
    code: coded,
    subject: reference,
    effectiveDateTime: text,
    performer: z.array(reference).optional(),
    valueQuantity: amount,
    valueString: text,
    bodySite: coded,
    method: coded,
  }),
  Provenance: z.looseObject({ ...common }),
};
