import { z } from "zod";
import { fhirProfiles, writeFhir } from "../formats/formats.ts";
import { languageOf, readParts } from "../quantity/quantity.ts";
import { newEntry } from "../records/records.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { readEntries } from "./read-entries.ts";

const input = z.strictObject({
  /** Entries of the ledger, as entered or as exported. */
  entries: z.array(z.unknown().meta({ title: "entry" })).max(100_000),
  /** Whether the profiles and extensions that are used are wanted beside it. */
  profiles: z.boolean().optional(),
});

const sentences = {
  en: {
    numbered:
      "entries without a place in the ledger are taken in the order given, recorded when they happened",
  },
  zh: { numbered: "未带账本序号的记录按所给顺序编号，记录时刻取其发生时刻" },
};

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const read = readEntries(parts.entries ?? [], locale, "entries");
  if (issues.length + read.issues.length > 0) return refused([...issues, ...read.issues]);
  return answered(
    { bundle: writeFhir(read.entries), ...(parts.profiles && { profiles: fhirProfiles }) },
    [],
    read.numbered ? [sentences[languageOf(locale)].numbered] : [],
  );
}

const envelope = {
  patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f",
  at: "2026-01-05T08:00:00+01:00",
  by: "A. Nurse",
  from: "entered",
};

/** Entries in, and the same entries out. */
export const exampleEntries: readonly z.input<typeof newEntry>[] = [
  {
    ...envelope,
    id: "00000000-0000-4000-8000-000000000001",
    kind: "patient",
    data: {
      name: "Example Person",
      birthDate: "1970-04-30",
      identifiers: [{ system: "clinic", value: "17" }],
    },
  },
  {
    ...envelope,
    id: "00000000-0000-4000-8000-000000000002",
    kind: "program change",
    data: { program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" }, reason: "start" },
  },
] as never;

export const tofhir: Operation = {
  name: "tofhir",
  summary: "Entries of the ledger as a FHIR R4 collection, with the profiles for implanted pumps on request.",
  input,
  example: { entries: exampleEntries },
  bulk: true,
  run,
};
