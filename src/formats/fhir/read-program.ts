import type { Dosage, Medication, Quantity as FhirQuantity } from "@medplum/fhirtypes";
import { extensions, systems } from "./names.ts";

/** A quantity as an entry is entered; nothing where its unit is not UCUM. */
export const quantityOf = (given: FhirQuantity | undefined): { value: number; unit: string } | undefined =>
  given?.value !== undefined && given.code !== undefined && (given.system ?? systems.ucum) === systems.ucum
    ? { value: given.value, unit: given.code }
    : undefined;

const codeIn = (dosage: Dosage, url: string): string | undefined =>
  dosage.extension?.find((extension) => extension.url === url)?.valueCode;

/** The solution of a Medication, as an entry holds it. */
export function solutionOf(medication: Medication | undefined): unknown[] | undefined {
  return medication?.ingredient?.map(({ itemCodeableConcept, strength, extension }) => {
    const above = quantityOf(strength?.numerator);
    const below = strength?.denominator;
    const per = below?.value ?? 1;
    const basis = extension?.find(({ url }) => url === extensions.basis)?.valueCode;
    return {
      drug: drugOf(itemCodeableConcept),
      ...(above &&
        below?.code && { concentration: { value: above.value / per, unit: `${above.unit}/${below.code}` } }),
      ...(basis && { basis }),
      ...(extension?.some(({ url }) => url === extensions.unlisted) && { unlisted: true }),
    };
  });
}

/** Our own code of a drug where there is one, otherwise the words in small letters. */
export const drugOf = (
  concept: { coding?: { system?: string; code?: string }[]; text?: string } | undefined,
): string | undefined =>
  concept?.coding?.find(({ system }) => system === systems.drug)?.code ?? concept?.text?.toLowerCase();

const timeOf = (dosage: Dosage): string | undefined => dosage.timing?.repeat?.timeOfDay?.[0]?.slice(0, 5);
const rateOf = (dosage: Dosage) => quantityOf(dosage.doseAndRate?.[0]?.rateQuantity);
const doseOf = (dosage: Dosage) => quantityOf(dosage.doseAndRate?.[0]?.doseQuantity);

/** What the pump is told, from its dosage instructions. What they do not say is left out for the reader to name. */
export function programIn(
  mode: string | undefined,
  all: readonly Dosage[],
  only: string | undefined,
): unknown {
  const own = all.filter((dosage) => !dosage.asNeededBoolean);
  const drug = own.map((dosage) => codeIn(dosage, extensions.doseOf)).find(Boolean) ?? only;
  switch (mode ?? guessed(own)) {
    case "flex": {
      const groups = [...Map.groupBy(own, (dosage) => dosage.timing?.repeat?.dayOfWeek?.join(" ") ?? "")].map(
        ([days, dosages]) => ({
          ...(days !== "" && { days: days.split(" ") }),
          steps: dosages.map((dosage) => ({ at: timeOf(dosage), dose: rateOf(dosage) })),
        }),
      );
      return { mode: "flex", drug, ...(groups.length === 1 ? groups[0] : { schedules: groups }) };
    }
    case "periodic": {
      const bolus = own.find((dosage) => doseOf(dosage));
      const repeat = bolus?.timing?.repeat;
      const beneath = own.find((dosage) => rateOf(dosage));
      return {
        mode: "periodic",
        drug,
        bolus: bolus && doseOf(bolus),
        every: { value: repeat?.period, unit: repeat?.periodUnit },
        duration: { value: repeat?.duration, unit: repeat?.durationUnit },
        ...(beneath && { background: rateOf(beneath) }),
      };
    }
    case "minimum":
      return { mode: "minimum" };
    case "stopped":
      return { mode: "stopped" };
    default: {
      const rates = own.map(rateOf).filter((rate) => rate !== undefined);
      const isFlow = ({ unit }: { unit: string }): boolean => /^[^/]*L\//.test(unit);
      const dose = rates.find((rate) => !isFlow(rate));
      const flow = rates.find(isFlow);
      return {
        mode: "continuous",
        ...((dose || own.some((dosage) => codeIn(dosage, extensions.doseOf))) && { drug }),
        ...(dose && { dose }),
        ...(flow && { flow }),
      };
    }
  }
}

/** Of an order that does not say how it runs. */
function guessed(dosages: readonly Dosage[]): string {
  if (dosages.some((dosage) => timeOf(dosage))) return "flex";
  return dosages.some((dosage) => doseOf(dosage)) ? "periodic" : "continuous";
}

/** What the patient may call for, or nothing. */
export function patientBolusIn(all: readonly Dosage[]): unknown {
  const bolus = all.find((dosage) => dosage.asNeededBoolean);
  if (!bolus) return undefined;
  const repeat = bolus.timing?.repeat;
  return {
    amount: doseOf(bolus),
    drug: codeIn(bolus, extensions.doseOf),
    duration: { value: repeat?.duration, unit: repeat?.durationUnit },
    lockout: quantityOf(bolus.extension?.find(({ url }) => url === extensions.lockout)?.valueDuration),
    maxPerDay: repeat?.frequencyMax ?? 0,
  };
}
