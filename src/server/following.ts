import { setImmediate as breath } from "node:timers/promises";
import {
  type Entry,
  type Known,
  knownFrom,
  knownWith,
  readKnown,
  replay,
  type State,
  writeKnown,
} from "../records/records.ts";
import type { Asker, Ledger, Snapshot } from "../store/store.ts";

/** What is known of every patient, kept up with the ledger. */
export interface Following {
  /** As of a moment; each asking is audited. */
  readonly states: (moment: number, asker: Asker) => Promise<ReadonlyMap<string, State>>;
  /** Keeps what was derived since, so that the next start need not. */
  readonly keep: () => Promise<void>;
}

/** One patient: what is known, and the entry that it ends with. */
interface Followed extends Known {
  readonly sequence: number;
  readonly hash: string;
}

const page = { entries: 1000, snapshots: 100, patients: 50 } as const;
/** Snapshots are written once so many patients have gone on. */
const keptTogether = 200;

/**
 * Follows the ledger: a start reads the snapshots and only replays the patients who have gone on since; afterwards each
 * new entry is applied to what is known. A patient whose history changed before its end is replayed whole.
 */
export function following(ledger: Ledger): Following {
  const known = new Map<string, Followed>();
  const unkept = new Set<string>();
  let upTo = 0;
  let begun = false;
  let under: Promise<unknown> = Promise.resolve();

  const whole = async (patients: readonly string[], asker: Asker): Promise<void> => {
    for (let i = 0; i < patients.length; i += page.patients) {
      const some = patients.slice(i, i + page.patients);
      for (const [patient, entries] of byPatient(await ledger.ofPatients(some, asker))) {
        known.set(patient, { ...knownFrom(entries), ...endOf(entries) });
        unkept.add(patient);
      }
      await keep(keptTogether);
      await breath();
    }
  };
  const begin = async (asker: Asker): Promise<void> => {
    const heads = new Map((await ledger.heads()).map(({ patient, sequence }) => [patient, sequence]));
    for (let after: string | null = ""; after !== null; await breath()) {
      const { snapshots, last }: Awaited<ReturnType<Ledger["snapshots"]>> = await ledger.snapshots(
        after,
        page.snapshots,
        asker,
      );
      for (const { patient, sequence, entryHash, text } of snapshots) {
        const read = heads.get(patient) === sequence ? readKnown(text) : undefined;
        if (read) known.set(patient, { ...read, sequence, hash: entryHash });
      }
      after = last;
    }
    await whole(
      [...heads.keys()].filter((patient) => !known.has(patient)),
      asker,
    );
    upTo = [...heads.values()].reduce((most, sequence) => Math.max(most, sequence), 0);
    begun = true;
  };
  const goOn = async (asker: Asker): Promise<void> => {
    for (;;) {
      const some = await ledger.since(upTo, page.entries, asker);
      const broken: string[] = [];
      for (const [patient, all] of byPatient(some)) {
        const before = known.get(patient);
        const added = all.filter(({ sequence }) => sequence > (before?.sequence ?? 0));
        if (added.length === 0) continue;
        const after = before ? knownWith(before, added) : knownFrom(added);
        if (after) known.set(patient, { ...after, ...endOf(added) });
        else broken.push(patient);
        unkept.add(patient);
      }
      await whole(broken, asker);
      upTo = some.at(-1)?.sequence ?? upTo;
      if (some.length < page.entries) break;
      await breath();
    }
    await keep(keptTogether);
  };
  const keep = async (least: number): Promise<void> => {
    while (unkept.size >= Math.max(1, least)) {
      const some = [...unkept].slice(0, keptTogether);
      const snapshots = some.map((patient): Snapshot => {
        const { sequence, hash, ...rest } = known.get(patient)!;
        return { patient, sequence, entryHash: hash, text: writeKnown(rest) };
      });
      for (const patient of some) unkept.delete(patient);
      await ledger.keepSnapshots(snapshots);
      await breath();
    }
  };
  // One at a time: two readers of one page would count its entries twice.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = under.then(work, work);
    under = next.catch(() => undefined);
    return next;
  };
  return {
    states: (moment, asker) =>
      inTurn(async () => {
        if (!begun) await begin(asker);
        await goOn(asker);
        return statesAt(moment, known, ledger, asker);
      }),
    keep: () => inTurn(() => keep(1)),
  };
}

/** What was known of every patient at a moment: most histories end before it, the others are replayed up to it. */
async function statesAt(
  moment: number,
  known: ReadonlyMap<string, Followed>,
  ledger: Ledger,
  asker: Asker,
): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  const later: string[] = [];
  for (const [patient, { state, latest }] of known) {
    if (latest <= moment) states.set(patient, state);
    else later.push(patient);
  }
  for (let i = 0; i < later.length; i += page.patients) {
    const some = await ledger.ofPatients(later.slice(i, i + page.patients), asker);
    for (const [patient, entries] of byPatient(some))
      states.set(patient, replay(entries, { happened: moment }));
    await breath();
  }
  return states;
}

const endOf = (entries: readonly Entry[]): { sequence: number; hash: string } => {
  const { sequence, hash } = entries.at(-1)!;
  return { sequence, hash };
};

function byPatient(entries: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const of = found.get(entry.patient);
    if (of) of.push(entry);
    else found.set(entry.patient, [entry]);
  }
  return found;
}
