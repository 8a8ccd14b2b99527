import { type Act, audit } from "./audit.ts";
import type { Asker } from "./decide.ts";
import { first, rows, type Script } from "./script.ts";

/** What a person may do here; an account may have several. */
export const roles = ["clinician", "nurse", "pharmacist", "reviewer", "administrator"] as const;
export type Role = (typeof roles)[number];

/** An account without anything by which one signs in. */
export interface AccountHead {
  readonly id: string;
  /** By which one signs in; never changed, never given to another. */
  readonly login: string;
  /** As it is shown, beside the login. */
  readonly shown: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** True where a second factor is set up. */
  readonly secondFactor: boolean;
  readonly hasPassword: boolean;
  /** Issuer and subject at the provider of sign-on, with a space between. */
  readonly subject: string | null;
  /** Until when a one-time code is good, in ms since 1970; null where none was given. */
  readonly codeUntil: number | null;
  readonly madeAt: number;
}

/** An account with its hashes and secrets; stays inside the server. */
export interface Account extends AccountHead {
  readonly password: string | null;
  readonly secret: string | null;
  readonly secretOffered: string | null;
  readonly code: string | null;
}

/** A new account. */
export interface NewAccount {
  readonly id: string;
  readonly login: string;
  readonly shown: string;
  readonly roles: readonly Role[];
  readonly password?: string;
  readonly subject?: string;
  /** Hash of the one-time code by which the first password is set. */
  readonly code?: string;
  readonly codeUntil?: number;
}

/** What of an account an administrator may change. */
export interface AccountChange {
  readonly shown?: string;
  readonly roles?: readonly Role[];
  readonly disabled?: boolean;
  readonly subject?: string | null;
}

/** Why an account is not made or changed. */
export type AccountRefusal = "login taken" | "subject taken" | "not first" | "last administrator" | "unknown";
export type AccountResult = { readonly account: AccountHead } | { readonly refused: AccountRefusal };

interface Row {
  readonly id: string;
  readonly login: string;
  readonly shown: string;
  readonly roles: string;
  readonly password: string | null;
  readonly secret: string | null;
  readonly secret_offered: string | null;
  readonly subject: string | null;
  readonly code: string | null;
  readonly code_until: number | null;
  readonly disabled: number;
  readonly made_at: number;
}

const columns =
  "id, login, shown, roles, password, secret, secret_offered, subject, code, code_until, disabled, made_at";

const accountOf = (row: Row): Account => ({
  ...headOf(row),
  password: row.password,
  secret: row.secret,
  secretOffered: row.secret_offered,
  code: row.code,
});

const headOf = (row: Row): AccountHead => ({
  id: row.id,
  login: row.login,
  shown: row.shown,
  roles: row.roles.split(" ") as Role[],
  disabled: row.disabled !== 0,
  secondFactor: row.secret !== null,
  hasPassword: row.password !== null,
  subject: row.subject,
  codeUntil: row.code_until,
  madeAt: row.made_at,
});

function* accountWhere(column: "id" | "login" | "subject", value: string): Script<Account | null> {
  const row = yield* first<Row>(`SELECT ${columns} FROM accounts WHERE ${column} = ?`, value);
  return row ? accountOf(row) : null;
}

export const accountById = (id: string): Script<Account | null> => accountWhere("id", id);
export const accountByLogin = (login: string): Script<Account | null> => accountWhere("login", login);
export const accountBySubject = (subject: string): Script<Account | null> => accountWhere("subject", subject);

/** Every account, by login. */
export function* listAccounts(): Script<AccountHead[]> {
  return (yield* rows<Row>(`SELECT ${columns} FROM accounts ORDER BY login`)).map(headOf);
}

/** How many accounts there are: none means that nobody has been set up yet. */
export function* countAccounts(): Script<number> {
  return (yield* first<{ n: number }>("SELECT count(*) AS n FROM accounts"))?.n ?? 0;
}

/** Makes an account; `onlyFirst` makes one only where there is none yet. */
export function* makeAccount(made: NewAccount, onlyFirst: boolean, asker: Asker): Script<AccountResult> {
  if (onlyFirst && (yield* countAccounts()) > 0) return { refused: "not first" };
  if (yield* accountByLogin(made.login)) return { refused: "login taken" };
  if (made.subject !== undefined && (yield* accountBySubject(made.subject)))
    return { refused: "subject taken" };
  yield* rows(
    `INSERT INTO accounts (id, login, shown, roles, password, last_step, subject, code, code_until, disabled, made_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    made.id,
    made.login,
    made.shown,
    made.roles.join(" "),
    made.password ?? null,
    0,
    made.subject ?? null,
    made.code ?? null,
    made.codeUntil ?? null,
    0,
    asker.at,
  );
  const { login, shown, roles, subject } = made;
  yield* audit({
    ...asker,
    action: "account made",
    subject: made.id,
    after: { login, shown, roles, ...(subject !== undefined && { subject }) },
  });
  return { account: headOf((yield* first<Row>(`SELECT ${columns} FROM accounts WHERE id = ?`, made.id))!) };
}

/** Changes an account; whatever takes rights away or gives them ends its sessions (S-09). */
export function* changeAccount(id: string, change: AccountChange, asker: Asker): Script<AccountResult> {
  const before = yield* accountById(id);
  if (!before) return { refused: "unknown" };
  const after = { ...before, ...change };
  if (typeof change.subject === "string" && change.subject !== before.subject) {
    const holder = yield* accountBySubject(change.subject);
    if (holder) return { refused: "subject taken" };
  }
  const rules = (account: AccountHead): boolean =>
    account.roles.includes("administrator") && !account.disabled;
  if (rules(before) && !rules(after)) {
    const others = (yield* listAccounts()).filter((other) => other.id !== id && rules(other));
    if (others.length === 0) return { refused: "last administrator" };
  }
  yield* rows(
    "UPDATE accounts SET shown = ?, roles = ?, disabled = ?, subject = ? WHERE id = ?",
    after.shown,
    after.roles.join(" "),
    after.disabled ? 1 : 0,
    after.subject,
    id,
  );
  const changed = (Object.keys(change) as (keyof AccountChange)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.length > 0)
    yield* audit({
      ...asker,
      action: "account changed",
      subject: id,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, after[key]])),
    });
  if (changed.some((key) => key !== "shown")) yield* rows("DELETE FROM sessions WHERE account = ?", id);
  return { account: headOf((yield* first<Row>(`SELECT ${columns} FROM accounts WHERE id = ?`, id))!) };
}

/** Sets a password, which uses up a one-time code and ends every session of the account but one. */
export function* setPassword(
  id: string,
  password: string,
  keptSession: string | null,
  asker: Asker,
): Script<void> {
  yield* rows("UPDATE accounts SET password = ?, code = NULL, code_until = NULL WHERE id = ?", password, id);
  yield* rows("DELETE FROM sessions WHERE account = ? AND hash <> ?", id, keptSession ?? "");
  yield* rows("DELETE FROM devices WHERE account = ?", id);
  yield* audit({ ...asker, action: "password changed", subject: id });
}

/** The same password under newer parameters: nothing that a person did. */
export function* rehash(id: string, password: string): Script<void> {
  yield* rows("UPDATE accounts SET password = ? WHERE id = ? AND password IS NOT NULL", password, id);
}

/** Takes the password away and gives a one-time code for a new one; on demand the second factor goes, too. */
export function* resetAccount(
  id: string,
  code: { readonly hash: string; readonly until: number; readonly secondFactor: boolean },
  asker: Asker,
): Script<AccountResult> {
  if (!(yield* accountById(id))) return { refused: "unknown" };
  yield* rows(
    "UPDATE accounts SET password = NULL, code = ?, code_until = ? WHERE id = ?",
    code.hash,
    code.until,
    id,
  );
  if (code.secondFactor) {
    yield* rows("UPDATE accounts SET secret = NULL, secret_offered = NULL WHERE id = ?", id);
    yield* rows("DELETE FROM recovery_codes WHERE account = ?", id);
  }
  yield* rows("DELETE FROM sessions WHERE account = ?", id);
  yield* rows("DELETE FROM devices WHERE account = ?", id);
  yield* audit({
    ...asker,
    action: "password reset",
    subject: id,
    after: { secondFactor: code.secondFactor ? "removed" : "kept" },
  });
  return { account: headOf((yield* first<Row>(`SELECT ${columns} FROM accounts WHERE id = ?`, id))!) };
}

/** Keeps a secret that is being set up; it counts only when a code made with it was seen. */
export function* offerSecret(id: string, secret: string): Script<void> {
  yield* rows("UPDATE accounts SET secret_offered = ? WHERE id = ?", secret, id);
}

/**
 * Puts the secret in place with which a code was made, with fresh recovery codes, and ends the account's other sessions;
 * false where that secret is not on offer any more: it was put in place already, or another one was offered since.
 */
export function* confirmSecret(
  id: string,
  { secret, step }: { readonly secret: string; readonly step: number },
  recovery: readonly string[],
  keptSession: string,
  asker: Asker,
): Script<boolean> {
  const put = yield* rows(
    "UPDATE accounts SET secret = ?, secret_offered = NULL, last_step = ? WHERE id = ? AND secret_offered = ? RETURNING id",
    secret,
    step,
    id,
    secret,
  );
  if (put.length === 0) return false;
  yield* rows("DELETE FROM recovery_codes WHERE account = ?", id);
  for (const hash of recovery)
    yield* rows("INSERT INTO recovery_codes (hash, account) VALUES (?, ?)", hash, id);
  yield* rows("DELETE FROM sessions WHERE account = ? AND hash <> ?", id, keptSession);
  yield* audit({ ...asker, action: "second factor set", subject: id });
  return true;
}

/** Uses up a time step of the second factor; false where it, or a later one, was used before (a replay). */
export function* useStep(id: string, step: number): Script<boolean> {
  const found = yield* rows<{ id: string }>(
    "UPDATE accounts SET last_step = ? WHERE id = ? AND last_step < ? RETURNING id",
    step,
    id,
    step,
  );
  return found.length === 1;
}

/** Uses up a recovery code; false where there is none such, or it was used. */
export function* useRecovery(id: string, hash: string, asker: Asker): Script<boolean> {
  const found = yield* rows<{ hash: string }>(
    "UPDATE recovery_codes SET used_at = ? WHERE hash = ? AND account = ? AND used_at IS NULL RETURNING hash",
    asker.at,
    hash,
    id,
  );
  if (found.length === 0) return false;
  yield* audit({ ...asker, action: "recovery code used", subject: id });
  return true;
}

/** How many recovery codes an account has left. */
export function* recoveryLeft(id: string): Script<number> {
  const found = yield* first<{ n: number }>(
    "SELECT count(*) AS n FROM recovery_codes WHERE account = ? AND used_at IS NULL",
    id,
  );
  return found?.n ?? 0;
}

/** A line of audit that stands for itself: what was refused, what was seen. */
export const note = (act: Act): Script<void> => audit(act);
