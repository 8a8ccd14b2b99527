import { z } from "zod";
import {
  type Instant,
  instant,
  type Language,
  languageOf,
  parted,
  readParts,
  writeInstant,
} from "../quantity/quantity.ts";
import { effective, newEntry } from "../records/records.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";

const input = z.strictObject({
  /** What happened until this moment has happened; the rest is to come. */
  now: instant(),
  /** Entries of any number of patients, in the order in which they were recorded. */
  entries: z.array(newEntry).max(1_000_000),
});

const sentences = {
  en: {
    kept: "kept as it was entered: what happened, happened then",
    moved: "its clock time now stands for another moment: ask which was meant",
  },
  zh: { kept: "按录入时保留：事情发生于彼时", moved: "其钟面时间现指另一时刻：请问清原意" },
} satisfies Record<Language, Record<string, string>>;

const minute = 60_000;

/** The same clock time at the offset that the zone has now. */
function sameClock({ epoch, offset }: Instant, zone: string): Instant {
  let now = parted({ epoch, offset }, zone)?.offset ?? offset;
  const moved = epoch + (offset - now) * minute;
  // A change of clocks between the two moments has the last word.
  now = parted({ epoch: moved, offset: now }, zone)?.offset ?? now;
  return { epoch: epoch + (offset - now) * minute, offset: now };
}

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  const say = sentences[languageOf(locale)];
  const kept = effective(keptInOrder(entries), { happened: Number.POSITIVE_INFINITY });
  const otherwise = kept.flatMap(({ id, patient, kind, at, zone }) => {
    const found = zone === undefined ? undefined : parted(at, zone);
    if (!found) return [];
    const past = at.epoch <= now.epoch;
    const there = { epoch: at.epoch, offset: found.offset };
    return [
      {
        past,
        row: {
          entry: id,
          patient,
          kind,
          zone,
          at: writeInstant(at),
          there: writeInstant(there),
          ...(past ? {} : { sameClock: writeInstant(sameClock(at, zone!)) }),
          sentence: past ? say.kept : say.moved,
        },
      },
    ];
  });
  return answered({
    asOf: writeInstant(now),
    past: otherwise.filter(({ past }) => past).map(({ row }) => row),
    future: otherwise.filter(({ past }) => !past).map(({ row }) => row),
  });
}

export const zones: Operation = {
  name: "zones",
  summary:
    "Entries whose offset is not what this machine's time zone table gives for their zone: the past stays, the future is listed.",
  input,
  bulk: true,
  example: {
    now: "2026-04-05T08:00:00Z",
    entries: exampleEntries.map((entry) => ({ ...entry, zone: "Europe/Berlin" })),
  },
  run,
};
