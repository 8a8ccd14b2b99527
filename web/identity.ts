// Who the plan on the table is for, kept in this tab only, and only together with the very plan it was typed for: the
// next patient's plan must never come under the last one's name.
import { type Identity, unknownIdentity } from "./plan/read-plan.ts";

const tab = "theca.identity";

/** The person named for the plan so packed; null where none was, or for another plan. */
export function identityFor(packed: string): Identity | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(tab) ?? "null") as {
      readonly packed?: unknown;
      readonly identity?: Partial<Identity>;
    } | null;
    return kept?.packed === packed && packed !== "" ? { ...unknownIdentity, ...kept.identity } : null;
  } catch {
    // Unreadable or forbidden storage: the person has to be named again.
    return null;
  }
}

/** Keeps the person with the plan as it is packed now; null forgets whoever was kept. */
export function keepIdentity(identity: Identity | null, packed: string): void {
  try {
    if (identity) sessionStorage.setItem(tab, JSON.stringify({ packed, identity }));
    else sessionStorage.removeItem(tab);
  } catch {
    // Where storage is forbidden the name lasts until the page is left.
  }
}
