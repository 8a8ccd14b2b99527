import type { Issue, Locale } from "../quantity/quantity.ts";
import type { Entry, NewEntry } from "../records/records.ts";
import type { Cases, Ledger, Person } from "../store/store.ts";
import type { Clinic } from "./clinic.ts";
import type { Exchange, SignedIn } from "./exchange.ts";
import { askerOf, personOf } from "./guard.ts";
import { mayEnter } from "./matrix.ts";
import { peopleWordsIn } from "./people-words.ts";
import { digestOf } from "./tokens.ts";

/** A second person who stands at this screen, by the token that signing in beside gave. */
export async function secondOf(exchange: Exchange, clinic: Clinic): Promise<SignedIn | undefined> {
  const token = exchange.req.header("x-theca-second");
  const person = exchange.get("person");
  if (token === undefined || !person) return undefined;
  const hash = digestOf("session", token.slice(0, 100));
  const found = await clinic.people("findSession", hash, askerOf(exchange).at, clinic.limits, true);
  if (found?.session.stage !== "beside" || found.session.beside !== person.session) return undefined;
  return personOf(found.account, found.session);
}

/** In whose names findings were overridden. */
function overriders(data: object): readonly unknown[] {
  const { overrides = [] } = data as { overrides?: readonly { by: unknown }[] };
  return overrides.map(({ by }) => by);
}

/** What may not be entered so by these people: another's name, what a role does not enter. */
export function objections(
  entries: readonly NewEntry[],
  person: SignedIn,
  second: SignedIn | undefined,
  locale: Locale,
): Issue[] {
  const words = peopleWordsIn(locale);
  return entries.flatMap((entry, i): Issue[] => {
    const path = (field: string): string => `entries[${i}].${field}`;
    const isCheck = entry.kind === "second check" || entry.kind === "signature";
    const author = entry.by === person.by ? person : isCheck && entry.by === second?.by ? second : undefined;
    if (!author) return [{ path: path("by"), message: words.otherName(person.by) }];
    // A kind that the table does not know is entered by nobody.
    const may = (mayEnter as Readonly<Record<string, readonly string[]>>)[entry.kind] ?? [];
    if (!author.roles.some((role) => may.includes(role)))
      return [{ path: path("kind"), message: words.notYourEntry(entry.kind) }];
    const isPrescriber = entry.kind === "signature" && entry.data.meaning === "prescriber";
    if (isPrescriber && !author.roles.includes("clinician"))
      return [{ path: path("data.meaning"), message: words.prescriberOnly }];
    return overriders(entry.data).every((by) => by === person.by)
      ? []
      : [{ path: path("data.overrides"), message: words.otherName(person.by) }];
  });
}

/** The ledger as the person who asks may use it: with a clinic, only charts that they may see. */
export function ledgerFor(exchange: Exchange, ledger: Ledger, clinic: Clinic | undefined): Ledger {
  if (!clinic) return ledger;
  const person = askerOf(exchange) as Person;
  return {
    ...ledger,
    add: (addition) => clinic.people("addEntriesAs", { ...addition, asker: person }),
    ofPatient: async (patient) => (await clinic.people("readEntriesAs", patient, person)) ?? [],
  };
}

/** A page of all entries, without those of charts that the person may not see; `last` is where the next page begins. */
export async function entriesFor(
  exchange: Exchange,
  ledger: Ledger,
  clinic: Clinic | undefined,
  after: number,
  most: number,
): Promise<{ readonly entries: readonly Entry[]; readonly last: number }> {
  if (clinic) return clinic.people("entriesSinceAs", after, most, askerOf(exchange) as Person);
  const entries = await ledger.since(after, most, askerOf(exchange));
  return { entries, last: entries.at(-1)?.sequence ?? after };
}

/** The patients whose charts the person may not see. */
export async function hiddenFor(
  exchange: Exchange,
  clinic: Clinic | undefined,
): Promise<ReadonlySet<string>> {
  if (!clinic) return new Set();
  const { account, at } = askerOf(exchange) as Person;
  return new Set(await clinic.people("hiddenFrom", account, at));
}

/** The plans of the workbench; with a clinic each reading and writing is written down. */
export function casesFor(exchange: Exchange, cases: Cases, clinic: Clinic | undefined): Cases {
  if (!clinic) return cases;
  const person = askerOf(exchange) as Person;
  return {
    list: () => clinic.people("listCasesAs", person),
    read: (id) => clinic.people("readCaseAs", id, person),
    save: (draft) => clinic.people("saveCaseAs", draft, person),
    remove: (id, revision) => clinic.people("removeCaseAs", id, revision, person),
  };
}
