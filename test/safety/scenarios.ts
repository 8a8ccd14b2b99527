import { alerts } from "./alerts.ts";
import { bolusLog } from "./bolus-log.ts";
import { dates } from "./dates.ts";
import { incidents } from "./incidents.ts";
import { limits } from "./limits.ts";
import { primes } from "./primes.ts";
import { programs } from "./program.ts";
import { merges } from "./merges.ts";
import { records } from "./records.ts";
import { repeating } from "./repeating.ts";
import { running } from "./running.ts";
import type { Scenario } from "./scenario.ts";
import { sessions } from "./sessions.ts";
import { stalls } from "./stalls.ts";
import { units } from "./units.ts";

/** Every scenario, in the order of its row. */
export const scenarios: readonly Scenario[] = [
  ...incidents,
  ...units,
  ...programs,
  ...limits,
  ...records,
  ...merges,
  ...alerts,
  ...dates,
  ...primes,
  ...stalls,
  ...sessions,
  ...running,
  ...repeating,
  ...bolusLog,
];

const [letter, number] = [(row: string) => row.split("-")[0]!, (row: string) => Number(row.split("-")[1])];
/** INC first, then by letter and number. */
export const inOrder = (a: string, b: string): number =>
  Number(letter(b) === "INC") - Number(letter(a) === "INC") ||
  letter(a).localeCompare(letter(b)) ||
  number(a) - number(b);
