import type { Flow, Hours, Volume } from "../quantity/quantity.ts";
import { flowAt, mostWithin, type Profile, volumeBetween } from "./profile.ts";

/** What a pump is told about boluses; hours count from the beginning of the log. */
export interface BolusRules {
  readonly basal: Profile;
  /** Where the basal's cycle stands at the beginning of the log. */
  readonly clock: Hours;
  /** What the patient may call for; absent: nothing. */
  readonly patient?: {
    readonly volume: Volume;
    readonly duration: Hours;
    /** From the start of one bolus to the earliest start of the next. */
    readonly lockout: Hours;
    /** So many may begin within any stretch of `countedOver`. */
    readonly most: number;
    readonly countedOver: Hours;
  };
  /** The most that may be given within any stretch of this length, basal and boluses together. */
  readonly window?: { readonly span: Hours; readonly most: Volume };
  readonly maxFlow?: Flow;
  /** How long a bolus of the clinic's may run. */
  readonly square?: { readonly shortest?: Hours; readonly longest?: Hours };
}

/** What happened at the pump. */
export type PumpEvent = { readonly at: Hours } & (
  | { readonly kind: "request" }
  | { readonly kind: "clinician bolus"; readonly volume: Volume; readonly duration: Hours }
  | { readonly kind: (typeof changes)[number] }
);
/** What changes whether the pump runs, alarms, or is known. */
export const changes = ["stopped", "restarted", "alarm", "alarm over", "reset", "interrogated"] as const;

/** Why a bolus is denied: a lockout is another thing than a limit of dose (B-12). */
export const denials = [
  "stopped",
  "alarm",
  "unknown state",
  "no bolus programmed",
  "one at a time",
  "duration",
  "lockout",
  "dose limit",
  "pump maximum",
] as const;
export type Denial = (typeof denials)[number];

/** What the rules say of one event. */
export interface Ruled {
  readonly given: boolean;
  readonly why?: Denial;
  /** When the patient could next call: for a lockout. */
  readonly from?: Hours;
}

/** A stretch in which a bolus ran. */
export interface BolusRun {
  readonly from: Hours;
  readonly until: Hours;
  readonly flow: Flow;
  readonly of: "patient" | "clinic";
}

export interface JudgedLog {
  /** One for each event; undefined for those that are no bolus. */
  readonly ruled: readonly (Ruled | undefined)[];
  readonly runs: readonly BolusRun[];
  /** When the basal ran. */
  readonly basalRan: readonly { readonly from: Hours; readonly until: Hours }[];
  readonly basal: Volume;
  readonly patient: Volume;
  readonly clinic: Volume;
}

// Moments are whole milliseconds: this is far below one, and far above the rounding of hours.
const instantRounding = 1e-8;
const rounding = 1e-9;

interface Square {
  readonly flow: Flow;
  left: number;
}

/** A pump as the rules would have it: what it holds of the log so far. */
class Pump {
  readonly runs: BolusRun[] = [];
  readonly basalRan: { from: Hours; until: Hours }[] = [];
  private now = 0;
  private isStopped = false;
  private alarms = false;
  private isUnknown = false;
  private square: Square | undefined;
  private patient: { readonly flow: Flow; readonly until: number } | undefined;
  private readonly starts: number[] = [];
  private readonly rules: BolusRules;
  /** A whole window of basal at its heaviest, whatever ran in it: a gap makes no room for a bolus (B-04). */
  private readonly fullWindow: number;

  constructor(rules: BolusRules) {
    this.rules = rules;
    this.fullWindow = this.mostOfBasal();
  }

  private mostOfBasal(): number {
    const { basal, window: within } = this.rules;
    return within ? mostWithin(basal, within.span) : 0;
  }

  /** Runs on until a moment: a patient's bolus pauses the clinic's, which goes on after it (B-07). */
  runTo(until: number): void {
    if (!this.isStopped && until > this.now)
      this.basalRan.push({ from: this.now as Hours, until: until as Hours });
    while (this.now < until) {
      const { patient, square } = this;
      const end = Math.min(
        until,
        patient ? patient.until : square ? this.now + square.left / square.flow : until,
      );
      const running = patient ?? square;
      if (running && end > this.now)
        this.runs.push({
          from: this.now as Hours,
          until: end as Hours,
          flow: running.flow,
          of: patient ? "patient" : "clinic",
        });
      if (patient) {
        if (end >= patient.until) this.patient = undefined;
      } else if (square) {
        square.left -= square.flow * (end - this.now);
        if (end < until || square.left <= square.flow * instantRounding) this.square = undefined;
      }
      this.now = end;
    }
  }

  change(kind: (typeof changes)[number]): void {
    switch (kind) {
      case "stopped":
        this.isStopped = true;
        // What a stop broke off is not taken up again.
        this.square = undefined;
        this.patient = undefined;
        break;
      case "restarted":
        this.isStopped = false;
        break;
      case "alarm":
      case "alarm over":
        this.alarms = kind === "alarm";
        break;
      case "reset":
        this.isUnknown = true;
        this.square = undefined;
        this.patient = undefined;
        break;
      case "interrogated":
        this.isUnknown = false;
        break;
      default:
        kind satisfies never;
    }
  }

  request(): Ruled {
    const { patient: told } = this.rules;
    const state = this.unfit();
    if (state) return { given: false, why: state };
    if (!told) return { given: false, why: "no bolus programmed" };
    // Only what was given locks out: a request that was denied does not begin the time anew (B-01).
    const last = this.starts.at(-1);
    if (last !== undefined && this.now - last < told.lockout - instantRounding)
      return { given: false, why: "lockout", from: (last + told.lockout) as Hours };
    // The one that would make one too many: has it left the stretch that is counted over?
    const oldest = told.most > 0 ? this.starts.at(-told.most) : this.now;
    if (oldest !== undefined && this.now - oldest < told.countedOver - instantRounding)
      return { given: false, why: "dose limit" };
    const flow = (told.volume / told.duration) as Flow;
    const denied = this.beyond(told.volume, flow, told.duration);
    if (denied) return { given: false, why: denied };
    this.starts.push(this.now);
    this.patient = { flow, until: this.now + told.duration };
    return { given: true };
  }

  clinicianBolus(volume: Volume, duration: Hours): Ruled {
    const { shortest, longest } = this.rules.square ?? {};
    const state = this.unfit();
    if (state) return { given: false, why: state };
    if (this.square || this.patient) return { given: false, why: "one at a time" };
    if (
      (shortest !== undefined && duration < shortest - instantRounding) ||
      (longest !== undefined && duration > longest + instantRounding)
    )
      return { given: false, why: "duration" };
    const flow = (volume / duration) as Flow;
    const denied = this.beyond(volume, flow, duration);
    if (denied) return { given: false, why: denied };
    this.square = { flow, left: volume };
    return { given: true };
  }

  private unfit(): Denial | undefined {
    if (this.isUnknown) return "unknown state";
    if (this.isStopped) return "stopped";
    return this.alarms ? "alarm" : undefined;
  }

  /** What a bolus would pass: the dose of a sliding window, or what the pump can deliver; denied, never clipped. */
  private beyond(volume: number, flow: Flow, duration: Hours): Denial | undefined {
    const { window: within, maxFlow } = this.rules;
    if (within) {
      const given = this.givenSince(this.now - within.span);
      const under =
        (this.square?.left ?? 0) + (this.patient ? this.patient.flow * (this.patient.until - this.now) : 0);
      if (this.fullWindow + given + under + volume > within.most * (1 + rounding)) return "dose limit";
    }
    if (maxFlow !== undefined && this.basalWithin(duration) + flow > maxFlow * (1 + rounding))
      return "pump maximum";
    return undefined;
  }

  /** What boluses gave after a moment; the runs stand in the order of time. */
  private givenSince(since: number): number {
    let volume = 0;
    for (let i = this.runs.length - 1; i >= 0; i--) {
      const { from, until, flow } = this.runs[i]!;
      if (until <= since) break;
      volume += flow * (until - Math.max(from, since));
    }
    return volume;
  }

  /** The greatest basal flow while a bolus would run. */
  private basalWithin(duration: Hours): number {
    const { basal, clock } = this.rules;
    const at = clock + this.now;
    const edges = basal.pieces.map(({ from }) => {
      const cycles = Math.ceil((at - from) / basal.cycle);
      return from + cycles * basal.cycle;
    });
    const after = (moment: number): number => flowAt(basal, (moment + instantRounding) as Hours);
    return Math.max(
      after(at),
      ...edges.filter((edge) => edge < at + duration - instantRounding).map((edge) => after(edge)),
    );
  }
}

/** What a pump that keeps its rules does with a log, in the order of its events, until a moment. */
export function judgeLog(rules: BolusRules, events: readonly PumpEvent[], until: Hours): JudgedLog {
  const pump = new Pump(rules);
  const ruled = events.map((event) => {
    pump.runTo(event.at);
    if (event.kind === "request") return pump.request();
    if (event.kind === "clinician bolus") return pump.clinicianBolus(event.volume, event.duration);
    pump.change(event.kind);
    return undefined;
  });
  pump.runTo(until);
  const { runs, basalRan } = pump;
  const sum = (of: BolusRun["of"]): Volume =>
    runs.reduce((total, run) => total + (run.of === of ? run.flow * (run.until - run.from) : 0), 0) as Volume;
  const basal = basalRan.reduce(
    (total, { from, until }) =>
      total + volumeBetween(rules.basal, (rules.clock + from) as Hours, (rules.clock + until) as Hours),
    0,
  ) as Volume;
  return { ruled, runs, basalRan, basal, patient: sum("patient"), clinic: sum("clinic") };
}
