import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstant, writeInstant } from "../quantity/quantity.ts";
import { readBolusLog } from "./formats.ts";

const clock = readInstant("2026-08-01T00:00:00+01:00")!;
const read = (text: string, locale: "en-US" | "zh-CN" = "en-US") => readBolusLog(text, clock, locale);
const told = (text: string) =>
  read(text).lines.map(({ at, event, logged }) => [writeInstant(at), event, logged]);

test("a line is a date, a time on the pump's clock, and what happened", () => {
  assert.deepEqual(told("2026-08-19 09:05 given\n2026-08-19 11:00:30, denied\n2026-08-19T12:00\trequest"), [
    ["2026-08-19T09:05:00+01:00", "request", "given"],
    ["2026-08-19T11:00:30+01:00", "request", "denied"],
    ["2026-08-19T12:00:00+01:00", "request", undefined],
  ]);
  assert.deepEqual(told("19 Aug 2026, 9:05 pm; Patient bolus; refused"), [
    ["2026-08-19T21:05:00+01:00", "request", "denied"],
  ]);
  assert.deepEqual(told("2026-08-19 12:05 am not given"), [
    ["2026-08-19T00:05:00+01:00", "request", "denied"],
  ]);
  assert.deepEqual(told("2026年8月19日 09:05 患者请求 已给\n2026年8月19日 10:00 报警解除"), [
    ["2026-08-19T09:05:00+01:00", "request", "given"],
    ["2026-08-19T10:00:00+01:00", "alarm over", undefined],
  ]);
});

test("what the pump went through stands in the log as well", () => {
  assert.deepEqual(
    told(
      ["stopped", "restarted", "alarm", "alarm over", "reset", "interrogated"]
        .map((what, i) => `2026-08-19 0${i}:00 ${what}`)
        .join("\n"),
    ).map(([, event]) => event),
    ["stopped", "restarted", "alarm", "alarm over", "reset", "interrogated"],
  );
});

test("a bolus by the clinic carries its amount and how long it ran", () => {
  const { lines, issues } = read(
    "2026-08-19 15:00, clinic bolus, 80 mcg, 30 min, given\n2026-08-19 16:00 临床推注 0.1 毫克 1 小时",
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(
    lines.map(({ event, logged, amount, duration }) => [event, logged, amount, duration]),
    [
      ["clinician bolus", "given", { value: 80, unit: "ug" }, { value: 30, unit: "min" }],
      ["clinician bolus", undefined, { value: 0.1, unit: "mg" }, { value: 1, unit: "h" }],
    ],
  );
  assert.match(read("2026-08-19 15:00 clinic bolus 80 mcg").issues[0]!.message, /^line 1: .*how long it ran/);
});

test("a log with the latest line first is turned round, two in one minute as well", () => {
  assert.deepEqual(
    told("2026-08-19 12:00 denied\n2026-08-19 09:05 denied\n2026-08-19 09:05 given").map(
      ([, , logged]) => logged,
    ),
    ["given", "denied", "denied"],
  );
});

test("the names of the columns and empty lines are passed over, nothing else is", () => {
  assert.deepEqual(read("Date;Time;Event\n\n2026-08-19;09:05;given\n").issues, []);
  const { lines, issues } = read(
    "2026-08-19 09:05 given\n03/04/2026 09:05 given\n2026-02-30 09:05 given\n2026-08-19 09:05 button pressed\n2026-08-19 09:05\ngiven\n2026-08-19 13:05 pm given\n2026-08-19 09:05 given denied\n2026-08-19 09:05 stopped given",
  );
  assert.equal(lines.length, 1);
  assert.deepEqual(
    issues.map(({ message }) => message.slice(0, 40)),
    [
      "line 2: a date with slashes or dots can ",
      "line 3: there is no such date or time",
      `line 4: "button pressed" is not understo`,
      "line 5: does not say what happened: give",
      "line 6: expected a date and time first, ",
      "line 7: there is no such date or time",
      "line 8: says given and denied",
      `line 9: "given" is not understood: after`,
    ],
  );
  assert.match(read("2026-08-19 09:05 ??", "zh-CN").issues[0]!.message, /^第 1 行：未能识别“\?\?”/);
});
