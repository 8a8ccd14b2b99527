import { library } from "../knowledge/knowledge.ts";
import {
  compare,
  inside,
  inward,
  type Locale,
  quantity,
  readShape,
  renderQuantity,
  outward,
  suggest,
} from "../quantity/quantity.ts";
import {
  type PatientBolus,
  type Program,
  type PumpChoice,
  type Reservoir,
  solution as solutionShape,
  type Solution,
} from "../regimen/regimen.ts";
import { type Device, deviceOf } from "./device.ts";
import { allowanceOf, type BolusAllowance } from "./patient-bolus.ts";
import type { Profile } from "./profile.ts";
import { concentrationOf, type Ingredient, profileOf } from "./program-profile.ts";
import { noRemarks, type Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";
import { nameOf } from "./stability.ts";
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

/** Where a plan stands in the input, and what kind of plan it is. */
export interface PlanPlace {
  readonly path?: string;
  /** The input as it came: what can be read of a part that cannot be read whole is still held against the others. */
  readonly given?: unknown;
  /** What ran: kept as it happened, even where this device could not have run it. */
  readonly history?: boolean;
}

/**
 * Holds pump, reservoir, program and boluses against each other. What is impossible or contradicts itself is an issue
 * under `path`; the plan is answered only where there is none.
 */
export function planOf(
  parts: PlanParts,
  locale: Locale,
  remarks: Remarks,
  { path = "", given, history = false }: PlanPlace = {},
): Plan | undefined {
  const before = remarks.issues.length;
  const device = parts.pump && deviceOf(parts.pump, locale, remarks, inside("", "pump"));
  const held = parts.reservoir ?? readableOf(given, locale);
  const inReservoir = inside(path, "reservoir");
  const solution =
    held.solution && ingredientsOf(held.solution, locale, remarks, inside(inReservoir, "solution"));
  if (!history) {
    if (device) checkVolume(held, device, locale, remarks, inReservoir);
    checkProgrammed(held, locale, remarks, inReservoir);
  }
  if (solution) checkNames(parts, given, solution, locale, remarks, path);
  // What happened is held to no device's range; only the minimum rate is the device's own number.
  const runsOn = history && parts.program?.mode !== "minimum" ? undefined : device;
  const profile =
    parts.program &&
    solution &&
    profileOf(parts.program, solution, runsOn, locale, remarks, inside(path, "program"));
  const allowance =
    parts.patientBolus &&
    solution &&
    allowanceOf(parts.patientBolus, profile, solution, runsOn, locale, remarks, inside(path, "patientBolus"));
  if (
    remarks.issues.length > before ||
    !device ||
    !parts.reservoir ||
    !parts.program ||
    !solution ||
    !profile
  )
    return undefined;
  const stopped = parts.program.mode === "stopped";
  if (allowance && stopped) remarks.assumed.push(sentencesIn(locale).stoppedNoBolus);
  const possible = allowance && stopped ? { ...allowance, perDay: 0, perHour: 0 } : allowance;
  return {
    device,
    reservoir: parts.reservoir,
    solution,
    program: parts.program,
    profile,
    ...(possible && { allowance: possible }),
    totals: totalsOf(profile, possible),
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
  for (const [i, { drug, unlisted, basis }] of solution.entries()) {
    if (basis === "base") remarks.gaps.push(say.asBase(nameOf(drug, locale)));
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

/** What ran until now, as a plan: only its own faults are issues, not those of the pump that both share. */
export function planBefore(
  before: Omit<PlanParts, "pump"> | undefined,
  pump: PumpChoice | undefined,
  locale: Locale,
  remarks: Remarks,
): Plan | undefined {
  if (!before) return undefined;
  const aside = noRemarks();
  const plan = planOf({ ...before, pump }, locale, aside, { path: "before", history: true });
  remarks.issues.push(...aside.issues.filter(({ path }) => path.startsWith("before")));
  return plan;
}

type Held = Partial<Pick<Reservoir, "volume" | "programmed" | "solution">>;

/** What can be read of a reservoir that cannot be read whole. */
function readableOf(given: unknown, locale: Locale): Held {
  const raw = fieldsOf(fieldsOf(given)["reservoir"]);
  const volume = quantity("volume").optional();
  return {
    volume: readShape(volume, raw["volume"], locale).value!,
    programmed: readShape(volume, raw["programmed"], locale).value,
    solution: readShape(solutionShape.optional(), raw["solution"], locale).value!,
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** The drug that an unreadable program or bolus names is held against the solution all the same. */
function checkNames(
  parts: PlanParts,
  given: unknown,
  solution: readonly Ingredient[],
  locale: Locale,
  remarks: Remarks,
  path: string,
): void {
  for (const part of ["program", "patientBolus"] as const) {
    const drug = fieldsOf(fieldsOf(given)[part])["drug"];
    if (parts[part] === undefined && typeof drug === "string" && drug !== "")
      concentrationOf(drug, solution, locale, remarks, inside(inside(path, part), "drug"));
  }
}

function checkVolume(reservoir: Held, device: Device, locale: Locale, remarks: Remarks, path: string): void {
  if (!reservoir.volume || inward(reservoir.volume, "volume") <= device.capacity) return;
  const capacity = renderQuantity(outward(device.capacity, "volume", "mL"), locale);
  remarks.issues.push({
    path: inside(path, "volume"),
    message: sentencesIn(locale).overfilled(renderQuantity(reservoir.volume, locale), device.name, capacity),
  });
}

/** INC-1: 20 mL filled and 40 mL programmed is stopped at entry. */
function checkProgrammed({ programmed, volume }: Held, locale: Locale, remarks: Remarks, path: string): void {
  if (!programmed || !volume || compare(programmed, volume) === 0) return;
  remarks.issues.push({
    path: inside(path, "programmed"),
    message: sentencesIn(locale).programmedDiffers(
      renderQuantity(programmed, locale),
      renderQuantity(volume, locale),
    ),
  });
}
