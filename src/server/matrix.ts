import type { EntryKind } from "../records/records.ts";
import { type Role, roles } from "../store/store.ts";

/**
 * Who may ask a route where people sign in: anyone; whoever is about to sign in or has; whoever has signed in but for a
 * second factor that is still to be set up; whoever has signed in; or only these roles.
 */
export type Who = "anyone" | "halfway" | "enrolling" | "signed in" | readonly Role[];

/** One line of the matrix. */
export interface Rule {
  readonly route: `${"GET" | "POST" | "PUT" | "DELETE" | "ALL"} /${string}`;
  readonly who: Who;
  /**
   * Whose chart it touches: the patient named by a part of the path or in the body, who must not be a stranger; or all
   * patients, of whom only those are given whose chart the person may see.
   */
  readonly patient?: "id" | "patient" | "body" | "all";
  /** True where asking does not count as using the session. */
  readonly quiet?: true;
}

/** Those who look after patients. */
export const tending: readonly Role[] = ["clinician", "nurse", "pharmacist"];
const ruling: readonly Role[] = ["administrator"];

/** Every route and who may ask it. A route that does not stand here is asked by nobody. */
export const matrix: readonly Rule[] = [
  { route: "GET /api/health", who: "anyone" },
  { route: "GET /api/openapi.json", who: "anyone" },
  { route: "GET /*", who: "anyone" },

  { route: "GET /api/session", who: "anyone", quiet: true },
  { route: "POST /api/session", who: "anyone" },
  { route: "POST /api/session/setup", who: "anyone" },
  { route: "POST /api/session/password", who: "anyone" },
  { route: "GET /api/session/sign-on", who: "anyone" },
  { route: "GET /api/session/sign-on/back", who: "anyone" },
  { route: "POST /api/session/code", who: "halfway" },
  { route: "POST /api/session/unlock", who: "halfway" },
  { route: "DELETE /api/session", who: "halfway" },
  { route: "POST /api/session/here", who: "signed in" },
  { route: "POST /api/session/lock", who: "signed in" },
  { route: "DELETE /api/session/all", who: "signed in" },
  { route: "POST /api/session/second", who: tending },

  { route: "GET /api/account", who: "signed in" },
  { route: "POST /api/account/password", who: "signed in" },
  { route: "POST /api/account/second-factor", who: "enrolling" },
  { route: "POST /api/account/second-factor/confirm", who: "enrolling" },

  { route: "GET /api/people", who: ruling },
  { route: "POST /api/people", who: ruling },
  { route: "GET /api/people/charts", who: ruling },
  { route: "GET /api/people/glass", who: ruling },
  { route: "POST /api/people/glass/:id/reviewed", who: ruling },
  { route: "PUT /api/people/:account", who: ruling },
  { route: "POST /api/people/:account/reset", who: ruling },
  { route: "GET /api/audit", who: ruling },

  { route: "GET /api/colleagues", who: [...tending, "administrator"] },
  { route: "GET /api/team/:patient", who: tending, patient: "patient" },
  { route: "PUT /api/team/:patient", who: ["clinician", "nurse", "administrator"], patient: "body" },
  { route: "POST /api/glass", who: tending },
  { route: "POST /api/glass/find", who: tending },

  { route: "GET /api/cases", who: tending },
  { route: "GET /api/cases/:id", who: tending },
  { route: "PUT /api/cases/:id", who: tending },
  { route: "DELETE /api/cases/:id", who: tending },

  { route: "GET /api/planning", who: tending },
  { route: "PUT /api/planning", who: tending },

  { route: "GET /api/notices", who: ruling },
  { route: "PUT /api/notices", who: ruling },
  { route: "POST /api/notices/test", who: ruling },
  // That notices do not get out concerns everybody; no patient is in it.
  { route: "GET /api/notices/standing", who: "signed in", quiet: true },

  { route: "POST /api/ledger/entries", who: tending, patient: "body" },
  { route: "GET /api/ledger/entries", who: tending, patient: "all" },
  { route: "POST /api/ledger/patients/find", who: tending, patient: "all" },
  { route: "POST /api/ledger/missed", who: tending, patient: "all" },
  { route: "POST /api/ledger/recall", who: tending, patient: "all" },
  { route: "POST /api/ledger/recheck", who: tending, patient: "all" },
  { route: "POST /api/ledger/merge", who: ["clinician", "nurse"], patient: "body" },
  { route: "POST /api/ledger/part", who: ["clinician", "nurse"], patient: "body" },
  { route: "GET /api/ledger/patients/:id", who: tending, patient: "id" },
  { route: "POST /api/ledger/dry", who: tending, patient: "all" },
  // The record is named by what is typed: an administrator sees no chart.
  { route: "POST /api/ledger/erase", who: ruling },
  { route: "GET /api/ledger/verified", who: ruling },
  { route: "GET /api/ledger/audit", who: ruling },

  // What is computed from what is asked: no record is touched.
  { route: "POST /api/:operation", who: "signed in" },
  { route: "ALL /api/:operation", who: "signed in" },
];

const lines = new Map(matrix.map((rule) => [rule.route as string, rule]));

/** The line of a route, or undefined: then nobody may ask it. */
export const ruleOf = (method: string, path: string): Rule | undefined => lines.get(`${method} ${path}`);

/** Whether somebody of these roles may ask. */
export const mayAsk = (who: Who, held: readonly Role[]): boolean =>
  typeof who === "string" ? true : held.some((role) => who.includes(role));

const bedside: readonly Role[] = ["clinician", "nurse"];

/** Who may enter what. The prescriber's signature is a clinician's alone. */
export const mayEnter: Readonly<Record<EntryKind, readonly Role[]>> = {
  patient: bedside,
  "pump implanted": bedside,
  "pump revised": bedside,
  "pump explanted": bedside,
  "catheter implanted": bedside,
  "catheter revised": bedside,
  "catheter explanted": bedside,
  interrogation: bedside,
  refill: bedside,
  "program change": bedside,
  "limit check": tending,
  "other medication": tending,
  "bolus count": bedside,
  bolus: bedside,
  alarm: tending,
  MRI: bedside,
  stopped: bedside,
  restarted: bedside,
  "access port": bedside,
  trial: bedside,
  score: bedside,
  "adverse event": tending,
  "ketamine session begun": bedside,
  "ketamine session": bedside,
  "ketamine follow-up": bedside,
  "refill planned": tending,
  "alert snoozed": tending,
  note: tending,
  "follow-up planned": tending,
  "contact attempted": tending,
  "chasing ended": bedside,
  "transferred out": bedside,
  "transferred in": bedside,
  "records merged": bedside,
  "records parted": bedside,
  "second check": tending,
  signature: tending,
  "visit closed": bedside,
};

const named = (who: Who): readonly string[] =>
  typeof who === "string" ? (who === "anyone" ? ["anyone", ...roles] : roles) : who;

/** The matrix as a table in Markdown: one line a route, one column a role. */
export function matrixTable(): string {
  const columns = ["anyone", ...roles];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const charts = {
    id: "not restricted",
    patient: "not restricted",
    body: "not restricted",
    all: "visible ones",
  };
  return [
    line(["route", ...columns, "patient's chart"]),
    line(["---", ...columns.map(() => ":-:"), "---"]),
    ...matrix.map(({ route, who, patient }) =>
      line([
        `\`${route}\`${who === "halfway" || who === "enrolling" ? " (own sign-in)" : ""}`,
        ...columns.map((column) => (named(who).includes(column) ? "yes" : "")),
        patient ? charts[patient] : "",
      ]),
    ),
  ].join("\n");
}

/** Who may enter what, as a table in Markdown. */
export function entryTable(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["entry", ...roles]),
    line(["---", ...roles.map(() => ":-:")]),
    ...Object.entries(mayEnter).map(([kind, who]) =>
      line([kind, ...roles.map((role) => (who.includes(role) ? "yes" : ""))]),
    ),
  ].join("\n");
}
