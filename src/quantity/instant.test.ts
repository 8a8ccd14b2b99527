import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursBetween, instantAfter, inward, readInstant, writeInstant } from "./quantity.ts";

test("an instant without offset, or one that no calendar has, is not read", () => {
  for (const text of [
    "2026-01-05T08:00:00",
    "2026-01-05",
    "2026-02-30T08:00:00Z",
    "2025-02-29T08:00:00Z",
    "2026-01-05T24:00:00Z",
    "2026-01-05T08:60:00Z",
    "03/04/2026",
    "2026-01-05T08:00:00+15:00",
  ]) {
    assert.equal(readInstant(text), undefined, text);
  }
});

test("an instant is written in the offset it was entered with", () => {
  for (const text of [
    "2026-01-05T08:00:00Z",
    "2026-01-05T08:00:00+08:00",
    "2026-01-05T08:00:00-03:30",
    "2024-02-29T23:59:59Z",
  ]) {
    assert.equal(writeInstant(readInstant(text)!), text);
  }
});

test("K-04: days are added across leap days, year ends, 2038 and 2100", () => {
  const add = (from: string, days: number): string =>
    writeInstant(instantAfter(readInstant(from)!, inward({ value: days, unit: "d" }, "time")));
  assert.equal(add("2028-02-28T12:00:00Z", 1), "2028-02-29T12:00:00Z");
  assert.equal(add("2026-12-31T12:00:00Z", 1), "2027-01-01T12:00:00Z");
  assert.equal(add("2038-01-19T03:14:07Z", 1), "2038-01-20T03:14:07Z");
  assert.equal(add("2100-02-28T12:00:00Z", 1), "2100-03-01T12:00:00Z");
});

test("hours between two offsets are elapsed hours", () => {
  assert.equal(
    hoursBetween(readInstant("2026-03-29T00:00:00+01:00")!, readInstant("2026-03-30T00:00:00+02:00")!),
    23,
  );
});

test("every instant is written as JavaScript writes its date, the year 1 and the year 9999 too", () => {
  for (let i = 0; i < 20_000; i++) {
    // Whole days, hours, seconds and odd thousandths, across all years of four figures.
    const step = [86_400_000, 3_600_000, 1000, 1][i % 4]!;
    const spread = Math.floor((i * 7_919_317_131) % (253_402_300_799_999 + 62_135_596_800_000));
    const epoch = Math.floor((spread - 62_135_596_800_000) / step) * step;
    const text = new Date(epoch).toISOString().replace(".000Z", "Z");
    assert.equal(writeInstant({ epoch, offset: 0 }), text);
    assert.equal(writeInstant({ epoch: epoch - 330 * 60_000, offset: 330 }), text.replace("Z", "+05:30"));
  }
  assert.equal(writeInstant({ epoch: -0.5, offset: 0 }), "1970-01-01T00:00:00Z");
  assert.throws(() => writeInstant({ epoch: Number.NaN, offset: 0 }), RangeError);
});
