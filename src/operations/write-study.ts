/** A shipped trial as it is answered: arms, outcomes, doubts, and the limits it stands beside or is cited by. */
import { besideStudy, deliverArms, givenBy, type TrialArm } from "../evidence/evidence.ts";
import {
  library,
  type Outcome,
  receipts,
  type Study,
  type StudyArm,
  studyConditions,
  studyTerms,
} from "../knowledge/knowledge.ts";
import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";
import { writeExposure } from "./exposures.ts";
import { writeSource } from "./write-source.ts";

export interface Citation {
  readonly path: string;
  readonly id: string | undefined;
  readonly what: Readonly<Record<"en" | "zh", string>>;
}

/** Limits, rules and other numbers of the data by the source they cite; trials themselves left out. */
export function citations(): ReadonlyMap<string, readonly Citation[]> {
  const bySource = new Map<string, Citation[]>();
  for (const { path, id, what, source } of receipts(library)) {
    if (path.startsWith("studies.") || path.startsWith("published.")) continue;
    const list = bySource.get(source.id) ?? [];
    // A limit with two bounds is one limit.
    if (!list.some((one) => one.id !== undefined && one.id === id)) list.push({ path, id, what });
    bySource.set(source.id, list);
  }
  return bySource;
}

export function writeStudy(
  study: Study,
  locale: Locale,
  citing: ReadonlyMap<string, readonly Citation[]>,
): object {
  const language = languageOf(locale);
  const delivered = new Map(deliverArms(study, locale, []).map(({ arm }) => [arm.id, arm]));
  const source = study.arms[0]!.source;
  return {
    id: study.id,
    name: study.name,
    route: study.route,
    design: study.design,
    randomised: study.randomised,
    condition: studyConditions[study.condition][language],
    population: study.population[language],
    registered: study.registered ?? null,
    arms: study.arms.map((arm) => writeArm(arm, delivered.get(`${study.id}/${arm.id}`), locale)),
    outcomes: study.outcomes.map((outcome) => writeOutcome(outcome, language)),
    doubts: study.doubts.map(({ id, says, status }) => ({ id, says: says[language], status })),
    cited: (citing.get(source) ?? []).map(({ path, id, what }) => ({
      path,
      id: id ?? null,
      says: what[language],
    })),
    beside: besideStudy(study, locale).map(({ drug, limit, arm, ratio }) => ({
      limit: limit.id,
      drug,
      says: limit.says[language],
      arm: arm.id,
      ratio,
    })),
    source: writeSource(study.arms[0]!),
  };
}

function writeArm(arm: StudyArm, own: TrialArm | undefined, locale: Locale): object {
  const language = languageOf(locale);
  return {
    id: arm.id,
    name: arm.name[language],
    role: arm.role,
    control: arm.control ?? null,
    drug: arm.drug ?? null,
    n: arm.n ?? null,
    randomised: arm.randomised ?? null,
    ...(arm.regimen && {
      regimen: {
        reading: arm.regimen.reading,
        sessions: arm.regimen.sessions,
        cap: arm.regimen.cap ?? null,
        status: arm.regimen.status,
        note: arm.regimen.note?.[language] ?? null,
      },
    }),
    ...(arm.unknown && { unknown: arm.unknown[language] }),
    ...(arm.daily && {
      daily: arm.daily.map(({ drug, dose, says, status }) => ({
        drug,
        dose,
        says: says[language],
        status,
      })),
    }),
    ...(own && { given: writeExposure(givenBy(own)) }),
    note: arm.note?.[language] ?? null,
    status: arm.status,
  };
}

function writeOutcome(
  { threshold, scale, term, spread, difference, says, note, ...rest }: Outcome,
  language: Language,
): object {
  return {
    ...rest,
    says: says[language],
    threshold: threshold?.[language] ?? null,
    scale: scale ? { name: scale.name[language], low: scale.low ?? null, high: scale.high ?? null } : null,
    term: term ? studyTerms[term][language] : null,
    spread: spread ? { is: spread.is, status: spread.status, note: spread.note?.[language] ?? null } : null,
    difference: difference ? { ...difference, as: difference.as[language] } : null,
    note: note?.[language] ?? null,
  };
}
