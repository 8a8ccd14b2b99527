// Random histories of a pump, held against an interpreter written for this test alone: it walks minute by minute in
// whole minutes and whole nanolitres, and shares nothing with the engine. P-01, R-01, R-12, B-11, C-05, K-02.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import { readShape } from "../quantity/quantity.ts";
import { type Entry, newEntry, programmedSince, replay } from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const minute = 60_000;
const dayMinutes = 1440;
const iso = (minutes: number, offset: number): string => {
  const two = (n: number): string => String(n).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  return `${new Date((minutes + offset) * minute).toISOString().slice(0, 16)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** What a pump is told, as this test thinks of it: nanolitres a minute by minute of the pump's day, or none. */
interface Told {
  /** Minute since 1970 from which it runs, and the offset of the clock by which it was set. */
  readonly from: number;
  readonly offset: number;
  readonly rates: readonly number[] | undefined;
}
/** One fill: everything that drew on it, in order. */
interface Story {
  readonly entries: object[];
  readonly filledAt: number;
  readonly told: Told[];
  readonly bolusNanolitres: number;
  readonly end: number;
}

/** Flows are multiples of 60 nL an hour, so that each minute has a whole number of nanolitres. */
function storyOf(seed: number, index: number, offsets: readonly number[], start: number): Story {
  const { below } = chance(seed, index);
  let clock = start;
  let id = 0;
  const entries: object[] = [];
  const add = (kind: string, data: object, offset: number): void =>
    void entries.push({
      id: `00000000-0000-4000-8000-${String(++id).padStart(12, "0")}`,
      patient,
      at: iso(clock, offset),
      by: "n",
      from: "entered",
      kind,
      data,
    });
  const offsetNow = (): number => offsets[below(offsets.length)]!;
  const dose = (perMinute: number): string => `${(perMinute * 60 * 24) / 1000} mcg/d`;
  add("pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "S" }, offsetNow());
  const filledAt = clock;
  add(
    "refill",
    {
      aspirated: "0 mL",
      aspiratedAgain: "0 mL",
      filled: "40 mL",
      programmed: "40 mL",
      solution: [{ drug: "baclofen", concentration: "1000 mcg/mL" }],
      lot: "A",
      expiry: "2099-01-01",
      needleChecked: true,
      observed: "30 min",
    },
    offsetNow(),
  );
  const told: Told[] = [];
  let [bolusNanolitres, last] = [0, undefined as Told | undefined];
  for (let n = 1 + below(6); n > 0; n--) {
    const offset = offsetNow();
    const what = below(10);
    if (what < 6 || !last) {
      const steps = [...new Set(Array.from({ length: 1 + below(5) }, () => below(dayMinutes)))].sort(
        (a, b) => a - b,
      );
      const rates = steps.map(() => below(8));
      const flex = below(2) === 0;
      const program = flex
        ? {
            mode: "flex",
            drug: "baclofen",
            steps: steps.map((at, i) => ({
              at: `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`,
              dose: dose(rates[i]!),
            })),
          }
        : { mode: "continuous", drug: "baclofen", dose: dose(rates[0]!) };
      add("program change", { program, reason: "x" }, offset);
      const day = Array.from({ length: dayMinutes }, (_, m) => {
        const at = steps.findLastIndex((step) => step <= m);
        return flex ? rates[at < 0 ? rates.length - 1 : at]! : rates[0]!;
      });
      last = { from: clock, offset, rates: day };
      told.push(last);
    } else if (what < 8) {
      add("stopped", { reason: "x" }, offset);
      told.push({ from: clock, offset, rates: undefined });
      clock += below(5000);
      add("restarted", { reason: "x", confirmedRunning: true }, offsetNow());
      told.push({ ...last, from: clock });
    } else {
      const given = below(20);
      add("bolus count", { drug: "baclofen", amount: "25 mcg", given, denied: below(3) }, offset);
      bolusNanolitres += given * 25_000;
    }
    clock += below(20_000);
  }
  return { entries, filledAt, told, bolusNanolitres, end: clock + below(3000) };
}

/** Nanolitres that the story asked of the pump: minute by minute, by the clock of the pump. */
function slowly({ told, bolusNanolitres, end }: Story): number {
  let sum = bolusNanolitres;
  told.forEach(({ from, offset, rates }, i) => {
    const until = told[i + 1]?.from ?? end;
    if (!rates) return;
    for (let m = from; m < until; m++) sum += rates[(((m + offset) % dayMinutes) + dayMinutes) % dayMinutes]!;
  });
  return sum;
}

function check(story: Story, name: string): void {
  const entries = story.entries.map((one, i): Entry => {
    const read = readShape(newEntry, one, "en-US");
    assert.deepEqual(read.issues, [], name);
    return { ...read.value!, sequence: i + 1, recordedAt: 0, previous: "", hash: "" };
  });
  const end = { epoch: story.end * minute, offset: 0 };
  const state = replay(entries, { happened: end.epoch });
  const programmed = programmedSince(state.fills.at(-1)!, state, end, "en-US")!;
  const expected = slowly(story) / 1e6;
  // Far below the microlitre that a year may cost: only the rounding of doubles.
  assert.ok(Math.abs(programmed - expected) < 1e-6, `${name}: ${programmed} mL, slowly ${expected} mL`);
}

const histories = Number(process.env["THECA_HISTORIES"] ?? 300);
test(`P-01, R-01, C-05: ${histories} random histories ask what a clock walked minute by minute says`, () => {
  const start = Date.UTC(2026, 0, 5, 8) / minute;
  for (let i = 0; i < histories; i++)
    check(storyOf(1, i, [0, 60, 120, -300, 330, 765], start), `history ${i}`);
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
      check(storyOf(2, seen, [before, after], at - 4000), `${zone} ${new Date(at * minute).toISOString()}`);
      seen++;
    }
  }
  assert.ok(seen > 100, String(seen));
});
