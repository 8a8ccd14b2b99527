import type { Locale } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { asEntered, type Fresh, type Kept, type Rechecked } from "../patients/ledger.ts";
import type { Draft } from "./draft.ts";

/**
 * The check of what the visit leaves running, under the limits of this version, to be kept beside it (L-07); nothing
 * where it cannot be made or was kept before.
 */
export function writeCheck(
  visit: Draft,
  kept: readonly Kept[],
  written: readonly Fresh[],
  locale: Locale,
): Fresh[] {
  const id = visit.ids["limit check"];
  const [last] = written.slice(-1);
  if (!id || !last) return [];
  const entries = [...kept.map(asEntered), ...written];
  const asked = ask<Rechecked>("recheck", { now: last.at, entries }, locale);
  const data = asked.ok
    ? (asked.answer.keep[0]?.data ?? asked.answer.programs.find(({ keep }) => keep)?.keep)
    : undefined;
  const { patient, at, zone, from } = last;
  return data
    ? [
        {
          id,
          patient,
          at,
          ...(zone !== undefined && { zone }),
          from,
          by: visit.by.trim(),
          kind: "limit check",
          data,
        },
      ]
    : [];
}
