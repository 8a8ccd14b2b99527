import { z } from "zod";
import type { NewEntry } from "../records/records.ts";
import { hasPassword, hasSecondFactor, signingIn } from "./attempt.ts";
import type { Clinic } from "./clinic.ts";
import { type Exchange, refuse, type SignedIn } from "./exchange.ts";
import { askerOf } from "./guard.ts";
import { peopleWordsIn } from "./people-words.ts";

const typed = z.string().min(1).max(1000);

/** What a person gives to sign, beside their name: the password, and the second factor's code for the first of a session. */
export const signing = z.strictObject({ password: typed, code: typed.optional() });
type Signing = z.output<typeof signing>;

const minute = 60_000;
/** Whoever has no password here shows both components to their provider, and signs within so long. */
const providerLasts = 10 * minute;

/**
 * Lets signatures through with the components that each needs, else gives the refusal (T-09; 21 CFR 11.200(a)): two for
 * the first in a session, at least one for every next. A second person has just shown both: that is good for once.
 */
export async function unsigned(
  exchange: Exchange,
  clinic: Clinic,
  { patient, entries, signing: given }: Sent,
  second: SignedIn | undefined,
): Promise<Response | undefined> {
  const person = exchange.get("person")!;
  const signatures = entries.filter(({ kind }) => kind === "signature");
  if (signatures.length === 0) return undefined;
  const bySecond = second !== undefined && signatures.some(({ by }) => by === second.by);
  const refusal =
    (signatures.some(({ by }) => by === person.by)
      ? await unproved(exchange, clinic, person, given)
      : undefined) ??
    (bySecond && !(await clinic.people("takeBeside", second.session))
      ? refuse(exchange, 401, peopleWordsIn(exchange.get("locale")).signOnce, "signing")
      : undefined);
  if (refusal)
    await clinic.people("note", { ...askerOf(exchange), action: "refused", patient, reason: "signature" });
  return refusal;
}

/** What is sent to be added, with what its signatures are made with. */
export interface Sent {
  readonly patient: string;
  readonly revision: number;
  readonly entries: NewEntry[];
  readonly signing?: Signing | undefined;
}

/** Why this is not shown to be the person who signed in, if it is not; attempts count as attempts to sign in do. */
async function unproved(
  exchange: Exchange,
  clinic: Clinic,
  person: SignedIn,
  given: Signing | undefined,
): Promise<Response | undefined> {
  const { people } = clinic;
  const words = peopleWordsIn(exchange.get("locale"));
  const needed = await people("signingOf", person.session);
  if (needed === "provider")
    return askerOf(exchange).at - person.madeAt < providerLasts
      ? undefined
      : refuse(exchange, 401, words.signAfterProvider, "signing");
  if (!given) return refuse(exchange, 401, words.signWithPassword, "signing.password");
  if (needed === "both" && given.code === undefined)
    return refuse(exchange, 401, words.signWithBoth, "signing.code");
  const found = await signingIn(exchange, clinic, person.login, (account) =>
    hasPassword(clinic, account, given.password),
  );
  if ("response" in found)
    return found.response.status === 401
      ? refuse(exchange, 401, words.wrongPassword, "signing.password")
      : found.response;
  if (needed === "both") {
    const factor = await hasSecondFactor(exchange, clinic, found.account, given.code!);
    if ("response" in factor) return factor.response;
  }
  await people("beginSigning", person.session, askerOf(exchange).at);
  return undefined;
}
