// Random logs of a pump against an interpreter written for this purpose alone: it walks second by second in whole
// seconds and nanolitres, keeps what each second gave, and shares nothing with the engine. B-01 to B-08, B-12.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import type { Flow, Hours, Volume } from "../quantity/quantity.ts";
import { type BolusRules, changes, judgeLog, type PumpEvent } from "./bolus-log.ts";

const second = 1 / 3600;
const nanolitre = 1e-6;
const daySeconds = 86_400;

interface Told {
  /** Nanolitres a second from each second of the day on. */
  readonly steps: readonly { readonly at: number; readonly rate: number }[];
  readonly clock: number;
  readonly bolus: {
    readonly rate: number;
    readonly lasts: number;
    readonly lockout: number;
    readonly most: number;
  };
  readonly window: { readonly span: number; readonly most: number };
  readonly maxRate: number;
  readonly shortest: number;
  readonly longest: number;
}
type Happened = { readonly at: number } & (
  | { readonly kind: "request" | (typeof changes)[number] }
  | { readonly kind: "clinician bolus"; readonly rate: number; readonly lasts: number }
);

const rateAt = ({ steps }: Told, clock: number): number => {
  const inDay = ((clock % daySeconds) + daySeconds) % daySeconds;
  let rate = steps.at(-1)!.rate;
  for (const step of steps) if (step.at <= inDay) rate = step.rate;
  return rate;
};

/** The heaviest window of basal, by sliding it over two days second by second. */
function heaviest(told: Told): number {
  const { span } = told.window;
  let sum = 0;
  for (let s = 0; s < span; s++) sum += rateAt(told, s);
  let most = sum;
  for (let s = 0; s < daySeconds; s++) {
    sum += rateAt(told, s + span) - rateAt(told, s);
    if (sum > most) most = sum;
  }
  return most;
}

/** What the rules say of each event, and what was given in all, counted second by second. */
function slowly(
  told: Told,
  events: readonly Happened[],
  until: number,
): { verdicts: string[]; given: number } {
  const { bolus, window } = told;
  const full = heaviest(told);
  const boluses: number[] = [];
  const starts: number[] = [];
  const verdicts: string[] = [];
  let [stopped, alarm, unknown, given] = [false, false, false, 0];
  let [patientLeft, squareLeft, squareRate] = [0, 0, 0];
  let next = 0;
  const passes = (extra: number, rate: number, lasts: number, now: number): string | undefined => {
    let sum = full + extra + patientLeft * bolus.rate + squareLeft * squareRate;
    for (let s = Math.max(0, now - window.span); s < now; s++) sum += boluses[s]!;
    if (sum > window.most) return "dose limit";
    for (let s = 0; s < lasts; s++)
      if (rateAt(told, told.clock + now + s) + rate > told.maxRate) return "pump maximum";
    return undefined;
  };
  for (let now = 0; now <= until; now++) {
    for (; next < events.length && events[next]!.at === now; next++) {
      const event = events[next]!;
      const unfit = unknown ? "unknown state" : stopped ? "stopped" : alarm ? "alarm" : undefined;
      if (event.kind === "request") {
        const recent = starts.filter((start) => now - start < daySeconds).length;
        const last = starts.at(-1);
        const why =
          unfit ??
          (last !== undefined && now - last < bolus.lockout ? "lockout" : undefined) ??
          (recent >= bolus.most ? "dose limit" : undefined) ??
          passes(bolus.rate * bolus.lasts, bolus.rate, bolus.lasts, now);
        verdicts.push(why ?? "given");
        if (!why) {
          starts.push(now);
          patientLeft = bolus.lasts;
        }
      } else if (event.kind === "clinician bolus") {
        const why =
          unfit ??
          (patientLeft > 0 || squareLeft > 0 ? "one at a time" : undefined) ??
          (event.lasts < told.shortest || event.lasts > told.longest ? "duration" : undefined) ??
          passes(event.rate * event.lasts, event.rate, event.lasts, now);
        verdicts.push(why ?? "given");
        if (!why) [squareLeft, squareRate] = [event.lasts, event.rate];
      } else {
        verdicts.push("");
        if (event.kind === "stopped") stopped = true;
        if (event.kind === "restarted") stopped = false;
        if (event.kind === "alarm") alarm = true;
        if (event.kind === "alarm over") alarm = false;
        if (event.kind === "reset") unknown = true;
        if (event.kind === "interrogated") unknown = false;
        if (event.kind === "stopped" || event.kind === "reset") [patientLeft, squareLeft] = [0, 0];
      }
    }
    if (now === until) break;
    let now1 = 0;
    if (patientLeft > 0) [now1, patientLeft] = [bolus.rate, patientLeft - 1];
    else if (squareLeft > 0) [now1, squareLeft] = [squareRate, squareLeft - 1];
    boluses.push(now1);
    given += now1 + (stopped ? 0 : rateAt(told, told.clock + now));
  }
  return { verdicts, given };
}

function storyOf(index: number): { told: Told; events: Happened[]; until: number } {
  const { below } = chance(11, index);
  const count = 1 + below(3);
  const ats = [...new Set(Array.from({ length: count }, () => below(1440) * 60))].sort((a, b) => a - b);
  const steps = ats.map((at) => ({ at, rate: below(5) }));
  const lasts = 60 * (1 + below(10));
  const span = 600 * (1 + below(24));
  const told: Told = {
    steps,
    clock: below(daySeconds),
    bolus: { rate: 20 + below(60), lasts, lockout: lasts + 60 * below(60), most: 1 + below(12) },
    // From none to several boluses beside a full window of basal.
    window: { span, most: 4 * span + below(150_000) },
    maxRate: 30 + below(60),
    shortest: 60,
    longest: 3600,
  };
  const until = 3600 * 12;
  const events: Happened[] = [];
  let at = 0;
  for (;;) {
    // Requests often come at the very end of a lockout, a second before or after it.
    const wait = below(3) === 0 ? told.bolus.lockout + below(3) - 1 : below(2400);
    at += Math.max(0, wait);
    if (at > until) break;
    const what = below(12);
    if (what < 8) events.push({ at, kind: "request" });
    else if (what < 10)
      events.push({ at, kind: "clinician bolus", rate: 1 + below(70), lasts: 30 * (1 + below(140)) });
    else events.push({ at, kind: changes[below(changes.length)]! });
  }
  return { told, events, until };
}

const logs = Number(process.env["THECA_LOGS"] ?? 60);
test(`B-01 to B-08, B-12: ${logs} random logs are judged as a pump walked second by second judges them`, () => {
  const seen = new Set<string>();
  for (let i = 0; i < logs; i++) {
    const { told, events, until } = storyOf(i);
    const slow = slowly(told, events, until);
    const flow = (rate: number): Flow => ((rate * nanolitre) / second) as Flow;
    const [first] = told.steps;
    const rules: BolusRules = {
      basal: {
        cycle: 24 as Hours,
        pieces: [
          ...(first!.at > 0
            ? [
                {
                  from: 0 as Hours,
                  until: (first!.at * second) as Hours,
                  flow: flow(told.steps.at(-1)!.rate),
                },
              ]
            : []),
          ...told.steps.map(({ at, rate }, n) => ({
            from: (at * second) as Hours,
            until: ((told.steps[n + 1]?.at ?? daySeconds) * second) as Hours,
            flow: flow(rate),
          })),
        ],
      },
      clock: (told.clock * second) as Hours,
      patient: {
        volume: (told.bolus.rate * told.bolus.lasts * nanolitre) as Volume,
        duration: (told.bolus.lasts * second) as Hours,
        lockout: (told.bolus.lockout * second) as Hours,
        most: told.bolus.most,
        countedOver: 24 as Hours,
      },
      window: { span: (told.window.span * second) as Hours, most: (told.window.most * nanolitre) as Volume },
      maxFlow: flow(told.maxRate),
      square: { shortest: (told.shortest * second) as Hours, longest: (told.longest * second) as Hours },
    };
    const asked = events.map((event): PumpEvent =>
      event.kind === "clinician bolus"
        ? {
            at: (event.at * second) as Hours,
            kind: event.kind,
            volume: (event.rate * event.lasts * nanolitre) as Volume,
            duration: (event.lasts * second) as Hours,
          }
        : { at: (event.at * second) as Hours, kind: event.kind },
    );
    const judged = judgeLog(rules, asked, (until * second) as Hours);
    const verdicts = judged.ruled.map((one) => (one ? (one.given ? "given" : one.why!) : ""));
    assert.deepEqual(verdicts, slow.verdicts, `log ${i}`);
    const given = judged.basal + judged.patient + judged.clinic;
    assert.ok(Math.abs(given - slow.given * nanolitre) < 1e-9, `log ${i}: ${given}, slowly ${slow.given}`);
    for (const verdict of verdicts) seen.add(verdict);
  }
  // Every reason came up: a rule that is never met is not tested.
  for (const why of [
    "given",
    "lockout",
    "dose limit",
    "pump maximum",
    "one at a time",
    "duration",
    "stopped",
    "alarm",
    "unknown state",
  ])
    assert.ok(seen.has(why), why);
});

test("B-03, B-04: however requests come, no window of a pump that keeps its rules holds more than its most", () => {
  for (let i = 0; i < 40; i++) {
    const { told, events, until } = storyOf(1000 + i);
    const flows = slowlyGiven(told, events, until);
    const { span, most } = told.window;
    // Basal alone may be more than a window's most: then no bolus is given at all.
    const bound = Math.max(most, 4 * span);
    let sum = 0;
    for (let s = 0; s < until; s++) {
      sum += flows[s]! - (s >= span ? flows[s - span]! : 0);
      if (s >= span - 1) assert.ok(sum <= bound, `log ${i}, second ${s}`);
    }
  }
});

/** Each second of what the engine says was given: its runs laid over the basal. */
function slowlyGiven(told: Told, events: readonly Happened[], until: number): number[] {
  const flow = (rate: number): Flow => ((rate * nanolitre) / second) as Flow;
  const judged = judgeLog(
    {
      basal: { cycle: 24 as Hours, pieces: [{ from: 0 as Hours, until: 24 as Hours, flow: flow(4) }] },
      clock: 0 as Hours,
      patient: {
        volume: (told.bolus.rate * told.bolus.lasts * nanolitre) as Volume,
        duration: (told.bolus.lasts * second) as Hours,
        lockout: (told.bolus.lockout * second) as Hours,
        most: 1000,
        countedOver: 24 as Hours,
      },
      window: { span: (told.window.span * second) as Hours, most: (told.window.most * nanolitre) as Volume },
    },
    events.map((event): PumpEvent =>
      event.kind === "clinician bolus"
        ? {
            at: (event.at * second) as Hours,
            kind: event.kind,
            volume: (event.rate * event.lasts * nanolitre) as Volume,
            duration: (event.lasts * second) as Hours,
          }
        : { at: (event.at * second) as Hours, kind: event.kind },
    ),
    (until * second) as Hours,
  );
  const flows = Array.from({ length: until }, () => 0);
  for (const { from, until: end } of judged.basalRan)
    for (let s = Math.round(from / second); s < Math.round(end / second); s++) flows[s] = flows[s]! + 4;
  for (const { from, until: end, flow } of judged.runs)
    for (let s = Math.round(from / second); s < Math.round(end / second); s++)
      flows[s] = flows[s]! + Math.round((flow * second) / nanolitre);
  return flows;
}
