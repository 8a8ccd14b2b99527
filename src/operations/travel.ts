import { z } from "zod";
import { day } from "../delivery/delivery.ts";
import {
  type Hours,
  hoursBetween,
  type Instant,
  instant,
  instantAfter,
  inward,
  type Locale,
  offsetAt,
  outward,
  readInstant,
  readParts,
  renderDuration,
  renderInstant,
  writeInstant,
} from "../quantity/quantity.ts";
import { clockAhead, happenedBy, ownerOf, replay, type State } from "../records/records.ts";
import { listDry } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { entriesOfOne, exampleEntries } from "./standing.ts";
import { stepsBy } from "./standing/clock.ts";
import { sentencesIn } from "./travel/sentences.ts";

const input = z.strictObject({
  now: instant(),
  entries: entriesOfOne,
  /** Where the patient goes, as an IANA zone. */
  zone: z.string().min(1).max(80),
  /** The patient arrives, and leaves again. */
  from: instant(),
  to: instant().optional(),
});

const longest = inward({ value: 2, unit: "a" }, "time");

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries, zone, from, to } = parts;
  const say = sentencesIn(locale);
  if (zone !== undefined && offsetAt(0, zone) === undefined)
    issues.push({ path: "zone", message: say.noZone(zone) });
  if (from && to && to.epoch <= from.epoch) issues.push({ path: "to", message: say.backwards });
  else if (from && to && hoursBetween(from, to) > longest) issues.push({ path: "to", message: say.tooLong });
  if (issues.length > 0 || !now || !entries || !zone || !from) return refused(issues);
  const state = replay(happenedBy(keptInOrder(entries), now.epoch), { happened: now.epoch });
  const listed = listDry(state.merged ? [] : [[ownerOf(entries)!, state]], now, {}, locale);
  return answered(
    {
      zone,
      from: writeInstant(there(from, zone)),
      to: to ? writeInstant(there(to, zone)) : null,
      stretches: stretchesIn(zone, from, to).map((stretch) => writeStretch(stretch, state, locale)),
      dates: listed.ok ? datesOf(listed.answer, zone, from, to, locale) : [],
    },
    listed.ok ? listed.gaps : [],
    [...(listed.ok ? listed.assumed : []), ...(to ? [] : [say.open])],
  );
}

/** The same moment by the clocks of a zone. */
const there = ({ epoch, offset }: Instant, zone: string): Instant => ({
  epoch,
  offset: offsetAt(epoch, zone) ?? offset,
});

/** Stretches in which the clocks there are not changed: one, or more where summer time begins or ends. */
function stretchesIn(zone: string, from: Instant, to: Instant | undefined): Instant[] {
  const stretches = [there(from, zone)];
  // With no end in sight only what is so on arrival is told.
  if (!to) return stretches;
  const end = to.epoch;
  for (let at = from; at.epoch < end; at = instantAfter(at, day)) {
    const next = there(instantAfter(at, day), zone);
    if (next.offset !== stretches.at(-1)!.offset) {
      const change = changeBetween(at, next, zone);
      if (change.epoch < end) stretches.push(change);
    }
  }
  return stretches;
}

const minute = inward({ value: 1, unit: "min" }, "time");

/** The minute in which the clocks of a zone are changed, between two moments of which the later is after it. */
function changeBetween(before: Instant, after: Instant, zone: string): Instant {
  let low = 0;
  let high = Math.round(hoursBetween(before, after) / minute);
  const at = (minutes: number): Instant => there(instantAfter(before, (minutes * minute) as Hours), zone);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle).offset === after.offset) high = middle;
    else low = middle;
  }
  return at(high);
}

function writeStretch(from: Instant, state: State, locale: Locale): object {
  const say = sentencesIn(locale);
  const ahead = clockAhead(state, from);
  const program = state.program?.program;
  const steps = program && ahead !== undefined ? stepsBy(program, ahead) : [];
  const by = renderDuration(Math.abs(ahead ?? 0) as Hours, locale);
  const sentence = (): string => {
    if (!program || ahead === undefined) return say.unknown;
    if (program.mode === "stopped") return say.stopped;
    if (program.mode !== "flex") return say.even;
    return ahead === 0 ? say.same : ahead > 0 ? say.ahead(by) : say.behind(by);
  };
  return {
    from: writeInstant(from),
    ahead: ahead === undefined ? null : outward(ahead, "time", "min"),
    sentence: sentence(),
    steps: steps.map(({ here, ...step }) => ({ ...step, there: here })),
  };
}

interface Dated {
  readonly pumps: readonly {
    readonly refillBy: { readonly at: string } | null;
    readonly alarmAt: { readonly at: string } | null;
    readonly emptyAt: { readonly early: { readonly at: string } | null } | null;
  }[];
}

/** What is due before, during and after a journey, by the clocks there. */
function datesOf(
  answer: unknown,
  zone: string,
  from: Instant,
  to: Instant | undefined,
  locale: Locale,
): object[] {
  const say = sentencesIn(locale);
  const [pump] = (answer as Dated).pumps;
  const all = [
    ["refill", pump?.refillBy?.at],
    ["alarm", pump?.alarmAt?.at],
    ["empty", pump?.emptyAt?.early?.at],
  ] as const;
  return all.flatMap(([what, text]) => {
    const date = text === undefined ? undefined : readInstant(text);
    if (!date) return [];
    const at = there(date, zone);
    const falls = at.epoch < from.epoch ? "before" : to && at.epoch > to.epoch ? "after" : "during";
    return [{ what, at: writeInstant(at), falls, sentence: say[what][falls](renderInstant(at, locale)) }];
  });
}

export const travel: Operation = {
  name: "travel",
  summary:
    "What a patient's program does by the clocks of another time zone, and which of the pump's dates fall into the journey.",
  input,
  bulk: true,
  example: {
    now: "2026-04-05T08:00:00Z",
    entries: exampleEntries,
    zone: "Asia/Tokyo",
    from: "2026-04-20T12:00:00Z",
    to: "2026-05-04T12:00:00Z",
  },
  run,
};
