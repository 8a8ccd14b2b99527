// what leaves the clinic: counts that agree with what stands open, in both languages, and no word of anybody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { everyAlert } from "./alerts/sentences.ts";
import { faults } from "./notice/failing.ts";
import { ask, noticeAlert, operations } from "./operations.ts";
import { exampleEntries } from "./standing.ts";

interface Answer {
  readonly counts: Readonly<Record<string, number>>;
  readonly subject: string;
  readonly text: string;
}
const { example } = operations.find(({ name }) => name === "notice")!;
const asked = example as { readonly now: string; readonly entries: readonly object[] };

async function answer(input: object, locale: "en-US" | "en-GB" | "zh-CN" = "en-US"): Promise<Answer> {
  const reply = await ask(operations, "notice", { ...asked, ...input }, { locale });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer as Answer;
}

test("A-09: a notice names no patient, number, pump or drug, whatever stands in the record", async () => {
  const secret = JSON.stringify(exampleEntries).match(/[A-Za-z0-9-]{3,}/g)!;
  const words = new Set(["Test", "Person", "NGP1", "baclofen", "motor", "stall", ...secret]);
  for (const harmless of ["data", "patient", "pump", "clinic", "2026", "2027", "now", "alarm", "not"])
    words.delete(harmless);
  for (const locale of ["en-US", "en-GB", "zh-CN"] as const) {
    const { subject, text } = await answer({ link: undefined }, locale);
    for (const word of words)
      assert.ok(!new RegExp(`\\b${word}\\b`).test(`${subject} ${text}`), `${locale} says ${word}`);
  }
});

test("A-09: a notice counts what the list of alerts holds, and pumps by their earliest credible end", async () => {
  const { counts } = await answer({});
  const reply = await ask(
    operations,
    "alerts",
    { now: asked.now, entries: asked.entries },
    { locale: "en-US" },
  );
  assert.ok(reply.ok);
  const { alerts } = reply.answer as { alerts: { what: string; urgency: string; snoozed: unknown }[] };
  const open = alerts.filter(({ snoozed }) => !snoozed);
  const pressing = (urgency: string): number => open.filter((one) => one.urgency === urgency).length;
  assert.ok(open.length > 0 && open.every(({ what }) => everyAlert.includes(what)));
  assert.deepEqual(
    [counts["actNow"], counts["due"], counts["soon"], counts["alarms"]],
    [
      pressing("act now"),
      pressing("due"),
      pressing("soon"),
      open.filter(({ what }) => what.startsWith("alarm ")).length,
    ],
  );
  // 40 mL at 0.2 mL a day last 200 days from 5 January, to 24 July.
  const calm = { entries: exampleEntries, within: "14 d" };
  assert.equal((await answer({ ...calm, now: "2026-06-01T08:00:00Z" })).counts["mayRunDry"], 0);
  assert.equal((await answer({ ...calm, now: "2026-07-15T08:00:00Z" })).counts["mayRunDry"], 1);
});

test("A-09: what was put aside is counted apart, and a clinic where nothing is open is told so", async () => {
  const { patient } = exampleEntries[0]!;
  const stalled = { ...(asked.entries.at(-1) as object) };
  const snooze = {
    ...stalled,
    id: "00000000-0000-4000-8000-000000000021",
    at: "2026-06-24T09:00:00Z",
    kind: "alert snoozed",
    data: {
      alert: "alarm motor stall 2026-06-24T08:00:00Z",
      urgency: "act now",
      until: "2026-06-25T08:00:00Z",
      reason: "seen at 9",
    },
  };
  const before = await answer({});
  const after = await answer({ entries: [...asked.entries, snooze] });
  assert.deepEqual([after.counts["aside"], after.counts["alarms"]], [1, before.counts["alarms"]! - 1]);
  const nobody = await answer({ entries: [{ ...exampleEntries[0], patient }] });
  assert.match(nobody.subject, /nothing presses/);
  assert.match(nobody.text, /nothing stands open/);
});

test("A-09: a channel that is dead is an alert with since when, why, the server's word and what to do, in both languages", () => {
  const since = { epoch: Date.UTC(2026, 10, 22, 6), offset: 60 };
  for (const fault of faults)
    for (const [locale, day] of [
      ["en-US", /22 Nov 2026 07:00/],
      ["zh-CN", /2026年11月22日 07:00/],
    ] as const) {
      const alert = noticeAlert({ channel: "mail", since, tries: 3, fault, said: "550 5.1.1 no" }, locale);
      assert.match(String(alert["cause"]), day);
      assert.match(String(alert["cause"]), /550 5\.1\.1 no/);
      assert.ok(String(alert["next"]).length > 10);
      assert.equal(alert["what"], "notices not sent");
    }
});
