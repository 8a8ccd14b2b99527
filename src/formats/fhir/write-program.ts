import type { CodeableConcept, Dosage, Extension, Medication } from "@medplum/fhirtypes";
import { type Quantity, renderQuantity } from "../../quantity/quantity.ts";
import { type PatientBolus, type Program, type Solution, writePumpTime } from "../../regimen/regimen.ts";
import { amountOf, concept, extensions, strengthOf, systems } from "./names.ts";

const intrathecal: CodeableConcept = { text: "intrathecal" };
const shown = (quantity: Quantity): string => renderQuantity(quantity, "en-US");

/** What is in the reservoir, each drug with its concentration. */
export function medicationOf(solution: Solution, lot?: string, expiry?: string): Medication {
  return {
    resourceType: "Medication",
    id: "solution",
    code: { text: solution.map(({ drug, concentration }) => `${drug} ${shown(concentration)}`).join(", ") },
    ingredient: solution.map(({ drug, concentration, basis, unlisted }) => ({
      ...((basis || unlisted) && {
        extension: [
          ...(basis ? [{ url: extensions.basis, valueCode: basis }] : []),
          ...(unlisted ? [{ url: extensions.unlisted, valueBoolean: true }] : []),
        ],
      }),
      itemCodeableConcept: concept(systems.drug, drug),
      isActive: true,
      strength: strengthOf(concentration),
    })),
    ...((lot || expiry) && {
      batch: { ...(lot && { lotNumber: lot }), ...(expiry && { expirationDate: expiry }) },
    }),
  };
}

const doseOf = (drug: string | undefined): { extension?: Extension[] } =>
  drug === undefined ? {} : { extension: [{ url: extensions.doseOf, valueCode: drug }] };

/** A program as dosage instructions: one a step, in pump time, which is local time without summer time. */
export function dosagesOf(program: Program): Dosage[] {
  const said = (text: string, rest: Dosage = {}): Dosage => ({ text, route: intrathecal, ...rest });
  switch (program.mode) {
    case "continuous": {
      const rate = program.dose ?? program.flow!;
      return [
        said(`continuous ${program.drug ?? ""} ${shown(rate)}`.replace("  ", " "), {
          ...doseOf(program.drug),
          doseAndRate: [{ rateQuantity: amountOf(rate) }],
        }),
        // Both may stand in one program; the second then says the same of the volume.
        ...(program.dose && program.flow
          ? [said(`flow ${shown(program.flow)}`, { doseAndRate: [{ rateQuantity: amountOf(program.flow) }] })]
          : []),
      ];
    }
    case "flex":
      return (program.schedules ?? [{ days: program.days, steps: program.steps! }]).flatMap(
        ({ days, steps }) =>
          steps.map(({ at, dose }) =>
            said(`${days ? `${days.join(" ")} ` : ""}${writePumpTime(at)} ${program.drug} ${shown(dose)}`, {
              ...doseOf(program.drug),
              timing: {
                repeat: {
                  timeOfDay: [`${writePumpTime(at)}:00`],
                  ...(days && { dayOfWeek: days }),
                },
              },
              doseAndRate: [{ rateQuantity: amountOf(dose) }],
            }),
          ),
      );
    case "periodic":
      return [
        said(`${program.drug} ${shown(program.bolus)} every ${shown(program.every)}`, {
          ...doseOf(program.drug),
          timing: { repeat: { ...every(program.every), ...lasting(program.duration) } },
          doseAndRate: [{ doseQuantity: amountOf(program.bolus) }],
        }),
        ...(program.background
          ? [
              said(`beneath it ${program.drug} ${shown(program.background)}`, {
                ...doseOf(program.drug),
                doseAndRate: [{ rateQuantity: amountOf(program.background) }],
              }),
            ]
          : []),
      ];
    case "minimum":
      return [said("the pump's minimum rate")];
    case "stopped":
      return [said("stopped")];
    default:
      return program satisfies never;
  }
}

/** What the patient may call for. */
export const bolusDosage = ({ amount, drug, duration, lockout, maxPerDay }: PatientBolus): Dosage => ({
  extension: [
    { url: extensions.doseOf, valueCode: drug },
    { url: extensions.lockout, valueDuration: amountOf(lockout) },
  ],
  text: `patient bolus ${drug} ${shown(amount)}, lockout ${shown(lockout)}, at most ${maxPerDay} daily`,
  asNeededBoolean: true,
  route: intrathecal,
  timing: {
    repeat: {
      ...lasting(duration),
      ...(maxPerDay > 0 && { frequency: 1, frequencyMax: maxPerDay, period: 1, periodUnit: "d" as const }),
    },
  },
  doseAndRate: [{ doseQuantity: amountOf(amount) }],
});

type Span = "s" | "min" | "h" | "d";
const spanOf = (unit: string): Span => unit as Span;
const every = ({ value, unit }: Quantity) => ({ frequency: 1, period: value, periodUnit: spanOf(unit) });
const lasting = ({ value, unit }: Quantity) => ({ duration: value, durationUnit: spanOf(unit) });
