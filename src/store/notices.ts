// The queue of notices. A row is one notice to one target of one channel: numbers, and never anybody's name. It is taken
// under a lease, tried, and tried again later where it failed, until it got out or a day has passed.
import { randomUUID } from "node:crypto";
import { audit } from "./audit.ts";
import type { Channel, Targets } from "./channels.ts";
import type { Asker } from "./decide.ts";
import { first, rows, type Script } from "./script.ts";
import { alertMark } from "./vault.ts";

/** What a notice is: the digest of a morning, something new that presses most, or a test. */
export type NoticeKind = "digest" | "pressing" | "test";

/** One notice to one target. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly channel: Channel;
  readonly target: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly madeAt: number;
  /** How often it was tried; one that is being tried is counted. */
  readonly tries: number;
  readonly nextAt: number | null;
  readonly failedAt: number | null;
  readonly triedAt: number | null;
  readonly fault: string | null;
  readonly said: string | null;
  readonly sentAt: number | null;
  /** When it was given up. */
  readonly endedAt: number | null;
}

/** What became of a try: the server took it, or what came between and the server's last word. */
export type Outcome =
  | { readonly sent: true; readonly said: string }
  | { readonly fault: string; readonly said: string };

/** Targets that nothing gets through to since a moment, by channel. */
export interface Failing {
  readonly channel: Channel;
  readonly since: number;
  readonly tries: number;
  readonly fault: string;
  readonly said: string;
}

const minute = 60_000;
const hour = 60 * minute;
/** The first wait after a failure; doubled each time, up to the longest. */
const wait = { first: minute, longest: hour } as const;
/** What did not get out in so long is given up: by then another digest is due. */
const givenUpAfter = 24 * hour;
/** What has ended is kept so long to be looked at; the audit keeps each try for good. */
const keptFor = 30 * 24 * hour;
/** So many failures of a channel in a row are said to everybody. */
const saidAfter = 3;

/** The wait before the next try. */
export const waitAfter = (tries: number): number =>
  Math.min(wait.longest, wait.first * 2 ** Math.min(40, Math.max(0, tries - 1)));

const columns = `id, kind, channel, target, counts, made_at AS "madeAt", tries, next_at AS "nextAt",
  failed_at AS "failedAt", tried_at AS "triedAt", fault, said, sent_at AS "sentAt", ended_at AS "endedAt", holder`;
type Row = Omit<Notice, "counts"> & { readonly counts: string; readonly holder: string | null };
const opened = (row: Row): Notice => {
  const { holder, ...notice } = row;
  void holder;
  return { ...notice, counts: JSON.parse(row.counts) as Notice["counts"] };
};

/** How far the alerts of the most pressing kind were looked over, by whichever server: the entries, and the moment. */
export interface Watched {
  readonly sequence: number;
  readonly at: number;
}

const watch = "pressing alerts";
const lastSequence = function* (): Script<number> {
  const row = yield* first<{ sequence: number | null }>("SELECT max(sequence) AS sequence FROM entries");
  return row?.sequence ?? 0;
};

/** How far the ledger goes, and how far it was looked over. */
export function* watched(): Script<{ readonly last: number; readonly watched: Watched | null }> {
  const row = yield* first<Watched>("SELECT sequence, at FROM watches WHERE name = ?", watch);
  return { last: yield* lastSequence(), watched: row ?? null };
}

function* post(
  id: (channel: Channel, target: string) => string,
  kind: NoticeKind,
  counts: Notice["counts"],
  targets: Targets,
  at: number,
): Script<void> {
  for (const channel of ["mail", "webhook"] as const)
    for (const target of targets[channel])
      yield* rows(
        `INSERT INTO notices (id, kind, channel, target, counts, made_at, tries, next_at)
         VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO NOTHING`,
        id(channel, target),
        kind,
        channel,
        target,
        JSON.stringify(counts),
        at,
        at,
      );
}

/** Puts the digest of a day into the queue, once; one of another day that has not got out is given up. */
export function* postDigest(
  day: string,
  counts: Notice["counts"],
  targets: Targets,
  at: number,
): Script<void> {
  yield* rows("DELETE FROM notices WHERE ended_at < ? OR sent_at < ?", at - keptFor, at - keptFor);
  const old = yield* rows<Row>(
    `SELECT ${columns} FROM notices WHERE kind = 'digest' AND next_at IS NOT NULL AND id NOT LIKE ?`,
    `digest ${day} %`,
  );
  for (const notice of old) yield* giveUp(notice, at, "a newer digest takes its place");
  yield* post((channel, target) => `digest ${day} ${channel} ${target}`, "digest", counts, targets, at);
}

/**
 * Puts a notice into the queue where an alert of the most pressing kind stands open that was not told yet, and forgets
 * those that stand open no longer. Whoever looked at an older state of the ledger, or by a slower clock, than somebody
 * before is not heard.
 */
export function* postPressing(
  open: readonly { readonly patient: string; readonly alert: string }[],
  looked: Watched,
  targets: Targets,
): Script<{ readonly fresh: number } | "looked too early"> {
  const { last, watched: before } = yield* watched();
  if (looked.sequence !== last || (before && looked.at < before.at)) return "looked too early";
  const erased = new Set(
    (yield* rows<{ patient: string }>("SELECT patient FROM erasures")).map(({ patient }) => patient),
  );
  const told = new Set(
    (yield* rows<{ mark: string }>("SELECT mark FROM told_alerts")).map(({ mark }) => mark),
  );
  let fresh = 0;
  for (const { patient, alert } of open) {
    if (erased.has(patient)) continue;
    const mark = yield* alertMark(patient, alert);
    if (told.delete(mark)) continue;
    fresh++;
    yield* rows("INSERT INTO told_alerts (mark, patient) VALUES (?, ?)", mark, patient);
  }
  for (const mark of told) yield* rows("DELETE FROM told_alerts WHERE mark = ?", mark);
  yield* rows(
    `INSERT INTO watches (name, sequence, at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence, at = excluded.at`,
    watch,
    looked.sequence,
    looked.at,
  );
  if (fresh > 0) {
    const notice = randomUUID();
    const counts = { fresh, all: open.length };
    yield* post(
      (channel, target) => `pressing ${notice} ${channel} ${target}`,
      "pressing",
      counts,
      targets,
      looked.at,
    );
  }
  return { fresh };
}

/**
 * Takes notices that are due for somebody who will try them until a moment: nobody else is given them before. Each try is
 * counted before it is made.
 */
export function* claimNotices(holder: string, now: number, until: number, most: number): Script<Notice[]> {
  const due = yield* rows<Row>(
    `SELECT ${columns} FROM notices WHERE next_at <= ? AND (held_until IS NULL OR held_until <= ?)
     ORDER BY next_at, id LIMIT ?`,
    now,
    now,
    most,
  );
  const claimed: Notice[] = [];
  for (const row of due) {
    if (row.holder !== null) yield* cutOff(row, now);
    if (now - row.madeAt >= givenUpAfter) {
      yield* giveUp(row, now, "a day has passed");
      continue;
    }
    yield* rows(
      "UPDATE notices SET holder = ?, held_until = ?, tries = tries + 1 WHERE id = ?",
      holder,
      until,
      row.id,
    );
    claimed.push(opened({ ...row, tries: row.tries + 1 }));
  }
  return claimed;
}

/** Whoever tried it last never said what became of it: it may have arrived. */
function* cutOff(row: Row, at: number): Script<void> {
  yield* failed(row, { fault: "cut off", said: "" }, row.nextAt!, { who: queue, at });
}

function* failed(
  row: Row,
  { fault, said }: Extract<Outcome, { fault: string }>,
  nextAt: number | null,
  asker: Asker,
): Script<void> {
  yield* rows(
    `UPDATE notices SET fault = ?, said = ?, tried_at = ?, failed_at = ?, next_at = ?, holder = NULL,
       held_until = NULL WHERE id = ?`,
    fault,
    said,
    asker.at,
    row.failedAt ?? asker.at,
    nextAt,
    row.id,
  );
  yield* audit({ ...asker, action: "notice failed", reason: about(row), after: { fault, said } });
}

/** Writes down what became of a try, with its line of audit; nothing where somebody else has it by now. */
export function* concludeNotice(
  id: string,
  holder: string,
  outcome: Outcome,
  asker: Asker,
): Script<"sent" | "again" | "not yours"> {
  const row = yield* first<Row>(`SELECT ${columns} FROM notices WHERE id = ? AND holder = ?`, id, holder);
  if (!row || row.nextAt === null) return "not yours";
  if ("sent" in outcome) {
    yield* took(row, outcome, asker);
    return "sent";
  }
  const { at } = asker;
  yield* failed(row, outcome, at + waitAfter(row.tries), asker);
  return "again";
}

/** The line of audit of a notice: which, where to, and the how-manieth try. */
const about = ({ kind, channel, target, tries }: Row): string =>
  `${kind}, ${channel} ${target}, try ${tries}`;

function* took(row: Row, { said }: Outcome, asker: Asker): Script<void> {
  const { at } = asker;
  yield* rows(
    `UPDATE notices SET sent_at = ?, tried_at = ?, next_at = NULL, said = ?, holder = NULL, held_until = NULL
     WHERE id = ?`,
    at,
    at,
    said,
    row.id,
  );
  yield* audit({ ...asker, action: "notice sent", reason: about(row), after: { said } });
  // The way is open again: what still waits for it is tried now.
  yield* rows(
    "UPDATE notices SET next_at = ? WHERE channel = ? AND target = ? AND next_at > ? AND holder IS NULL",
    at,
    row.channel,
    row.target,
    at,
  );
}

function* giveUp(row: Row, at: number, why: string): Script<void> {
  yield* rows(
    "UPDATE notices SET next_at = NULL, ended_at = ?, holder = NULL, held_until = NULL WHERE id = ?",
    at,
    row.id,
  );
  // What nobody was told of is told anew, if it still stands open.
  const [notice] = /^pressing \S+/.exec(row.id) ?? [];
  if (
    notice &&
    !(yield* first("SELECT 1 AS one FROM notices WHERE id LIKE ? AND sent_at IS NOT NULL", `${notice} %`))
  )
    yield* rows("DELETE FROM told_alerts");
  const { fault, said } = row;
  const after = { why, ...(fault !== null && { fault, said }) };
  yield* audit({ who: queue, at, action: "notice given up", reason: about(row), after });
}

/** Who sends, in the word of the audit. */
const queue = "notices";

/** Gives up what was meant for targets that are none any more, and tries the rest of what waits at once. */
export function* withdrawn(targets: Targets, at: number): Script<void> {
  const waiting = yield* rows<Row>(`SELECT ${columns} FROM notices WHERE next_at IS NOT NULL`);
  for (const row of waiting) {
    if (targets[row.channel].includes(row.target))
      yield* rows("UPDATE notices SET next_at = ? WHERE id = ? AND next_at > ?", at, row.id, at);
    else yield* giveUp(row, at, "no target any more");
  }
  // What failed for a target that is none any more is nobody's trouble.
  const ended = yield* rows<Row>(
    `SELECT ${columns} FROM notices WHERE fault IS NOT NULL AND sent_at IS NULL`,
  );
  for (const row of ended)
    if (!targets[row.channel].includes(row.target))
      yield* rows("UPDATE notices SET fault = NULL, failed_at = NULL WHERE id = ?", row.id);
}

/** Writes down a test and what became of it. It is not tried again; where it got through, what waits is tried now. */
export function* noteTest(channel: Channel, target: string, outcome: Outcome, asker: Asker): Script<void> {
  const id = `test ${randomUUID()}`;
  const { at } = asker;
  yield* rows(
    `INSERT INTO notices (id, kind, channel, target, counts, made_at, tries, next_at)
     VALUES (?, 'test', ?, ?, '{}', ?, 1, ?)`,
    id,
    channel,
    target,
    at,
    at,
  );
  const row = (yield* first<Row>(`SELECT ${columns} FROM notices WHERE id = ?`, id))!;
  if ("sent" in outcome) return yield* took(row, outcome, asker);
  yield* failed(row, outcome, null, asker);
  yield* rows("UPDATE notices SET ended_at = ? WHERE id = ?", at, id);
}

/**
 * The channels that nothing gets through since a moment: the worst of their targets, once it has failed so often that it
 * is no accident.
 */
export function* failingChannels(): Script<Failing[]> {
  const found = yield* rows<Row>(
    `SELECT ${columns} FROM notices n WHERE fault IS NOT NULL AND sent_at IS NULL AND tried_at > coalesce(
       (SELECT max(sent_at) FROM notices s WHERE s.channel = n.channel AND s.target = n.target), 0)
     ORDER BY tried_at`,
  );
  const byTarget = new Map<string, Failing>();
  for (const { channel, target, failedAt, tries, fault, said, holder } of found) {
    const before = byTarget.get(`${channel} ${target}`);
    byTarget.set(`${channel} ${target}`, {
      channel,
      since: Math.min(before?.since ?? Number.POSITIVE_INFINITY, failedAt!),
      // One that is being tried has not failed yet.
      tries: (before?.tries ?? 0) + tries - Number(holder !== null),
      fault: fault!,
      said: said ?? "",
    });
  }
  const worst = new Map<Channel, Failing>();
  for (const failing of byTarget.values()) {
    if (failing.tries < saidAfter) continue;
    const before = worst.get(failing.channel);
    if (!before || failing.since < before.since) worst.set(failing.channel, failing);
  }
  return [...worst.values()];
}

/** The last notices, the last first. */
export function* recentNotices(most: number): Script<Notice[]> {
  const found = yield* rows<Row>(`SELECT ${columns} FROM notices ORDER BY made_at DESC, id LIMIT ?`, most);
  return found.map(opened);
}
