/** How operations read trials: the shipped ones by name, and one's own written like a protocol. */
import { z } from "zod";
import { armFrom, deliverArms, type TrialArm, typicalWeight } from "../evidence/evidence.ts";
import type { Remarks } from "../delivery/delivery.ts";
import { library, type Model, models, sessions } from "../knowledge/knowledge.ts";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  suggest,
} from "../quantity/quantity.ts";

/** A trial's arm of one's own: what it got in the language of a protocol. */
export const ownTrial = z.strictObject({
  id: z.string().min(1).max(200).describe("What the row is called; rows of one study share `study`."),
  study: z.string().min(1).max(200).optional(),
  name: z.string().max(200).optional(),
  condition: z.string().max(200).optional(),
  drug: z.enum(["ketamine", "esketamine"]),
  weight: quantity("weight").optional().describe("Mean body weight; a typical one where absent."),
  cap: quantity("doseRate").optional(),
  sessions,
});
export type OwnTrial = z.output<typeof ownTrial>;

export const studyList = z
  .array(z.string())
  .max(10_000)
  .describe("Ids of shipped trials, or of their arms as study/arm; all intravenous ones where absent.");

const ketamineModels = [...models.values()].filter(
  ({ drug }) => drug === "ketamine" || drug === "esketamine",
);

/** Models of ketamine or S-ketamine, by id. */
export const suitableModels: readonly Model[] = ketamineModels;
export const modelOption = z
  .enum(ketamineModels.map(({ id }) => id) as [string, ...string[]])
  .describe("The kinetic model; its sampling site and population are said with the answer.");

/** The model where none is named: arterial, with norketamine, and with how people differ. */
export const usualModel = "simons2022";

const sentences = {
  en: {
    unknown: (id: string, near?: string) =>
      `"${id}" is not a trial that is shipped` + (near ? `; did you mean "${near}"?` : ""),
    route: (id: string) => `${id} is intrathecal: a plasma model does not follow it`,
    twice: (id: string) => `"${id}" is there twice`,
  },
  zh: {
    unknown: (id: string, near?: string) => `"${id}" 不是已收录的试验` + (near ? `；是否为 "${near}"？` : ""),
    route: (id: string) => `${id} 为鞘内给药：血浆模型不适用`,
    twice: (id: string) => `"${id}" 重复`,
  },
};

export interface ReadTrials {
  readonly arms: readonly TrialArm[];
  /** Ids of arms of which no weight is known. */
  readonly bare: ReadonlySet<string>;
  readonly issues: readonly Issue[];
}

/** The arms asked for, delivered: shipped ones, and those written with the question. */
export function readTrials(
  asked: readonly string[] | undefined,
  own: readonly OwnTrial[],
  locale: Locale,
  remarks: Remarks,
): ReadTrials {
  const say = sentences[languageOf(locale)];
  const issues: Issue[] = [];
  const arms: TrialArm[] = [];
  const bare = new Set<string>();
  const chosen = chosenFrom(asked, say, issues);
  for (const { study, armId } of chosen)
    for (const { arm, weighed } of deliverArms(study, locale, remarks.gaps)) {
      if (armId !== undefined && arm.id !== `${study.id}/${armId}`) continue;
      arms.push(arm);
      if (!weighed) bare.add(arm.id);
    }
  for (const [i, one] of own.entries()) {
    if (arms.some(({ id }) => id === one.id))
      issues.push({ path: inside("trials", i) + ".id", message: say.twice(one.id) });
    const faults: Remarks = { issues: [], gaps: remarks.gaps, assumed: remarks.assumed };
    arms.push(deliverOwn(one, locale, faults));
    if (!one.weight) bare.add(one.id);
    issues.push(
      ...faults.issues.map((issue) => ({ ...issue, path: `${inside("trials", i)}.${issue.path}` })),
    );
  }
  return { arms, bare, issues };
}

function chosenFrom(asked: readonly string[] | undefined, say: (typeof sentences)["en"], issues: Issue[]) {
  if (!asked)
    return [...library.studies.values()]
      .filter(({ route }) => route === "intravenous")
      .map((study) => ({ study, armId: undefined as string | undefined }));
  return asked.flatMap((id, i) => {
    const [name = "", armId] = id.split("/");
    const study = library.studies.get(name);
    const path = inside("studies", i);
    if (!study || (armId !== undefined && !study.arms.some((arm) => arm.id === armId))) {
      const known = [...library.studies.keys()];
      issues.push({ path, message: say.unknown(id.slice(0, 80), suggest(name, known)) });
      return [];
    }
    if (study.route !== "intravenous") {
      issues.push({ path, message: say.route(id) });
      return [];
    }
    return [{ study, armId }];
  });
}

/** Doses of one's own trial or protocol; a typical weight where none is given. */
export function deliverOwn(one: OwnTrial, locale: Locale, remarks: Remarks): TrialArm {
  const weight: Quantity<"weight"> = one.weight ?? typicalWeight;
  return armFrom(
    {
      id: one.id,
      study: one.study ?? one.id,
      name: one.name ?? one.id,
      condition: one.condition ?? "",
      drug: one.drug,
      weight: inward(weight, "weight"),
      regimen: { sessions: one.sessions, cap: one.cap },
    },
    locale,
    remarks,
  );
}
