import { z } from "zod";
import { quantity } from "../quantity/quantity.ts";
import { routes } from "./read-limit.ts";
import { absoluteOrPerWeight, sessions } from "./read-sessions.ts";
import { receipt, text, type Text } from "./receipt.ts";

/** What the patients of a study have. */
export const studyConditions = {
  crps: { en: "complex regional pain syndrome", zh: "复杂性区域疼痛综合征" },
  fibromyalgia: { en: "fibromyalgia", zh: "纤维肌痛" },
  "spinal-cord-injury": { en: "pain after spinal cord injury", zh: "脊髓损伤后疼痛" },
  "neuropathic-pain": { en: "neuropathic pain", zh: "神经病理性疼痛" },
  "chronic-pain": { en: "chronic pain", zh: "慢性疼痛" },
  "cancer-pain": { en: "cancer pain", zh: "癌痛" },
  whiplash: { en: "pain after whiplash injury", zh: "挥鞭样损伤后疼痛" },
  "postherpetic-neuralgia": { en: "postherpetic neuralgia", zh: "带状疱疹后神经痛" },
  "phantom-limb": { en: "phantom limb pain", zh: "幻肢痛" },
  spasticity: { en: "spasticity", zh: "痉挛" },
} as const satisfies Record<string, Text>;

/** How long after the infusion an outcome was taken, in words: many rows state no hour. */
export const studyTerms = {
  short: { en: "up to 48 hours", zh: "48 小时以内" },
  medium: { en: "from 48 hours to 4 weeks", zh: "48 小时至 4 周" },
  long: { en: "beyond 4 weeks", zh: "4 周以上" },
} as const satisfies Record<string, Text>;

/** What an arm got, in the language of a protocol; `reading` says whether it is that, at most that or at least that. */
const regimen = z.strictObject({
  reading: z.enum(["exact", "at most", "at least"]),
  sessions,
  cap: quantity("doseRate").optional(),
  ...receipt,
});
export type TrialRegimen = z.output<typeof regimen>;

const arm = z.strictObject({
  id: z.string(),
  name: text,
  role: z.enum(["studied", "comparator"]),
  /** What a comparator is: an effect is taken against a placebo, active or not, before any other treatment. */
  control: z.enum(["placebo", "active placebo", "other treatment"]).optional(),
  /** Id of the drug studied; absent in comparators and mixtures. */
  drug: z.string().optional(),
  /** Analysed. */
  n: z.int().min(1).optional(),
  randomised: z.int().min(1).optional(),
  regimen: regimen.optional(),
  /** Why there is no regimen that could be delivered. */
  unknown: text.optional(),
  /** All that was given, where the total is known and the regimen is not. */
  total: z.strictObject({ dose: absoluteOrPerWeight("amount", "amountPerWeight"), ...receipt }).optional(),
  /** Daily doses described in words only, as the mean at the end of titration. */
  daily: z
    .array(
      z.strictObject({
        drug: z.string(),
        dose: quantity("doseRate"),
        /** The ± as printed. */
        spread: quantity("doseRate").optional(),
        says: text,
        ...receipt,
      }),
    )
    .optional(),
  /** Mean body weight of the arm. */
  weight: z.strictObject({ value: quantity("weight"), ...receipt }).optional(),
  ...receipt,
});
export type StudyArm = z.output<typeof arm>;

const level = z.strictObject({
  mean: z.number().optional(),
  median: z.number().optional(),
  /** The ± as printed; what it is stands in the outcome's `spread`. */
  spread: z.number().min(0).optional(),
});

/** One arm's result; without `arm` the source does not tell the arms apart. */
const result = level.extend({
  arm: z.string().optional(),
  events: z.int().min(0).optional(),
  of: z.int().min(1).optional(),
  /** Where only a percentage is printed. */
  share: quantity("fraction").optional(),
  before: level.optional(),
  /** Change on the scale, and change in per cent of the value before. */
  change: z.number().optional(),
  changePercent: z.number().optional(),
  ci: z.tuple([z.number(), z.number()]).optional(),
});
export type Result = z.output<typeof result>;

const outcome = z.strictObject({
  id: z.string(),
  about: z.enum(["pain", "spasticity", "function", "harm", "survival", "prediction"]),
  /** Counts of those who reached `threshold`, means on `scale`, or words and p values only. */
  kind: z.enum(["responders", "means", "counts", "words"]),
  threshold: text.optional(),
  scale: z
    .strictObject({ name: text, low: z.number().optional(), high: z.number().optional(), ...receipt })
    .optional(),
  better: z.enum(["lower", "higher"]),
  /** From where the source counts is not stated in most rows. */
  at: quantity("time").optional(),
  term: z.enum(Object.keys(studyTerms) as [keyof typeof studyTerms]).optional(),
  spread: z.strictObject({ is: z.enum(["SD", "SEM", "not stated"]), ...receipt }).optional(),
  results: z.array(result).optional(),
  difference: z
    .strictObject({
      between: z.tuple([z.string(), z.string()]),
      as: text,
      estimate: z.number(),
      ci: z.tuple([z.number(), z.number()]).optional(),
      level: z.number().optional(),
    })
    .optional(),
  p: z.number().min(0).max(1).optional(),
  pBelow: z.number().min(0).max(1).optional(),
  says: text,
  ...receipt,
});
export type Outcome = z.output<typeof outcome>;

/** A trial: its arms, each with what it got, and what was found; a blank in the source is absent here. */
export const study = z.strictObject({
  id: z.string(),
  name: z.string(),
  route: z.enum(routes),
  design: z.enum(["parallel", "crossover", "single arm", "case"]),
  randomised: z.boolean(),
  condition: z.enum(Object.keys(studyConditions) as [keyof typeof studyConditions]),
  /** The condition in the study's own words. */
  population: text,
  registered: z.string().optional(),
  arms: z.array(arm).min(1),
  outcomes: z.array(outcome).min(1),
  /** What a reader must know before using a number. */
  doubts: z.array(z.strictObject({ id: z.string(), says: text, ...receipt })).default([]),
});
export type Study = z.output<typeof study>;
