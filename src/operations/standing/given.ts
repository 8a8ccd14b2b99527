import { writeInstant } from "../../quantity/quantity.ts";
import type { State } from "../../records/records.ts";

/** Who the records that were given up for this one say it is: whoever looks for that name or number finds it. */
export const writeGiven = ({ given = [] }: State): object[] =>
  given.map(({ record, merge, patient }) => ({
    patient: record,
    name: patient?.name ?? null,
    birthDate: patient?.birthDate ?? null,
    identifiers: patient?.identifiers ?? [],
    ...(merge && { at: writeInstant(merge.at), by: merge.by, reason: merge.data.reason }),
  }));
