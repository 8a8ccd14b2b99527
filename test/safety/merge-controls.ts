import type { Control } from "./controls.ts";
import type { StoreControl } from "./store-controls.ts";

/** The controls that merged records rest on (I-06), in the engine. */
export const mergeControls: readonly Control[] = [
  {
    row: "I-06",
    does: "reads the kept record as both histories",
    file: "src/records/merged.ts",
    text: "if (given.length > 0) records.set(patient, together([...of, ...given]));",
    without: "",
  },
  {
    row: "I-06",
    does: "leaves a record that was given up off every list",
    file: "src/operations/drylist.ts",
    text: "return new Map(states.filter(([, { merged }]) => !merged));",
    without: "return new Map(states);",
  },
  {
    row: "I-06",
    does: "sees two records as of a day before they were merged",
    file: "src/records/effective.ts",
    text: "const theirs = apart.size === 0 ? held :",
    without: "const theirs = true ? held :",
  },
  {
    row: "I-06",
    does: "ends a merge with its parting",
    file: "src/records/merged.ts",
    text: "return merges.filter(({ id }) => !taken.has(id));",
    without: "return merges;",
  },
  {
    row: "I-06",
    does: "lets the kept record say who it is",
    file: "src/records/given.ts",
    text: "of !== undefined && patient !== of;",
    without: "false;",
  },
  {
    row: "I-06",
    does: "finds the kept record by the other's name and number",
    file: "src/records/find-patient.ts",
    text: "return [patient, ...given.map((one) => one.patient)].some((one) => {",
    without: "return [patient].some((one) => {",
  },
  {
    row: "I-06",
    does: "names a device once in a recall",
    file: "src/records/recall.ts",
    text: "if (mergeAway(entries)) return [];",
    without: "",
  },
  {
    row: "I-06",
    does: "merges no two people by mistake",
    file: "src/records/merge-rules.ts",
    text: "...(a.birthDate === b.birthDate ? [] :",
    without: "...(true ? [] :",
  },
  {
    row: "I-06",
    does: "merges no two pumps into one record",
    file: "src/records/merge-rules.ts",
    text: "...(a.pump && b.pump ?",
    without: "...(false ?",
  },
  {
    row: "I-06",
    does: "takes nobody who is here off the lists by an old transfer",
    file: "src/records/merge-rules.ts",
    text: "...(Boolean(a.transferred) === Boolean(b.transferred) ?",
    without: "...(true ?",
  },
  {
    row: "I-06",
    does: "says before a parting what was entered since",
    file: "src/records/merge-rules.ts",
    text: "sequence > merge.kept.sequence",
    without: "false",
  },
];

const suite = "src/store/merge.test.ts";
const control = (does: string, file: string, text: string, without: string, test: string): StoreControl => ({
  row: "I-06",
  does,
  file,
  text,
  without,
  tests: [suite, test],
});

/** Those where the records lie. */
export const mergeStoreControls: readonly StoreControl[] = [
  control(
    "enters nothing into a record that was given up",
    "src/store/decide.ts",
    'if (found.merged !== undefined) return refuse({ why: "merged", into: found.merged });',
    "",
    "I-06: what is entered",
  ),
  control(
    "merges in both records or in neither",
    "src/store/decide.ts",
    'if (alone) return refuse({ why: "of two records", id: alone.id });',
    "",
    "I-06: a merge is in both",
  ),
  control(
    "merges only what was read",
    "src/store/merge.ts",
    "if (end.sequence !== revision) {",
    "if (false as boolean) {",
    "I-06: a merge is in both",
  ),
  control(
    "merges nothing against a rule",
    "src/store/merge.ts",
    "if (objections.length > 0 || !made)",
    "if (!made)",
    "I-06: two of whom",
  ),
  control(
    "gives a pump back to whose it was first",
    "src/store/ledger.ts",
    "if (!bearers.some(isOwn) || !isOwn(yield* firstToBear(serial, bearers))) borne.push(serial);",
    "if (!bearers.some(isOwn)) borne.push(serial);",
    "I-06: what is entered",
  ),
  control(
    "keeps nothing derived of both once they were parted",
    "src/store/merge.ts",
    "yield* dropSnapshots(sides.map(({ patient }) => patient));",
    "",
    "I-06: what was derived",
  ),
  control(
    "erases none of two that are merged alone",
    "src/store/erase.ts",
    'if (records.length > 1 && !merged) return { refused: "merged" };',
    "",
    "I-06, S-07",
  ),
  control(
    "keeps no snapshot with the words of somebody erased",
    "src/store/snapshots.ts",
    "![patient, ...given].some((record) => gone.has(record)),",
    "!gone.has(patient),",
    "I-06, S-07",
  ),
  control(
    "shows a merged chart to whoever may see both",
    "src/store/access.ts",
    "for (const given of yield* foreignWithin(patient, account)) {",
    "for (const given of [] as string[]) {",
    "I-06, I-09",
  ),
  control(
    "leaves a merged chart off the lists of whoever may not see both",
    "src/store/access.ts",
    "return [...new Set([...own, ...(yield* keptFor(own)).values()])];",
    "return own;",
    "I-06, I-09",
  ),
  control(
    "merges no charts that nobody would see",
    "src/store/merged-charts.ts",
    "if (teams.size === 0 || (yield* isSeen(teams.values(), mayTend))) return [];",
    "return [];",
    "I-06, I-09",
  ),
];
