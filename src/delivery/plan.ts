import { library } from "../knowledge/knowledge.ts";
import {
  compare,
  inside,
  inward,
  type Locale,
  renderQuantity,
  outward,
  suggest,
} from "../quantity/quantity.ts";
import type { PatientBolus, Program, PumpChoice, Reservoir, Solution } from "../regimen/regimen.ts";
import { type Device, deviceOf } from "./device.ts";
import { allowanceOf, type BolusAllowance } from "./patient-bolus.ts";
import type { Profile } from "./profile.ts";
import { type Ingredient, profileOf } from "./program-profile.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";
import { type Totals, totalsOf } from "./totals.ts";

/** The parts of a plan that could be read; a part that could not is absent, and the others are still looked at. */
export interface PlanParts {
  readonly pump?: PumpChoice | undefined;
  readonly reservoir?: Reservoir | undefined;
  readonly program?: Program | undefined;
  readonly patientBolus?: PatientBolus | undefined;
}

/** A plan that the device can run: what flows, and what it amounts to. */
export interface Plan {
  readonly device: Device;
  readonly reservoir: Reservoir;
  readonly solution: readonly Ingredient[];
  readonly program: Program;
  readonly profile: Profile;
  readonly allowance?: BolusAllowance;
  readonly totals: Totals;
}

/**
 * Holds pump, reservoir, program and boluses against each other. What is impossible or contradicts itself is an issue
 * under `path`; the plan is answered only where there is none.
 */
export function planOf(parts: PlanParts, locale: Locale, remarks: Remarks, path = ""): Plan | undefined {
  const before = remarks.issues.length;
  const device = parts.pump && deviceOf(parts.pump, locale, remarks, inside("", "pump"));
  const solution =
    parts.reservoir &&
    ingredientsOf(parts.reservoir.solution, locale, remarks, inside(inside(path, "reservoir"), "solution"));
  if (device && parts.reservoir)
    checkVolume(parts.reservoir, device, locale, remarks, inside(path, "reservoir"));
  if (parts.reservoir) checkProgrammed(parts.reservoir, locale, remarks, inside(path, "reservoir"));
  const profile =
    parts.program &&
    solution &&
    profileOf(parts.program, solution, device, locale, remarks, inside(path, "program"));
  const allowance =
    parts.patientBolus &&
    solution &&
    allowanceOf(parts.patientBolus, profile, solution, device, locale, remarks, inside(path, "patientBolus"));
  if (
    remarks.issues.length > before ||
    !device ||
    !parts.reservoir ||
    !parts.program ||
    !solution ||
    !profile
  )
    return undefined;
  return {
    device,
    reservoir: parts.reservoir,
    solution,
    program: parts.program,
    profile,
    ...(allowance && { allowance }),
    totals: totalsOf(profile, allowance),
  };
}

/** The drugs of a solution, ready to compute with; a drug that is not listed must say so. */
export function ingredientsOf(
  solution: Solution,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Ingredient[] {
  const say = sentencesIn(locale);
  for (const [i, { drug, unlisted }] of solution.entries()) {
    if (library.drugs.has(drug)) continue;
    if (unlisted) {
      remarks.gaps.push(say.unlisted(drug));
      continue;
    }
    const known = [...library.drugs.keys()];
    remarks.issues.push({
      path: inside(inside(path, i), "drug"),
      message: say.unknownDrug(drug, suggest(drug, known), known),
    });
  }
  return solution.map(({ drug, concentration }) => ({
    drug,
    concentration: inward(concentration, "concentration"),
    unlisted: !library.drugs.has(drug),
  }));
}

function checkVolume(
  reservoir: Reservoir,
  device: Device,
  locale: Locale,
  remarks: Remarks,
  path: string,
): void {
  if (inward(reservoir.volume, "volume") <= device.capacity) return;
  const capacity = renderQuantity(outward(device.capacity, "volume", "mL"), locale);
  remarks.issues.push({
    path: inside(path, "volume"),
    message: sentencesIn(locale).overfilled(renderQuantity(reservoir.volume, locale), device.name, capacity),
  });
}

/** INC-1: 20 mL filled and 40 mL programmed is stopped at entry. */
function checkProgrammed(reservoir: Reservoir, locale: Locale, remarks: Remarks, path: string): void {
  if (!reservoir.programmed || compare(reservoir.programmed, reservoir.volume) === 0) return;
  remarks.issues.push({
    path: inside(path, "programmed"),
    message: sentencesIn(locale).programmedDiffers(
      renderQuantity(reservoir.programmed, locale),
      renderQuantity(reservoir.volume, locale),
    ),
  });
}
