import { z } from "zod";
import { type Language, languageOf, type Locale, readParts, writeInstant } from "../quantity/quantity.ts";
import { affectedBy, type Affected, type Entry, type Recall, recordsOf } from "../records/records.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { readEntries } from "./read-entries.ts";

const word = z.string().min(1).max(200);

/** What a recall names; one at least. A serial number may end in an asterisk. */
export const recallOptions = {
  model: word.optional(),
  serial: word.optional(),
  lot: word.optional(),
  tubingVersion: word.optional(),
};
const named = z.strictObject(recallOptions);
const input = z.strictObject({
  recall: named,
  entries: z.array(z.unknown().meta({ title: "entry" })).max(100_000),
});

const sentences = {
  en: { nothing: "expected what the recall names: a model, serial, lot or tubing version" },
  zh: { nothing: "应写明召回所指：型号、序列号、批号或管路版本" },
} satisfies Record<Language, Record<string, string>>;

/** What a recall names among the entries of patients, those still in a patient first; or that it names nothing. */
export function recallAmong(recall: Recall, patients: Iterable<readonly Entry[]>, locale: Locale): Reply {
  if (Object.values(recall).every((value) => value === undefined))
    return refused([{ path: "recall", message: sentences[languageOf(locale)].nothing }]);
  const found: Affected[] = [];
  for (const entries of patients) found.push(...affectedBy(recall, entries));
  found.sort(
    (a, b) => Number(a.until !== undefined) - Number(b.until !== undefined) || a.since.epoch - b.since.epoch,
  );
  return answered({
    affected: found.map(({ since, until, patient, what, ...rest }) => ({
      patient,
      what,
      name: rest.name ?? null,
      model: rest.model ?? null,
      serial: rest.serial ?? null,
      lot: rest.lot ?? null,
      tubingVersion: rest.tubingVersion ?? null,
      since: writeInstant(since),
      until: until ? writeInstant(until) : null,
    })),
  });
}

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const read = readEntries(parts.entries ?? [], locale, "entries");
  if (issues.length + read.issues.length > 0 || !parts.recall) return refused([...issues, ...read.issues]);
  return recallAmong(parts.recall, recordsOf(read.entries).values(), locale);
}

const envelope = {
  patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f",
  at: "2026-01-05T08:00:00+01:00",
  by: "A. Nurse",
  from: "entered",
};

export const recall: Operation = {
  name: "recall",
  summary: "Whose pump, catheter or solution a recall names, by model, serial, lot or tubing version.",
  input,
  example: {
    recall: { model: "synchromed-ii-40", serial: "NGP1*" },
    entries: [
      {
        ...envelope,
        id: "00000000-0000-4000-8000-000000000001",
        kind: "pump implanted",
        data: { pump: { model: "synchromed-ii-40" }, serial: "NGP123456H", tubingVersion: "0.199" },
      },
    ],
  },
  bulk: true,
  run,
};
