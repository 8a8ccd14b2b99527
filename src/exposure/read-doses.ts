import { z } from "zod";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  readQuantity,
  readShape,
  refuse,
  suggest,
} from "../quantity/quantity.ts";
import { type Clock, ticksOf } from "./clock.ts";
import type { Bolus, Infusion, Input } from "./input.ts";

/** An amount or a rate, or the same per kg of body weight, still as written. */
export interface Sized {
  readonly value: number;
  readonly perKg: boolean;
}

function sized(
  whole: "amount" | "doseRate",
  perKg: "amountPerWeight" | "doseRatePerWeight",
): z.ZodType<Sized> {
  return z
    .unknown()
    .meta({ title: `${whole}, or ${perKg}`, description: `A quantity of ${whole}, or of ${perKg}.` })
    .transform((input, context): Sized => {
      const read = readQuantity(input, whole);
      if ("quantity" in read) return { value: inward(read.quantity, whole), perKg: false };
      const scaled = readQuantity(input, perKg);
      if ("quantity" in scaled) return { value: inward(scaled.quantity, perKg), perKg: true };
      refuse(context, read.refused);
      return z.NEVER;
    });
}

const repeat = z.strictObject({ every: quantity("time"), times: z.int().min(1).max(1e9) });
const common = { into: z.string().optional(), at: quantity("time"), repeat: repeat.optional() };

/** One dose as written: a bolus, or an infusion by amount or by rate. */
export const dose = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bolus"), ...common, amount: sized("amount", "amountPerWeight") }),
  z.strictObject({
    kind: z.literal("infusion"),
    ...common,
    amount: sized("amount", "amountPerWeight").optional(),
    rate: sized("doseRate", "doseRatePerWeight").optional(),
    for: quantity("time"),
  }),
]);
export type WrittenDose = z.output<typeof dose>;

/** How many single doses one question may come to. */
export const dosesAtMost = 200_000;

const sentences = {
  en: {
    into: (name: string, known: string, near?: string) =>
      `"${name}" is not a compartment of this model` +
      (near ? `; did you mean "${near}"?` : `; known are ${known}`),
    one: 'expected either an amount or a rate, each with "for"',
    lasting: "expected a time above zero: an infusion in no time is a bolus",
    every: "expected a time above zero between repeats",
    many: (count: number) =>
      `the repeats come to ${count} single doses; one question may have ${dosesAtMost} at most`,
    weight: "expected the patient's weight: a dose is given per kg",
  },
  zh: {
    into: (name: string, known: string, near?: string) =>
      `"${name}" 不是本模型的房室` + (near ? `；是否为 "${near}"？` : `；已知：${known}`),
    one: '应给出 amount 或 rate 之一，并写明 "for"',
    lasting: "时间应大于零：瞬间完成的输注就是推注",
    every: "重复间隔应大于零",
    many: (count: number) => `重复后共 ${count} 次给药；一次提问最多 ${dosesAtMost} 次`,
    weight: "剂量按公斤计，需要患者体重",
  },
};

/** Doses on a clock, of which some wait for a body weight. */
export interface Dosing {
  readonly boluses: readonly (Bolus & { readonly perKg: boolean })[];
  readonly infusions: readonly (Infusion & { readonly perKg: boolean })[];
}

/** Every time that the doses mention: what a clock must be able to tell apart. */
export const timesIn = (doses: readonly WrittenDose[]): Quantity<"time">[] =>
  doses.flatMap((one) => [
    one.at,
    ...(one.repeat ? [one.repeat.every] : []),
    ...(one.kind === "infusion" ? [one.for] : []),
  ]);

/** Reads the list of doses against the compartments they may enter: all issues at once. */
export function readDoses(
  input: readonly unknown[],
  names: readonly string[],
  locale: Locale,
  path: string,
): { doses: WrittenDose[]; issues: Issue[] } {
  const say = sentences[languageOf(locale)];
  const issues: Issue[] = [];
  const doses: WrittenDose[] = [];
  let count = 0;
  for (const [index, one] of input.entries()) {
    const here = inside(path, index);
    const read = readShape(dose, one, locale, here);
    issues.push(...read.issues);
    if (!read.value) continue;
    const { into, repeat } = read.value;
    doses.push(read.value);
    if (into !== undefined && names.length > 0 && !names.includes(into)) {
      const known = names.slice(0, 20).join(", ");
      issues.push({
        path: inside(here, "into"),
        message: say.into(into.slice(0, 60), known, suggest(into, names)),
      });
    }
    if (repeat && repeat.times > 1 && !(repeat.every.value > 0))
      issues.push({ path: `${here}.repeat.every`, message: say.every });
    if (read.value.kind === "infusion") {
      const { amount, rate, for: span } = read.value;
      if ((amount === undefined) === (rate === undefined)) issues.push({ path: here, message: say.one });
      if (!(span.value > 0)) issues.push({ path: inside(here, "for"), message: say.lasting });
    }
    const before = count;
    count += repeat?.times ?? 1;
    if (before <= dosesAtMost && count > dosesAtMost)
      issues.push({ path: repeat ? `${here}.repeat.times` : here, message: say.many(count) });
  }
  return { doses, issues };
}

/** Whether any dose waits for a body weight. */
export const needsWeight = (doses: readonly WrittenDose[]): number =>
  doses.findIndex((one) =>
    one.kind === "bolus" ? one.amount.perKg : (one.amount?.perKg ?? one.rate?.perKg),
  );

/** The sentence for a dose per kg where no weight is known. */
export const weightWanted = (locale: Locale): string => sentences[languageOf(locale)].weight;

/** The doses on a clock; repeats are written out, each at its exact moment. */
export function dosing(doses: readonly WrittenDose[], names: readonly string[], clock: Clock): Dosing {
  const boluses: (Bolus & { perKg: boolean })[] = [];
  const infusions: (Infusion & { perKg: boolean })[] = [];
  for (const one of doses) {
    const into = one.into === undefined ? 0 : names.indexOf(one.into);
    const start = ticksOf(one.at, clock);
    const every = one.repeat ? ticksOf(one.repeat.every, clock) : 0;
    for (let time = 0; time < (one.repeat?.times ?? 1); time++) {
      const at = start + time * every;
      if (one.kind === "bolus") {
        boluses.push({ at, into, amount: one.amount.value, perKg: one.amount.perKg });
        continue;
      }
      const span = ticksOf(one.for, clock);
      const { value, perKg } = (one.amount ?? one.rate)!;
      const rate = one.amount ? value / (span / clock.perHour) : value;
      infusions.push({ at, until: at + span, into, rate, perKg });
    }
  }
  return { boluses, infusions };
}

/** What enters a body of this weight (kg). */
export function inputFor({ boluses, infusions }: Dosing, weight: number): Input {
  return {
    boluses: boluses.map((one) => (one.perKg ? { ...one, amount: one.amount * weight } : one)),
    infusions: infusions.map((one) => (one.perKg ? { ...one, rate: one.rate * weight } : one)),
  };
}
