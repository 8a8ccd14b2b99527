import type { Clock, Ticks } from "./clock.ts";
import { eventsOf, type Input } from "./input.ts";
import type { Dosing } from "./read-doses.ts";

/** What happens next to every subject of a cohort alike; sizes may carry a part per kg of body weight. */
export type Happening =
  /** Time passes by one span, so many times over, with a sample after each. */
  | { readonly kind: "sampled"; readonly span: number; readonly times: number }
  /** Time passes by one span; nothing is sampled. */
  | { readonly kind: "pass"; readonly span: number }
  | { readonly kind: "sample" }
  | { readonly kind: "rate"; readonly into: number; readonly fixed: number; readonly perKg: number }
  | { readonly kind: "bolus"; readonly into: number; readonly fixed: number; readonly perKg: number };

/** One regimen and its samples, laid out once for all subjects. */
export interface Timeline {
  /** The distinct spans, in hours. */
  readonly spans: Float64Array;
  readonly happenings: readonly Happening[];
  readonly samples: number;
}

type Change = Extract<Happening, { readonly into: number }>;

const inputOf = ({ boluses, infusions }: Dosing, perKg: boolean): Input => ({
  boluses: boluses.filter((one) => one.perKg === perKg),
  infusions: infusions.filter((one) => one.perKg === perKg),
});

/** Every change of input, by moment: boluses after rates, each with its part per kg. */
function changesOf(dosing: Dosing): Map<Ticks, Change[]> {
  const changes = new Map<Ticks, Change[]>();
  const rates = new Map<string, number>();
  const moments = [false, true]
    .flatMap((perKg) => eventsOf(inputOf(dosing, perKg)).map((event) => ({ perKg, event })))
    .sort((a, b) => a.event.at - b.event.at);
  for (const { perKg, event } of moments) {
    const here = changes.get(event.at) ?? [];
    changes.set(event.at, here);
    for (const [into, rate] of event.rates) {
      rates.set(`${into} ${perKg}`, rate);
      here.push({
        kind: "rate",
        into,
        fixed: rates.get(`${into} false`) ?? 0,
        perKg: rates.get(`${into} true`) ?? 0,
      });
    }
    for (const [into, amount] of event.boluses)
      here.push({ kind: "bolus", into, fixed: perKg ? 0 : amount, perKg: perKg ? amount : 0 });
  }
  return changes;
}

/** Lays out doses and samples (ascending) from the first of either, or from `origin` where that is earlier. */
export function timeline(
  dosing: Dosing,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  atDose: "before" | "after",
  origin = Number.POSITIVE_INFINITY,
): Timeline {
  const changes = changesOf(dosing);
  const stops = [...changes.keys()].sort((a, b) => a - b);
  const spans = new Map<Ticks, number>();
  const happenings: Happening[] = [];
  let now = Math.min(stops[0] ?? Number.POSITIVE_INFINITY, moments[0] ?? Number.POSITIVE_INFINITY, origin);
  let stop = 0;
  const spanOf = (ticks: Ticks): number => {
    let span = spans.get(ticks);
    if (span === undefined) spans.set(ticks, (span = spans.size));
    return span;
  };
  const until = (moment: Ticks, inclusive: boolean): void => {
    for (; stop < stops.length; stop++) {
      const at = stops[stop]!;
      if (at > moment || (at === moment && !inclusive)) return;
      if (at > now) happenings.push({ kind: "pass", span: spanOf(at - now) });
      now = at;
      happenings.push(...changes.get(at)!);
    }
  };
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    until(moment, atDose === "after");
    if (moment === now) {
      happenings.push({ kind: "sample" });
      continue;
    }
    const span = spanOf(moment - now);
    now = moment;
    const last = happenings.at(-1);
    if (last?.kind === "sampled" && last.span === span)
      happenings[happenings.length - 1] = { ...last, times: last.times + 1 };
    else happenings.push({ kind: "sampled", span, times: 1 });
  }
  return {
    spans: Float64Array.from(spans.keys(), (ticks) => ticks / clock.perHour),
    happenings,
    samples: moments.length,
  };
}
