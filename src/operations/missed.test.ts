// Who was expected and did not come, and what becomes of whoever was handed over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { missed } from "./missed.ts";
import { drylist } from "./drylist.ts";
import { patients } from "./patients.ts";
import { exampleEntries, standing } from "./standing.ts";

interface MissedDate {
  readonly what: string;
  readonly isRefill: boolean;
  readonly due: string;
  readonly daysOverdue: number;
  readonly chase: string;
  readonly nextTry: string | null;
  readonly lastTry: { readonly who: string } | null;
  readonly reason: string | null;
}
interface Answer {
  readonly missed: readonly MissedDate[];
  readonly csv: string;
  readonly pumps: readonly unknown[];
  readonly patients: readonly { readonly transferred: unknown }[];
  readonly transferred: { readonly to: string };
  readonly person: { readonly name: string };
}
let n = 100;
const told = (kind: string, at: string, data: object) => ({
  ...exampleEntries[0]!,
  id: `00000000-0000-4000-8000-000000000${n++}`,
  at,
  kind,
  data,
});
type Told = ReturnType<typeof told>;
const answer = async (
  of: typeof missed,
  input: object,
  locale: "en-US" | "zh-CN" = "en-US",
): Promise<Answer> => {
  const reply = await of.run(input, { locale });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as Answer;
};
const asked = async (now: string, ...more: Told[]): Promise<readonly MissedDate[]> =>
  (await answer(missed, { now, entries: [...exampleEntries, ...more] })).missed;
// 40 mL filled on 5 January, 0.2 mL a day: empty after about 200 days.
const due = "2026-07-24";
const later = "2026-09-05T08:00:00Z";
const attempt = (at: string, more: object = {}): Told =>
  told("contact attempted", at, { who: "the patient", how: "telephone", outcome: "not reached", ...more });

test("a refill that is overdue stands with its days, and as nobody's until somebody tries", async () => {
  assert.deepEqual(await asked("2026-05-05T08:00:00Z"), []);
  const [one] = await asked(later);
  assert.equal(one!.isRefill, true);
  assert.equal(one!.chase, "nobody tried");
  assert.ok(one!.due < due && one!.due > "2026-06-01", one!.due);
  assert.equal(one!.daysOverdue, Math.floor((Date.parse(later) - Date.parse(one!.due)) / 86_400_000));
});

test("what was tried, by whom, and when it is tried again stands beside it until that day comes", async () => {
  const call = attempt("2026-09-01T08:00:00Z", { nextTry: "2026-09-08" });
  const [waiting] = await asked(later, call);
  assert.equal(waiting!.chase, "tried, next date set");
  assert.equal(waiting!.nextTry, "2026-09-08");
  assert.equal(waiting!.lastTry?.who, "the patient");
  assert.equal((await asked("2026-09-08T08:00:00Z", call))[0]!.chase, "try now");
  assert.equal((await asked(later, attempt("2026-09-01T08:00:00Z")))[0]!.chase, "try now");
});

test("nothing ends it in silence: only having come, a transfer, or a reason, which stays on the list", async () => {
  const note = told("note", "2026-09-02T08:00:00Z", { text: "thought of them" });
  assert.equal((await asked(later, note)).length, 1);
  const reason = told("chasing ended", "2026-09-02T08:00:00Z", { reason: "in hospital elsewhere" });
  const [ended] = await asked(later, reason);
  assert.equal(ended!.chase, "ended with a reason");
  assert.equal(ended!.reason, "in hospital elsewhere");
  const came = told("interrogation", "2026-09-03T08:00:00Z", {
    serial: "NGP1",
    volume: "1 mL",
    running: true,
  });
  assert.deepEqual(await asked(later, came), []);
  const out = told("transferred out", "2026-09-03T08:00:00Z", { to: "Clinic North", with: ["sheet"] });
  assert.deepEqual(await asked(later, out), []);
  // A reason written before a later date was missed is none for that date.
  const planned = told("follow-up planned", "2026-08-01T08:00:00Z", { what: "scores", due: "2026-09-03" });
  const [first, second] = await asked(later, planned, reason);
  assert.equal(first!.what, "scores");
  assert.equal(first!.chase, "nobody tried");
  assert.equal(second!.chase, "ended with a reason");
});

test("a planned day is missed once it is over, not while it lasts", async () => {
  const planned = told("follow-up planned", "2026-02-01T08:00:00Z", { what: "scores", due: "2026-03-01" });
  assert.deepEqual(await asked("2026-03-01T23:59:00+01:00", planned), []);
  const [over] = await asked("2026-03-02T00:00:00+01:00", planned);
  assert.equal(over!.what, "scores");
  assert.equal(over!.daysOverdue, 0);
  assert.equal((await asked("2026-03-12T00:00:00+01:00", planned))[0]!.daysOverdue, 10);
});

test("whoever was transferred leaves the dry list, stays readable, and says where they are", async () => {
  const out = told("transferred out", "2026-03-01T08:00:00Z", {
    to: "Clinic North",
    with: ["sheet", "card"],
  });
  const entries = [...exampleEntries, out];
  const now = "2026-03-20T08:00:00Z";
  assert.equal((await answer(drylist, { now, entries: exampleEntries })).pumps.length, 1);
  assert.deepEqual((await answer(drylist, { now, entries })).pumps, []);
  const stands = await answer(standing, { now, entries });
  assert.equal(stands.transferred.to, "Clinic North");
  assert.equal(stands.person.name, "Test Person");
  const [found] = (await answer(patients, { now, entries })).patients;
  assert.deepEqual(found!.transferred, { to: "Clinic North", at: "2026-03-01T08:00:00Z" });
  // As of the day before they were still here.
  assert.equal((await answer(drylist, { now: "2026-02-28T08:00:00Z", entries })).pumps.length, 1);
});

test("the list is there as a table of a spreadsheet, in either language", async () => {
  const question = { now: later, entries: exampleEntries, as: "csv" };
  assert.match(
    (await answer(missed, question)).csv,
    /clinic 1,Test Person,pump refill,2026-0\d-\d\d,\d+,nobody has tried/,
  );
  assert.match((await answer(missed, question, "zh-CN")).csv, /泵补药.*尚无人联系/);
});
