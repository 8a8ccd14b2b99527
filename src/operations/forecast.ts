import { z } from "zod";
import {
  askedAt,
  type Device,
  type Plan,
  planOf,
  pumpClockAt,
  programmedBy,
  raisedBy,
  type Remarks,
  volumeBetween,
} from "../delivery/delivery.ts";
import { ratioOf, sourceOf, statusNames } from "../knowledge/knowledge.ts";
import {
  compare,
  type Flow,
  type Fraction,
  type Hours,
  hoursBetween,
  inside,
  type Instant,
  instant,
  hasDateAfter,
  instantAfter,
  inward,
  type Issue,
  languageOf,
  type Locale,
  outward,
  quantity,
  readParts,
  renderQuantity,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";
import { patientBolus, program, pumpChoice, reservoir } from "../regimen/regimen.ts";
import { priorOf, project, type Projection, type When } from "./forecast/project.ts";
import { type Period, ranDry } from "./forecast/ratio.ts";
import { sentencesIn } from "./forecast/sentences.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";

const refill = z.strictObject({
  /** When it was measured, at the end of the period. */
  at: instant(),
  /** What was to be delivered in the period, boluses given included. */
  programmed: quantity("volume"),
  /** What the reservoir held at the start of the period. */
  filled: quantity("volume"),
  /** What was left at its end. */
  aspirated: quantity("volume"),
});

const onePump = z.strictObject({
  id: z.string().min(1).max(200),
  pump: pumpChoice,
  reservoir,
  program,
  patientBolus: patientBolus.optional(),
  refills: z.array(refill).max(1000),
});
type Parts = Partial<z.output<typeof onePump>>;

const most = 20_000;
const input = z.strictObject({ now: instant(), pumps: z.array(onePump).min(1).max(most) });
// Each pump is read on its own, so that a fault in one does not hide those of the others.
const outline = z.strictObject({ now: instant(), pumps: z.array(z.unknown()).min(1).max(most) });

/** A pump that could be read without fault. */
interface Pump {
  readonly id: string;
  readonly plan: Plan;
  readonly refills: readonly Period[];
}

function run(given: unknown, { locale, stopped }: Context): Reply {
  const { parts, issues } = readParts(outline, given, locale);
  const gaps: string[] = [];
  const assumed: string[] = [];
  const seen = new Set<string>();
  const pumps: Pump[] = [];
  parts.pumps?.forEach((one, i) => {
    const read = readParts(onePump, one, locale);
    const remarks: Remarks = { issues: [], gaps, assumed };
    const found = readPump(read.parts, parts.now, locale, remarks);
    if (read.parts.id !== undefined && seen.has(read.parts.id))
      remarks.issues.push({ path: "id", message: sentencesIn(locale).twice(sentencesIn(locale).thePump) });
    if (read.parts.id !== undefined) seen.add(read.parts.id);
    issues.push(...[...read.issues, ...remarks.issues].map((issue) => under(inside("pumps", i), issue)));
    if (found) pumps.push(found);
  });
  const { now } = parts;
  if (issues.length > 0 || !now) return refused(issues);
  const rows: Row[] = [];
  for (const pump of pumps) {
    if (stopped?.()) break;
    rows.push(rowOf(pump, now, locale, gaps, assumed));
  }
  rows.sort((a, b) => a.soonest - b.soonest);
  return answered({ now: writeInstant(now), pumps: rows.map(({ row }) => row) }, gaps, assumed);
}

const under = (root: string, { path, message }: Issue): Issue => ({
  path: path === "" ? root : `${root}.${path}`,
  message,
});

/** A plan as it runs now and the periods it is learned from; everything impossible goes to `remarks`. */
function readPump(
  parts: Parts,
  now: Instant | undefined,
  locale: Locale,
  remarks: Remarks,
): Pump | undefined {
  const say = sentencesIn(locale);
  const plan = planOf(parts, locale, remarks);
  const add = (path: string, message: string): void => void remarks.issues.push({ path, message });
  if (now && parts.reservoir && parts.reservoir.asOf.epoch > now.epoch)
    add("reservoir.asOf", say.notBefore(say.theFill));
  const seen = new Set<number>();
  parts.refills?.forEach(({ at, filled, aspirated }, i) => {
    const path = inside("refills", i);
    if (now && at.epoch > now.epoch) add(`${path}.at`, say.notBefore(say.theRefill));
    if (seen.has(at.epoch)) add(`${path}.at`, say.twice(say.theRefill));
    seen.add(at.epoch);
    if (compare(aspirated, filled) > 0)
      add(
        `${path}.aspirated`,
        say.moreOutThanIn(renderQuantity(aspirated, locale), renderQuantity(filled, locale)),
      );
    if (plan && inward(filled, "volume") > plan.device.capacity)
      add(`${path}.filled`, overCapacity(plan.device, filled, locale));
  });
  if (!plan || parts.id === undefined || !parts.refills) return undefined;
  const refills = parts.refills
    .toSorted((a, b) => a.at.epoch - b.at.epoch)
    .map(({ programmed, filled, aspirated }) => ({
      programmed: inward(programmed, "volume"),
      filled: inward(filled, "volume"),
      aspirated: inward(aspirated, "volume"),
    }));
  return { id: parts.id, plan, refills };
}

const overCapacity = (device: Device, filled: { value: number; unit: string }, locale: Locale): string =>
  sentencesIn(locale).overCapacity(
    renderQuantity(filled, locale),
    device.name,
    renderQuantity(outward(device.capacity, "volume", "mL"), locale),
  );

/** One pump's line, and by when it is ordered: the earliest credible end, every allotted bolus taken. */
interface Row {
  readonly soonest: number;
  readonly row: object;
}

function rowOf(
  { id, plan, refills }: Pump,
  now: Instant,
  locale: Locale,
  gaps: string[],
  assumed: string[],
): Row {
  const say = sentencesIn(locale);
  const { device, totals, allowance, profile } = plan;
  const { asOf, filledAt } = plan.reservoir;
  const since = filledAt ? hoursBetween(filledAt, asOf) : (0 as Hours);
  const begun = filledAt ?? asOf;
  const clock = pumpClockAt(asOf, profile);
  const runs = [{ from: begun, profile, clock: pumpClockAt(asOf, profile, begun) }];
  // The pump's count fell by what was programmed since the fill, whatever was delivered.
  const counted = volumeBetween(profile, (clock - since) as Hours, clock);
  const running = {
    filled: (inward(plan.reservoir.volume, "volume") + counted) as Volume,
    counted,
    alarmVolume: device.alarmVolume,
    profile,
    clock,
    past: (programmed: Volume) => {
      const at = askedAt(programmed, runs, asOf, 0 as Volume);
      return at && hoursBetween(asOf, at);
    },
  };
  const prior = priorOf(device);
  const usual = project(prior, refills, running);
  const extra = (totals.worstFlow - totals.flow) as Flow;
  const worst = allowance && project(prior, refills, { ...running, profile: raisedBy(extra, profile) });
  const flows = (worst ? totals.worstFlow : totals.flow) > 0;
  if (!flows) gaps.push(say.notFlowing(id));
  if (device.alarmVolume === undefined) gaps.push(say.noAlarmVolume(id));
  if (flows && usual.empty.late === undefined && totals.flow > 0) gaps.push(say.neverSure(id));
  if (since > 0) assumed.push(say.counted(id));
  const at = (after: Hours | undefined): string | null =>
    after === undefined || !hasDateAfter(asOf, after) ? null : writeInstant(instantAfter(asOf, after));
  const written = ({ alarm, empty }: { alarm?: Hours | undefined; empty: When }): object => ({
    alarmAt: at(alarm),
    emptyAt: { early: at(empty.early), median: at(empty.median), late: at(empty.late) },
  });
  const early = (worst ?? usual).empty.early;
  const dry = refills.filter((period) => ranDry(period, prior.error)).length;
  return {
    soonest: early === undefined ? Number.POSITIVE_INFINITY : instantAfter(asOf, early).epoch,
    row: {
      id,
      ratio: usual.ratio,
      ...written(usual),
      emptyBeforeAlarm: usual.emptyBeforeAlarm ?? null,
      emptyNow: totals.flow > 0 ? usual.emptyOnce(programmedBy(runs, now, 0 as Volume)) : null,
      ...(worst && { worst: written(worst) }),
      drift: driftOf(usual, locale),
      refills: usual.learnedFrom,
      basis: basis(device, prior, usual, dry, locale),
    },
  };
}

function driftOf({ drift }: Projection, locale: Locale): object | null {
  if (!drift) return null;
  const { latest, change, z } = drift;
  const signed = `${change > 0 ? "+" : "−"}${percent(Math.abs(change), locale)}`;
  return { latest, change, z, sentence: sentencesIn(locale).drifted(signed, latest) };
}

function basis(
  device: Device,
  prior: { mean: number; sd: number },
  { learnedFrom }: Projection,
  dry: number,
  locale: Locale,
): string {
  const { id, mean, deviation } = ratioOf(device.model);
  const say = sentencesIn(locale);
  const source = sourceOf(mean.source);
  return say.basis(
    id === "other" ? say.anyPump : device.name,
    percent(prior.mean, locale),
    percent(prior.sd, locale),
    source.short ?? source.title,
    statusNames[deviation.status][languageOf(locale)],
    learnedFrom,
    dry,
  );
}

const percent = (share: number, locale: Locale): string =>
  renderQuantity(outward(share as Fraction, "fraction", "%"), locale, 3);

export const forecast: Operation = {
  name: "forecast",
  summary:
    "When each pump runs empty, as an interval learned from its own refills, and the odds that it does so before its alarm.",
  input,
  example: {
    now: "2026-04-05T08:00:00Z",
    pumps: [
      {
        id: "pump-1",
        pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
        reservoir: {
          volume: "40 mL",
          asOf: "2026-04-05T08:00:00Z",
          solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
        },
        program: { mode: "continuous", drug: "baclofen", dose: "800 mcg/d" },
        refills: [
          { at: "2026-01-05T08:00:00Z", programmed: "36 mL", filled: "40 mL", aspirated: "2.5 mL" },
          { at: "2026-04-05T08:00:00Z", programmed: "36 mL", filled: "40 mL", aspirated: "2 mL" },
        ],
      },
    ],
  },
  run,
};
