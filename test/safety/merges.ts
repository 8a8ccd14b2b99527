// I-06: two records of one person that are merged, and parted again, as questions to the engine.
import { entry, kept, later, patient } from "./records.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const twin = "5c1d2e3f-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const day = "2018-12-01T08:00:00Z";
const before = "2018-11-30T08:00:00Z";
const afterwards = "2018-12-20T08:00:00Z";

const person = (more: Fields = {}): Fields =>
  entry(
    "patient",
    "2018-09-01T08:00:00Z",
    {
      name: "Tess Person",
      birthDate: "1960-02-29",
      identifiers: [{ system: "clinic", value: "4711" }],
      ...more,
    },
    { patient: twin },
  );
const own: readonly Fields[] = [
  person(),
  entry("score", "2018-09-01T08:00:00Z", { scale: "NRS", value: 6 }, { patient: twin }),
  entry("note", "2018-09-01T09:00:00Z", { text: "came again" }, { patient: twin }),
];
/** The twin is kept, and the record with the pump is given up: whoever merges may choose so. */
const data = { kept: twin, given: patient, reason: "registered twice" };
const mergeThere = entry("records merged", day, data);
const mergeHere = entry("records merged", day, data, { patient: twin });
const merged: readonly Fields[] = [...kept, ...own, mergeThere, mergeHere];
const parted: readonly Fields[] = [
  ...merged,
  entry("records parted", afterwards, data, { corrects: mergeThere["id"] }),
  entry("records parted", afterwards, data, { patient: twin, corrects: mergeHere["id"] }),
];
const asked = (entries: readonly Fields[], now = later, more: Fields = {}): Fields => ({
  now,
  entries,
  ...more,
});
const comparing = (given: readonly Fields[], more: Fields = {}): Fields => ({
  now: later,
  kept,
  given,
  ...more,
});

export const merges: readonly Scenario[] = told(
  "I-06",
  {
    happened: "merged, the pump stands on the dry list once, under the record that is kept",
    operation: "drylist",
    input: asked(merged),
    expect: [
      { path: "pumps", count: 1 },
      { path: "pumps[0].patient", equals: twin },
      { path: "pumps[0].name", equals: "Tess Person" },
      { path: "pumps[0].pump.serial", equals: "S1" },
    ],
  },
  {
    happened: "as of the day before the merge, the pump stands under the record it was entered in",
    operation: "drylist",
    input: asked(merged, before),
    expect: [
      { path: "pumps", count: 1 },
      { path: "pumps[0].patient", equals: patient },
      { path: "pumps[0].name", equals: "Test Person" },
    ],
  },
  {
    happened: "parted, the pump stands under the record it was entered in, as if nobody had merged them",
    operation: "drylist",
    input: asked(parted),
    expect: [
      { path: "pumps", count: 1 },
      { path: "pumps[0].patient", equals: patient },
      { path: "pumps[0].name", equals: "Test Person" },
    ],
  },
  {
    happened: "the number of the record that was given up finds the one that is kept, with both names",
    operation: "patients",
    input: asked(merged, later, { search: "17" }),
    expect: [
      { path: "patients", count: 1 },
      { path: "patients[0].patient", equals: twin },
      { path: "patients[0].given[0].name", equals: "Test Person" },
      { path: "patients[0].given[0].identifiers[0].value", equals: "17" },
      { path: "all", number: 1, within: 0 },
    ],
  },
  {
    happened: "parted, each name and number finds its own record again",
    operation: "patients",
    input: asked(parted),
    expect: [
      { path: "patients", count: 2 },
      { path: "patients[0].given", count: 0 },
      { path: "patients[1].given", count: 0 },
    ],
  },
  {
    happened: "what stands now of the kept one is of both histories, and says who it is in its own words",
    operation: "standing",
    input: asked(merged),
    expect: [
      { path: "patient", equals: twin },
      { path: "person.name", equals: "Tess Person" },
      { path: "pump.serial", equals: "S1" },
      { path: "given[0].patient", equals: patient },
    ],
  },
  {
    happened: "as of the day before the merge, the kept one is what it was by itself",
    operation: "standing",
    input: asked(merged, before),
    expect: [
      { path: "person.name", equals: "Tess Person" },
      { path: "pump", equals: null },
      { path: "given", count: 0 },
    ],
  },
  {
    happened: "the record that was given up says where it went, and stands on no list",
    operation: "standing",
    input: asked([...kept, mergeThere]),
    expect: [
      { path: "merged.kept", equals: twin },
      { path: "line", equals: null },
      { path: "missed", count: 0 },
    ],
  },
  {
    happened: "a recall names the pump once, under the record that is kept",
    operation: "recall",
    input: { recall: { serial: "S1" }, entries: merged },
    expect: [
      { path: "affected", count: 1 },
      { path: "affected[0].patient", equals: twin },
      { path: "affected[0].name", equals: "Tess Person" },
    ],
  },
  {
    happened: "parted, a recall names the pump under the record it was entered in",
    operation: "recall",
    input: { recall: { serial: "S1" }, entries: parted },
    expect: [
      { path: "affected", count: 1 },
      { path: "affected[0].patient", equals: patient },
      { path: "affected[0].name", equals: "Test Person" },
    ],
  },
  {
    happened: "nothing is under way, and only one of the two has a pump: nothing speaks against merging them",
    operation: "merge",
    input: comparing(own),
    expect: [
      { path: "objections", count: 0 },
      { path: "unlike[0]", equals: "name" },
    ],
  },
  {
    happened: "of two birth dates one is wrong, or these are two people: nothing is merged without a name",
    operation: "merge",
    input: comparing([person({ birthDate: "1966-02-28" })]),
    expect: [
      { path: "objections", count: 1 },
      { path: "objections[0].rule", equals: "birth dates differ" },
    ],
  },
  {
    happened: "a person who saw the passport merges them under their name",
    operation: "merge",
    input: comparing([person({ birthDate: "1966-02-28" })], {
      overrides: [{ finding: "birth dates differ", by: "Nurse One", reason: "passport seen" }],
    }),
    expect: [{ path: "objections", count: 0 }],
  },
  {
    happened: "a pump is in place in both: merged, one of them would stand on no list, so they are not",
    operation: "merge",
    input: comparing([
      ...own,
      entry(
        "pump implanted",
        "2018-10-01T08:00:00Z",
        { pump: { model: "synchromed-ii-20" }, serial: "S2" },
        { patient: twin },
      ),
      entry(
        "visit closed",
        "2018-10-01T09:00:00Z",
        { reinterrogated: true, running: true },
        { patient: twin },
      ),
    ]),
    expect: [
      { path: "objections", count: 1 },
      { path: "objections[0].rule", equals: "two pumps" },
    ],
  },
  {
    happened: "one of the two was transferred: merged, a pump that is filled here would stand on no list",
    operation: "merge",
    input: comparing([
      ...own,
      entry("transferred out", "2018-11-01T08:00:00Z", { to: "North", with: ["sheet"] }, { patient: twin }),
    ]),
    expect: [
      { path: "objections", count: 1 },
      { path: "objections[0].rule", equals: "one is elsewhere" },
    ],
  },
  {
    happened: "before two are parted it is said what was entered since, which stays where it is",
    operation: "merge",
    input: {
      now: later,
      kept: [...merged, entry("note", "2018-12-05T08:00:00Z", { text: "since" }, { patient: twin })],
      given: [...kept, mergeThere],
    },
    expect: [
      { path: "merged.since", count: 1 },
      { path: "merged.since[0].kind", equals: "note" },
      { path: "objections", count: 0 },
    ],
  },
);
