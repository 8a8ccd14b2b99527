import { day } from "../../delivery/delivery.ts";
import {
  type Hours,
  type Instant,
  type Language,
  languageOf,
  type Locale,
  inward,
  outward,
  renderDuration,
} from "../../quantity/quantity.ts";
import { type Program, type PumpTime, type Step, writePumpTime } from "../../regimen/regimen.ts";
import { clockAhead, type State } from "../../records/records.ts";

const sentences = {
  en: {
    ahead: (by: string) =>
      `The pump's clock is ${by} ahead of the time here: its steps come that much earlier.`,
    behind: (by: string) => `The pump's clock is ${by} behind the time here: its steps come that much later.`,
    "ahead, even": (by: string) =>
      `The pump's clock is ${by} ahead of the time here; what it runs does not go by the clock.`,
    "behind, even": (by: string) =>
      `The pump's clock is ${by} behind the time here; what it runs does not go by the clock.`,
  },
  zh: {
    ahead: (by: string) => `泵时钟比此处时间快 ${by}：各时段相应提前。`,
    behind: (by: string) => `泵时钟比此处时间慢 ${by}：各时段相应推后。`,
    "ahead, even": (by: string) => `泵时钟比此处时间快 ${by}；所运行的程序不按钟点。`,
    "behind, even": (by: string) => `泵时钟比此处时间慢 ${by}；所运行的程序不按钟点。`,
  },
} satisfies Record<Language, Record<string, (by: string) => string>>;

/** How the pump's clock differs from the time here, and when its steps come by ours; null where the two agree. */
export function writeClock(state: State, now: Instant, locale: Locale): object | null {
  const ahead = clockAhead(state, now);
  if (!ahead || !state.program) return null;
  const by = Math.abs(ahead) as Hours;
  const way = ahead > 0 ? "ahead" : "behind";
  // Only a program of steps goes by a clock.
  const said = state.program.program.mode === "flex" ? way : (`${way}, even` as const);
  return {
    way,
    by: outward(by, "time", "min"),
    sentence: sentences[languageOf(locale)][said](renderDuration(by, locale)),
    steps: stepsBy(state.program.program, ahead),
  };
}

/** A step by both clocks; `days` where a program has several schedules, on the pump's clock. */
export interface StepBoth {
  readonly pump: string;
  readonly here: string;
  /** Days by which it comes earlier (-1) or later (1) on the other clock. */
  readonly shift: number;
  readonly days?: readonly string[];
}

/** When the steps of a program come by a clock that the pump's is so far ahead of. */
export function stepsBy(program: Program, ahead: Hours): StepBoth[] {
  if (program.mode !== "flex") return [];
  const schedules: readonly { readonly days?: readonly string[]; readonly steps: readonly Step[] }[] =
    program.schedules ?? [{ ...(program.days && { days: program.days }), steps: program.steps ?? [] }];
  return schedules.flatMap(({ days, steps }) =>
    steps.map(({ at }) => {
      // To the minute, which is what the pump's clock knows: midnight is no moment of the day before.
      const there = inMinutes(at - ahead);
      const shift = Math.floor(there / day);
      return {
        pump: writePumpTime(at),
        here: writePumpTime((there - shift * day) as PumpTime),
        shift,
        ...(days && { days }),
      };
    }),
  );
}

const minute = inward({ value: 1, unit: "min" }, "time");
const inMinutes = (hours: number): number => Math.round(hours / minute) * minute;
