import type { Row } from "./rows.ts";

const suite = "src/store/suite.test.ts";
const drylist = "src/operations/drylist.test.ts";
const alertsTest = "src/operations/alerts.test.ts";
const dryPage = "test/web/drylist.test.ts";
const line = "src/exposure/canal/line.test.ts";
const visit = "test/web/visit.test.ts";
const record = "test/web/record.test.ts";
const bolusTests = "src/delivery/bolus-log.test.ts";

/** The rows of what is kept of a patient: reservoir, catheter, alarms, boluses, clock, identity, audit. */
export const recordRows: readonly Row[] = [
  {
    id: "R-01",
    says: "What is left is the fill less everything that was asked of it, at any moment",
    elsewhere: ["src/records/history.test.ts", "P-01, R-01, C-05"],
  },
  {
    id: "R-02",
    says: "A new rate or bolus: time to low and to empty are reckoned anew",
    elsewhere: [drylist, "C-05: what was asked is reckoned"],
  },
  {
    id: "R-03",
    says: "More or less aspirated than the pump's accuracy allows is flagged and stops a rise",
    page: [visit, "finds a pump dry"],
  },
  { id: "R-04", says: "An almost full reservoir: refill and restart at the same dose is not offered" },
  {
    id: "R-05",
    says: "Earliest credible date beside the nominal one; the list goes by the earlier",
    elsewhere: [drylist, "R-05: pumps stand by the earliest credible end"],
  },
  {
    id: "R-06",
    says: "The refill date is the earliest rule's, and the rule is named",
    elsewhere: [drylist, "R-06: the refill date"],
  },
  { id: "R-07", says: "A fill above capacity is kept only under a name" },
  {
    id: "R-08",
    says: "A refill without lot, expiry, aspirations, needle check and observation is not signed",
  },
  {
    id: "R-09",
    says: "The same refill sent twice counts once",
    elsewhere: [suite, "R-09, S-14"],
  },
  {
    id: "R-10",
    says: "The replace-by date is right to the day and never moves later",
    elsewhere: [drylist, "R-10: seven years on"],
  },
  {
    id: "R-11",
    says: "Stops, MRI and leaks are events of the reservoir's sum",
    elsewhere: ["src/records/leaving.test.ts", "R-11"],
  },
  {
    id: "R-12",
    says: "A year of steps and boluses rounds to less than a microlitre",
    elsewhere: ["src/records/history.test.ts", "P-01, R-01, C-05"],
  },
  { id: "R-13", says: "Below nothing there is nothing: empty since, not a negative volume" },
  {
    id: "C-01",
    says: "Tubing volumes are versioned with their source; another one opens again every program that used the old",
  },
  {
    id: "C-02",
    says: "What a prime sends past the tip is a dose, held against limits; full tubing is primed only on confirmation",
    page: ["test/web/plan.test.ts", "C-02: a prime beyond the line"],
  },
  {
    id: "C-03",
    says: "A bridge leaves the dose at the tip where it was",
    elsewhere: [line, "C-03: by plug flow the right bridge"],
  },
  {
    id: "C-04",
    says: "A bridge broken off half-way leaves the line half old",
    elsewhere: [line, "C-04: a bridge broken off"],
  },
  {
    id: "C-05",
    says: "After another solution the program is set anew and the bridge decided",
    page: [visit, "with another strength cannot go on before the bridge is decided"],
  },
  { id: "C-06", says: "A revised catheter's length is entered anew, never reused" },
  { id: "C-07", says: "An access port is named, and the re-prime decided" },
  {
    id: "C-08",
    says: "Programmed dose and dose at the tip are both shown while a bridge runs",
    elsewhere: ["src/operations/canal.test.ts", "C-08: the dose that is programmed"],
  },
  {
    id: "C-09",
    says: "Mass in is mass out and mass in the line",
    elsewhere: [line, "C-09: through any history"],
  },
  {
    id: "A-01",
    says: "Each alarm says priority, cause, time and what to do next, in both languages",
    elsewhere: [alertsTest, "A-01: each alarm says"],
    page: [dryPage, "keeps the planned day for every screen, and puts an alert aside"],
  },
  {
    id: "A-02",
    says: "An alarm put aside comes back by itself, and at once when it presses more",
    elsewhere: [alertsTest, "A-02: an alert put aside stays"],
    page: [dryPage, "keeps the planned day for every screen, and puts an alert aside"],
  },
  {
    id: "A-03",
    says: "The higher of two alarms stands first and hides neither",
    elsewhere: [drylist, "INC-5, P-10, A-10"],
  },
  {
    id: "A-04",
    says: "The third alarm of one cause within ten minutes presses most",
    elsewhere: [alertsTest, "A-04: the third alarm of one cause"],
  },
  {
    id: "A-05",
    says: "The pump's own low-reservoir alarm is foretold to the minute and never else",
    elsewhere: ["src/operations/alarm-date.test.ts", "A-05: in"],
  },
  {
    id: "A-06",
    says: "The time of a stall is not counted as given; withdrawal is brought up after the drug's own hours",
  },
  {
    id: "A-07",
    says: "Alarms that came due while the server was down stand there once",
    elsewhere: ["test/doors/planning.test.ts", "A-07: what came due"],
  },
  { id: "A-08", says: "A patient with no valid date stands on top, not absent" },
  {
    id: "A-09",
    says: "A failed notice is retried, seen and written down",
    elsewhere: ["test/doors/notices.test.ts", "A-09: through a mail server that dies"],
    page: ["test/web/notices.test.ts", "A-09: a channel that is dead is said on the list"],
  },
  {
    id: "A-10",
    says: "A pump believed stopped for an hour is the most pressing of all",
    elsewhere: [drylist, "INC-5, P-10, A-10"],
  },
  {
    id: "A-11",
    says: "An override has a name, a time and a reason",
    open: "The rate of overrides per rule is not reported yet.",
  },
  {
    id: "A-12",
    says: "An input error is said in text and to those who listen",
    elsewhere: ["test/web/look.test.ts", "every page is accessible, fits"],
  },
  {
    id: "B-01",
    says: "A request within the lockout is denied, and does not begin it anew",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-02",
    says: "A second before the lockout ends denies, at its end and after allows",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-03",
    says: "Basal and all boluses within a sliding window stay below its most",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-04",
    says: "A stop or a low rate makes no room for a bolus: a whole window of basal is counted",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-05",
    says: "Basal and bolus above the pump's maximum: denied, not clipped",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-06",
    says: "No bolus in alarm, stopped or unknown",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-07",
    says: "A bolus of the clinic's pauses for the patient's and goes on; both are given whole",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  {
    id: "B-08",
    says: "A bolus of the clinic's runs evenly, one at a time, no shorter and no longer than it may",
    elsewhere: [bolusTests, "B-01 to B-08, B-12"],
  },
  { id: "B-12", says: "Over the dose is said as that, and not as lockout" },
  { id: "B-09", says: "What the pump counted as given is out of the reservoir, what it denied is not" },
  {
    id: "B-10",
    says: "The dose if every allowed bolus is taken is shown and checked",
    elsewhere: ["test/web/plan.test.ts", "patient"],
  },
  {
    id: "B-11",
    says: "A bolus across midnight or a change of clocks counts once",
    elsewhere: ["src/records/history.test.ts", "K-02: at every change"],
  },
  {
    id: "K-01",
    says: "Instants with zone and offset, schedules in pump time",
    elsewhere: [drylist, "K-05: a flex program"],
  },
  {
    id: "K-02",
    says: "At no change of clocks is a step lost or doubled",
    elsewhere: ["src/records/history.test.ts", "K-02: at every change"],
  },
  { id: "K-03", says: "Travel moves no instant", elsewhere: [drylist, "K-05: a flex program"] },
  {
    id: "K-04",
    says: "Leap days, year ends, 2038 and 2100 are right",
    elsewhere: ["src/quantity/instant.test.ts", "K-04: days are added"],
  },
  {
    id: "K-05",
    says: "A program runs on the pump's own clock, not on a fixed offset",
    elsewhere: [drylist, "K-05: a flex program"],
  },
  {
    id: "K-06",
    says: "A clock that steps back changes no order",
    elsewhere: [suite, "K-06: a clock that steps back"],
  },
  {
    id: "K-07",
    says: "Midnight is no event",
    elsewhere: ["src/records/history.test.ts", "K-02: at every change"],
  },
  {
    id: "K-08",
    says: "How far the pump's clock is off is kept with the interrogation, and the schedule runs by it",
  },
  { id: "K-09", says: "A date without a time is the same date everywhere" },
  {
    id: "K-10",
    says: "An hour that comes twice is chosen, one that does not come is refused",
    page: ["test/web/running.test.ts", "an hour that comes twice"],
  },
  {
    id: "K-11",
    says: "A new time zone table changes the future only, with a list",
  },
  { id: "K-12", says: "03/04/2026 is refused as ambiguous" },
  { id: "I-01", says: "An entry of another patient than the open one is refused" },
  {
    id: "I-02",
    says: "The pump of patient A is not recorded for B",
    elsewhere: [suite, "I-01, I-02, S-07"],
  },
  {
    id: "I-03",
    says: "Two identifiers and the serial number on every screen and sheet",
    page: [visit, "shows whose record it is on every step"],
  },
  { id: "I-04", says: "Look-alike names on one list are marked" },
  {
    id: "I-05",
    says: "Of two open forms the stale one is refused",
    page: [visit, "that is stale is refused"],
  },
  {
    id: "I-06",
    says: "Merged duplicates can be parted again",
    elsewhere: ["src/records/merged.test.ts", "parted, each is what it would be"],
    page: ["test/web/merge.test.ts", "of two records that look alike one is kept"],
  },
  {
    id: "I-07",
    says: "A new patient carries nothing over from the last",
    page: [record, "of a new patient begins with nothing"],
  },
  { id: "I-08", says: "What a replaced pump says is history, never prediction" },
  {
    id: "I-09",
    says: "Every route, role and foreign patient: allowed or refused as written",
    elsewhere: ["test/doors/matrix.test.ts", "every route × everybody"],
  },
  { id: "I-10", says: "Names are found by words in any order, without marks; twins of letters are marked" },
  { id: "T-01", says: "No change without its line of audit", elsewhere: [suite, "T-01, T-02, T-06"] },
  {
    id: "T-02",
    says: "Who, when, what, before and after; what was said before can be read",
    page: [record, "corrects an entry"],
  },
  { id: "T-03", says: "One flipped bit is named", elsewhere: ["src/store/ledger.test.ts", "T-03, S-18"] },
  {
    id: "T-04",
    says: "Nobody changes or removes a line of audit",
    elsewhere: ["src/store/ledger.test.ts", "T-04: no statement"],
  },
  {
    id: "T-05",
    says: "What cannot be audited does not happen",
    elsewhere: ["src/store/ledger.test.ts", "T-05: where the audit"],
  },
  { id: "T-06", says: "Reading is audited", elsewhere: [suite, "T-01, T-02, T-06"] },
  {
    id: "T-07",
    says: "Sign-on, its failure and roles are audited",
    elsewhere: ["test/doors/sign-in.test.ts", "T-07: who signed in"],
  },
  {
    id: "T-08",
    says: "A signature has name, time and meaning, and is bound to the record's hash",
    elsewhere: ["src/records/objections.test.ts", "T-08, R-08"],
  },
  {
    id: "T-09",
    says: "A signature has two components for the first of a session, one for each next",
    elsewhere: ["test/doors/signing.test.ts", "T-09: the first signature"],
  },
  {
    id: "T-10",
    says: "Break-glass has a reason and an end",
    elsewhere: ["test/doors/people.test.ts", "T-10, I-09: is for its team"],
  },
  {
    id: "T-11",
    says: "No forged line in any log",
    elsewhere: ["test/doors/people.test.ts", "T-11: headers and names"],
  },
  {
    id: "T-12",
    says: "No name in any log, address or error",
    elsewhere: ["test/doors/canaries.test.ts", "T-12: what a patient is called"],
  },
  {
    id: "T-13",
    says: "The trail is exported whole and in order",
    elsewhere: ["test/fhir/fhir.test.ts", "T-13: an export of everything"],
  },
  {
    id: "T-14",
    says: "The audit is kept for six years",
    elsewhere: ["src/store/suite.test.ts", "T-14: years later"],
  },
  {
    id: "S-01",
    says: "Killed at any moment, no acknowledged write is lost",
    elsewhere: ["src/store/ledger.test.ts", "S-01, P-09"],
  },
  {
    id: "S-02",
    says: "A corrupt page is reported, never served",
    elsewhere: ["src/store/ledger.test.ts", "S-02: of many flipped bits"],
  },
  {
    id: "S-03",
    says: "A second process shares the record, or is refused",
    elsewhere: ["src/store/ledger.test.ts", "S-03: two processes"],
  },
  {
    id: "S-04",
    says: "A full disk is said; nothing is half written",
    elsewhere: ["src/store/ledger.test.ts", "S-04: on a full disk"],
  },
  {
    id: "S-05",
    says: "A backup under load restores to a committed state",
    elsewhere: ["src/store/ledger.test.ts", "S-05: a backup taken"],
  },
  {
    id: "S-06",
    says: "An older schema is opened; a newer one is refused",
    elsewhere: ["src/store/suite.test.ts", "P-19, S-06"],
  },
  {
    id: "S-07",
    says: "A correction leaves the old value; erasure destroys the person's key and is audited",
    elsewhere: ["src/store/erasure.test.ts", "S-07: who was erased"],
  },
  {
    id: "S-08",
    says: "Idle and absolute limits; the draft survives",
    elsewhere: ["test/doors/sign-in.test.ts", "S-08: left alone it locks"],
  },
  {
    id: "S-09",
    says: "Every session ends with sign-out, password, role",
    elsewhere: ["test/doors/sign-in.test.ts", "S-09: signing out"],
  },
  {
    id: "S-10",
    says: "Failed sign-ins are limited, and no ward is locked out",
    elsewhere: ["test/doors/sign-in.test.ts", "S-10: after five"],
  },
  {
    id: "S-11",
    says: "No route tells a secret or a patient to who has no right",
    elsewhere: ["test/doors/proxy.test.ts", "S-11: where others"],
  },
  {
    id: "S-12",
    says: "Hostile files are refused in time",
    elsewhere: ["test/fhir/fhir.test.ts", "hostile collections are answered"],
  },
  {
    id: "S-13",
    says: "A cell that a spreadsheet would run is neutralised",
    elsewhere: ["src/operations/drylist.test.ts", "S-13: a name that"],
  },
  { id: "S-14", says: "A repeated request has one effect", elsewhere: [suite, "R-09, S-14"] },
  {
    id: "S-15",
    says: "No reference in a file is followed",
    elsewhere: ["test/fhir/fhir.test.ts", "S-15: a reference to a file"],
  },
  {
    id: "S-16",
    says: "No search text reaches SQL; a denied chart stays denied however it is asked for",
    elsewhere: ["test/doors/hostile-text.test.ts", "S-16: no text that is searched for"],
  },
  {
    id: "S-17",
    says: "Under a master key a stolen file or backup names nobody",
    elsewhere: ["src/store/erasure.test.ts", "S-17: under a master key"],
  },
  {
    id: "S-18",
    says: "A start checks SQLite, its settings and the chain",
    elsewhere: ["src/store/ledger.test.ts", "T-03, S-18"],
  },
  {
    id: "V-04",
    says: "A pause gives what it lasts less; a session's total is what ran, and its course ends",
    elsewhere: ["src/delivery/course.test.ts", "a hold of half an hour"],
    open: "How long a pause has lasted is shown while it lasts; none alerts by its length, since no source at hand says how long is too long.",
  },
  {
    id: "V-05",
    says: "A rising step waits for an overdue observation; nothing begins over an open list without a name",
    elsewhere: ["src/delivery/session-chart.test.ts", "a rate that rises waits"],
  },
];
