import { day } from "../../delivery/delivery.ts";
import {
  type Hours,
  type Instant,
  type Language,
  languageOf,
  type Locale,
  outward,
  renderDuration,
} from "../../quantity/quantity.ts";
import { type PumpTime, writePumpTime } from "../../regimen/regimen.ts";
import { clockAhead, type State } from "../../records/records.ts";

const sentences = {
  en: {
    ahead: (by: string) =>
      `The pump's clock is ${by} ahead of the time here: its steps come that much earlier.`,
    behind: (by: string) => `The pump's clock is ${by} behind the time here: its steps come that much later.`,
  },
  zh: {
    ahead: (by: string) => `泵时钟比此处时间快 ${by}：各时段相应提前。`,
    behind: (by: string) => `泵时钟比此处时间慢 ${by}：各时段相应推后。`,
  },
} satisfies Record<Language, Record<string, (by: string) => string>>;

/** How the pump's clock differs from the time here, and when its steps come by ours; null where the two agree. */
export function writeClock(state: State, now: Instant, locale: Locale): object | null {
  const ahead = clockAhead(state, now);
  if (!ahead || !state.program) return null;
  const by = Math.abs(ahead) as Hours;
  const way = ahead > 0 ? "ahead" : "behind";
  const { program } = state.program;
  const steps = "steps" in program ? (program.steps ?? []) : [];
  const here = (at: number): PumpTime => ((((at - ahead) % day) + day) % day) as PumpTime;
  return {
    way,
    by: outward(by, "time", "min"),
    sentence: sentences[languageOf(locale)][way](renderDuration(by, locale)),
    steps: steps.map(({ at }) => ({ pump: writePumpTime(at), here: writePumpTime(here(at)) })),
  };
}
