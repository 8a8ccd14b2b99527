import { give, noRemarks, type Portion, portionsOf, type Remarks } from "../../delivery/delivery.ts";
import {
  drugName,
  type Model,
  type Study,
  type StudyArm,
  type TrialRegimen,
} from "../../knowledge/knowledge.ts";
import {
  type Amount,
  inward,
  languageOf,
  type Locale,
  type Quantity,
  renderQuantity,
  type Weight,
} from "../../quantity/quantity.ts";

/** A trial's arm, or a patient's protocol, as doses in time for a body weight. */
export interface TrialArm {
  /** Study and arm, as "noppers-2011-fibromyalgia/ketamine". */
  readonly id: string;
  readonly study: string;
  readonly name: string;
  readonly condition: string;
  readonly drug: string;
  readonly weight: Weight;
  /** Absent where the source gives no regimen. */
  readonly portions?: readonly Portion[];
  readonly sessions: number;
  /** Absent where not even the total is known. */
  readonly total?: Amount;
  /** Whether the arm got this, at most this, or at least this. */
  readonly reading: TrialRegimen["reading"];
  /** Whether what it got was read in its source. */
  readonly verified: boolean;
}

/** The weight of an arm of which none is known: what the typical person of nearly every model weighs. */
export const typicalWeight: Quantity<"weight"> = { value: 70, unit: "kg" };

const sentences = {
  en: {
    weight: (names: string) =>
      `Body weight is not known for ${names}: a typical one of ${renderQuantity(typicalWeight, "en-US")} is taken.`,
    none: (name: string, why: string) => `${name} has no regimen that could be delivered. ${why}`,
    reading: {
      "at most": (name: string, why: string) => `${name} got at most this. ${why}`,
      "at least": (name: string, why: string) => `${name} got at least this. ${why}`,
    },
    unverified: (name: string) => `The regimen of ${name} is not yet verified.`,
    mismatch: (drug: string, model: string, form: string, names: string) =>
      `${names} got ${drug}; ${model} is a model of ${form}. The whole dose is taken as if it were that.`,
    forms: { racemate: "the racemate", S: "the S form", "not applicable": "another drug" },
    and: ", ",
    more: (n: number) => `${n} arms`,
  },
  zh: {
    weight: (names: string) => `${names} 的体重不详：取典型体重 ${renderQuantity(typicalWeight, "zh-CN")}。`,
    none: (name: string, why: string) => `${name} 没有可给出的方案。${why}`,
    reading: {
      "at most": (name: string, why: string) => `${name} 所给至多如此。${why}`,
      "at least": (name: string, why: string) => `${name} 所给至少如此。${why}`,
    },
    unverified: (name: string) => `${name} 的方案尚未核实。`,
    mismatch: (drug: string, model: string, form: string, names: string) =>
      `${names} 用的是${drug}；${model} 是${form}的模型。按全部剂量均为后者计算。`,
    forms: { racemate: "消旋体", S: "S 型", "not applicable": "其他药物" },
    and: "、",
    more: (n: number) => `${n} 组`,
  },
};

/** The sentences about arms as a whole: weights taken, and drugs that are not what the model is of. */
export function saidOfArms(
  arms: readonly TrialArm[],
  model: Model,
  locale: Locale,
  bare: ReadonlySet<string>,
): string[] {
  const language = languageOf(locale);
  const say = sentences[language];
  const unweighed = arms.filter(({ id }) => bare.has(id)).map(({ name }) => name);
  const others = new Map<string, string[]>();
  for (const { drug, name } of arms)
    if (drug !== model.drug) others.set(drug, [...(others.get(drug) ?? []), name]);
  return [
    ...(unweighed.length > 0 ? [say.weight(listed(unweighed, say))] : []),
    ...[...others].map(([drug, names]) =>
      say.mismatch(
        drugName(drug, language),
        model.label[language],
        say.forms[model.form],
        listed(names, say),
      ),
    ),
  ];
}

/** Names while they are few, their number where they are many. */
const listed = (names: readonly string[], say: (typeof sentences)["en"]): string =>
  names.length > 6 ? say.more(names.length) : names.join(say.and);

/** The studied arms of a trial, delivered. Arms without a regimen keep their total, where that is known. */
export function deliverArms(
  study: Study,
  locale: Locale,
  gaps: string[],
): { arm: TrialArm; weighed: boolean }[] {
  return study.arms
    .filter(({ role, drug }) => role === "studied" && drug !== undefined)
    .map((arm) => ({ arm: deliverArm(study, arm, locale, gaps), weighed: arm.weight !== undefined }));
}

function deliverArm(study: Study, arm: StudyArm, locale: Locale, gaps: string[]): TrialArm {
  const language = languageOf(locale);
  const say = sentences[language];
  const weight = inward(arm.weight?.value ?? typicalWeight, "weight");
  const several = study.arms.filter(({ role }) => role === "studied").length > 1;
  const name = several ? `${study.name} (${arm.name[language]})` : study.name;
  const { regimen, total, unknown } = arm;
  if (unknown) gaps.push(say.none(name, unknown[language]));
  if (regimen && regimen.reading !== "exact")
    gaps.push(say.reading[regimen.reading](name, regimen.note?.[language] ?? ""));
  if (
    regimen &&
    regimen.status !== "found" &&
    regimen.status !== "transcribed" &&
    regimen.reading === "exact"
  )
    gaps.push(say.unverified(name));
  const common = {
    id: `${study.id}/${arm.id}`,
    study: study.id,
    name,
    condition: study.condition,
    drug: arm.drug!,
    weight,
  };
  const verified = [arm, regimen ?? arm].every(
    ({ status }) => status === "found" || status === "transcribed",
  );
  if (!regimen)
    return {
      ...common,
      sessions: 0,
      reading: "exact",
      verified,
      ...(total && { total: absolute(total.dose, weight) }),
    };
  // A shipped regimen that contradicts itself would be our own bug, and the reader of data/ has its test.
  const given = give(
    regimen.sessions,
    weight,
    regimen.cap && inward(regimen.cap, "doseRate"),
    locale,
    noRemarks(),
  );
  return {
    ...common,
    portions: portionsOf(given),
    sessions: given.length,
    total: given.reduce((sum, one) => sum + one.total, 0) as Amount,
    reading: regimen.reading,
    verified,
  };
}

type Dose = NonNullable<StudyArm["total"]>["dose"];
const absolute = (dose: Dose, weight: Weight): Amount =>
  "absolute" in dose
    ? inward(dose.absolute, "amount")
    : ((inward(dose.perWeight, "amountPerWeight") * weight) as Amount);

/** What someone wrote as sessions, delivered like a trial's arm; doses go by `dosingWeight` where that is another. */
export function armFrom(
  written: Pick<TrialArm, "id" | "study" | "name" | "condition" | "drug" | "weight"> & {
    readonly regimen: Pick<TrialRegimen, "sessions" | "cap">;
    readonly dosingWeight?: Weight | undefined;
  },
  locale: Locale,
  remarks: Remarks,
): TrialArm {
  const { regimen, dosingWeight, ...rest } = written;
  const cap = regimen.cap && inward(regimen.cap, "doseRate");
  const given = give(regimen.sessions, dosingWeight ?? rest.weight, cap, locale, remarks);
  return {
    ...rest,
    portions: portionsOf(given),
    sessions: given.length,
    total: given.reduce((sum, one) => sum + one.total, 0) as Amount,
    reading: "exact",
    verified: true,
  };
}
