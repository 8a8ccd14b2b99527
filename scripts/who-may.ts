// Writes docs/who-may.md from the matrix. `node scripts/who-may.ts` after a route, a role or a kind of entry changed.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { entryTable, matrixTable } from "../src/server/matrix.ts";

/** The page that says who may ask and enter what. */
export const whoMayPage = (): string =>
  `# Who may ask and enter what

<!-- Made by scripts/who-may.ts from src/server/matrix.ts; do not edit. -->

In [clinic mode](clinic-mode.md) the server lets through what stands here and nothing else; a route without a line is asked by nobody. A person may hold several roles and may do what any of them may. "own sign-in" is also for whoever has given a password and still owes a second factor, or sits at a locked screen. \`test/doors/matrix.test.ts\` asks every route as everybody about every kind of chart.

## Routes

${matrixTable()}

## Charts

| relation to the patient | may see and enter |
| --- | :-: |
| the chart is open to the clinic (as every new one is) | yes |
| the chart is restricted, and one belongs to its team | yes |
| the chart is restricted, and one broke the glass with a reason in the last four hours | yes, each time written down |
| the chart is restricted to others | no, and written down |

"visible ones" in the table above leaves restricted charts of others out. An administrator changes teams and reads the audit, and sees no chart.

## Entries

${entryTable()}

What a person enters bears their own name. A second check, and a signature as second check or witness, is another person's than the author's, who signs in beside at the same screen or at their own. A prescriber's signature is a clinician's.
`;

if (import.meta.main)
  writeFileSync(join(resolve(import.meta.dirname, ".."), "docs", "who-may.md"), whoMayPage());
