import type { Portion } from "../delivery/delivery.ts";
import type { Model } from "../knowledge/knowledge.ts";
import type { Clock, Ticks } from "./clock.ts";
import { type Cohort, subjectOf } from "./cohort.ts";
import { type Kinetics, sitesOf } from "./kinetics.ts";
import { linearSystem } from "./linear-system.ts";
import { kineticsOf, type Subject, typical } from "./model-kinetics.ts";
import { type Propagator, propagator } from "./propagator.ts";
import { chance } from "./random.ts";
import { type Dosing, inputFor } from "./read-doses.ts";
import { spreadOf } from "./spread.ts";
import { constellation, place, type Star, starOf, starRows } from "./star.ts";
import { timeline } from "./timeline.ts";
import { trace } from "./trace.ts";

/** What a course makes of one person: concentrations in ug/mL, areas in ug/mL times h, times in h. */
export interface Reached {
  readonly peak: number;
  readonly peakAt: number;
  /** To infinity; NaN where drug never leaves. */
  readonly area: number;
  /** Time above the threshold; NaN where none was asked for. */
  readonly above: number;
}

/** The drug itself, and its first metabolite where the model has one. */
export interface Course {
  readonly drug: Reached;
  readonly metabolite?: Reached;
}

/** A binary clock: moments are whole ticks finer than any pump's, and whole ticks only are compared. */
const clock: Clock = { perHour: 2 ** 30 };
const ticks = (hours: number): Ticks => Math.round(hours * clock.perHour);

/** How closely a course is followed: parts of each infusion, parts of each doubling of the time after it. */
interface Grain {
  readonly during: number;
  readonly after: number;
}
const fine: Grain = { during: 64, after: 16 };
const coarse: Grain = { during: 8, after: 2 };
/** Where only the peak is asked for: after an input the modes, all positive, only decay. */
const peaks: Grain = { during: 8, after: 0 };
/** Doublings of the time after a change: from a hundredth of the span on. */
const doublings = 7;
/** Hours after the last dose; what is above a threshold beyond is continued by the last slope. */
const tail = 48;

/** The moments at which a course is looked at: every change of input, and between them. */
function momentsOf(portions: readonly Portion[], { during, after }: Grain): Float64Array {
  const changes = [...new Set(portions.flatMap(({ from, until }) => [ticks(from), ticks(until)]))];
  changes.sort((a, b) => a - b);
  const moments = new Set(changes);
  const end = changes.at(-1)! + ticks(tail);
  for (const [i, start] of changes.entries()) {
    const next = changes[i + 1] ?? end;
    moments.add(next);
    const running = portions.some(({ from, until }) => ticks(from) <= start && ticks(until) > start);
    if (running) {
      const step = Math.floor((next - start) / during);
      if (step > 0) for (let part = 1; part < during; part++) moments.add(start + part * step);
      continue;
    }
    for (let power = 0; power < doublings; power++) {
      const [low, high] = [power === 0 ? 0 : 2 ** (power - 1), 2 ** power];
      const unit = (next - start) / 2 ** (doublings - 1);
      const step = Math.floor((unit * (high - low)) / after);
      if (step > 0)
        for (let part = 1; part <= after; part++) {
          const moment = start + Math.floor(unit * low) + part * step;
          if (moment < next) moments.add(moment);
        }
    }
  }
  return Float64Array.from(moments).sort();
}

const dosingOf = (portions: readonly Portion[]): Dosing => ({
  boluses: portions
    .filter(({ from, until }) => ticks(from) === ticks(until))
    .map(({ from, amount }) => ({ at: ticks(from), into: 0, amount, perKg: false })),
  infusions: portions
    .filter(({ from, until }) => ticks(from) < ticks(until))
    .map(({ from, until, amount }) => ({
      at: ticks(from),
      until: ticks(until),
      into: 0,
      rate: amount / ((ticks(until) - ticks(from)) / clock.perHour),
      perKg: false,
    })),
});

const given = (portions: readonly Portion[]): number => portions.reduce((sum, { amount }) => sum + amount, 0);

/** Hours that one unit given to compartment 0 spends in each compartment; undefined where it never leaves. */
function residence(kinetics: Kinetics): Float64Array | undefined {
  const n = kinetics.compartments.length;
  const { rates, size } = linearSystem(n, kinetics.regimes[0]!.linear);
  // K x = -e0, by elimination with the largest pivot.
  const a = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n + 1 }, (_, j) => (j < n ? rates[i * size + j]! : i === 0 ? -1 : 0)),
  );
  for (let c = 0; c < n; c++) {
    const pivot = a.reduce(
      (best, row, i) => (i >= c && Math.abs(row[c]!) > Math.abs(a[best]![c]!) ? i : best),
      c,
    );
    [a[c], a[pivot]] = [a[pivot]!, a[c]!];
    if (Math.abs(a[c]![c]!) < 1e-14) return undefined;
    for (let i = 0; i < n; i++) {
      if (i === c) continue;
      const factor = a[i]![c]! / a[c]![c]!;
      if (factor !== 0) for (let j = c; j <= n; j++) a[i]![j] = a[i]![j]! - factor * a[c]![j]!;
    }
  }
  return Float64Array.from(a, (row, i) => row[n]! / row[i]!);
}

/** Hours between two samples that lie above a threshold: exponential while falling, straight while rising. */
function hoursAbove(before: number, now: number, hours: number, threshold: number): number {
  if (before >= threshold && now >= threshold) return hours;
  if (before < threshold && now < threshold) return 0;
  if (now >= threshold) return hours * (1 - (threshold - before) / (now - before));
  return now > 0
    ? hours * (Math.log(before / threshold) / Math.log(before / now))
    : hours * ((before - threshold) / (before - now));
}

/** What comes after the last sample, if the fall goes on as it was. */
const beyond = (before: number, now: number, hours: number, threshold: number): number =>
  now >= threshold && now > 0 && before > now
    ? (Math.log(now / threshold) / Math.log(before / now)) * hours
    : 0;

function reached(
  values: Float64Array,
  moments: Float64Array,
  area: number,
  threshold: number | undefined,
): Reached & { readonly top: number } {
  let top = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > values[top]!) top = i;
    if (threshold === undefined || i === 0) continue;
    const hours = (moments[i]! - moments[i - 1]!) / clock.perHour;
    above += hoursAbove(values[i - 1]!, values[i]!, hours, threshold);
    if (i === values.length - 1) above += beyond(values[i - 1]!, values[i]!, hours, threshold);
  }
  return {
    peak: values[top]!,
    peakAt: moments[top]! / clock.perHour,
    area,
    above: threshold === undefined ? Number.NaN : above,
    top,
  };
}

/** One person under a model, ready for any number of courses. */
export interface Person {
  readonly kinetics: Kinetics;
  readonly propagator: Propagator;
  readonly residence: Float64Array | undefined;
}

export function personOf(kinetics: Kinetics): Person {
  return {
    kinetics,
    propagator: propagator(linearSystem(kinetics.compartments.length, kinetics.regimes[0]!.linear), [0]),
    residence: residence(kinetics),
  };
}

/** The model's typical person of this body. */
export const typicalPerson = (model: Model, subject: Subject): Person =>
  personOf(kineticsOf(model, typical(model, subject)));

/** The measured places: the drug's own, then its first metabolite where there is one. */
const measuredIn = (kinetics: Kinetics) => sitesOf(kinetics).slice(0, 2);

/** What a course makes of this person: exactly at every change of input, closely between. */
export function courseOf(
  person: Person,
  portions: readonly Portion[],
  threshold?: number,
  grain = fine,
): Course {
  const sites = measuredIn(person.kinetics);
  const phases = [{ from: 0, propagator: person.propagator }];
  const input = inputFor(dosingOf(portions), 0);
  const valuesAt = (moments: Float64Array, states: readonly number[]): Float64Array =>
    trace(phases, input, moments, clock, states, { atDose: "after" });
  const moments = momentsOf(portions, grain);
  const found = valuesAt(
    moments,
    sites.map(({ state }) => state),
  );
  const [drug, metabolite] = sites.map(({ state, volume }, i): Reached => {
    const values = found.subarray(i * moments.length, (i + 1) * moments.length).map((x) => x / volume!);
    const area = ((person.residence?.[state] ?? Number.NaN) * given(portions)) / volume!;
    const { top, ...whole } = reached(values, moments, area, threshold);
    // A metabolite's peak lies between changes of input: looked for again among its neighbours.
    if (i === 0 || grain !== fine) return whole;
    const near = between(moments[Math.max(0, top - 1)]!, moments[Math.min(moments.length - 1, top + 1)]!);
    const closer = reached(
      valuesAt(near, [state]).map((x) => x / volume!),
      near,
      area,
      undefined,
    );
    return closer.peak > whole.peak ? { ...whole, peak: closer.peak, peakAt: closer.peakAt } : whole;
  });
  return { drug: drug!, ...(metabolite && { metabolite }) };
}

/** Moments that part a span evenly. */
const between = (from: Ticks, to: Ticks): Float64Array => {
  const parts = 64;
  return Float64Array.from({ length: parts + 1 }, (_, i) => from + Math.round(((to - from) * i) / parts));
};

/** Many people under a model, drawn once for any number of courses; person i is the same in a crowd of any size. */
export interface Crowd {
  readonly size: number;
  /** By their modes, where those apply to the drug itself. */
  readonly stars?: readonly Star[];
  readonly scales: Float64Array;
  readonly people: () => readonly Person[];
  /** False where nothing of how people differ was obtained: all are the typical one. */
  readonly varies: boolean;
}

export function crowdOf(model: Model, subject: Subject, size: number, seed: number): Crowd {
  const middle = typical(model, subject);
  const own = parentModel(model);
  const valuesOf = (factors: ReadonlyMap<string, number>): Record<string, number> => {
    const values: Record<string, number> = { ...middle };
    for (const [symbol, factor] of factors) values[symbol] = values[symbol]! * factor;
    return values;
  };
  const factors = factorsOf(model, size, seed);
  const parents = factors.map((one) => kineticsOf(own, valuesOf(one)));
  const stars = parents.map((one) => starOf(one.compartments.length, one.regimes[0]!.linear));
  let people: readonly Person[] | undefined;
  return {
    size,
    varies: spreadOf(model)!.symbols.length > 0,
    ...(stars.every((star) => star !== undefined) && { stars: stars as Star[] }),
    scales: Float64Array.from(parents, (one) => 1 / one.compartments[0]!.volume!),
    people: () => (people ??= factors.map((one) => personOf(kineticsOf(model, valuesOf(one))))),
  };
}

// The last people drawn. A question about many body weights asks for the same ones; the answer does not depend on it.
let drawn: { model: Model; size: number; seed: number; factors: ReadonlyMap<string, number>[] } | undefined;

/** How each person differs from the typical one, as a factor on each parameter: of no body weight yet. */
function factorsOf(model: Model, size: number, seed: number): readonly ReadonlyMap<string, number>[] {
  if (drawn?.model === model && drawn.size === size && drawn.seed === seed) return drawn.factors;
  const spread = spreadOf(model)!;
  const source = chance(seed);
  const factors: ReadonlyMap<string, number>[] = [];
  const typicalKinetics = kineticsOf(model, typical(model, { weight: 1 }));
  const cohort: Pick<Cohort, "spread" | "weight" | "kinetics" | "occasions"> = {
    spread: { ...spread, occasions: [] },
    weight: { median: 0, sd: 0 },
    occasions: [],
    kinetics: (one) => {
      factors.push(one);
      return typicalKinetics;
    },
  };
  const count = spread.symbols.length > 0 ? size : 1;
  for (let i = 0; i < count; i++) subjectOf(cohort as Cohort, source, i);
  drawn = { model, size, seed, factors };
  return factors;
}

/** The model of the drug alone: the compartments from which it can come back to the centre; what leaves them leaves for good. */
function parentModel(model: Model): Model {
  const own = new Set([model.compartments[0]!.name]);
  for (let grew = true; grew;) {
    const before = own.size;
    for (const { from, to } of model.flows) if (to !== undefined && own.has(to)) own.add(from);
    grew = own.size > before;
  }
  const stays = (to: string | undefined): to is string => to !== undefined && own.has(to);
  return {
    ...model,
    compartments: model.compartments.filter(({ name }) => own.has(name)),
    flows: model.flows
      .filter(({ from }) => own.has(from))
      .map(({ to, fraction, ...flow }) =>
        stays(to) ? { ...flow, to, ...(fraction && { fraction }) } : flow,
      ),
  };
}

/** What a course makes of each of a crowd. */
export interface CrowdCourse {
  readonly peak: Float64Array;
  readonly area: Float64Array;
  readonly above: Float64Array;
  readonly metabolitePeak?: Float64Array;
  readonly metaboliteArea?: Float64Array;
}

/** The course of each of a crowd; its metabolite only where asked for, as that cannot go by modes. */
export function crowdCourse(
  crowd: Crowd,
  portions: readonly Portion[],
  threshold?: number,
  metabolite = false,
): CrowdCourse {
  if (crowd.stars && !metabolite) return byModes(crowd, crowd.stars, portions, threshold);
  const courses = crowd.people().map((person) => courseOf(person, portions, threshold, coarse));
  const row = (pick: (course: Course) => number): Float64Array => Float64Array.from(courses, pick);
  return {
    peak: row(({ drug }) => drug.peak),
    area: row(({ drug }) => drug.area),
    above: row(({ drug }) => drug.above),
    ...(courses[0]!.metabolite && {
      metabolitePeak: row((course) => course.metabolite!.peak),
      metaboliteArea: row((course) => course.metabolite!.area),
    }),
  };
}

function byModes(
  { scales }: Crowd,
  stars: readonly Star[],
  portions: readonly Portion[],
  threshold: number | undefined,
): CrowdCourse {
  const count = stars.length;
  const moments = momentsOf(portions, threshold === undefined ? peaks : coarse);
  const peak = new Float64Array(count);
  const above = new Float64Array(count).fill(threshold === undefined ? Number.NaN : 0);
  const before = new Float64Array(count);
  const laid = timeline(dosingOf(portions), moments, clock, "after");
  const sky = constellation(count);
  for (const [index, star] of stars.entries()) place(sky, index, star, scales[index]!);
  starRows(laid, sky, new Float64Array(count), (moment, row) => {
    for (let s = 0; s < count; s++) if (row[s]! > peak[s]!) peak[s] = row[s]!;
    if (threshold === undefined) return;
    const hours = moment === 0 ? 0 : (moments[moment]! - moments[moment - 1]!) / clock.perHour;
    const last = moment === moments.length - 1;
    for (let s = 0; s < count; s++) {
      const [was, is] = [before[s]!, row[s]!];
      if (was >= threshold || is >= threshold) above[s] = above[s]! + hoursAbove(was, is, hours, threshold);
      if (last) above[s] = above[s]! + beyond(was, is, hours, threshold);
      before[s] = is;
    }
  });
  const total = given(portions);
  const area = Float64Array.from(stars, ({ lambda, share }, s) => {
    let sum = 0;
    for (let mode = 0; mode < 3; mode++) if (share[mode]! > 0) sum += share[mode]! / lambda[mode]!;
    return sum * scales[s]! * total;
  });
  return { peak, area, above };
}
