import { inside, type Issue } from "../quantity/quantity.ts";
import type { Library } from "./read-library.ts";
import type { Study, StudyArm } from "./read-study.ts";

/** What contradicts itself within a study: arms that do not exist, more events than people, drugs not listed. */
export function* studyFaults(library: Library): Generator<Issue> {
  for (const [id, one] of library.studies) {
    const path = `studies.${id}`;
    const arms = new Map(one.arms.map((arm) => [arm.id, arm]));
    if (arms.size < one.arms.length) yield { path: `${path}.arms`, message: "two arms have one id" };
    for (const [i, arm] of one.arms.entries()) yield* armFaults(arm, inside(`${path}.arms`, i), library);
    yield* resultFaults(one, path, arms);
  }
}

function* armFaults(arm: StudyArm, path: string, library: Library): Generator<Issue> {
  for (const drug of [arm.drug, ...(arm.daily ?? []).map(({ drug }) => drug)])
    if (drug !== undefined && !library.drugs.has(drug))
      yield { path: `${path}.drug`, message: `there is no drug "${drug}"` };
  if (arm.role === "studied" && (arm.regimen === undefined) === (arm.unknown === undefined))
    yield { path, message: "has either a regimen or the reason why there is none" };
  if ((arm.role === "comparator") !== (arm.control !== undefined))
    yield { path, message: "a comparator says what it is a control by, and only a comparator" };
  if (arm.n !== undefined && arm.randomised !== undefined && arm.n > arm.randomised)
    yield { path: `${path}.n`, message: "more were analysed than randomised" };
}

function* resultFaults(one: Study, path: string, arms: ReadonlyMap<string, StudyArm>): Generator<Issue> {
  for (const [i, { results = [], difference, spread }] of one.outcomes.entries()) {
    const place = inside(`${path}.outcomes`, i);
    for (const [j, { arm, events, of, spread: printed, before }] of results.entries()) {
      const at = inside(`${place}.results`, j);
      if (arm !== undefined && !arms.has(arm)) yield { path: at, message: `there is no arm "${arm}"` };
      if (events !== undefined && of !== undefined && events > of)
        yield { path: at, message: "has more events than people" };
      if ((printed ?? before?.spread) !== undefined && spread === undefined)
        yield { path: at, message: "prints a ± and the outcome does not say what it is" };
    }
    for (const arm of difference?.between ?? [])
      if (!arms.has(arm)) yield { path: `${place}.difference`, message: `there is no arm "${arm}"` };
  }
}

/** Intervals that do not hold their estimate, and contradictions with what is not there. */
export function* publishedFaults(library: Library): Generator<Issue> {
  for (const [id, { drug, estimates, disagrees }] of library.published) {
    const path = `published.${id}`;
    if (!library.drugs.has(drug)) yield { path: `${path}.drug`, message: `there is no drug "${drug}"` };
    for (const [i, { estimate, ci }] of estimates.entries())
      if (!(ci[0] <= estimate && estimate <= ci[1]))
        yield { path: inside(`${path}.estimates`, i), message: "the estimate lies outside its interval" };
    for (const { with: other } of disagrees)
      if (!library.published.has(other))
        yield { path: `${path}.disagrees`, message: `there is no synthesis "${other}"` };
  }
}
