import { z } from "zod";
import * as files from "../../data/canal/index.ts";
import { inward, type Kind, quantity } from "../quantity/quantity.ts";
import { fact, receipt, text } from "./receipt.ts";
import { source } from "./read-source.ts";
import { lineOf, trusted } from "./trusted.ts";

const bounded = <K extends Kind>(kind: K) =>
  fact(kind).extend({ low: quantity(kind).optional(), high: quantity(kind).optional() });

/** The spinal canal of one kind of person: geometry, flow, landmarks, and how drugs move in it. */
export const canalModel = z.strictObject({
  id: z.string(),
  label: text,
  population: text,
  /** What a reader must know before trusting it. */
  caution: text,
  /** From the caudal end upwards, each until a level. */
  stretches: z
    .array(
      z.strictObject({
        until: quantity("length"),
        area: quantity("area"),
        /** Whether its volume is the lumbosacral one that varies between people. */
        lumbar: z.literal(true).optional(),
        ...receipt,
      }),
    )
    .min(1),
  cranialVolume: fact("volume"),
  cranialAbsorption: fact("flow"),
  spinalAbsorption: bounded("flow"),
  landmarks: z
    .array(z.strictObject({ id: z.string(), name: text, at: quantity("length"), ...receipt }))
    .min(1),
  /** Median, and the bounds between which 95% of people lie. */
  dispersion: fact("dispersion").extend({ low: quantity("dispersion"), high: quantity("dispersion") }),
  /** Median by drug, with a coefficient of variation of its own where it has one. */
  uptake: z
    .array(fact("rateConstant").extend({ drug: z.string(), cv: z.number().min(0).max(2).optional() }))
    .min(1),
  /** Coefficient of variation of uptake between people. */
  uptakeVariation: z.strictObject({ cv: z.number().min(0).max(2), ...receipt }),
  lumbarVolume: z.strictObject({ cv: z.number().min(0).max(2), ...receipt }),
  /** Well-mixed tanks that the fluid between reservoir and tip behaves as. */
  tanks: z.strictObject({ value: z.int().min(1), ...receipt }),
  /** Parameter sets that the checks are run with. */
  sets: z.array(
    z.strictObject({
      id: z.enum(["M", "B", "S"]),
      dispersion: quantity("dispersion"),
      uptake: quantity("rateConstant"),
      for: text,
      ...receipt,
    }),
  ),
  sources: z.array(source).min(1),
});
export type CanalModel = z.output<typeof canalModel>;

/** What is measured, after which dose; injected and sampled at L3/4 unless it says otherwise. */
const protocol = z.discriminatedUnion("measure", [
  z.strictObject({
    measure: z.literal("steady ratio"),
    tip: quantity("length"),
    over: z.string(),
    under: z.string(),
  }),
  z.strictObject({
    measure: z.literal("concentration"),
    dose: quantity("amount"),
    after: quantity("time"),
  }),
  z.strictObject({ measure: z.enum(["clearance", "volume", "residence", "decay length"]) }),
  z.strictObject({ measure: z.literal("half-life"), from: quantity("time"), until: quantity("time") }),
  z.strictObject({ measure: z.literal("peak"), dose: quantity("amount"), for: quantity("time") }),
  z.strictObject({ measure: z.literal("area"), dose: quantity("amount") }),
  z.strictObject({ measure: z.literal("steady"), level: z.string(), dose: quantity("doseRate") }),
  z.strictObject({
    measure: z.literal("peak time"),
    above: z.tuple([quantity("length"), quantity("length")]),
  }),
]);
export type CheckProtocol = z.output<typeof protocol>;

const expected = z.union([z.number(), z.tuple([z.number(), z.number()])]);

/** A published number that the canal model can be held against. */
export const canalCheck = z.strictObject({
  id: z.string(),
  about: text,
  /** The parameter set meant for it, by which it is judged. */
  set: z.enum(["M", "B", "S"]).optional(),
  protocol: protocol.optional(),
  unit: z.string(),
  /** As printed; the number where it is one. */
  published: z.strictObject({ text, value: z.number().optional() }),
  /** Between these the model passes. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** What the fact sheet computed, by parameter set. */
  expected: z.strictObject({ M: expected.optional(), B: expected.optional(), S: expected.optional() }),
  /** False: shown beside the others, judged by nobody. */
  gate: z.literal(false).optional(),
  /** Why a check has no number. */
  kind: z.enum(["qualitative", "not run"]).optional(),
  ...receipt,
});
export type CanalCheck = z.output<typeof canalCheck>;

const checkFile = z.strictObject({ checks: z.array(canalCheck), sources: z.array(source) });

/** The adult canal. */
export const adultCanal: CanalModel = trusted("canal", lineOf(files, "adult"), canalModel);
const read = trusted("canal", lineOf(files, "checks"), checkFile);
/** The published numbers of the validation page, in order. */
export const canalChecks: readonly CanalCheck[] = read.checks;
/** Where the canal's numbers come from, by id. */
export const canalSources: ReadonlyMap<string, z.output<typeof source>> = new Map(
  [...adultCanal.sources, ...read.sources].map((one) => [one.id, one]),
);

const receipts = [
  ...adultCanal.stretches,
  ...adultCanal.landmarks,
  ...adultCanal.uptake,
  ...adultCanal.sets,
  adultCanal.cranialVolume,
  adultCanal.cranialAbsorption,
  adultCanal.spinalAbsorption,
  adultCanal.dispersion,
  adultCanal.lumbarVolume,
  adultCanal.uptakeVariation,
  adultCanal.tanks,
  ...canalChecks,
];
for (const { source } of receipts)
  if (!canalSources.has(source)) throw new Error(`data/canal cannot be trusted: no source ${source}`);
const ends = adultCanal.stretches.map(({ until }) => inward(until, "length"));
if (ends.some((end, i) => end <= (ends[i - 1] ?? 0)))
  throw new Error("data/canal cannot be trusted: stretches must follow each other upwards");
