// Random histories of a pump against the slow walk of test/histories.ts, and at every change of the clocks.
// A million of them: `node scripts/histories.ts 1000000`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayMinutes, divergence, minute, storyOf } from "../../test/histories.ts";

const histories = Number(process.env["THECA_HISTORIES"] ?? 300);
test(`P-01, R-01, C-05, R-11, R-12, A-06, K-08: ${histories} random histories ask what a clock walked minute by minute says`, () => {
  const start = Date.UTC(2026, 0, 5, 8) / minute;
  for (let i = 0; i < histories; i++)
    assert.equal(divergence(storyOf(1, i, [0, 60, 120, -300, 330, 765], start)), undefined, `history ${i}`);
});

/** The moments, in minutes since 1970, at which a zone's offset changes, with the offsets on both sides. */
function transitions(
  zone: string,
  from: number,
  to: number,
): { at: number; before: number; after: number }[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const offsetAt = (m: number): number => {
    const name = format.formatToParts(m * minute).find(({ type }) => type === "timeZoneName")!.value;
    const [, sign, hours, minutes = "0"] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
    return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  };
  const found: { at: number; before: number; after: number }[] = [];
  const step = 14 * dayMinutes;
  for (let m = from, before = offsetAt(from); m < to; m += step) {
    const after = offsetAt(m + step);
    if (after !== before) {
      let [low, high] = [m, m + step];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (offsetAt(middle) === before) low = middle;
        else high = middle;
      }
      found.push({ at: high, before, after });
    }
    before = after;
  }
  return found;
}

const zones =
  process.env["THECA_ZONES"] === "all"
    ? Intl.supportedValuesOf("timeZone")
    : [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Pacific/Apia",
      ];
test(`K-02: at every change of the clocks from 1970 to 2050 in ${zones.length} zones no step is lost or doubled`, () => {
  let seen = 0;
  for (const zone of zones) {
    for (const { at, before, after } of transitions(zone, 0, Date.UTC(2051, 0) / minute)) {
      // Programmed, stopped and refilled around the change, by clocks on either side of it.
      const found = divergence(storyOf(2, seen, [before, after], at - 4000));
      assert.equal(found, undefined, `${zone} ${new Date(at * minute).toISOString()}`);
      seen++;
    }
  }
  assert.ok(seen > 100, String(seen));
});
