import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";
import { standing } from "./standing.ts";
import { travel } from "./travel.ts";

interface Travelled {
  readonly stretches: readonly {
    readonly from: string;
    readonly sentence: string;
    readonly steps: readonly object[];
  }[];
  readonly dates: readonly { readonly what: string; readonly at: string; readonly falls: string }[];
}
const flex = {
  mode: "flex",
  drug: "baclofen",
  steps: [
    { at: "00:00", dose: "10 mcg/h" },
    { at: "06:30", dose: "20 mcg/h" },
    { at: "22:00", dose: "15 mcg/h" },
  ],
};
/** The short record of the examples under another program; its visit was at +00:00. */
const under = (program: object) =>
  exampleEntries.map((entry) =>
    entry.kind === "program change" ? { ...entry, data: { program, reason: "start" } } : entry,
  );
const asked = (more: object) =>
  travel.run(
    {
      now: "2026-01-20T08:00:00Z",
      entries: under(flex),
      zone: "Asia/Tokyo",
      from: "2026-02-01T00:00:00Z",
      to: "2026-02-14T00:00:00Z",
      ...more,
    },
    { locale: "en-US" },
  ) as Reply<Travelled>;
function travelled(more: object = {}): Travelled {
  const reply = asked(more);
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer;
}

test("a program set at UTC comes nine hours later by the clocks of Tokyo, one step on the next day", () => {
  const [stretch, ...more] = travelled().stretches;
  assert.equal(more.length, 0);
  assert.match(stretch!.sentence, /9 h behind the clocks there.*later/);
  assert.deepEqual(stretch!.steps, [
    { pump: "00:00", shift: 0, there: "09:00" },
    { pump: "06:30", shift: 0, there: "15:30" },
    { pump: "22:00", shift: 1, there: "07:00" },
  ]);
});

test("to the west the steps come earlier, some on the day before", () => {
  const [stretch] = travelled({ zone: "America/New_York" }).stretches;
  assert.match(stretch!.sentence, /5 h ahead of the clocks there.*earlier/);
  assert.deepEqual(stretch!.steps[0], { pump: "00:00", shift: -1, there: "19:00" });
});

// Summer time in the EU begins at 01:00 UTC on the last Sunday of March (Directive 2000/84/EC).
test("a journey over a change of clocks has two stretches, parted in the minute of the change", () => {
  const { stretches } = travelled({
    zone: "Europe/Berlin",
    from: "2026-03-20T00:00:00Z",
    to: "2026-04-10T00:00:00Z",
  });
  assert.deepEqual(
    stretches.map(({ from }) => from),
    ["2026-03-20T01:00:00+01:00", "2026-03-29T03:00:00+02:00"],
  );
  assert.deepEqual(stretches[1]!.steps[1], { pump: "06:30", shift: 0, there: "08:30" });
});

test("weekdays are the pump's own, each schedule with its steps", () => {
  const schedules = [
    { days: ["mon", "tue", "wed", "thu", "fri"], steps: [{ at: "07:00", dose: "20 mcg/h" }] },
    { days: ["sat", "sun"], steps: [{ at: "20:00", dose: "10 mcg/h" }] },
  ];
  const entries = under({ mode: "flex", drug: "baclofen", schedules });
  assert.deepEqual(travelled({ entries }).stretches[0]!.steps, [
    { pump: "07:00", shift: 0, days: ["mon", "tue", "wed", "thu", "fri"], there: "16:00" },
    { pump: "20:00", shift: 1, days: ["sat", "sun"], there: "05:00" },
  ]);
});

test("an even program moves with no clock", () => {
  const [stretch] = travelled({ entries: exampleEntries }).stretches;
  assert.match(stretch!.sentence, /does not go by the clock/);
  assert.deepEqual(stretch!.steps, []);
});

test("no date moves with the traveller: each is the moment that stands at home, by the clocks there", () => {
  const reply = standing.run(
    { now: "2026-01-20T08:00:00Z", entries: under(flex) },
    { locale: "en-US" },
  ) as Reply<{ readonly line: { readonly refillBy: { readonly at: string } } }>;
  assert.ok(reply.ok);
  const home = reply.answer.line.refillBy.at;
  const { dates } = travelled();
  const refill = dates.find(({ what }) => what === "refill")!;
  assert.match(refill.at, /\+09:00$/);
  assert.equal(Date.parse(refill.at), Date.parse(home));
  assert.equal(refill.falls, "after");
  const over = travelled({ from: "2026-02-01T00:00:00Z", to: "2027-02-01T00:00:00Z" });
  assert.equal(over.dates.find(({ what }) => what === "refill")!.falls, "during");
  const late = travelled({ from: "2027-02-01T00:00:00Z", to: "2027-03-01T00:00:00Z" });
  assert.equal(late.dates.find(({ what }) => what === "refill")!.falls, "before");
});

test("a journey to no zone, that ends before it begins or never, is refused", () => {
  const issues = (more: object) => {
    const reply = asked(more);
    return reply.ok ? [] : reply.issues.map(({ path }) => path);
  };
  assert.deepEqual(issues({ zone: "Tokyo" }), ["zone"]);
  assert.deepEqual(issues({ to: "2026-02-01T00:00:00Z" }), ["to"]);
  assert.deepEqual(issues({ to: "2036-02-01T00:00:00Z" }), ["to"]);
  const open = asked({ to: undefined });
  assert.ok(open.ok && open.assumed.some((says) => /no end was given/.test(says)));
});
