import { z } from "zod";
import { deviceOf, ingredientsOf, noRemarks, type Remarks } from "../delivery/delivery.ts";
import { drugName } from "../knowledge/knowledge.ts";
import { type Instant, instant, languageOf, type Locale, quantity, readParts } from "../quantity/quantity.ts";
import {
  differencesIn,
  type Entry,
  type KeyNumber,
  keyNumbers,
  newEntry,
  objectionsTo,
  overridable,
  ownerOf,
  reconciledFill,
  replay,
  type Rule,
  sayObjection,
  type State,
} from "../records/records.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { writeReconciled } from "./reconcile.ts";
import { entriesOfOne, exampleEntries } from "./standing.ts";
import { sentencesIn } from "./visit/sentences.ts";
import { together } from "./visit/together.ts";

const input = z.strictObject({
  /** What is kept of the patient. */
  entries: entriesOfOne,
  /** The moment of the visit. */
  at: instant(),
  /** What came out of the reservoir, before anything else is entered. */
  aspirated: quantity("volume").optional(),
  /** Entries of the visit so far, not kept yet. */
  draft: z.array(newEntry).max(100).optional(),
  /** What a second person entered without having seen the numbers, by key. */
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
});
type Parts = Partial<z.output<typeof input>>;

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { entries, at } = parts;
  if (issues.length > 0 || !entries || !at) return refused(issues);
  const kept = keptInOrder(entries);
  const remarks = noRemarks();
  parts.draft?.forEach(({ patient }, i) => {
    if (patient !== ownerOf(entries))
      remarks.issues.push({ path: `draft[${i}].patient`, message: sentencesIn(locale).anotherPatient });
  });
  const answer = visitOf(kept, at, parts, locale, remarks);
  return remarks.issues.length > 0
    ? refused(remarks.issues)
    : answered(answer, remarks.gaps, remarks.assumed);
}

function visitOf(
  kept: readonly Entry[],
  at: Instant,
  { aspirated, draft = [], values }: Parts,
  locale: Locale,
  remarks: Remarks,
): object {
  const before = replay(kept, { happened: at.epoch });
  const after = replay(keptInOrder([...kept, ...draft]), { happened: Number.POSITIVE_INFINITY });
  return {
    reconciled: aspirated ? reconciledNow(before, at, aspirated, locale, remarks) : null,
    objections: objectionsTo(kept, draft).map((one) => ({
      entry: one.entry,
      kind: draft.find(({ id }) => id === one.entry)!.kind,
      rule: one.rule,
      path: one.path,
      sentence: sayObjection(one, locale),
      overridable: (overridable as readonly Rule[]).includes(one.rule),
    })),
    together: together(before, after, at, locale),
    keys: keyNumbers(after).map((key) => writeKey(key, locale)),
    differences: values
      ? differencesIn(after, values).map((one) => ({
          ...writeKey(one, locale),
          first: one.first,
          second: one.second,
        }))
      : null,
  };
}

/** The number that is asked for, without the number. */
function writeKey({ key, name, drug, kind }: KeyNumber, locale: Locale): object {
  const say = sentencesIn(locale);
  return {
    key,
    kind: kind ?? null,
    drug: drug ?? null,
    says: say.key[name](drug === undefined ? "" : drugName(drug, languageOf(locale))),
  };
}

/** The fill that ends with this visit, held against what it was asked for. */
function reconciledNow(
  state: State,
  at: Instant,
  aspirated: NonNullable<Parts["aspirated"]>,
  locale: Locale,
  remarks: Remarks,
): object | null {
  const say = sentencesIn(locale);
  const fill = state.fills.at(-1);
  const device = state.pump && deviceOf(state.pump.choice, locale, noRemarks());
  if (!fill || !device) {
    remarks.gaps.push(say.nothingToReconcile);
    return null;
  }
  if (at.epoch <= fill.at.epoch) {
    remarks.issues.push({ path: "at", message: say.beforeFill });
    return null;
  }
  const result = reconciledFill({ ...fill, emptied: { at, aspirated } }, state, locale);
  const drugs = ingredientsOf(fill.solution, locale, noRemarks(), "solution");
  return result ? writeReconciled(result, device, drugs, locale, remarks) : null;
}

export const visit: Operation = {
  name: "visit",
  summary:
    "A visit in the making: what the residual means, what the record will not take, and which numbers a second person enters.",
  input,
  bulk: true,
  example: {
    entries: exampleEntries,
    at: "2026-04-05T08:00:00Z",
    aspirated: "22.5 mL",
    draft: [
      {
        id: "00000000-0000-4000-8000-000000000009",
        patient: exampleEntries[0]!.patient,
        at: "2026-04-05T08:00:00Z",
        by: "nurse",
        from: "entered",
        kind: "visit closed",
        data: { reinterrogated: true, running: true },
      },
    ],
    values: { "daily dose baclofen": "0.4 mg/d", filled: "20 mL" },
  },
  run,
};
