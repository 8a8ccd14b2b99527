import { first, rows, type Script } from "./script.ts";

/** Somebody whose record nobody can read any more; who did it and why stands in the audit. */
export interface Erasure {
  readonly patient: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everybody who was erased. */
export function* listErasures(): Script<Erasure[]> {
  const found = yield* rows<Erasure>("SELECT patient, at FROM erasures ORDER BY at, patient");
  return found.map(({ patient, at }) => ({ patient, at }));
}

/** When somebody was erased; undefined where they were not. */
export function* erasureOf(patient: string): Script<Erasure | undefined> {
  const found = yield* first<Erasure>("SELECT patient, at FROM erasures WHERE patient = ?", patient);
  return found && { patient: found.patient, at: found.at };
}
