// What is still missing before a session can start, and what must stop it.
import type { Reply } from "../../src/operations/operations.ts";
import { compare, type Locale, readQuantity, readShape } from "../../src/quantity/quantity.ts";
import { newEntry, plainName } from "../../src/records/records.ts";
import type { Answers } from "../ketamine/answers.ts";
import type { Patient } from "../patients/use-patient.ts";
import { type Fault, gather } from "../plan/answers.ts";
import type { Words } from "../words/words.tsx";
import { type Draft, ownItems } from "./draft.ts";
import { itemsOf, writeBeginning, writeBegun } from "./write-session.ts";

export interface Prepared {
  readonly begun: Record<string, unknown>;
  /** How many items were answered, and not as they should be. */
  readonly open: number;
  readonly vialDiffers: boolean;
  readonly wristbandDiffers: boolean;
  /** The protocol names somebody else. */
  readonly ofAnother: boolean;
  readonly faults: readonly Fault[];
}

/** Everything that follows from what was entered before the start. */
export function prepare(
  draft: Draft,
  answers: Answers,
  patient: Patient,
  words: Words,
  locale: Locale,
): Prepared {
  const answer = draft.protocol ? answers.last : undefined;
  const questions = answer?.ask ?? [];
  const items = itemsOf(draft, questions, words);
  const begun = writeBegun(draft, answer, items);
  const open = items.filter(({ done }) => done === false).length;
  const numbers = patient.standing.person?.identifiers.map(({ value }) => plainName(value)) ?? [];
  const wristbandDiffers = draft.wristband.trim() !== "" && !numbers.includes(plainName(draft.wristband));
  const [read, planned] = [draft.vial, draft.protocol?.vial ?? ""].map((text) =>
    readQuantity(text, "concentration"),
  );
  const vialDiffers = Boolean(
    read &&
    planned &&
    "quantity" in read &&
    "quantity" in planned &&
    compare(read.quantity, planned.quantity),
  );
  const { name, number } = draft.writtenFor;
  const own = plainName(patient.standing.person?.name ?? "");
  const ofAnother =
    number.trim() === ""
      ? name.trim() !== "" && plainName(name) !== own
      : !numbers.includes(plainName(number));
  const stop = (path: string, message: string, blank = false): Fault => ({ path, message, blank }) as Fault;
  const unanswered = [
    ...questions.filter(({ id }) => draft.protocol?.asked[id] === undefined).map(({ id }) => `ask ${id}`),
    ...ownItems.filter((id) => draft.own[id] === undefined).map((id) => `own.${id}`),
  ];
  const entry = writeBeginning(draft, begun);
  const read_ = readShape(newEntry, entry, locale);
  const shape = draft.protocol
    ? gather([[{ ok: read_.issues.length === 0, issues: read_.issues } as Reply, entry]])
    : [];
  const faults = [
    ...(draft.protocol ? answers.issues : [stop("source", words.needed, true)]),
    ...unanswered.map((path) => stop(path, words.needed, true)),
    ...shape
      .filter(({ path }) => !path.startsWith("data.checklist"))
      .map((fault) => ({ ...fault, path: fault.path.replace(/^data/, "begun") })),
    ...(vialDiffers ? [stop("begun.vial", words.vialDiffers(draft.vial, draft.protocol?.vial ?? ""))] : []),
    ...(wristbandDiffers ? [stop("begun.wristband", words.wristbandDiffers)] : []),
    ...(ofAnother ? [stop("source", words.protocolOfAnother(name || number))] : []),
    ...(open > 0 && (draft.override.by.trim() === "" || draft.override.reason.trim() === "")
      ? [stop(draft.override.by.trim() === "" ? "override.by" : "override.reason", words.needed, true)]
      : []),
  ];
  return { begun, open, vialDiffers, wristbandDiffers, ofAnother, faults };
}
