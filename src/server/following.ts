import { setImmediate as breath } from "node:timers/promises";
import {
  type Entry,
  isOfBoth,
  type Known,
  knownFrom,
  knownWith,
  readKnown,
  recordsOf,
  replay,
  type State,
  writeKnown,
} from "../records/records.ts";
import type { Asker, Ledger, Snapshot } from "../store/store.ts";

/** What is known of every patient, kept up with the ledger; whoever has two records that are merged stands there once. */
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

const page = { entries: 1000, snapshots: 100, patients: 20 } as const;
/** Snapshots are written once so many patients have gone on, so many in one transaction. */
const kept = { from: 200, together: 20 } as const;
/** A snapshot that ends so many entries before the end of the ledger is not gone on from: its patient is replayed. */
const farBehind = 20_000;

/**
 * Follows the ledger: a start reads the snapshots and what was recorded since; afterwards each new entry is applied to
 * what is known. A patient whose history changed before its end, or whose snapshot is far behind, is replayed whole.
 */
export function following(ledger: Ledger): Following {
  const known = new Map<string, Followed>();
  const unkept = new Set<string>();
  /** Made when it is asked for, and again once somebody went on; a list that is being written keeps its own. */
  let ends: Ends | undefined;
  const follow = (patient: string, followed: Followed): void => {
    known.set(patient, followed);
    ends = undefined;
  };
  let upTo = 0;
  let begun = false;
  let under: Promise<unknown> = Promise.resolve();

  const whole = async (patients: readonly string[], asker: Asker): Promise<void> => {
    for (let i = 0; i < patients.length; i += page.patients) {
      const some = patients.slice(i, i + page.patients);
      const slice = sliced();
      const records = recordsOf(await ledger.ofPatients(some, asker));
      for (const patient of some) {
        const entries = records.get(patient);
        if (!entries) continue;
        follow(patient, { ...knownFrom(entries), ...endOf(patient, entries) });
        unkept.add(patient);
        await slice();
      }
      keepSoon();
      await breath();
    }
  };
  const begin = async (asker: Asker): Promise<void> => {
    const heads = new Map((await ledger.heads()).map(({ patient, sequence }) => [patient, sequence]));
    upTo = [...heads.values()].reduce((most, sequence) => Math.max(most, sequence), 0);
    const oldest = upTo - farBehind;
    for (let after: string | null = ""; after !== null; await breath()) {
      const { snapshots, last }: Awaited<ReturnType<Ledger["snapshots"]>> = await ledger.snapshots(
        after,
        page.snapshots,
        asker,
      );
      const slice = sliced();
      for (const { patient, sequence, entryHash, text } of snapshots) {
        const head = heads.get(patient);
        const goesOn = head !== undefined && (sequence === head || (sequence < head && sequence > oldest));
        const read = goesOn ? readKnown(text) : undefined;
        if (read) follow(patient, { ...read, sequence, hash: entryHash });
        // What came after a snapshot is read with what comes next.
        if (read && sequence < head!) upTo = Math.min(upTo, sequence);
        await slice();
      }
      after = last;
    }
    await whole(
      [...heads.keys()].filter((patient) => !known.has(patient)),
      asker,
    );
    begun = true;
  };
  const goOn = async (asker: Asker): Promise<void> => {
    for (;;) {
      const some = await ledger.since(upTo, page.entries, asker);
      const broken: string[] = [];
      for (const [patient, all] of Map.groupBy(some, (entry) => entry.patient)) {
        const before = known.get(patient);
        const added = all.filter(({ sequence }) => sequence > (before?.sequence ?? 0));
        if (added.length === 0) continue;
        const after = before ? knownWith(before, added) : fromItsOwn(added);
        if (after) follow(patient, { ...after, ...endOf(patient, added) });
        else broken.push(patient);
        unkept.add(patient);
      }
      await whole(broken, asker);
      upTo = some.at(-1)?.sequence ?? upTo;
      if (some.length < page.entries) break;
      await breath();
    }
    keepSoon();
  };
  const keep = async (): Promise<void> => {
    while (unkept.size > 0) {
      const slice = sliced();
      const snapshots: Snapshot[] = [];
      for (const patient of [...unkept].slice(0, kept.together)) {
        const followed = known.get(patient);
        // Whoever goes on from here on is to be kept once more.
        unkept.delete(patient);
        if (!followed) continue;
        const { sequence, hash, ...rest } = followed;
        const given = rest.state.given?.map(({ record }) => record);
        const text = writeKnown(rest);
        snapshots.push({ patient, sequence, entryHash: hash, text, ...(given && { given }) });
        await slice();
      }
      await ledger.keepSnapshots(snapshots);
    }
  };
  let keeping: Promise<void> = Promise.resolve();
  const keepAll = (): Promise<void> => {
    keeping = keeping.catch(() => undefined).then(() => keep());
    return keeping;
  };
  /** Nobody waits for snapshots; one that cannot be written is derived again at the next start. */
  const keepSoon = (): void => {
    if (unkept.size >= kept.from) keepAll().catch(() => undefined);
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
        for (const { patient } of await ledger.erasures()) {
          if (known.delete(patient)) ends = undefined;
          unkept.delete(patient);
        }
        ends ??= endsOf(known);
        return ends.latest <= moment ? ends.states : statesAt(moment, known, ledger, asker);
      }),
    keep: () => inTurn(() => keepAll()),
  };
}

/** What is known of all patients at the end of the ledger, and when the latest thing happened. */
interface Ends {
  readonly states: ReadonlyMap<string, State>;
  readonly latest: number;
}

function endsOf(known: ReadonlyMap<string, Followed>): Ends {
  const states = new Map<string, State>();
  let end = Number.NEGATIVE_INFINITY;
  for (const [patient, { state, latest }] of known) {
    if (!state.merged) states.set(patient, state);
    if (latest > end) end = latest;
  }
  return { states, latest: end };
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
    if (latest > moment) later.push(patient);
    else if (!state.merged) states.set(patient, state);
  }
  for (let i = 0; i < later.length; i += page.patients) {
    const some = later.slice(i, i + page.patients);
    const records = recordsOf(await ledger.ofPatients(some, asker));
    for (const patient of some) {
      const state = replay(records.get(patient) ?? [], { happened: moment });
      if (!state.merged) states.set(patient, state);
    }
    await breath();
  }
  return states;
}

/** So long others wait while something long goes on, in milliseconds. */
const patience = 2;

/** Between two steps of long work: lets others in once they have waited long enough. */
function sliced(): () => Promise<void> {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < patience) return;
    await breath();
    begun = performance.now();
  };
}

/** Where a patient's own record ends, whatever was given up for it. */
const endOf = (patient: string, entries: readonly Entry[]): { sequence: number; hash: string } => {
  const { sequence, hash } = entries.findLast((entry) => entry.patient === patient)!;
  return { sequence, hash };
};

/** What is known from a patient's first entries; undefined where another record was merged with them. */
const fromItsOwn = (entries: readonly Entry[]): Known | undefined =>
  entries.some(({ kind }) => isOfBoth(kind)) ? undefined : knownFrom(entries);
