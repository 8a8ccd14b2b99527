import { z } from "zod";
import { type Instant, instant, type Locale, readParts, writeInstant } from "../quantity/quantity.ts";
import { glance, looksAlike, matchesSearch, newEntry, type State } from "../records/records.ts";
import { statesOf } from "./drylist.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";

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
  const found = everybody
    .filter(([, state]) => matchesSearch(state, search))
    .map(([id, state]) => ({ id, state, name: state.patient?.name ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name, locale) || (a.id < b.id ? -1 : 1));
  const shown = found.slice(0, most);
  const glances = everybody.flatMap(([id, { patient }]) =>
    patient ? [{ id, name: patient.name, glance: glance(patient.name) }] : [],
  );
  const byId = new Map(glances.map((one) => [one.id, one.glance]));
  const alike = (id: string): string[] => {
    const own = byId.get(id);
    return own
      ? glances.filter((one) => one.id !== id && looksAlike(own, one.glance)).map((one) => one.name)
      : [];
  };
  return answered({
    asOf: writeInstant(now),
    patients: shown.map(({ id, state }) => ({
      patient: id,
      name: state.patient?.name ?? null,
      birthDate: state.patient?.birthDate ?? null,
      identifiers: state.patient?.identifiers ?? [],
      serial: state.pump?.serial ?? null,
      pump: state.pump ? ("model" in state.pump.choice ? state.pump.choice.model : "custom") : null,
      visitOpen: state.visitOpen,
      delivery: state.delivery,
      alike: alike(id),
    })),
    found: found.length,
    all: everybody.length,
  });
}

export const patients: Operation = {
  name: "patients",
  summary: "Finds patients by name or number among the entries of a clinic; look-alike names are marked.",
  input,
  bulk: true,
  example: { now: "2026-04-05T08:00:00Z", entries: exampleEntries, search: "person test" },
  run,
};
