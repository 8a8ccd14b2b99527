// Random histories of a pump, held against an interpreter written for this purpose alone: it walks minute by minute in
// whole minutes, nanolitres and nanograms, and shares nothing with the engine. P-01, R-01, R-11, R-12, A-06, B-11, C-05, K-02.
import { chance } from "../src/evidence/evidence.ts";
import { readShape } from "../src/quantity/quantity.ts";
import {
  type Entry,
  newEntry,
  leastProgrammedSince,
  programmedSince,
  reconciledFill,
  replay,
  reservoirAt,
} from "../src/records/records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
export const minute = 60_000;
export const dayMinutes = 1440;
const iso = (minutes: number, offset: number): string => {
  const two = (n: number): string => String(n).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  return `${new Date((minutes + offset) * minute).toISOString().slice(0, 16)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** What a pump is told: nanolitres a minute by minute of its day, its week or its interval, or none. */
interface Told {
  /** Minutes since 1970 from which it runs, and at which it was set; and the offset of the clock by which it runs. */
  readonly from: number;
  readonly set: number;
  readonly offset: number;
  readonly rates: readonly number[] | undefined;
}
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekMinutes = weekdays.length * dayMinutes;
/** 5 Jan 1970, a Monday. */
const monday = 4 * dayMinutes;

/** Where in its rates a program stands: from the midnight, or the Monday, before it was set, by the pump's own clock. */
function placeAt({ set, offset, rates }: Told, at: number): number {
  const begun = rates!.length === weekMinutes ? monday : Math.floor((set + offset) / dayMinutes) * dayMinutes;
  const since = (at + offset - begun) % rates!.length;
  return since < 0 ? since + rates!.length : since;
}
/** Minutes since 1970. */
interface StoodStill {
  readonly from: number;
  readonly to: number;
  readonly recorded: boolean;
}
/** One fill: everything that drew on it, in order. */
export interface Story {
  readonly entries: object[];
  readonly told: Told[];
  /** When the motor stood still; where nobody recorded its recovery it may have stood still no longer than that. */
  readonly stalls: readonly StoodStill[];
  /** Given by the pump beside its program; and what left past the pump. */
  readonly given: number;
  readonly lost: number;
  /** Nanolitres filled, and nanograms a nanolitre of each drug in the order of the solution, times a thousand. */
  readonly filled: number;
  readonly strengths: readonly (readonly [drug: string, milli: number])[];
  readonly end: number;
}

const baclofen = 1000;
const morphine = 5000;

const dose = (perMinute: number): string => `${(perMinute * 60 * 24) / 1000} mcg/d`;
type Below = (n: number) => number;

/** Steps of a day as they are entered, and the rate of each. */
function stepsOf(below: Below, size: number): { at: number; rate: number }[] {
  const at = new Set(Array.from({ length: 1 + below(5) }, () => below(dayMinutes)));
  return [...at].sort((a, b) => a - b).map((one) => ({ at: one, rate: below(8) * size }));
}
const written = (steps: readonly { at: number; rate: number }[]): object[] =>
  steps.map(({ at, rate }) => ({
    at: `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`,
    dose: dose(rate),
  }));

/** Each step until the next, the last until the first of the next round. */
const rounds = (steps: readonly { at: number; rate: number }[], length: number): number[] =>
  Array.from({ length }, (_, m) => (steps.findLast(({ at }) => at <= m) ?? steps.at(-1)!).rate);

/** A program of any kind, and the nanolitres of each of its minutes. */
function programOf(below: Below): { program: object; rates: number[] } {
  const size = [1, 10, 40][below(3)]!;
  switch (below(5)) {
    case 0:
    case 1: {
      const steps = stepsOf(below, size);
      const program = { mode: "flex", drug: "baclofen", steps: written(steps) };
      return { program, rates: rounds(steps, dayMinutes) };
    }
    case 2: {
      // A week: either some days have steps, the last of which runs on, or two groups of days have their own.
      const [first, other] = [stepsOf(below, size), stepsOf(below, size)];
      const inFirst = weekdays.map((_, d) => d === 0 || below(2) === 0);
      const grouped = below(2) === 0;
      const [days, others] = [true, false].map((one) => weekdays.filter((_, d) => inFirst[d] === one));
      const schedules = [
        { days, steps: written(first) },
        ...(others!.length > 0 ? [{ days: others, steps: written(other) }] : []),
      ];
      const all = weekdays.flatMap((_, d) =>
        (inFirst[d] ? first : grouped ? other : []).map(({ at, rate }) => ({
          at: d * dayMinutes + at,
          rate,
        })),
      );
      const program = {
        mode: "flex",
        drug: "baclofen",
        ...(grouped ? { schedules } : schedules[0]),
      };
      return { program, rates: rounds(all, weekMinutes) };
    }
    case 3: {
      const every = [60, 240, 300, 97, 1000, dayMinutes, 2160][below(7)]!;
      const duration = 1 + below(every);
      const [bolus, background] = [below(8) * size, below(3) * size];
      const program = {
        mode: "periodic",
        drug: "baclofen",
        bolus: `${(bolus * duration) / 1000} mcg`,
        every: `${every} min`,
        duration: `${duration} min`,
        background: dose(background),
      };
      return {
        program,
        rates: Array.from({ length: every }, (_, m) => background + (m < duration ? bolus : 0)),
      };
    }
    default: {
      const rate = below(8) * size;
      const program = { mode: "continuous", drug: "baclofen", dose: dose(rate) };
      return { program, rates: Array.from({ length: dayMinutes }, () => rate) };
    }
  }
}

/** Flows are multiples of 60 nL an hour, so that each minute has a whole number of nanolitres. */
export function storyOf(seed: number, index: number, offsets: readonly number[], start: number): Story {
  const { below } = chance(seed, index);
  let clock = start;
  let id = 0;
  const entries: object[] = [];
  const add = (kind: string, data: object, offset: number): void =>
    void entries.push({
      id: `00000000-0000-4000-8000-${String(++id).padStart(12, "0")}`,
      patient,
      at: iso(clock, offset),
      by: "n",
      from: "entered",
      kind,
      data,
    });
  const offsetNow = (): number => offsets[below(offsets.length)]!;
  const mixed = below(3) === 0;
  const millilitres = [40, 20, 2, 1][below(4)]!;
  add("pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "S" }, offsetNow());
  const refill = (aspirated: string): object => ({
    aspirated,
    aspiratedAgain: "0 mL",
    filled: `${millilitres} mL`,
    programmed: `${millilitres} mL`,
    solution: [
      { drug: "baclofen", concentration: "1000 mcg/mL" },
      ...(mixed ? [{ drug: "morphine", concentration: "5 mg/mL" }] : []),
    ],
    lot: "A",
    expiry: "2099-01-01",
    needleChecked: true,
    observed: "30 min",
  });
  add("refill", refill("0 mL"), offsetNow());
  const told: Told[] = [];
  const stalls: StoodStill[] = [];
  let [given, lost, last] = [0, 0, undefined as Told | undefined];
  /** The pump's clock as it was read at the visit that is open, in minutes east. */
  let read: number | undefined;
  for (let n = 1 + below(7); n > 0; n--) {
    const offset = offsetNow();
    const what = below(20);
    if (what < 6 || !last) {
      const { program, rates } = programOf(below);
      add("program change", { program, reason: "x" }, offset);
      last = { from: clock, set: clock, offset: read ?? offset, rates };
      told.push(last);
    } else if (what < 8) {
      add("stopped", { reason: "x" }, offset);
      told.push({ from: clock, set: clock, offset, rates: undefined });
      clock += below(5000);
      // Who restarted it wrote that down, or somebody sees it run.
      if (below(2) === 0) add("restarted", { reason: "x", confirmedRunning: true }, offsetNow());
      else add("interrogation", { serial: "S", volume: "1 mL", running: true }, offsetNow());
      told.push({ ...last, from: clock });
    } else if (what < 10) {
      const count = below(20);
      add("bolus count", { drug: "baclofen", amount: "25 mcg", given: count, denied: below(3) }, offset);
      given += count * 25_000;
    } else if (what < 12) {
      // A scan: the rotor stalls in the field and recovers; what the pump then runs is its program again.
      const stalledAt = clock;
      clock += below(3000);
      const [stalled, recovered] = [iso(stalledAt, offset), iso(clock, offsetNow())];
      clock += below(60);
      add(
        "MRI",
        { field: "3 T", emptiedBefore: false, stalledAt: stalled, recoveredAt: recovered },
        offsetNow(),
      );
      told.push({ from: stalledAt, set: stalledAt, offset, rates: undefined });
      told.push({ ...last, from: Math.floor(Date.parse(recovered) / minute) });
    } else if (what === 17 || what === 18) {
      // The log of the pump: a stall and its recovery, whatever is programmed, stopped or restarted before it.
      const to = clock + below(20_000);
      add("alarm", { level: "critical", cause: "motor stall", recoveredAt: iso(to, offsetNow()) }, offset);
      stalls.push({ from: clock, to, recorded: true });
    } else if (what === 19) {
      // A stall of which only the alarm is known, until somebody sees the pump run.
      const from = clock;
      add("alarm", { level: "critical", cause: "motor stall" }, offset);
      clock += below(20_000);
      const known = stalls.some((one) => one.recorded && from >= one.from && from <= one.to);
      add("interrogation", { serial: "S", volume: "1 mL", running: true }, offsetNow());
      if (!known) stalls.push({ from, to: clock, recorded: false });
    } else if (what === 14) {
      // The pump's clock is read, ahead of ours or behind it: from then on the schedule runs by it.
      const ahead = below(3) === 0 ? 0 : below(300) - 150;
      const how = ahead < 0 ? { clockBehind: `${-ahead} min` } : { clockOffset: `${ahead} min` };
      add("interrogation", { serial: "S", volume: "1 mL", running: true, ...how }, offset);
      read = offset + ahead;
      last = { ...last, from: clock, offset: read };
      told.push(last);
    } else if (what === 15) {
      add("visit closed", { reinterrogated: true, running: true }, offset);
      read = undefined;
    } else {
      const [primed, leaked] = [below(300), below(2) * below(300)];
      add(
        "access port",
        {
          port: "catheter access port",
          aspirated: "2 mL",
          reprime: "done",
          reason: "x",
          primed: `${primed / 1000} mL`,
          ...(leaked > 0 && { lost: `${leaked / 1000} mL` }),
        },
        offset,
      );
      given += primed * 1000;
      lost += leaked * 1000;
    }
    clock += below(12_000);
  }
  clock += below(3000);
  add("refill", refill("0 mL"), offsetNow());
  return {
    entries,
    told,
    stalls,
    given,
    lost,
    filled: millilitres * 1_000_000,
    strengths: [["baclofen", baclofen], ...(mixed ? [["morphine", morphine] as const] : [])],
    end: clock,
  };
}

interface Walked {
  /** Nanolitres that the programs asked of the pump. */
  readonly asked: number;
  /** The minute in which the last of the fill went, and the first in which something lacked. */
  readonly dry: number | undefined;
  readonly lacking: number | undefined;
}

/**
 * What the story asked of the pump, minute by minute by the clock of the pump, and when that came to all that was there;
 * the least, where a stall leaves that open.
 */
function slowly(
  { told, stalls, given, filled, lost, end }: Story,
  least = false,
  there = filled - lost,
): Walked {
  const still = stalls.filter(({ recorded }) => recorded || least);
  let asked = given;
  let [dry, lacking]: (number | undefined)[] = [];
  for (const [i, { from, rates }] of told.entries()) {
    const until = told[i + 1]?.from ?? end;
    if (!rates) continue;
    let m = placeAt(told[i]!, from);
    for (let at = from; at < until; at++, m = m === rates.length - 1 ? 0 : m + 1) {
      if (still.some((one) => at >= one.from && at < one.to)) continue;
      asked += rates[m]!;
      if (rates[m]! > 0 && asked >= there) dry ??= at;
      if (rates[m]! > 0 && asked > there) lacking ??= at;
    }
  }
  return { asked, dry, lacking };
}

/** The minute at which a pump that runs on will have been asked for so much, walked on from the end. */
function minuteAfter({ told, end }: Story, asked: number, wanted: number): number {
  const last = told.at(-1)!;
  const rates = last.rates!;
  // Round after round, as long as a whole one is not too much: some of these programs last for centuries.
  const round = rates.reduce((sum, rate) => sum + rate, 0);
  let at = end;
  for (; asked + round < wanted; asked += round) at += rates.length;
  for (let m = placeAt(last, at); ; at++) {
    asked += rates[m]!;
    if (asked >= wanted) return at + 1;
    m = m === rates.length - 1 ? 0 : m + 1;
  }
}

/** Beyond the last year that a date can have. */
const never = Date.UTC(10_000, 0) / minute;

/**
 * How far the moment at which the pump is said to sound is off the walk, in minutes; a sentence where one of them knows
 * none. Of an alarm that is past, boluses have no moment of their own: with them only that it is past.
 */
export function alarmOff(story: Story, alarmVolume: number, said: number | undefined): number | string {
  const wanted = story.filled - alarmVolume;
  const { asked, dry, lacking = story.end } = slowly(story, false, wanted);
  const ahead = asked < wanted && !runsIdle(story) ? minuteAfter(story, asked, wanted) : undefined;
  if (runsIdle(story) || (ahead !== undefined && ahead > never))
    return said === undefined ? 0 : "an alarm that no walk comes to";
  if (said === undefined) return "no alarm, though the walk comes to one";
  const at = said / minute;
  if (ahead !== undefined) return Math.abs(at - ahead);
  if (story.given > 0 || wanted <= 0 || dry === undefined) return Math.max(0, at - story.end);
  return at < dry ? dry - at : Math.max(0, at - Math.max(dry + 1, lacking));
}

/** Whether the last program of a story gives nothing. */
export const runsIdle = ({ told }: Story): boolean => told.at(-1)!.rates?.every((rate) => rate === 0) ?? true;

/** Whether a story ends before a recovery that is recorded. */
export const isStalled = ({ stalls, end }: Story): boolean =>
  stalls.some(({ from, to, recorded }) => recorded && from <= end && to > end);

/** Whether the last program of a story gives the same at every hour. */
export const isEven = ({ told }: Story): boolean => new Set(told.at(-1)!.rates).size <= 1;

/** The entries of a story as they are kept. */
export const entriesOf = (story: Story): Entry[] =>
  story.entries.map((one, i) => {
    const { value, issues } = readShape(newEntry, one, "en-US");
    if (!value) throw new Error(`entry ${i} is not read: ${JSON.stringify(issues)}`);
    return { ...value, sequence: i + 1, recordedAt: 0, previous: "", hash: "" };
  });

/** What differs between the engine and the slow walk; undefined where nothing does. */
export function divergence(story: Story): string | undefined {
  const entries = entriesOf(story);
  const end = { epoch: story.end * minute, offset: 0 };
  const walked = slowly(story);
  const { asked } = walked;
  const open = replay(entries.slice(0, -1), { happened: end.epoch });
  const programmed = programmedSince(open.fills.at(-1)!, open, end, "en-US")!;
  // Far below the microlitre that a year may cost: only the rounding of doubles.
  const differs = (engine: number, walked: number, what: string): string | undefined =>
    Math.abs(engine - walked) < 1e-6 ? undefined : `${what}: ${engine}, slowly ${walked}`;
  const left = reservoirAt(open, end, "en-US")!.volume.value;
  const state = replay(entries, { happened: end.epoch });
  const fill = state.fills[0]!;
  const result = reconciledFill(fill, state, "en-US")!;
  const doses = story.strengths.map(([drug, strength]) => {
    const found = fill.solution.find((one) => one.drug === drug)!;
    const factor = found.concentration.unit === "mg/mL" ? 1000 : 1;
    // Micrograms by the engine; nanolitres × nanograms a nanolitre (times a thousand) make femtograms of a thousand.
    return differs(
      (programmed * found.concentration.value * factor) / 1e6,
      (asked * strength) / 1e12,
      `dose of ${drug} in g`,
    );
  });
  return (
    differs(programmed, asked / 1e6, "programmed mL") ??
    (story.stalls.every(({ recorded }) => recorded)
      ? undefined
      : differs(
          leastProgrammedSince(open.fills.at(-1)!, open, end, "en-US")!,
          slowly(story, true).asked / 1e6,
          "least mL",
        )) ??
    differs(left, Math.max(0, story.filled - story.lost - asked) / 1e6, "left mL") ??
    (fill.emptied?.least === undefined
      ? differs(result.programmed, asked / 1e6, "programmed mL at the refill")
      : undefined) ??
    doses.find((one) => one !== undefined) ??
    dateDiffers(story, result.drySince?.epoch, walked)
  );
}

/**
 * The moment at which the programs had used up the fill; boluses have no moment of their own, so only without them.
 * Where the last nanolitre goes just as a step ends, a pump is dry from then on or from when it is next asked for
 * something: nobody lacked drug between, and rounding decides.
 */
function dateDiffers(
  { given, filled, lost, end, stalls }: Story,
  drySince: number | undefined,
  { asked, dry, lacking = end }: Walked,
): string | undefined {
  if (given > 0 || stalls.some(({ recorded }) => !recorded)) return undefined;
  if (asked < filled - lost) return drySince === undefined ? undefined : "dry, though the walk says not";
  if (drySince === undefined) return asked === filled - lost ? undefined : "not dry, though the walk says so";
  const at = drySince / minute;
  return at > dry! - 1e-3 && at < Math.max(dry! + 1, lacking) + 1e-3
    ? undefined
    : `dry ${at - dry!} minutes from the walk`;
}
