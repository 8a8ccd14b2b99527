import assert from "node:assert/strict";
import { test } from "node:test";
import { boluslog } from "./boluslog.ts";
import type { Reply } from "./operation.ts";

const morphine = {
  pump: { model: "synchromed-ii-40" },
  solution: [{ drug: "morphine", concentration: "10 mg/mL" }],
  program: { mode: "continuous", drug: "morphine", dose: "2.4 mg/d" },
  patientBolus: { amount: "100 mcg", drug: "morphine", duration: "5 min", lockout: "4 h", maxPerDay: 4 },
  from: "2026-01-05T08:00:00+01:00",
  to: "2026-01-09T08:00:00+01:00",
};
interface Judged {
  readonly events: readonly {
    readonly at: string;
    readonly verdict: string | null;
    readonly line?: number;
  }[];
  readonly logged: { readonly given: number; readonly denied: number; readonly unsaid: number };
  readonly earlier: number;
  readonly days: readonly unknown[];
  readonly picture: string | null;
}
const asked = (more: object) => boluslog.run({ ...morphine, ...more }, { locale: "en-US" }) as Reply<Judged>;
function judged(more: object): Judged {
  const reply = asked(more);
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer;
}
const issues = (more: object): readonly string[] => {
  const reply = asked(more);
  return reply.ok ? [] : reply.issues.map(({ path, message }) => `${path}: ${message}`);
};

test("a log as text is judged as the same log as events, in the pump's own time", () => {
  const text =
    "2026-01-05 09:00 given\n2026-01-05 11:00 denied\n2026-01-05 15:00 clinic bolus 80 mcg 30 min given";
  const log = [
    { event: "request", at: "2026-01-05T08:00:00Z", logged: "given" },
    { event: "request", at: "2026-01-05T10:00:00Z", logged: "denied" },
    {
      event: "clinician bolus",
      at: "2026-01-05T14:00:00Z",
      drug: "morphine",
      amount: "80 mcg",
      duration: "30 min",
      logged: "given",
    },
  ];
  const verdicts = (more: object) => judged(more).events.map(({ verdict }) => verdict);
  assert.deepEqual(verdicts({ text }), ["given", "denied", "given"]);
  assert.deepEqual(verdicts({ log }), ["given", "denied", "given"]);
  assert.deepEqual(
    judged({ text }).events.map(({ line }) => line),
    [1, 2, 3],
  );
});

test("what is counted is what the pump wrote, whatever it should have done", () => {
  const { logged, days } = judged({
    text: "2026-01-05 09:00 given\n2026-01-05 10:00 given\n2026-01-05 11:00 denied\n2026-01-07 09:00 request",
  });
  assert.deepEqual(logged, { given: 2, denied: 1, unsaid: 1 });
  assert.deepEqual(days, [
    { day: "2026-01-05", given: 2, denied: 1, unsaid: 0, clinic: 0, disagreements: 1 },
    { day: "2026-01-07", given: 0, denied: 0, unsaid: 1, clinic: 0, disagreements: 0 },
  ]);
});

test("lines of before the log's beginning are left out and told, lines after its end are refused", () => {
  const early = asked({ text: "2026-01-05 07:59 given\n2026-01-05 09:00 given" });
  assert.ok(early.ok);
  assert.equal(early.answer.earlier, 1);
  assert.equal(early.answer.logged.given, 1);
  assert.ok(early.assumed.includes("1 line is earlier than 5 Jan 2026 08:00 and left out"));
  assert.match(
    issues({ text: "2026-01-09 09:00 given" }).join(),
    /text: line 1: is later than 9 Jan 2026 08:00/,
  );
});

test("a line that stands twice is counted twice, and said", () => {
  const reply = asked({ text: "2026-01-05 09:00 denied\n2026-01-05 09:00 denied" });
  assert.ok(reply.ok);
  assert.equal(reply.answer.logged.denied, 2);
  assert.ok(reply.assumed.some((says) => /1 line stands twice/.test(says)));
});

test("a log is given once, as events or as text", () => {
  assert.match(issues({}).join(), /log: expected a log/);
  assert.match(issues({ log: [], text: "" }).join(), /text: gives a log twice/);
});

test("the picture has a row for every day, also one without a bolus", () => {
  const { picture } = judged({ text: "2026-01-05 09:00 given\n2026-01-07 09:00 denied", picture: true });
  for (const label of ["5 Jan 2026", "6 Jan 2026", "7 Jan 2026", "Boluses of 3 days", "1 given, 1 refused"])
    assert.ok(picture?.includes(label), label);
  assert.equal(judged({ text: "2026-01-05 09:00 given" }).picture, null);
});
