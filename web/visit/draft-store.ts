// Visits that were begun and not saved, kept by this browser under the patient's id.
import { readShape } from "../../src/quantity/quantity.ts";
import { type Draft, draft } from "./draft.ts";

const keyOf = (patient: string): string => `theca.visit.${patient}`;

/** The visit that was begun for a patient; undefined where there is none, or none that can be read. */
export function kept(patient: string): Draft | undefined {
  try {
    const text = localStorage.getItem(keyOf(patient));
    const read = text === null ? undefined : readShape(draft, JSON.parse(text), "en-US").value;
    return read?.patient === patient ? read : undefined;
  } catch {
    // Unreadable or forbidden storage: the visit lasts as long as the page.
    return undefined;
  }
}

export function keep(visit: Draft): void {
  try {
    localStorage.setItem(keyOf(visit.patient), JSON.stringify(visit));
  } catch {
    // Leaving the page asks first, and nothing more can be done here.
  }
}

export function forget(patient: string): void {
  try {
    localStorage.removeItem(keyOf(patient));
  } catch {
    // What cannot be stored is not there either.
  }
}
