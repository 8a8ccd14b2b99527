import { alerts } from "./alerts.ts";
import { controls } from "./controls.ts";
import { incidents } from "./incidents.ts";
import { limits } from "./limits.ts";
import { programs } from "./program.ts";
import { recordRows } from "./record-rows.ts";
import { records } from "./records.ts";
import { inOrder, scenarios } from "./scenarios.ts";
import { sessions } from "./sessions.ts";
import { stalls } from "./stalls.ts";
import { units } from "./units.ts";

/** One row of the documented harms or of the requirements drawn from field failures, in our words. */
export interface Row {
  readonly id: string;
  readonly says: string;
  /** What of it is held elsewhere, or not yet, and why. */
  readonly open?: string;
  /** A browser test that holds its side of the page: file and the beginning of the test's name. */
  readonly page?: readonly [file: string, name: string];
  /** A test in another room that holds it, likewise. */
  readonly elsewhere?: readonly [file: string, name: string];
}

/** Rows held by a property, and the file it stands in. */
export const properties: Readonly<Record<string, string>> = {
  "INC-7": "test/safety/properties.test.ts",
  "INC-8": "test/safety/properties.test.ts",
  "P-01": "test/safety/properties.test.ts",
  "P-16": "test/safety/properties.test.ts",
  "L-03": "test/safety/properties.test.ts",
  "L-09": "test/safety/properties.test.ts",
  "L-11": "test/safety/properties.test.ts",
  "L-13": "test/safety/properties.test.ts",
  "U-03": "src/quantity/quantity.test.ts",
  "U-09": "test/safety/properties.test.ts",
  "L-12": "scripts/controls.ts",
};

/** Every row that has a test here. */
export const tested: readonly string[] = [
  ...new Set([...scenarios.map(({ row }) => row), ...Object.keys(properties).filter((id) => id !== "L-12")]),
].sort(inOrder);

const ledger = "needs the clinic's ledger (issue 6)";
const plans = "test/web/plan.test.ts";
const ketamine = "test/web/ketamine.test.ts";

export const rows: readonly Row[] = [
  {
    id: "INC-1",
    says: "20 mL filled, 40 mL programmed: stopped at entry; found dry months later, tolerance may be lost",
    page: [plans, "with 20 mL filled and 40 mL told to the pump is refused"],
  },
  {
    id: "INC-2",
    says: "A morning dose entered as an hourly one: both totals, both days hour by hour, a confirmation",
    page: [plans, "that asks for confirmation names both totals"],
  },
  {
    id: "INC-3",
    says: "The pump's alarm counts what was programmed, so an over-delivering pump is empty in silence",
  },
  { id: "INC-4", says: "A device constant was corrected: constants carry version and source" },
  {
    id: "INC-5",
    says: "An update left the pump stopped: the visit cannot be closed before it is seen to run",
    page: ["test/web/visit.test.ts", "is walked by keyboard from the first step to the printed sheet"],
  },
  {
    id: "INC-6",
    says: "Pocket fills and mixed-up patients: the refill sheet asks for both aspirations and the observation",
    page: [plans, "the printed refill form asks for both aspirations"],
  },
  {
    id: "INC-7",
    says: "A vial ten times as strong: the protocol asks for the vial in hand",
    page: [ketamine, "a vial ten times as strong is seen at once beside the dose"],
  },
  { id: "INC-8", says: "A cell of a printed table 75 % too high: every table is computed and proportional" },
  { id: "INC-9", says: "Opioid calculators disagree: the whole spread with sources, never one number" },
  { id: "INC-10", says: "Off-label mixtures: on label, within consensus and neither are three verdicts" },
  {
    id: "INC-11",
    says: "A prime mixes: the drug arrives early, then dips",
    elsewhere: ["src/exposure/canal/line.test.ts", "INC-11: with mixing"],
  },
  {
    id: "INC-12",
    says: "What fails in the field gives the record its vocabulary of complications",
  },
  { id: "U-01", says: "A bare number is refused in every field; all faults are said at once" },
  { id: "U-02", says: "The same figure in another unit: the change of five times or more names both totals" },
  { id: "U-03", says: "Units there and back are exact; day and hour differ by 24 in the right direction" },
  { id: "U-04", says: "Minutes for hours between boluses: boluses a day and the day's dose are shown" },
  { id: "U-05", says: "There is no default concentration" },
  {
    id: "U-06",
    says: "A concentration under the drug's hard lower limit is refused",
    elsewhere: ["src/limits/low-limit.test.ts", "U-06: a concentration under a hard lower limit"],
    open: "The mechanism is tested with a limit that is made up; no source at hand states a lowest concentration, so data/ ships none. A named person with a reason may still take one on, as every limit (design, decision 9).",
  },
  {
    id: "U-07",
    says: "Another concentration than the last: an explicit decision on the bridge",
    page: [plans, "whose solution changes cannot be confirmed before the bridge is decided"],
  },
  { id: "U-08", says: "Number text with two readings is refused, never cut short" },
  { id: "U-09", says: "What is no number, or beyond computing, is refused" },
  {
    id: "U-10",
    says: "A stepper at its minimum stays there",
    page: [plans, "U-10: the slider of a dose stays"],
    elsewhere: ["web/steppers.test.ts", "U-10: no page has a stepper"],
  },
  { id: "U-11", says: "Values at the edges of integers come back unchanged or are refused" },
  { id: "U-12", says: "Two drugs in a reservoir: both doses are shown and both are checked" },
  {
    id: "U-13",
    says: "A dose per kg without a sound weight is refused",
    open: `How old a weight may be: ${ledger}.`,
  },
  { id: "U-14", says: "Display: no trailing zero, a leading zero, mcg, tall-man names" },
  { id: "U-15", says: "Dose, concentration and rate that do not agree are refused" },
  { id: "U-16", says: "What the pump's step makes of the dose is shown beside what was programmed" },
  { id: "P-01", says: "Any program delivers what an independent slow count delivers" },
  {
    id: "P-02",
    says: "A draft is reviewed by what the pump would do: totals, worst hour and day, old and new",
  },
  { id: "P-03", says: "A 60 mcg morning bolus set to hourly: 1,440 mcg a day more, stopped" },
  { id: "P-04", says: "Flex steps out of order, doubled or too many are refused; the day is always full" },
  { id: "P-05", says: "Basal and bolus together outside the pump's range are refused, never clipped" },
  { id: "P-06", says: "A bolus leaves the basal as it is" },
  {
    id: "P-07",
    says: "A draft changes nothing that runs until it is confirmed",
    open: "Only the page keeps a draft.",
    page: [plans, "never changes what runs until it is confirmed"],
  },
  {
    id: "P-08",
    says: "Two people save one program: the second sees a conflict",
    elsewhere: ["src/store/suite.test.ts", "P-08: of two people"],
  },
  {
    id: "P-09",
    says: "A killed commit is whole or absent",
    elsewhere: ["src/store/ledger.test.ts", "S-01, P-09"],
  },
  {
    id: "P-10",
    says: "An update without proof of running: on top of the list, and the visit stays open",
  },
  {
    id: "P-11",
    says: "A stop asks for its reason and shows what withdrawal means",
  },
  { id: "P-12", says: "A change beyond the label's or consensus share speaks with its source" },
  {
    id: "P-13",
    says: "No resuming of a bolus after a prime",
  },
  {
    id: "P-14",
    says: "Repeating the last settings takes exactly the last committed ones",
    page: ["test/web/running.test.ts", "the last settings"],
  },
  {
    id: "P-15",
    says: "One program by every road is one program",
    elsewhere: ["test/fhir/fhir.test.ts", "P-15: a program that comes without provenance"],
  },
  { id: "P-16", says: "Shifting, splitting and rescaling a program leaves its dose" },
  {
    id: "P-17",
    says: "A delayed start gives nothing before it",
    elsewhere: ["src/records/leaving.test.ts", "P-17: a program that starts later"],
  },
  {
    id: "P-18",
    says: "After a reset the program is unknown until interrogated",
    elsewhere: ["src/records/leaving.test.ts", "P-18: after a reset"],
  },
  {
    id: "P-19",
    says: "An old program is migrated with its meaning",
    elsewhere: ["src/store/suite.test.ts", "P-19, S-06"],
  },
  {
    id: "L-01",
    says: "A label's stated maximum blocks",
    open: `An override by a named person with a reason: ${ledger}.`,
  },
  {
    id: "L-02",
    says: "A soft limit warns with its source",
    open: `That reason and confirmation are recorded: ${ledger}.`,
  },
  {
    id: "L-03",
    says: "A limit that is missing or unreadable leaves a check undone and says so; never unlimited",
  },
  { id: "L-04", says: "Several limits: all speak, the most limiting first" },
  { id: "L-05", says: "A limit holds the same by every door" },
  { id: "L-06", says: "Drug, unit, source and status stand with each limit" },
  {
    id: "L-07",
    says: "A new library re-checks every running program",
  },
  { id: "L-08", says: "What is not listed is unmistakably unchecked" },
  { id: "L-09", says: "A library file with one byte changed is refused" },
  { id: "L-10", says: "Two strengths of one drug are two entries, and no solution" },
  { id: "L-11", says: "Equal to a limit is allowed, the next number above is not, in every unit" },
  { id: "L-12", says: "Each control is taken out once and a test of its row goes red" },
  { id: "L-13", says: "Ten times or a tenth of a usual dose asks" },
  {
    id: "L-14",
    says: "Two pumps or routes of one class: the sum is shown as a range, and checked where limits speak of it",
    page: ["test/web/running.test.ts", "what else is taken"],
  },
  {
    id: "L-15",
    says: "Limits are changed by nobody while the program runs, administrators too; who tries is written down",
    elsewhere: ["test/doors/matrix.test.ts", "L-15: no route and no operation"],
  },
  ...recordRows,
];

/** The table that docs/ shows: made from the rows, the scenarios and the controls. */
export function table(): string {
  const lines = rows.map((row) => {
    const told = scenarios.filter((scenario) => scenario.row === row.id);
    const held = tested.includes(row.id) || row.id in properties || row.elsewhere !== undefined;
    const files = [
      ...filesOf(row.id),
      ...(properties[row.id] ? [properties[row.id]!] : []),
      ...(row.elsewhere ? [`${row.elsewhere[0]}: “${row.elsewhere[1]} …”`] : []),
      ...(row.page ? [`${row.page[0]}: “${row.page[1]} …”`] : []),
    ];
    const doors = [
      ...(told.length > 0 ? ["library, CLI, HTTP"] : held ? ["library"] : []),
      ...(row.page ? ["page"] : []),
    ];
    const taken = controls.filter((control) => control.row === row.id);
    const status = held ? (row.open ? "held in part" : "held") : row.page ? "held in the page" : "open";
    return [
      row.id,
      row.says,
      files.join("; "),
      doors.join(", "),
      taken.map(({ does, file }) => `${does} (\`${file}\`)`).join("; "),
      row.open ? `${status}. ${row.open}` : status,
    ];
  });
  return [
    "# What must not happen again: each row and its test",
    "",
    "Made by `node scripts/safety-table.ts` from `test/safety/`; a test fails when it is out of date. The rows are the",
    "documented harms (INC) and the requirements drawn from field failures on units (U), programs (P), limits (L) and on",
    "what is kept: reservoir (R), catheter (C), alarms (A), boluses (B), clock (K), identity (I), audit (T).",
    "Each scenario goes through the library, one `theca batch` process and HTTP on a loopback socket, and the three",
    "answers must be one. `npm run controls` takes each control out in a copy of the tree and expects its row to go red.",
    "",
    `${tested.length} rows with tests, ${scenarios.length} scenarios through three doors, ${controls.length} controls.`,
    "",
    "| row | what | tests (scenarios) | doors | controls | status |",
    "|---|---|---|---|---|---|",
    ...lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
  ].join("\n");
}

const files = { incidents, units, program: programs, limits, records, alerts, stalls, sessions };
/** The files that tell a row's scenarios. */
const filesOf = (id: string): string[] =>
  Object.entries(files)
    .map(([name, told]) => [name, told.filter(({ row }) => row === id).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `test/safety/${name}.ts (${count})`);
