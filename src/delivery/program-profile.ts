import {
  inside,
  inward,
  type Concentration,
  type Flow,
  type Hours,
  type Locale,
  outward,
  type Quantity,
  renderQuantity,
  suggest,
} from "../quantity/quantity.ts";
import { type Program, type Step, type Weekday, weekdays } from "../regimen/regimen.ts";
import type { Device } from "./device.ts";
import { constantProfile, type Piece, type Profile } from "./profile.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** One drug of a solution, ready to compute with. */
export interface Ingredient {
  readonly drug: string;
  readonly concentration: Concentration;
  readonly unlisted: boolean;
}

export const day = inward({ value: 1, unit: "d" }, "time");
export const hour = inward({ value: 1, unit: "h" }, "time");
export const week = inward({ value: 1, unit: "wk" }, "time");

// A flow computed from a dose and a concentration carries a few rounding errors of a double; a bound is passed only by more.
const rounding = 1e-12;
const isBelow = (value: number, bound: number): boolean => value < bound * (1 - rounding);
const isAbove = (value: number, bound: number): boolean => value > bound * (1 + rounding);

/**
 * The flow that a program asks of a device, hour by hour. Whatever the device cannot run is an issue at its place in
 * the program; the profile is answered only where there is none.
 */
export function profileOf(
  program: Program,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path = "program",
): Profile | undefined {
  const before = remarks.issues.length;
  const profile = draw(program, solution, device, locale, remarks, path);
  return remarks.issues.length > before ? undefined : profile;
}

function draw(
  program: Program,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Profile | undefined {
  const say = sentencesIn(locale);
  if (device && !device.modes.includes(program.mode)) {
    remarks.issues.push({
      path: inside(path, "mode"),
      message: say.noSuchMode(device.name, program.mode, device.modes),
    });
    return undefined;
  }
  switch (program.mode) {
    case "stopped":
      return constantProfile(0 as Flow, day);
    case "minimum":
      if (!device) return undefined;
      if (device.minimumModeFlow === undefined) {
        remarks.issues.push({ path: inside(path, "mode"), message: say.minimumUnknown(device.name) });
        return undefined;
      }
      return constantProfile(device.minimumModeFlow, day);
    case "continuous":
      return continuous(program, solution, device, locale, remarks, path);
    case "flex":
      return flex(program, solution, device, locale, remarks, path);
    case "periodic":
      return periodic(program, solution, device, locale, remarks, path);
    default:
      return program satisfies never;
  }
}

/** The concentration of the drug that a dose is of; one that is not in the solution is an issue. */
export function concentrationOf(
  drug: string,
  solution: readonly Ingredient[],
  locale: Locale,
  remarks: Remarks,
  path: string,
): Concentration | undefined {
  const found = solution.find((ingredient) => ingredient.drug === drug);
  if (found) return found.concentration;
  const known = solution.map((ingredient) => ingredient.drug);
  remarks.issues.push({
    path,
    message: sentencesIn(locale).notInSolution(drug, suggest(drug, known), known),
  });
  return undefined;
}

function continuous(
  program: Extract<Program, { mode: "continuous" }>,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Profile | undefined {
  const say = sentencesIn(locale);
  const strength =
    program.drug === undefined
      ? undefined
      : concentrationOf(program.drug, solution, locale, remarks, inside(path, "drug"));
  const given = program.flow && inward(program.flow, "flow");
  const fromDose =
    program.dose && strength !== undefined
      ? ((inward(program.dose, "doseRate") / strength) as Flow)
      : undefined;
  if (given !== undefined && fromDose !== undefined) {
    // Dose, concentration and flow must tell one story, to half a step of the device or to rounding.
    const slack = Math.max((device?.flowStep ?? 0) / 2, fromDose * 1e-9);
    if (Math.abs(given - fromDose) > slack) {
      const computed = outward(fromDose, "flow", "mL/d");
      remarks.issues.push({
        path: inside(path, "flow"),
        message: say.flowDisagrees(
          renderQuantity(program.flow!, locale),
          renderQuantity(computed, locale),
          renderQuantity(program.dose!, locale),
        ),
      });
      return undefined;
    }
  }
  const flow = fromDose ?? given;
  if (flow === undefined) return undefined;
  checkFlow(
    flow,
    device,
    strength,
    locale,
    remarks,
    program.dose ? inside(path, "dose") : inside(path, "flow"),
    program.dose,
  );
  return constantProfile(flow, day);
}

function flex(
  program: Extract<Program, { mode: "flex" }>,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Profile | undefined {
  const say = sentencesIn(locale);
  const strength = concentrationOf(program.drug, solution, locale, remarks, inside(path, "drug"));
  if (strength === undefined) return undefined;
  const groups = program.schedules
    ? program.schedules.map((schedule, i) => ({
        ...schedule,
        at: inside(inside(inside(path, "schedules"), i), "steps"),
      }))
    : [{ days: program.days ?? [...weekdays], steps: program.steps!, at: inside(path, "steps") }];
  for (const { steps, at } of groups) {
    if (device?.flexSteps !== undefined && steps.length > device.flexSteps) {
      remarks.issues.push({
        path: at,
        message: say.tooManySteps(device.name, steps.length, device.flexSteps),
      });
    }
    for (const [i, step] of steps.entries()) {
      checkFlow(
        (inward(step.dose, "doseRate") / strength) as Flow,
        device,
        strength,
        locale,
        remarks,
        inside(inside(at, i), "dose"),
        step.dose,
      );
    }
  }
  if (!program.schedules && program.days && program.days.length < weekdays.length)
    remarks.assumed.push(say.lastStepRunsOn(program.days));
  const same = groups.length === 1 && groups[0]!.days.length === weekdays.length;
  return stepwise(same ? day : week, same ? { mon: groups[0]!.steps } : byDay(groups), strength);
}

const byDay = (
  groups: readonly { days: readonly Weekday[]; steps: readonly Step[] }[],
): Partial<Record<Weekday, readonly Step[]>> =>
  Object.fromEntries(groups.flatMap(({ days, steps }) => days.map((name) => [name, steps])));

/** Each step runs until the next begins, the last of the cycle until the first of the next. */
function stepwise(
  cycle: Hours,
  plan: Partial<Record<Weekday, readonly Step[]>>,
  strength: Concentration,
): Profile {
  const starts = weekdays.flatMap((name, index) =>
    (plan[name] ?? []).map((step) => ({
      at: (index * day + step.at) as Hours,
      flow: (inward(step.dose, "doseRate") / strength) as Flow,
    })),
  );
  const pieces: Piece[] = [];
  if (starts[0]!.at > 0) pieces.push({ from: 0 as Hours, until: starts[0]!.at, flow: starts.at(-1)!.flow });
  starts.forEach((start, i) =>
    pieces.push({ from: start.at, until: starts[i + 1]?.at ?? cycle, flow: start.flow }),
  );
  return { cycle, pieces };
}

function periodic(
  program: Extract<Program, { mode: "periodic" }>,
  solution: readonly Ingredient[],
  device: Device | undefined,
  locale: Locale,
  remarks: Remarks,
  path: string,
): Profile | undefined {
  const say = sentencesIn(locale);
  const strength = concentrationOf(program.drug, solution, locale, remarks, inside(path, "drug"));
  const every = inward(program.every, "time");
  const duration = inward(program.duration, "time");
  if (every === 0) remarks.issues.push({ path: inside(path, "every"), message: say.zeroTime });
  if (every > longest) remarks.issues.push({ path: inside(path, "every"), message: say.timeTooLong });
  if (duration === 0) remarks.issues.push({ path: inside(path, "duration"), message: say.zeroTime });
  if (every > 0 && duration > every) {
    remarks.issues.push({
      path: inside(path, "duration"),
      message: say.bolusLongerThanInterval(
        renderQuantity(program.duration, locale),
        renderQuantity(program.every, locale),
      ),
    });
  }
  if (strength === undefined || every === 0 || duration === 0 || duration > every) return undefined;
  const background = ((program.background ? inward(program.background, "doseRate") : 0) / strength) as Flow;
  const bolus = (inward(program.bolus, "amount") / strength / duration) as Flow;
  // The background runs on beneath the bolus (G 1.4.4): the pump must manage both at once.
  if (program.background)
    checkFlow(background, device, strength, locale, remarks, inside(path, "background"), program.background);
  checkFlow((background + bolus) as Flow, device, strength, locale, remarks, inside(path, "bolus"));
  if (!Number.isInteger(day / every))
    remarks.assumed.push(say.firstBolusAtMidnightUneven(renderQuantity(program.every, locale)));
  else remarks.assumed.push(say.firstBolusAtMidnight);
  const during: Piece = { from: 0 as Hours, until: duration, flow: (background + bolus) as Flow };
  return {
    cycle: every,
    pieces: duration < every ? [during, { from: duration, until: every, flow: background }] : [during],
  };
}

// A century: what is asked for less often is a slip, and its mean flow is nothing.
const longest = 100 * inward({ value: 1, unit: "a" }, "time");

/** A flow must lie in the device's range, or be zero; a constant pump has only the flow it was made with. */
export function checkFlow(
  flow: Flow,
  device: Device | undefined,
  strength: Concentration | undefined,
  locale: Locale,
  remarks: Remarks,
  path: string,
  dose?: Quantity<"doseRate">,
): void {
  const say = sentencesIn(locale);
  if (!Number.isFinite(flow)) {
    remarks.issues.push({ path, message: say.flowNotFinite });
    return;
  }
  if (!device || flow === 0) return;
  const shown = renderQuantity(outward(flow, "flow", "mL/d"), locale);
  // The dose that a bound stands for, so that the reader need not divide.
  const asDose = (bound: Flow): string | undefined =>
    dose && strength !== undefined
      ? renderQuantity(outward((bound * strength) as never, "doseRate", dose.unit), locale)
      : undefined;
  const bound = (value: Flow): string => renderQuantity(outward(value, "flow", "mL/d"), locale);
  if (device.minFlow !== undefined && isBelow(flow, device.minFlow)) {
    remarks.issues.push({
      path,
      message: say.belowMinimum(device.name, shown, bound(device.minFlow), asDose(device.minFlow)),
    });
  }
  if (device.maxFlow !== undefined && isAbove(flow, device.maxFlow)) {
    remarks.issues.push({
      path,
      message: say.aboveMaximum(device.name, shown, bound(device.maxFlow), asDose(device.maxFlow)),
    });
  }
  if (
    device.constant &&
    device.factoryFlows.length > 0 &&
    !device.factoryFlows.some((made) => Math.abs(made - flow) <= made * 1e-9)
  ) {
    remarks.issues.push({
      path,
      message: say.notFactoryFlow(device.name, shown, device.factoryFlows.map(bound)),
    });
  }
  if ((device.minFlow === undefined || device.maxFlow === undefined) && device.factoryFlows.length === 0) {
    remarks.gaps.push(say.rangeUnknown(device.name));
  }
}
