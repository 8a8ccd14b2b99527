import { z } from "zod";
import { type Instant, instant, type Locale, readParts, writeInstant } from "../quantity/quantity.ts";
import { likeAmong, newEntry, searchFor, type State } from "../records/records.ts";
import { statesOf } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";
import { writeGiven } from "./standing/given.ts";

/** How many are answered; whoever looks for somebody names them. */
const most = 200;

/** Who is looked for. */
export const findPatientOptions = {
  /** Words of a name in any order, or part of a number; empty or absent: everybody. */
  search: z.string().max(200).optional(),
};

const input = z.strictObject({
  /** As of this moment. */
  now: instant(),
  entries: z.array(newEntry).max(1_000_000),
  ...findPatientOptions,
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries, search } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  return findPatients(statesOf(keptInOrder(entries), now), now, search ?? "", locale);
}

/** Whoever a search names, by name; people whose names can be taken for one another are marked (I-04). */
export function findPatients(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  search: string,
  locale: Locale,
): Reply {
  const everybody = [...states].filter(([, { patient, pump }]) => patient || pump);
  const isWanted = searchFor(search);
  const found = everybody.filter(([, state]) => isWanted(state));
  const { compare } = new Intl.Collator(locale);
  const nameOf = ([, { patient }]: Standing): string => patient?.name ?? "";
  const shown = firstOf(found, (a, b) => compare(nameOf(a), nameOf(b)) || (a[0] < b[0] ? -1 : 1));
  const people = new Map(everybody.flatMap(([id, { patient }]) => (patient ? [[patient, id]] : [])));
  const like = likeAmong([...people.keys()]);
  return answered({
    asOf: writeInstant(now),
    patients: shown.map(([id, state]) => ({
      patient: id,
      name: state.patient?.name ?? null,
      birthDate: state.patient?.birthDate ?? null,
      identifiers: state.patient?.identifiers ?? [],
      serial: state.pump?.serial ?? null,
      pump: state.pump ? ("model" in state.pump.choice ? state.pump.choice.model : "custom") : null,
      visitOpen: state.visitOpen,
      delivery: state.delivery,
      transferred: state.transferred
        ? { to: state.transferred.data.to, at: writeInstant(state.transferred.at) }
        : null,
      session: state.session ? { at: writeInstant(state.session.at), by: state.session.by } : null,
      ...writeAlike(state.patient ? like(state.patient) : [], people),
      given: writeGiven(state),
    })),
    found: found.length,
    all: everybody.length,
  });
}

type Person = NonNullable<State["patient"]>;

/** Whoever can be taken for somebody, by name and by record: it may be one person, entered twice. */
const writeAlike = (alike: readonly Person[], records: ReadonlyMap<Person, string>): object => ({
  alike: alike.map(({ name }) => name),
  twins: alike.map((one) => ({ patient: records.get(one), name: one.name, birthDate: one.birthDate })),
});

type Standing = readonly [patient: string, state: State];

/** The first so many in an order, without putting the rest in order. */
function firstOf(all: readonly Standing[], order: (a: Standing, b: Standing) => number): Standing[] {
  const first: Standing[] = [];
  for (const one of all) {
    if (first.length === most && order(first.at(-1)!, one) < 0) continue;
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(first[middle]!, one) < 0) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, one);
    if (first.length > most) first.pop();
  }
  return first;
}

export const patients: Operation = {
  name: "patients",
  summary: "Finds patients by name or number among the entries of a clinic; look-alike names are marked.",
  input,
  bulk: true,
  example: { now: "2026-04-05T08:00:00Z", entries: exampleEntries, search: "person test" },
  run,
};
