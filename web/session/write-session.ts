// From what was entered to the two entries of a session: its beginning, kept at once, and the whole, kept at the end.
import type { ProtocolAnswer, Question } from "../ketamine/answers.ts";
import { answersTo, isForSome } from "../ketamine/questions.tsx";
import type { Fresh } from "../patients/ledger.ts";
import { zoneHere } from "../patients/now.ts";
import type { Words } from "../words/words.tsx";
import { criteria, type Draft, hung, observed, ownItems } from "./draft.ts";

const given = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text.trim() } as Record<K, string>);

/** One line of the list before the start, as it is kept: what was asked, and whether it is as it should be. */
export interface Item {
  readonly item: string;
  /** Undefined: nobody has answered. */
  readonly done: boolean | undefined;
}

/** Everything that is asked before the start: contraindications and tests by their sources, then the clinic's own list. */
export function itemsOf(draft: Draft, questions: readonly Question[], words: Words): Item[] {
  const asked = draft.protocol?.asked ?? {};
  return [
    ...questions.map(({ id, about, says }): Item => {
      const answer = asked[id];
      const [no, yes] = answersTo({ id, about }, words);
      // What speaks against ketamine should be absent; a test that is for some only may be left out.
      const asItShould = about === "contraindication" ? answer === "no" : answer === "yes" || isForSome(id);
      return {
        item: `${says} ${answer === "yes" ? yes : no}`,
        done: answer === undefined ? undefined : asItShould,
      };
    }),
    ...ownItems.map((id): Item => ({
      item: words[`own ${id}`],
      done: draft.own[id] === undefined ? undefined : draft.own[id] === "yes",
    })),
  ].map(({ item, done }) => ({ item: item.slice(0, 500), done }));
}

/** The session that is given today, of the protocol as it was computed. */
export const todaysOf = (draft: Draft, answer: ProtocolAnswer | undefined) =>
  answer?.sessions.find(({ day }) => String(day) === draft.day) ?? answer?.sessions[0];

/** What is known of the session before it runs, as the record keeps it. */
export function writeBegun(
  draft: Draft,
  answer: ProtocolAnswer | undefined,
  items: readonly Item[],
): Record<string, unknown> {
  const today = todaysOf(draft, answer);
  const protocol = draft.protocol;
  const open = items.some(({ done }) => done === false);
  return {
    drug: protocol?.drug ?? "",
    vial: draft.vial,
    infusate: today?.infusate.concentration ?? "",
    ...given("container", draft.container),
    weight: protocol?.dosingWeight || protocol?.weight || "",
    planned: today && {
      ...(today.bolus && { bolus: today.bolus }),
      steps: today.steps.map(({ for: lasts, rate, hold }) => ({ for: lasts, rate, ...(hold && { hold }) })),
      total: today.total,
    },
    ...given("observeEvery", protocol?.observeEvery ?? ""),
    wristband: draft.wristband.trim(),
    checklist: items.map(({ item, done }) => ({ item, done: done === true })),
    ...(draft.series !== "" && { series: draft.series }),
    ...(open &&
      draft.override.by.trim() !== "" &&
      draft.override.reason.trim() !== "" && {
        overrides: [
          { finding: "checklist open", by: draft.override.by.trim(), reason: draft.override.reason.trim() },
        ],
      }),
  };
}

const minute = (value: number): { value: number; unit: string } => ({ value, unit: "min" });

/** What was done at the infusion, in its order, as the engine reads it. */
export const writeCourse = ({ course }: Draft): Record<string, unknown>[] =>
  course
    .toSorted((a, b) => a.after - b.after)
    .map(({ what, after, rate, amount, over, reason }) => ({
      what,
      after: minute(after),
      ...(what === "bolus" && { amount, ...given("over", over) }),
      ...((what === "step" || what === "other rate" || what === "resume") && { rate }),
      ...(what === "end" ? given("reason", reason) : {}),
      ...((what === "other rate" || what === "hold" || what === "resume") && { reason: reason.trim() }),
    }));

/** A number where a number was typed, otherwise the words as they stand. */
const valueOf = (text: string): number | string =>
  /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim();

/** What was observed, one value a line, in its order. */
export const writeObservations = ({ observations }: Draft): Record<string, unknown>[] =>
  observations
    .toSorted((a, b) => a.after - b.after)
    .flatMap(({ after, values }) =>
      [...observed, hung].flatMap((name) => {
        const text = values[name] ?? "";
        return text.trim() === "" ? [] : [{ after: minute(after), name, value: valueOf(text) }];
      }),
    );

const entry = (draft: Draft, id: string, kind: string, data: object): Fresh => ({
  id,
  patient: draft.patient,
  at: draft.at,
  zone: zoneHere(),
  by: draft.by.trim(),
  from: "entered",
  kind,
  data: data as Fresh["data"],
});

export const writeBeginning = (draft: Draft, data: object): Fresh =>
  entry(draft, draft.ids.begun, "ketamine session begun", data);

/** The whole session; its total is the engine's. */
export function writeEnded(draft: Draft, total: unknown, words: Words): Fresh {
  const begun = draft.begun ?? {};
  const course = writeCourse(draft);
  return entry(draft, draft.ids.session, "ketamine session", {
    drug: begun["drug"],
    vial: begun["vial"],
    total,
    begun: draft.ids.begun,
    course,
    // What was asked before the start stands in the entry that began it.
    checklist: [],
    observations: writeObservations(draft),
    holds: course.flatMap(({ what, after, reason }) =>
      what === "hold" || what === "other rate" ? [{ after, reason }] : [],
    ),
    rescue: draft.rescue
      .toSorted((a, b) => a.after - b.after)
      .map(({ after, drug, reason }) =>
        `+${after} min ${drug.trim()}${reason.trim() ? ` (${reason.trim()})` : ""}`.slice(0, 200),
      ),
    discharged: criteria.every((each) => draft.criteria[each] === "yes"),
    discharge: criteria.map((each) => ({
      item: words[`criterion ${each}`],
      done: draft.criteria[each] === "yes",
    })),
    ...given("escort", draft.escort),
    ...(!draft.waste.none &&
      draft.waste.amount.trim() !== "" && {
        waste: { amount: draft.waste.amount, witness: draft.waste.witness.trim() },
      }),
    ...given("text", draft.text),
  });
}
