import { type Account, accountById } from "./accounts.ts";
import { type Act, audit } from "./audit.ts";
import type { Asker } from "./decide.ts";
import { first, rows, type Script } from "./script.ts";

/**
 * How far a session has come: waits for its second factor, must set one up, is open, or was left alone too long and
 * waits for the password; `beside` is a second person at another's screen.
 */
export type Stage = "code" | "enrol" | "open" | "locked" | "beside";

/** A session as it is kept: only the hash of what the browser holds. */
export interface Session {
  readonly hash: string;
  readonly account: string;
  readonly stage: Stage;
  /** The session at whose screen a second person stands. */
  readonly beside: string | null;
  readonly madeAt: number;
  readonly seenAt: number;
  readonly address: string;
}

/** How long sessions last, in ms. */
export interface Limits {
  /** Unused for so long, a session is locked. */
  readonly idle: number;
  /** So long after signing in, a session ends whatever happened meanwhile. */
  readonly absolute: number;
  /** So long a session may wait for its second factor. */
  readonly halfway: number;
}

/** A clock that stands this much before what was kept has been set back: no session outlives that (K-06). */
const setBack = 60_000;
/** Being seen is not written down more often than this. */
const touchEvery = 20_000;

interface Row {
  readonly hash: string;
  readonly account: string;
  readonly stage: Stage;
  readonly beside: string | null;
  readonly made_at: number;
  readonly seen_at: number;
  readonly address: string;
}
const sessionOf = ({ made_at, seen_at, ...row }: Row): Session => ({
  ...row,
  madeAt: made_at,
  seenAt: seen_at,
});
const columns = "hash, account, stage, beside, made_at, seen_at, address";

/** Nothing lasts as long: what is older is cleared away when somebody signs in. */
const cleared = { sessions: 7 * 86_400_000, devices: 365 * 86_400_000 } as const;

/** Opens a session in the place of an older one, and writes down why (T-07). */
export function* openSession(session: Session, instead: string | null, act: Act | null): Script<void> {
  if (instead !== null) yield* rows("DELETE FROM sessions WHERE hash = ? OR beside = ?", instead, instead);
  yield* rows("DELETE FROM sessions WHERE made_at < ?", session.seenAt - cleared.sessions);
  yield* rows(
    `INSERT INTO sessions (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    session.hash,
    session.account,
    session.stage,
    session.beside,
    session.madeAt,
    session.seenAt,
    session.address,
  );
  if (act) yield* audit(act);
}

/** The session of a hash with its account, as it stands now; null where it has ended. `quiet` does not count as use. */
export function* findSession(
  hash: string,
  now: number,
  limits: Limits,
  quiet: boolean,
): Script<{ session: Session; account: Account } | null> {
  const row = yield* first<Row>(`SELECT ${columns} FROM sessions WHERE hash = ?`, hash);
  if (!row) return null;
  const account = yield* accountById(row.account);
  // Whoever was about to set up a second factor when somebody else did has to show that one.
  const isSetUp = row.stage === "enrol" && account !== null && account.secret !== null;
  const session = sessionOf(isSetUp ? { ...row, stage: "code" } : row);
  const longest = session.stage === "open" || session.stage === "locked" ? limits.absolute : limits.halfway;
  const isOver = now - session.madeAt >= longest || now < session.seenAt - setBack;
  if (isOver || !account || account.disabled) {
    yield* rows("DELETE FROM sessions WHERE hash = ? OR beside = ?", hash, hash);
    if (account)
      yield* audit({
        at: now,
        who: account.login,
        action: "session ended",
        subject: account.id,
        address: session.address,
        reason: isOver ? "time" : "disabled",
      });
    return null;
  }
  if (session.stage === "open" && now - session.seenAt >= limits.idle) {
    yield* rows("UPDATE sessions SET stage = 'locked' WHERE hash = ?", hash);
    return { session: { ...session, stage: "locked" }, account };
  }
  if (!quiet && session.stage === "open" && now - session.seenAt >= touchEvery)
    yield* rows("UPDATE sessions SET seen_at = ? WHERE hash = ?", now, hash);
  return { session: quiet ? session : { ...session, seenAt: Math.max(now, session.seenAt) }, account };
}

/** Locks a session: what it shows waits for the password. */
export function* lockSession(hash: string, asker: Asker): Script<void> {
  yield* rows("UPDATE sessions SET stage = 'locked' WHERE hash = ? AND stage = 'open'", hash);
  yield* audit({ ...asker, action: "lock" });
}

/** Ends a session, and with it whoever stood beside it. */
export function* endSession(hash: string, asker: Asker): Script<void> {
  yield* rows("DELETE FROM sessions WHERE hash = ? OR beside = ?", hash, hash);
  yield* audit({ ...asker, action: "sign out" });
}

/** Ends every session of an account. */
export function* endSessions(account: string, asker: Asker): Script<void> {
  yield* rows("DELETE FROM sessions WHERE account = ?", account);
  yield* audit({ ...asker, action: "sign out everywhere", subject: account });
}

/** The sessions of an account that are open or locked, the last used first. */
export function* sessionsOf(account: string): Script<Session[]> {
  const found = yield* rows<Row>(
    `SELECT ${columns} FROM sessions WHERE account = ? AND stage IN ('open', 'locked') ORDER BY seen_at DESC`,
    account,
  );
  return found.map(sessionOf);
}

/** Remembers a browser in which somebody signed in: failures elsewhere do not keep them out of it. */
export function* rememberDevice(hash: string, account: string, at: number): Script<void> {
  yield* rows("DELETE FROM devices WHERE hash = ? OR made_at < ?", hash, at - cleared.devices);
  yield* rows("INSERT INTO devices (hash, account, made_at) VALUES (?, ?, ?)", hash, account, at);
}

/** True where somebody has signed in to this account in this browser before. */
export function* isKnownDevice(hash: string, account: string): Script<boolean> {
  return (
    (yield* first("SELECT 1 AS one FROM devices WHERE hash = ? AND account = ?", hash, account)) !== undefined
  );
}

/** Keeps what a sign-on elsewhere must come back with; what nobody came back with is forgotten. */
export function* keepHandshake(hash: string, text: string, until: number, now: number): Script<void> {
  yield* rows("DELETE FROM handshakes WHERE until_at < ?", now);
  yield* rows("INSERT INTO handshakes (hash, text, until_at) VALUES (?, ?, ?)", hash, text, until);
}

/** What was kept, once. */
export function* takeHandshake(hash: string, now: number): Script<string | null> {
  const [found] = yield* rows<{ text: string; until_at: number }>(
    "DELETE FROM handshakes WHERE hash = ? RETURNING text, until_at",
    hash,
  );
  return found && found.until_at >= now ? found.text : null;
}

/** What whoever holds a session signs with next: their provider, where they have no password here (T-09). */
export type Signs = "both" | "password" | "provider";
export function* signingOf(hash: string): Script<Signs> {
  const row = yield* first<{ signing_at: number | null; password: string | null; secret: string | null }>(
    `SELECT signing_at, password, secret FROM sessions JOIN accounts ON accounts.id = sessions.account
     WHERE hash = ?`,
    hash,
  );
  if (row?.password === null) return "provider";
  return row?.signing_at == null && row?.secret != null ? "both" : "password";
}

/** Notes that a session has shown everything one signs with. */
export function* beginSigning(hash: string, at: number): Script<void> {
  yield* rows("UPDATE sessions SET signing_at = ? WHERE hash = ? AND signing_at IS NULL", at, hash);
}

/** Takes the one signature that standing beside is good for; false where it was taken before. */
export function* takeBeside(hash: string): Script<boolean> {
  const taken = yield* rows("DELETE FROM sessions WHERE hash = ? AND stage = 'beside' RETURNING hash", hash);
  return taken.length > 0;
}
