// Sessions that were begun and not saved, kept by this browser under the patient's id: one patient, one draft.
import { readShape } from "../../src/quantity/quantity.ts";
import { type Draft, draft } from "./draft.ts";

const prefix = "theca.session.";

/** The session that was begun for a patient; undefined where there is none, or none that can be read. */
export function kept(patient: string): Draft | undefined {
  try {
    const text = localStorage.getItem(prefix + patient);
    const read = text === null ? undefined : readShape(draft, JSON.parse(text), "en-US").value;
    return read?.patient === patient ? read : undefined;
  } catch {
    // Unreadable or forbidden storage: the session lasts as long as the page.
    return undefined;
  }
}

/** Everybody whose session was begun on this screen and not saved, with when it was started. */
export function keptHere(): { readonly patient: string; readonly at: string }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const found = kept(key.slice(prefix.length));
        return found?.begun ? [{ patient: found.patient, at: found.at }] : [];
      });
  } catch {
    return [];
  }
}

export function keep(session: Draft): void {
  try {
    localStorage.setItem(prefix + session.patient, JSON.stringify(session));
  } catch {
    // Leaving the page asks first, and nothing more can be done here.
  }
}

export function forget(patient: string): void {
  try {
    localStorage.removeItem(prefix + patient);
  } catch {
    // What cannot be stored is not there either.
  }
}
