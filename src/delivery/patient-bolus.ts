import {
  compare,
  inside,
  inward,
  type Flow,
  type Hours,
  type Locale,
  renderQuantity,
  type Volume,
} from "../quantity/quantity.ts";
import type { PatientBolus } from "../regimen/regimen.ts";
import type { Device } from "./device.ts";
import { greatestFlow, type Profile } from "./profile.ts";
import { checkFlow, concentrationOf, day, hour, type Ingredient } from "./program-profile.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** What a patient may call for, in volume. */
export interface BolusAllowance {
  readonly volume: Volume;
  readonly duration: Hours;
  /** Boluses that one day can hold at the most: the smaller of what is allotted and what the lockout lets through. */
  readonly perDay: number;
  /** Boluses that can begin within one hour. */
  readonly perHour: number;
}

/** The allowance, held against solution and device; faults go to `remarks`. */
export function allowanceOf(
  bolus: PatientBolus,
  profile: Profile | undefined,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path = "patientBolus",
): BolusAllowance | undefined {
  const say = sentencesIn(locale);
  const before = remarks.issues.length;
  const strength = concentrationOf(bolus.drug, solution, locale, remarks, inside(path, "drug"));
  if (device && !device.modes.includes("patient bolus")) {
    remarks.issues.push({ path, message: say.noPatientBolus(device.name) });
  }
  if (compare(bolus.lockout, bolus.duration) < 0) {
    remarks.issues.push({
      path: inside(path, "lockout"),
      message: say.lockoutInsideBolus(
        renderQuantity(bolus.lockout, locale),
        renderQuantity(bolus.duration, locale),
      ),
    });
  }
  if (strength === undefined) return undefined;
  const volume = (inward(bolus.amount, "amount") / strength) as Volume;
  const duration = inward(bolus.duration, "time");
  const lockout = inward(bolus.lockout, "time");
  if (duration > 0 && volume > 0 && bolus.maxPerDay > 0) {
    checkFlow(
      ((profile ? greatestFlow(profile) : 0) + volume / duration) as Flow,
      device,
      strength,
      locale,
      remarks,
      inside(path, "amount"),
    );
  }
  if (remarks.issues.length > before) return undefined;
  return {
    volume,
    duration,
    // A lockout beyond a day still lets one bolus through on some day.
    perDay: Math.min(bolus.maxPerDay, Math.max(1, Math.floor(day / lockout + 1e-9))),
    perHour: Math.min(bolus.maxPerDay, Math.max(1, Math.ceil(hour / lockout - 1e-9))),
  };
}
