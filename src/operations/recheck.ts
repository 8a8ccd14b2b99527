import { z } from "zod";
import { indications, jurisdictions, library, phases } from "../knowledge/knowledge.ts";
import {
  type Instant,
  instant,
  type Locale,
  readParts,
  renderDuration,
  renderQuantity,
  inward,
  writeInstant,
} from "../quantity/quantity.ts";
import { newEntry, type State, writeFact } from "../records/records.ts";
import { atOneGo } from "./at-one-go.ts";
import { statesOf } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { checkRunning, type News, type Rechecked } from "./recheck/check-running.ts";
import { sentencesIn } from "./recheck/sentences.ts";
import { exampleEntries } from "./standing.ts";
import { writeFinding } from "./write-finding.ts";

/** How running programs are re-checked. */
export const recheckOptions = {
  /** What a program is taken to be for where the record does not say. */
  purpose: z
    .strictObject({
      indication: z.enum(indications),
      phase: z.enum(phases),
      jurisdiction: z.enum(jurisdictions),
    })
    .optional(),
};
type Options = z.output<z.ZodObject<typeof recheckOptions>>;

const input = z.strictObject({
  /** As of this moment. */
  now: instant(),
  /** Entries of any number of patients, in the order in which they were recorded. */
  entries: z.array(newEntry).max(1_000_000),
  ...recheckOptions,
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  return atOneGo(recheckStepwise(statesOf(keptInOrder(entries), now), now, parts, locale));
}

/** So many programs are checked between two steps: some milliseconds of work. */
const atOnce = 20;

/** Every running program against the limits shipped now, in steps: what is new first, what cannot be checked last. */
export function* recheckStepwise(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  { purpose }: Partial<Options>,
  locale: Locale,
): Generator<void, Reply> {
  const found: Rechecked[] = [];
  for (const [patient, state] of states) {
    const one = checkRunning(patient, state, now, purpose, locale);
    if (one && found.push(one) % atOnce === 0) yield;
  }
  const isNew = (one: Rechecked): boolean => one.news.length > 0 || one.tubing !== undefined;
  const told = found
    .filter((one) => isNew(one) || one.gone.length > 0 || one.unchecked)
    .sort((a, b) => rank(a) - rank(b));
  return answered(
    {
      asOf: writeInstant(now),
      library: library.version,
      running: found.length,
      /** Checked under this library before, and not again. */
      checkedBefore: found.filter(({ before }) => before?.data.library === library.version).length,
      withNews: found.filter(isNew).length,
      notChecked: found.filter(({ unchecked }) => unchecked).length,
      programs: told.map((one) => write(one, locale)),
      /** What to keep where nothing is new, so that the next version is held against this one. */
      keep: found
        .filter((one) => one.keep && !isNew(one))
        .map(({ patient, keep }) => ({ patient, data: writeFact(keep) })),
    },
    [],
    purpose ? [sentencesIn(locale).purposeTaken] : [],
  );
}

const stands = ["beyond", "above", "below", "within"];
/** Blocking first, then by how far it stands outside, then another tubing volume, then what is gone or unchecked. */
function rank({ news, tubing, gone }: Rechecked): number {
  const [first] = news.map(({ finding }) => (finding.blocks ? 0 : 1 + stands.indexOf(finding.stands))).sort();
  return first ?? (tubing ? stands.length + 1 : gone.length > 0 ? stands.length + 2 : stands.length + 3);
}

function write(one: Rechecked, locale: Locale): object {
  const { patient, state, running, before, unchecked, tubing } = one;
  const say = sentencesIn(locale);
  return {
    patient,
    name: state.patient?.name ?? null,
    identifiers: state.patient?.identifiers ?? [],
    serial: state.pump!.serial,
    program: writeFact(running.program),
    since: writeInstant(running.set),
    before: before ? { at: writeInstant(before.at), by: before.by, library: before.data.library } : null,
    ...(unchecked ? { unchecked, sentence: say.unchecked[unchecked] } : !before && { sentence: say.never }),
    news: one.news.map((each) => ({
      ...writeFinding(each.finding),
      since: sayBefore(each, before !== undefined, locale),
    })),
    gone: one.gone,
    tubing: tubing
      ? {
          ...tubing,
          sentence: say.tubing(renderQuantity(tubing.was, locale), renderQuantity(tubing.now, locale)),
          ...(running.bridge && {
            bridge: say.bridge(
              renderQuantity(running.bridge.volume, locale),
              renderDuration(inward(running.bridge.duration, "time"), locale),
            ),
          }),
        }
      : null,
    keep: one.keep ? writeFact(one.keep) : null,
  };
}

function sayBefore({ finding, was }: News, isKept: boolean, locale: Locale): string | null {
  if (!isKept) return null;
  const say = sentencesIn(locale);
  if (!was) return say.new;
  return was.stands === finding.stands ? say.otherBound(was.bound ?? "") : say.was(say.stands[was.stands]);
}

export const recheck: Operation = {
  name: "recheck",
  summary:
    "Every running program against the limits and tubing volumes shipped now: what is new since the library it was last checked under.",
  input,
  bulk: true,
  example: {
    now: "2026-04-05T08:00:00Z",
    purpose: { indication: "spasticity-spinal", phase: "maintenance", jurisdiction: "US" },
    entries: exampleEntries,
  },
  run,
};
