import type { Account, Counter } from "../store/store.ts";
import type { Clinic } from "./clinic.ts";
import { cookieOf } from "./cookies.ts";
import { type Exchange, refuse } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { isOutdated, hashPassword, isPassword } from "./passwords.ts";
import { peopleWordsIn } from "./people-words.ts";
import { readCode, digestOf } from "./tokens.ts";
import { stepOf } from "./second-factor.ts";
import { networkOf } from "./sender.ts";

const minute = 60_000;

// So many failures are free; then one waits, twice as long each time, up to the longest (S-10).
const own = { free: 5, most: 15 * minute } as const;
const anywhere = { free: 20, most: 5 * minute } as const;
const oneAddress = { free: 60, most: minute } as const;

/** A refusal that says how long to wait. */
export function mustWait(exchange: Exchange, wait: number): Response {
  const seconds = Math.ceil(wait / 1000);
  return refuse(exchange, 429, peopleWordsIn(exchange.get("locale")).wait(seconds), "", {
    "retry-after": String(seconds),
  });
}

/**
 * Whose failures count for this attempt. A browser in which the owner has signed in before has a counter of its own, so
 * that nobody elsewhere can keep them out; else it is the name from this address, the name, and the address.
 */
async function countersOf(exchange: Exchange, clinic: Clinic, login: string, account: Account | null) {
  const device = cookieOf(exchange, "device", clinic);
  // Asked also for a name that there is not: how long the answer takes says nothing.
  const known =
    device !== undefined &&
    (await clinic.people("isKnownDevice", digestOf("device", device), account?.id ?? ""));
  if (known) return { counters: [{ name: `device ${digestOf("device", device)}`, ...own }], shared: [] };
  const address = networkOf(askerOf(exchange).address ?? "");
  const name = digestOf("login", login);
  const shared: Counter[] = [
    { name: `login ${name}`, ...anywhere },
    { name: `address ${address}`, ...oneAddress },
  ];
  return { counters: [{ name: `pair ${name} ${address}`, ...own }, ...shared], shared };
}

/** Writes down that something by which one signs in was not right (T-07). */
export async function noteFailure(
  exchange: Exchange,
  { people }: Clinic,
  account: Account | null,
  reason?: string,
): Promise<void> {
  const { at, address } = askerOf(exchange);
  await people("note", {
    at,
    // What was typed as a name may be a password: only names that exist are written down.
    who: account?.login ?? "unknown",
    ...(address !== undefined && { address }),
    action: "sign-in refused",
    ...(account && { subject: account.id }),
    ...(reason !== undefined && { reason }),
  });
}

/** The account whose name and password were given, or the answer to whoever gave something else. */
export async function signingIn(
  exchange: Exchange,
  clinic: Clinic,
  login: string,
  check: (account: Account | null) => Promise<boolean>,
): Promise<{ readonly account: Account } | { readonly response: Response }> {
  const { people } = clinic;
  const asker = askerOf(exchange);
  const account = await people("accountByLogin", login);
  const { counters, shared } = await countersOf(exchange, clinic, login, account);
  const wait = await people("beginAttempt", counters, asker.at);
  if (wait > 0) return { response: mustWait(exchange, wait) };
  const isRight = await check(account?.disabled ? null : account);
  if (!isRight || !account || account.disabled) {
    await noteFailure(exchange, clinic, account);
    return { response: refuse(exchange, 401, peopleWordsIn(exchange.get("locale")).wrong, "password") };
  }
  const ownCounters = counters.filter((counter) => !shared.includes(counter));
  await people(
    "succeeded",
    ownCounters.map(({ name }) => name),
    shared.map(({ name }) => name),
  );
  return { account };
}

/** Whether a password is an account's; takes as long where there is none. */
export async function hasPassword(clinic: Clinic, account: Account | null, given: string): Promise<boolean> {
  const isRight = await isPassword(given, account?.password ?? null);
  if (isRight && account?.password && isOutdated(account.password))
    await clinic.people("rehash", account.id, await hashPassword(given));
  return isRight;
}

/** Whether a second factor's code, or a recovery code, is good now; either way it is used up. */
export async function hasSecondFactor(
  exchange: Exchange,
  clinic: Clinic,
  account: Account,
  given: string,
): Promise<{ readonly isRight: true } | { readonly response: Response }> {
  const { people } = clinic;
  const asker = askerOf(exchange);
  const counter = { name: `code ${account.id}`, ...own };
  const wait = await people("beginAttempt", [counter], asker.at);
  if (wait > 0) return { response: mustWait(exchange, wait) };
  const step = account.secret === null ? undefined : stepOf(given, account.secret, asker.at);
  const isRight =
    step === undefined
      ? await people("useRecovery", account.id, digestOf("recovery", readCode(given)), {
          ...asker,
          who: account.login,
        })
      : await people("useStep", account.id, step);
  if (isRight) {
    await people("succeeded", [counter.name], []);
    return { isRight };
  }
  await noteFailure(exchange, clinic, account, "second factor");
  return { response: refuse(exchange, 401, peopleWordsIn(exchange.get("locale")).wrongCode, "code") };
}
