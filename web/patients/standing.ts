// What the pages of a patient read of `standing`, and the typed plan that follows from it.
import { library, type Status } from "../../src/knowledge/knowledge.ts";
import { outward, inward, type Quantity } from "../../src/quantity/quantity.ts";
import type { Due } from "../drylist/listed.ts";
import type { Alert, Listed } from "../drylist/listed.ts";
import {
  blankOrder,
  blankPlan,
  type Catheter,
  type Order,
  type PatientBolus,
  type Plan,
  type Program,
  type Pump,
  type Span,
  weekdays,
} from "../plan/read-plan.ts";

export type Weekday = (typeof weekdays)[number];
interface Step {
  readonly at: string;
  readonly dose: Quantity;
}
/** A program in the words of an entry. */
export type KeptProgram =
  | {
      readonly mode: "continuous";
      readonly drug?: string;
      readonly dose?: Quantity;
      readonly flow?: Quantity;
    }
  | {
      readonly mode: "flex";
      readonly drug: string;
      readonly days?: readonly Weekday[];
      readonly steps?: readonly Step[];
      readonly schedules?: readonly { readonly days: readonly Weekday[]; readonly steps: readonly Step[] }[];
    }
  | {
      readonly mode: "periodic";
      readonly drug: string;
      readonly bolus: Quantity;
      readonly every: Quantity<"time">;
      readonly duration: Quantity<"time">;
      readonly background?: Quantity;
    }
  | { readonly mode: "minimum" }
  | { readonly mode: "stopped" };

export interface KeptBolus {
  readonly amount: Quantity;
  readonly drug: string;
  readonly duration: Quantity<"time">;
  readonly lockout: Quantity<"time">;
  readonly maxPerDay: number;
}
export type KeptSolution = readonly {
  readonly drug: string;
  readonly concentration: Quantity;
  readonly unlisted?: boolean;
}[];

export interface Person {
  readonly name: string;
  readonly birthDate: string;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly sex?: string;
  readonly weight?: Quantity;
  readonly opioid?: "naive" | "tolerant" | "unknown";
  readonly indication?: string;
}

type KeptPump =
  | {
      readonly model: string;
      readonly alarmVolume?: Quantity;
      readonly tubing?: Quantity;
      readonly tubingVersion?: string;
      readonly capacity?: Quantity;
      readonly factoryFlow?: Quantity;
    }
  | { readonly custom: Readonly<Record<string, Quantity | string>> };
type KeptCatheter =
  | { readonly volume: Quantity }
  | {
      readonly model?: string;
      readonly segments: readonly {
        readonly supplied: Quantity;
        readonly trimmed: Quantity;
        readonly volumePerLength?: Quantity;
      }[];
    };

/** What was found at the needle and what it means, as answered. */
export interface Reconciled {
  readonly expected: Quantity<"volume">;
  readonly programmed: Quantity<"volume">;
  readonly difference: Quantity<"volume">;
  readonly ratio: number | null;
  readonly tolerance: Quantity<"volume"> | null;
  readonly toleranceFrom: { readonly says: string; readonly source: string | null } | null;
  readonly verdict: "as expected" | "less than expected" | "more than expected" | "ran dry" | null;
  readonly meanings: readonly string[];
  readonly restartAtSameDose: boolean;
}

/** Something that stands open, with what the sources say to it. */
export interface OpenItem extends Alert {
  readonly advice: readonly {
    readonly id: string;
    readonly act: boolean;
    readonly says: string;
    readonly source: { readonly title: string; readonly locator?: string; readonly fact?: string };
    readonly status: Status;
  }[];
}

/** A date on which the patient was expected and did not come, as answered. */
export interface MissedDate {
  readonly what: string;
  readonly isRefill: boolean;
  readonly due: string;
  readonly daysOverdue: number;
  readonly chase: "nobody tried" | "try now" | "tried, next date set" | "ended with a reason";
  readonly chaseWord: string;
  readonly attempts: number;
  readonly lastTry: {
    readonly at: string;
    readonly by: string;
    readonly who: string;
    readonly how: string;
    readonly outcome: string;
  } | null;
  readonly nextTry: string | null;
  readonly reason: string | null;
  readonly seen: string | null;
}

interface Sum {
  readonly sessions: number;
  readonly total: Quantity<"amount">;
}
/** What a patient has had of ketamine, as answered. */
export interface KetamineSoFar {
  readonly open: {
    readonly entry: string;
    readonly at: string;
    readonly by: string;
    readonly drug: string;
  } | null;
  readonly drugs: readonly {
    readonly drug: string;
    readonly name: string;
    readonly life: Sum;
    readonly series: (Sum & { readonly entry: string; readonly since: string }) | null;
    readonly last: { readonly at: string; readonly total: Quantity<"amount"> } | null;
  }[];
  readonly followUps: readonly {
    readonly organ: "liver" | "bladder";
    readonly last: { readonly at: string; readonly finding: string } | null;
    readonly askedInSeries: boolean;
    readonly since: Sum;
    readonly says: string;
    readonly source: { readonly id: string; readonly title: string } | null;
    readonly status: string | null;
  }[];
}

/** A record that was given up for this one, and who it says it is. */
export interface GivenUp {
  readonly patient: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly at?: string;
  readonly by?: string;
  readonly reason?: string;
}

/** A step by the pump's clock and by ours. */
interface StepBoth {
  readonly pump: string;
  readonly here: string;
  readonly shift: number;
  readonly days?: readonly Weekday[];
}

/** The answer of `standing`. */
export interface Standing {
  readonly asOf: string;
  readonly patient: string;
  readonly person: Person | null;
  readonly pump: { readonly choice: KeptPump; readonly serial: string; readonly since: string } | null;
  readonly catheter: {
    readonly choice: KeptCatheter;
    readonly since: string;
    /** Newer, or under a newer pump, than the last time the pump was seen to run. */
    readonly isNew: boolean;
  } | null;
  readonly delivery: "running" | "stopped" | "unknown";
  readonly since: string | null;
  readonly visitOpen: boolean;
  readonly transferred: {
    readonly entry: string;
    readonly at: string;
    readonly to: string;
    readonly with: readonly string[];
  } | null;
  /** The record that was kept, where this one was given up for it. */
  readonly merged: {
    readonly kept: string;
    readonly at: string;
    readonly by: string;
    readonly reason: string;
  } | null;
  readonly given: readonly GivenUp[];
  readonly ketamine: KetamineSoFar | null;
  readonly missed: readonly MissedDate[];
  readonly reservoir: {
    readonly filled: Quantity<"volume">;
    readonly programmed: Quantity<"volume">;
    readonly at: string;
    readonly solution: KeptSolution;
    readonly firstFill: boolean;
    readonly diluted: boolean;
    readonly expected: Quantity<"volume"> | null;
    /** Only where a stall leaves open what was given: then `expected` is the least. */
    readonly mostExpected: Quantity<"volume"> | null;
  } | null;
  readonly program: {
    readonly set: string;
    readonly program: KeptProgram;
    readonly patientBolus?: KeptBolus;
  } | null;
  /** How the pump's clock differs from the time here; null where they agree. */
  readonly clock: {
    readonly way: "ahead" | "behind";
    readonly by: Quantity<"time">;
    readonly sentence: string;
    readonly steps: readonly StepBoth[];
  } | null;
  readonly daily: readonly { readonly drug: string; readonly dose: Quantity; readonly most: Quantity }[];
  readonly lastResidual: Reconciled | null;
  readonly line: (Listed & { readonly alarmAt: Due | null }) | null;
  readonly alerts: readonly OpenItem[];
  readonly objections: readonly {
    readonly entry: string;
    readonly rule: string;
    readonly sentence: string;
  }[];
}

/** Figures that a double keeps and a field takes. */
const figures = 15;
/** A quantity as a person would have typed it. */
export const typedQuantity = (quantity: Quantity | undefined): string =>
  quantity === undefined ? "" : `${Number(quantity.value.toPrecision(figures))} ${quantity.unit}`;

function typedSpan(time: Quantity<"time">): Span {
  const minutes = Math.round(outward(inward(time, "time"), "time", "min").value);
  const hours = Math.floor(minutes / minutesAnHour);
  return { hours: hours === 0 ? "" : String(hours), minutes: String(minutes % minutesAnHour) };
}
const minutesAnHour = outward(inward({ value: 1, unit: "h" }, "time"), "time", "min").value;

const typedSteps = (steps: readonly Step[]) =>
  steps.map(({ at, dose }) => ({ at, dose: typedQuantity(dose) }));

/** A kept program as its editor holds it. */
export function typedProgram(program: KeptProgram): Program {
  switch (program.mode) {
    case "continuous":
      return {
        mode: "continuous",
        drug: program.drug ?? "",
        rate: typedQuantity(program.dose ?? program.flow),
      };
    case "flex": {
      const { drug, days = weekdays, steps = [], schedules } = program;
      if (schedules)
        return {
          mode: "flex",
          drug,
          schedules: schedules.map((one) => ({ days: [...one.days], steps: typedSteps(one.steps) })),
        };
      // On a day that is not listed the last step goes on.
      const others = weekdays.filter((day) => !days.includes(day));
      const last = steps.at(-1);
      return {
        mode: "flex",
        drug,
        schedules: [
          { days: [...days], steps: typedSteps(steps) },
          ...(others.length > 0 && last
            ? [{ days: others, steps: [{ at: "00:00", dose: typedQuantity(last.dose) }] }]
            : []),
        ],
      };
    }
    case "periodic":
      return {
        mode: "periodic",
        drug: program.drug,
        bolus: typedQuantity(program.bolus),
        every: typedSpan(program.every),
        duration: typedSpan(program.duration),
        background: typedQuantity(program.background),
      };
    case "minimum":
    case "stopped":
      return { mode: program.mode };
  }
}

export const typedBolus = (bolus: KeptBolus | undefined): PatientBolus | null =>
  bolus
    ? {
        amount: typedQuantity(bolus.amount),
        drug: bolus.drug,
        duration: typedSpan(bolus.duration),
        lockout: typedSpan(bolus.lockout),
        maxPerDay: String(bolus.maxPerDay),
      }
    : null;

export const typedSolution = (solution: KeptSolution) =>
  solution.map(({ drug, concentration, unlisted }) => ({
    drug,
    concentration: typedQuantity(concentration),
    ...(unlisted ? { unlisted } : {}),
  }));

function typedPump(choice: KeptPump): Pump {
  if ("custom" in choice) {
    const text = (key: string): string => {
      const value = choice.custom[key];
      return typeof value === "string" ? value : typedQuantity(value);
    };
    return {
      custom: {
        name: text("name"),
        capacity: text("capacity"),
        residual: text("residual"),
        alarmVolume: text("alarmVolume"),
        minFlow: text("minFlow"),
        maxFlow: text("maxFlow"),
        accuracy: text("accuracy"),
        tubing: text("tubing"),
      },
    };
  }
  const version = library.pumps
    .get(choice.model)
    ?.tubing?.find(({ version }) => version === choice.tubingVersion);
  return {
    model: choice.model,
    alarmVolume: typedQuantity(choice.alarmVolume),
    tubing: typedQuantity(choice.tubing ?? version?.value),
    capacity: typedQuantity(choice.capacity),
    factoryFlow: typedQuantity(choice.factoryFlow),
  };
}

const typedCatheter = (choice: KeptCatheter): Catheter =>
  "volume" in choice
    ? { volume: typedQuantity(choice.volume) }
    : {
        model: choice.model ?? "",
        segments: choice.segments.map(({ supplied, trimmed, volumePerLength }) => ({
          supplied: typedQuantity(supplied),
          trimmed: typedQuantity(trimmed),
          volumePerLength: typedQuantity(volumePerLength),
        })),
      };

/** What the pump holds and runs now, as a plan's order; null where either is not known. */
export function activeOrder({ reservoir, program }: Standing, asOf: string): Order | null {
  if (!reservoir || !program) return null;
  return {
    reservoir: {
      volume: typedQuantity(reservoir.expected ?? reservoir.filled),
      programmed: "",
      asOf,
      filledAt: reservoir.at,
      firstFill: reservoir.firstFill,
      diluted: reservoir.diluted,
      solution: typedSolution(reservoir.solution),
    },
    program: typedProgram(program.program),
    patientBolus: typedBolus(program.patientBolus),
  };
}

/** The plan that a visit starts from: this patient's pump, catheter and running program, and nothing of anybody else. */
export function planOf(standing: Standing, asOf: string): Plan {
  const active = activeOrder(standing, asOf);
  const { person, pump, catheter, program } = standing;
  return {
    ...blankPlan,
    indication: person?.indication ?? "",
    opioid: person?.opioid ?? "unknown",
    weight: typedQuantity(person?.weight),
    pump: pump ? typedPump(pump.choice) : blankPlan.pump,
    catheter: catheter ? typedCatheter(catheter.choice) : blankPlan.catheter,
    active,
    since: program?.set ?? "",
    draft: active
      ? { ...active, reservoir: { ...active.reservoir, asOf } }
      : { ...blankOrder, reservoir: { ...blankOrder.reservoir, asOf, filledAt: asOf } },
  };
}
