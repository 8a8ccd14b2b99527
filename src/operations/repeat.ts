import { z } from "zod";
import {
  instant,
  type Issue,
  type Language,
  languageOf,
  readParts,
  writeInstant,
} from "../quantity/quantity.ts";
import {
  type Entry,
  genesis,
  hashOf,
  isStrangerTo,
  plainName,
  replay,
  type State,
  writeEntry,
  writeFact,
} from "../records/records.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { readEntries } from "./read-entries.ts";
import { exampleEntries } from "./standing.ts";

const input = z.strictObject({
  now: instant(),
  /** Whose settings are asked for. */
  patient: z.uuid(),
  /** The pump as it was interrogated. */
  serial: z.string().min(1).max(200),
  /** The entries of that patient as they are kept, each with its place in the chain and its hash. */
  entries: z
    .array(z.unknown().meta({ title: "entry" }))
    .min(1)
    .max(100_000),
});

const sentences = {
  en: {
    stranger: "is another patient's entry: nothing is repeated from it",
    noPump: "no pump of this patient is on record",
    otherPump: (own: string) => `the patient's pump is ${own}: settings of another pump are not repeated`,
    nothing: "no settings of this pump are on record: nothing was set since it was implanted or last reset",
    unchained:
      "is not as it is kept: without its hash nothing says that these are the settings that were saved",
    altered: "is not what was saved: its text and its hash do not belong together",
  },
  zh: {
    stranger: "是另一位患者的条目：不从中重复任何设定",
    noPump: "没有此患者的泵的记录",
    otherPump: (own: string) => `患者的泵是 ${own}：不重复另一台泵的设定`,
    nothing: "没有此泵的设定记录：自植入或上次复位以来未作设定",
    unchained: "不是所保存的形式：没有哈希值，无从得知这就是所保存的设定",
    altered: "与所保存的不符：文本与哈希值不一致",
  },
} satisfies Record<Language, Record<string, unknown>>;

/** The program change that set what runs now: of this patient's present pump, and of no other (P-14). */
function lastSet(
  entries: readonly Entry[],
  { program }: State,
): Extract<Entry, { kind: "program change" }> | undefined {
  const found = entries.find(({ id }) => id === program?.entry);
  return found?.kind === "program change" ? found : undefined;
}

function run(given: unknown, { locale }: Context): Reply {
  const say = sentences[languageOf(locale)];
  const { parts, issues } = readParts(input, given, locale);
  const { now, patient, serial } = parts;
  const { entries, issues: unread } = readEntries(parts.entries ?? [], locale, "entries");
  const all: Issue[] = [...issues, ...unread];
  const isStranger = isStrangerTo(patient, entries);
  entries.forEach((entry, i) => {
    if (patient && isStranger(entry)) all.push({ path: `entries[${i}].patient`, message: say.stranger });
  });
  if (all.length > 0 || !now || serial === undefined) return refused(all);
  const state = replay(entries, { happened: now.epoch });
  const { pump } = state;
  if (!pump) return refused([{ path: "serial", message: say.noPump }]);
  if (plainName(pump.serial) !== plainName(serial))
    return refused([{ path: "serial", message: say.otherPump(pump.serial) }]);
  const set = lastSet(entries, state);
  if (!set) return refused([{ path: "entries", message: say.nothing }]);
  const i = entries.indexOf(set);
  if (set.hash === genesis) return refused([{ path: `entries[${i}].hash`, message: say.unchained }]);
  if (hashOf(set) !== set.hash) return refused([{ path: `entries[${i}].hash`, message: say.altered }]);
  return answered({
    of: set.id,
    at: writeInstant(set.at),
    by: set.by,
    hash: set.hash,
    program: writeFact(set.data.program),
    patientBolus: set.data.patientBolus ? writeFact(set.data.patientBolus) : null,
  });
}

/** Entries as a ledger keeps them, each linked to the one before: for examples. */
export function chained(entries: readonly unknown[]): Record<string, unknown>[] {
  let previous = genesis;
  return readEntries(entries, "en-US", "entries").entries.map((entry, i) => {
    const link = { ...entry, sequence: i + 1, recordedAt: 0, previous };
    previous = hashOf(link);
    return writeEntry({ ...link, hash: previous });
  });
}

export const repeat: Operation = {
  name: "repeat",
  summary:
    "The last settings of this patient and this pump exactly as they were saved, their hash verified; otherwise refused.",
  input,
  bulk: true,
  example: {
    now: "2026-04-05T08:00:00Z",
    patient: exampleEntries[0]!.patient,
    serial: "NGP1",
    entries: chained(exampleEntries),
  },
  run,
};
