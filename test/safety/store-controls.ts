import type { Control } from "./controls.ts";

/** A control of what is kept: the tests that must go red without it stand where the store is tested. */
export interface StoreControl extends Control {
  /** A test file, and a pattern for the names of its tests. */
  readonly tests: readonly [file: string, pattern: string];
}

const suite = "src/store/suite.test.ts";
const onServer = "src/store/postgres.test.ts";
const leaving = "src/records/leaving.test.ts";
const alerts = "src/operations/alerts.test.ts";
const planning = "test/doors/planning.test.ts";
const following = "src/server/following.test.ts";

/** Every control that keeps records whole. */
export const storeControls: readonly StoreControl[] = [
  {
    row: "S-01",
    does: "answers when the transaction is on the disk, not before",
    file: "src/store/writer.ts",
    text: 'answers = jobs.map(answer);\n      db.exec("COMMIT");',
    without:
      'answers = jobs.map(answer); for (const told of answers) tell(told); answers = []; for (const until = Date.now() + 60; Date.now() < until; ); db.exec("COMMIT");',
    tests: ["src/store/ledger.test.ts", "S-01, P-09: Theca on SQLite"],
  },
  {
    row: "S-01",
    does: "refuses a server that says done before its disk has it",
    file: "src/store/postgres.ts",
    text: 'if ((await setting(name)) === "off") throw new Refusal("notDurable", `${name} = off`);',
    without: "await setting(name);",
    tests: [onServer, "does not wait for the disk"],
  },
  {
    row: "S-02",
    does: "looks at each record when it is read",
    file: "src/store/ledger.ts",
    text: 'if (digest(row.text) !== row.hash || fact["sequence"] !== row.sequence || !isRepeated(row, fact))',
    without: "if (false as boolean)",
    tests: [onServer, "T-03, T-04, S-02"],
  },
  {
    row: "S-02",
    does: "adds nothing to a record that does not hold",
    file: "src/store/store.ts",
    text: "damage = verified.damage;",
    without: "",
    tests: [onServer, "T-03, T-04, S-02"],
  },
  {
    row: "S-02",
    does: "takes a snapshot only where its entry stands in the chain and its text is whole",
    file: "src/store/snapshots.ts",
    text: "kept_hash === entry_hash && kept_patient === patient && hash === digest(text);",
    without: "kept_hash !== patient && kept_patient !== hash && entry_hash !== text;",
    tests: [following, "SQLite: a snapshot that was changed"],
  },
  {
    row: "S-02",
    does: "derives every snapshot anew in the whole walk",
    file: "src/store/snapshots.ts",
    text: "if (!holds(snapshot) || writeKnown(knownFrom(entries.map(whole))) !== snapshot.text)",
    without: "if (!holds(snapshot) || entries.length === 0)",
    tests: [following, "SQLite: a snapshot that is whole"],
  },
  {
    row: "S-03",
    does: "lets one process at a time go on with the chain",
    file: "src/store/postgres.ts",
    text: 'await client.query("SELECT pg_advisory_xact_lock($1)", [lock]);',
    without: "",
    tests: [suite, "PostgreSQL: S-03"],
  },
  {
    row: "S-04",
    does: "knows a full disk by what the database says",
    file: "src/store/trouble.ts",
    text: 'code === "53100" ? "full"',
    without: 'code === "none" ? "full"',
    tests: ["src/store/faults.test.ts", "on a full disk"],
  },
  {
    row: "S-05",
    does: "holds each line that is put back against its hash",
    file: "src/store/lines.ts",
    text: 'if (digest(written) !== hash) return damage("altered");',
    without: "",
    tests: [suite, "SQLite: S-05: what is written out"],
  },
  {
    row: "S-05",
    does: "wants the count at the end",
    file: "src/store/lines.ts",
    text: "ended = Object.entries(counts).every(([name, count]) => (fact[name] ?? 0) === count);",
    without: "ended = true;",
    tests: [suite, "SQLite: S-05: what is written out"],
  },
  {
    row: "S-06",
    does: "leaves records of a newer Theca alone",
    file: "src/store/postgres.ts",
    text: 'if (version > all.length) throw new Refusal("newer");',
    without: "",
    tests: [onServer, "what cannot be opened is refused"],
  },
  {
    row: "S-14",
    does: "knows what was sent before",
    file: "src/store/decide.ts",
    text: "if (known.length > 0 && known.every((row) => row !== undefined)) {",
    without: "if (false as boolean) {",
    tests: [suite, "SQLite: R-09, S-14"],
  },
  {
    row: "P-08",
    does: "holds an addition against the place at which its form was opened",
    file: "src/store/decide.ts",
    text: "if (found.latest !== revision)",
    without: "if (found.latest < revision)",
    tests: [suite, "SQLite: P-08"],
  },
  {
    row: "T-01",
    does: "writes the line of audit beside the entries",
    file: "src/store/ledger.ts",
    text: "yield* audit(decision.act);",
    without: "",
    tests: [suite, "SQLite: T-01"],
  },
  {
    row: "R-11",
    does: "takes a re-prime from the reservoir",
    file: "src/records/standing.ts",
    text: '(boluses + volumeOf(fill, "primed", at)) as Volume',
    without: "boluses as Volume",
    tests: [leaving, "R-11: what an access port"],
  },
  {
    row: "R-11",
    does: "takes what leaked from the reservoir",
    file: "src/records/standing.ts",
    text: '(inward(fill.filled, "volume") - volumeOf(fill, "lost", at)) as Volume;',
    without: 'inward(fill.filled, "volume");',
    tests: [leaving, "R-11: what an access port"],
  },
  {
    row: "R-11",
    does: "ends a fill that was emptied for a scan",
    file: "src/records/replay.ts",
    text: "emptiedBefore ? { ...state, fills: emptied(state, entry.at, aspirated) } : state;",
    without:
      "emptiedBefore && aspirated === null ? { ...state, fills: emptied(state, entry.at, aspirated) } : state;",
    tests: [leaving, "R-11, F-11"],
  },
  {
    row: "P-18",
    does: "forgets the program of a pump that was reset",
    file: "src/records/replay.ts",
    text: '...without(state, "program"),\n  fills: ranOn(',
    without: "...state,\n  fills: ranOn(",
    tests: [leaving, "P-18"],
  },
  {
    row: "A-02",
    does: "holds an alert that was put aside against what it is now",
    file: "src/operations/alerts/open.ts",
    text: "urgencies.indexOf(urgency) >= urgencies.indexOf(one.urgency),",
    without: "true,",
    tests: [alerts, "A-02: an alert that presses more"],
  },
  {
    row: "A-02",
    does: "hears no snooze for good from a file",
    file: "src/records/snooze.ts",
    text: "return endsInTime(entry) ? [...others",
    without: "return others ? [...others",
    tests: [alerts, "A-02: an alert put aside for good"],
  },
  {
    row: "A-04",
    does: "takes no restart for the end of what came three times",
    file: "src/operations/alerts/alarms.ts",
    text: "if (again && !seen) return false;",
    without: "",
    tests: [alerts, "A-04: a stall that stops and starts"],
  },
  {
    row: "A-05",
    does: "takes what was asked so far from what the pump was told",
    file: "src/operations/forecast/project.ts",
    text: "Math.max(0, told - counted - alarmVolume);",
    without: "Math.max(0, told - alarmVolume);",
    tests: ["src/operations/alarm-date.test.ts", "A-05"],
  },
  {
    row: "A-07",
    does: "names an alert by what began it, not by who asks when",
    file: "src/operations/alerts/open.ts",
    text: "const alert = one.at ?",
    without: "const alert = now.epoch > 0 ? `${one.what} ${now.epoch}` : one.at ?",
    tests: [planning, "A-07"],
  },
  {
    row: "R-05",
    does: "holds a last safe day against the forecast",
    file: "src/server/planned.ts",
    text: "return latest !== undefined && entry.data.latest! <= latest",
    without: "return latest === undefined || latest !== undefined",
    tests: [planning, "R-05"],
  },
];
