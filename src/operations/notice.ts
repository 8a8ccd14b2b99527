import { z } from "zod";
import {
  type Hours,
  instant,
  inward,
  outward,
  quantity,
  readParts,
  renderDays,
  renderQuantity,
  writeInstant,
} from "../quantity/quantity.ts";
import { newEntry } from "../records/records.ts";
import { statesOf } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { type Counts, furthest, lookedOverStepwise } from "./notice/count.ts";
import { sentencesIn } from "./notice/sentences.ts";
import { writeDigest } from "./notice/write.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";

const input = z.strictObject({
  /** As of this moment, at the offset of the clinic. */
  now: instant(),
  entries: z.array(newEntry).max(1_000_000),
  /** How far ahead a pump that may run dry is counted. */
  within: quantity("time").optional(),
  /** Where the list is. */
  link: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});

const usual = { value: 7, unit: "d" } as const;

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  const within = inward(parts.within ?? usual, "time");
  if (!(within <= inward(furthest, "time")))
    return refused([
      { path: "within", message: sentencesIn(locale).tooFar(renderQuantity(furthest, locale)) },
    ]);
  const work = lookedOverStepwise(statesOf(keptInOrder(entries), now), now, within, locale);
  for (let step = work.next(); ; step = work.next()) {
    if (!step.done) continue;
    const { counts } = step.value;
    const assumed = parts.within ? [] : [sentencesIn(locale).assumedWithin(renderDays(within, locale))];
    return answered(
      {
        asOf: writeInstant(now),
        counts: writeCounts(counts),
        ...writeDigest(counts, now, parts.link, locale),
      },
      [],
      assumed,
    );
  }
}

const writeCounts = ({ within, ...counts }: Counts): object => ({
  ...counts,
  within: outward(within as Hours, "time", "d"),
});

export const notice: Operation = {
  name: "notice",
  summary:
    "What the morning's notice to a clinic says: counts of what stands open and who may run dry, and no word of anybody.",
  input,
  bulk: true,
  example: {
    now: "2026-06-25T07:00:00+02:00",
    entries: [
      ...exampleEntries,
      {
        id: "00000000-0000-4000-8000-000000000020",
        patient: exampleEntries[0]!.patient,
        at: "2026-06-24T08:00:00Z",
        by: "nurse",
        from: "entered",
        kind: "alarm",
        data: { level: "critical", cause: "motor stall", heard: "two tones" },
      },
    ],
    within: "14 d",
    link: "https://theca.clinic.example/#/drylist",
  },
  run,
};
