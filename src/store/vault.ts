// The keys of a store as its scripts use them: one a patient, one of the store's own, each unwrapped when it is wanted.
import { createHmac } from "node:crypto";
import { erasureOf } from "./erasures.ts";
import { marks, rows, type Script, vault } from "./script.ts";
import { derived, type Key, type Master, masterIdIn, newKey, unwrap, wrap } from "./seal.ts";
import { Trouble } from "./trouble.ts";

/** Whose key the store's own is: nobody's. */
const own = "*";
/** So many unwrapped keys are kept at hand. */
const atHand = 16_384;
const askedTogether = 500;

/** What the store keeps under a key of its own: the audit, the plans of the workbench, marks for serial numbers. */
export interface OwnKeys {
  readonly audit: Key;
  readonly cases: Key;
  readonly serials: Key;
  readonly channels: Key;
}

/** The keys of one open store. */
export class Vault {
  readonly master: Master | undefined;
  #known = new Map<string, { readonly wrapped: Buffer; readonly key: Key }>();
  #own: OwnKeys | undefined;

  constructor(master: Master | undefined) {
    this.master = master;
  }

  /** The key of a subject from what is kept of it; "locked" where it takes another master key. */
  keyIn(subject: string, wrapped: Uint8Array): Key | "locked" {
    const known = this.#known.get(subject);
    if (known?.wrapped.equals(wrapped)) return known.key;
    const key = unwrap(this.master, wrapped, subject);
    if (key === undefined) throw new Trouble("altered", `${subject} (keys)`);
    if (key === "locked") return key;
    if (this.#known.size >= atHand) this.#known.clear();
    this.#known.set(subject, { wrapped: Buffer.from(wrapped), key });
    return key;
  }

  /** The keys of the store's own, where they are at hand. */
  get own(): OwnKeys | undefined {
    return this.#own;
  }
  set own(keys: OwnKeys | undefined) {
    this.#own = keys;
  }

  /** Nothing is at hand any more. */
  forget(): void {
    this.#known.clear();
    this.#own = undefined;
  }
}

interface KeyRow {
  readonly subject: string;
  readonly wrapped: Uint8Array;
}

function* kept(subjects: readonly string[]): Script<readonly KeyRow[]> {
  return yield* rows<KeyRow>(
    `SELECT subject, wrapped FROM keys WHERE subject IN ${marks(subjects)}`,
    ...subjects,
  );
}

function* make(subject: string, key: Key): Script<void> {
  const { master } = yield* vault();
  yield* rows("INSERT INTO keys (subject, wrapped) VALUES (?, ?)", subject, wrap(master, key, subject));
}

/** Makes the key of the store's own, once. */
export const makeOwnKey = (): Script<void> => make(own, newKey());

/** The store's own keys; "locked" where the master key that they take is not there. */
export function* ownKeys(): Script<OwnKeys | "locked"> {
  const open = yield* vault();
  if (open.own) return open.own;
  const [row] = yield* kept([own]);
  if (!row) throw new Trouble("altered", `${own} (keys)`);
  const key = open.keyIn(own, row.wrapped);
  if (key === "locked") return key;
  open.own = {
    audit: derived(key, "audit"),
    cases: derived(key, "cases"),
    serials: derived(key, "serials"),
    channels: derived(key, "channels"),
  };
  return open.own;
}

/** The same for those who cannot go on without. */
export function* openKeys(): Script<OwnKeys> {
  const keys = yield* ownKeys();
  if (keys === "locked") throw new Trouble("locked");
  return keys;
}

/** The keys of patients; a new one is made for whoever has none yet, but for nobody who was erased. */
export function* keysFor(patients: readonly string[]): Script<Map<string, Key>> {
  const open = yield* vault();
  const found = new Map<string, Key>();
  for (let i = 0; i < patients.length; i += askedTogether)
    for (const { subject, wrapped } of yield* kept(patients.slice(i, i + askedTogether))) {
      const key = open.keyIn(subject, wrapped);
      if (key === "locked") throw new Trouble("locked");
      found.set(subject, key);
    }
  const without = patients.filter((patient) => !found.has(patient));
  if (without.length === 0) return found;
  // Whoever was erased has no key and gets none: everything asked of them was to be refused before.
  for (const patient of without)
    if (yield* erasureOf(patient)) throw new Error(`${patient} was erased: nothing is sealed for them`);
  // Another process may have put the store under a master key, or under another one.
  yield* openKeys();
  const [row] = yield* kept([own]);
  if (!row || masterIdIn(row.wrapped) !== open.master?.id) throw new Trouble("locked");
  for (const patient of without) {
    const key = newKey();
    yield* make(patient, key);
    found.set(patient, key);
  }
  return found;
}

/** By which a serial number is found without being written down. */
export function* markOf(serial: string): Script<string> {
  return marked((yield* openKeys()).serials, serial);
}

/** By which an alert that was told is known again without being written down. */
export function* alertMark(patient: string, alert: string): Script<string> {
  return marked((yield* openKeys()).channels, `${patient}\n${alert}`);
}

const marked = (key: Key, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** Whether the master key at hand is the one that the store is under. */
export type Fit = "fits" | "missing" | "wrong";
export function* masterFits(): Script<Fit> {
  const { master } = yield* vault();
  const [row] = yield* kept([own]);
  const id = row && masterIdIn(row.wrapped);
  if (id === undefined || id === master?.id) return "fits";
  return master ? "wrong" : "missing";
}

/** Puts every key under another master key; what is under the keys stays as it is. The answer is how many there were. */
export function* rewrap(to: Master): Script<number> {
  const open = yield* vault();
  let count = 0;
  for (let after = ""; ;) {
    const some: readonly KeyRow[] = yield* rows<KeyRow>(
      `SELECT subject, wrapped FROM keys WHERE subject > ? ORDER BY subject LIMIT ${askedTogether}`,
      after,
    );
    for (const { subject, wrapped } of some) {
      const key = open.keyIn(subject, wrapped);
      if (key === "locked") throw new Trouble("locked");
      yield* rows("UPDATE keys SET wrapped = ? WHERE subject = ?", wrap(to, key, subject), subject);
    }
    count += some.length;
    if (some.length < askedTogether) return count;
    after = some.at(-1)!.subject;
  }
}

/** True where a master key is at hand and the store is under none yet. */
export function* isUnwrapped(): Script<boolean> {
  const { master } = yield* vault();
  const [row] = yield* kept([own]);
  return master !== undefined && row !== undefined && masterIdIn(row.wrapped) === undefined;
}
