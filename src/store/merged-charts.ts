// Who may see two charts that read as one: whoever may see both. Which charts were merged is told by the last entry of the
// one that was given up, since nothing follows it there.
import { mergeAway, type MergeObjection } from "../records/records.ts";
import { listAccounts } from "./accounts.ts";
import { entryOf } from "./decide.ts";
import { entryRows } from "./kept.ts";
import { marks, rows, type Script } from "./script.ts";

/** Of some records, those that were given up, each with the record that was kept. */
export function* keptFor(patients: readonly string[]): Script<Map<string, string>> {
  const kept = new Map<string, string>();
  for (let i = 0; i < patients.length; i += atOnce) {
    const some = patients.slice(i, i + atOnce);
    const ends = yield* entryRows(
      `sequence IN (SELECT max(sequence) FROM entries WHERE patient IN ${marks(some)} GROUP BY patient)`,
      ...some,
    );
    for (const end of ends) {
      const merge = mergeAway([entryOf(end)]);
      if (merge) kept.set(end.patient, merge.data.kept);
    }
  }
  return kept;
}
const atOnce = 500;

/** The restricted charts that were given up for a record. */
function* restrictedIn(patient: string, restricted: readonly string[]): Script<string[]> {
  return [...(yield* keptFor(restricted))].flatMap(([given, kept]) => (kept === patient ? [given] : []));
}

/** The restricted charts within a record to whose team an account does not belong. */
export function* foreignWithin(patient: string, account: string): Script<string[]> {
  const found = yield* rows<{ patient: string }>(
    `SELECT DISTINCT patient FROM teams
     WHERE patient <> ? AND patient NOT IN (SELECT patient FROM teams WHERE account = ?)`,
    patient,
    account,
  );
  return yield* restrictedIn(
    patient,
    found.map((one) => one.patient),
  );
}

/** The teams of every restricted chart that reads as one with some records, these among them. */
export function* teamsAround(patients: readonly string[]): Script<ReadonlyMap<string, readonly string[]>> {
  const teams = new Map<string, string[]>();
  for (const { patient, account } of yield* rows<{ patient: string; account: string }>(
    "SELECT patient, account FROM teams ORDER BY patient, account",
  ))
    teams.set(patient, [...(teams.get(patient) ?? []), account]);
  if (teams.size === 0) return teams;
  const kept = yield* keptFor([...new Set([...teams.keys(), ...patients])]);
  const roots = new Set(patients.map((patient) => kept.get(patient) ?? patient));
  return new Map([...teams].filter(([patient]) => roots.has(kept.get(patient) ?? patient)));
}

/** True where somebody who looks after patients and can sign in belongs to every one of some teams. */
export function* isSeen(teams: Iterable<readonly string[]>, mayTend: readonly string[]): Script<boolean> {
  const all = [...teams];
  return (yield* listAccounts()).some(
    ({ id, disabled, roles }) =>
      !disabled && roles.some((role) => mayTend.includes(role)) && all.every((team) => team.includes(id)),
  );
}

/** What speaks against merging two charts by their teams. */
export function* seenByNobody(
  kept: string,
  given: string,
  mayTend: readonly string[],
): Script<MergeObjection[]> {
  const teams = yield* teamsAround([kept, given]);
  if (teams.size === 0 || (yield* isSeen(teams.values(), mayTend))) return [];
  return [{ rule: "seen by nobody", in: "both", names: [] }];
}
