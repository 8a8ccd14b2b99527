import { z } from "zod";
import {
  amountIn,
  type BolusRules,
  changes,
  concentrationOf,
  day,
  deviceOf,
  type Device,
  type Ingredient,
  ingredientsOf,
  type JudgedLog,
  judgeLog,
  noRemarks,
  profileOf,
  type PumpEvent,
  pumpClockAt,
  type Remarks,
  type Ruled,
} from "../delivery/delivery.ts";
import {
  aboveZero,
  type Hours,
  hoursBetween,
  type Instant,
  instant,
  hasDateAfter,
  instantAfter,
  inward,
  type Issue,
  type Locale,
  outward,
  quantity,
  readParts,
  renderInstant,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";
import { patientBolus, program, pumpChoice, solution } from "../regimen/regimen.ts";
import { daysOf, disagrees, drawDays, loggedIn, loggedOf } from "./boluslog/days.ts";
import { logOf } from "./boluslog/read-log.ts";
import { sentencesIn } from "./boluslog/sentences.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { volumeIn } from "./quantities.ts";

/** What the pump itself wrote beside a bolus. */
const logged = z.enum(["given", "denied"]).optional();
const event = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("request"), at: instant(), logged }),
  z.strictObject({
    event: z.literal("clinician bolus"),
    at: instant(),
    drug: z.string().min(1).max(80),
    amount: aboveZero("amount"),
    duration: aboveZero("time"),
    logged,
  }),
  z.strictObject({ event: z.enum(changes), at: instant() }),
]);
export type Event = z.output<typeof event>;

const input = z.strictObject({
  pump: pumpChoice,
  solution,
  program,
  patientBolus: patientBolus.optional(),
  /** The most of a drug within any stretch of so long, basal and boluses together. */
  sliding: z
    .strictObject({ span: aboveZero("time"), drug: z.string().min(1).max(80), most: quantity("amount") })
    .optional(),
  /** How long a bolus of the clinic's may run. */
  clinicianBolus: z
    .strictObject({ shortest: quantity("time").optional(), longest: quantity("time").optional() })
    .optional(),
  /** Its offset is the one of the pump's own clock. */
  from: instant(),
  to: instant(),
  log: z.array(event).max(100_000).optional(),
  /** The log as it was pasted or typed, one event a line, in the pump's own time; what is earlier than `from` is left out. */
  text: z.string().max(10_000_000).optional(),
  /** Draws the log day by day. */
  picture: z.boolean().optional(),
});
export type Parts = Partial<z.output<typeof input>>;

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const device = parts.pump && deviceOf(parts.pump, locale, remarks);
  const drugs = parts.solution && ingredientsOf(parts.solution, locale, remarks, "solution");
  const rules = device && drugs && rulesOf(parts, device, drugs, locale, remarks);
  const { from, to } = parts;
  const read = from && logOf(parts, from, locale, remarks);
  const log = read?.log;
  if (from && to && log) remarks.issues.push(...outOfOrder(log, from, to, read.lines, locale));
  const events = drugs && from && log && eventsOf(log, from, drugs, locale, remarks);
  if (remarks.issues.length > 0 || !rules || !events || !from || !to || !log || !drugs)
    return refused(remarks.issues);
  const judged = judgeLog(rules, events, hoursBetween(from, to));
  const days = daysOf(log, judged.ruled);
  return answered(
    {
      events: log.map((one, i) => ({
        ...writeEvent(one, judged.ruled[i], from, locale),
        ...(read?.lines && { line: read.lines[i] }),
      })),
      ...countsOf(log, judged),
      logged: loggedIn(log),
      earlier: read?.earlier ?? 0,
      days: days.map(({ day, given, denied, unsaid, clinic, disagreements }) => ({
        day,
        given,
        denied,
        unsaid,
        clinic,
        disagreements,
      })),
      picture: parts.picture ? drawDays(days, locale) : null,
      delivered: deliveredOf(judged, drugs),
      // What ran of boluses, for whoever computes exposure from a log.
      runs: judged.runs.map(({ from: began, until, flow, of }) => ({
        of,
        at: writeInstant(instantAfter(from, began)),
        after: outward(began, "time", "h"),
        for: outward((until - began) as Hours, "time", "min"),
        flow: outward(flow, "flow", "mL/h"),
      })),
    },
    remarks.gaps,
    remarks.assumed,
  );
}

/** The rules that the pump was told, each that is missing named. */
function rulesOf(
  parts: Parts,
  device: Device,
  drugs: readonly Ingredient[],
  locale: Locale,
  remarks: Remarks,
): BolusRules | undefined {
  const { program, patientBolus, sliding: within, clinicianBolus, from } = parts;
  const say = sentencesIn(locale);
  const basal =
    program && profileOf(program, drugs, program.mode === "minimum" ? device : undefined, locale, remarks);
  const patient =
    patientBolus && concentrationOf(patientBolus.drug, drugs, locale, remarks, "patientBolus.drug");
  const limited = within && concentrationOf(within.drug, drugs, locale, remarks, "sliding.drug");
  if (!basal || !from) return undefined;
  remarks.assumed.push(say.clock, ...(patientBolus ? [say.countedOver] : []));
  if (within) remarks.assumed.push(say.fullWindow);
  else remarks.gaps.push(say.noWindow);
  if (device.maxFlow === undefined) remarks.gaps.push(say.noMaximum(device.name));
  if (!clinicianBolus) remarks.gaps.push(say.noSquare);
  const { shortest, longest } = clinicianBolus ?? {};
  return {
    basal,
    clock: pumpClockAt(from, basal),
    ...(patientBolus &&
      patient !== undefined && {
        patient: {
          volume: (inward(patientBolus.amount, "amount") / patient) as Volume,
          duration: inward(patientBolus.duration, "time"),
          lockout: inward(patientBolus.lockout, "time"),
          most: patientBolus.maxPerDay,
          countedOver: day,
        },
      }),
    ...(within &&
      limited !== undefined && {
        window: {
          span: inward(within.span, "time"),
          most: (inward(within.most, "amount") / limited) as Volume,
        },
      }),
    ...(device.maxFlow !== undefined && { maxFlow: device.maxFlow }),
    square: {
      ...(shortest && { shortest: inward(shortest, "time") }),
      ...(longest && { longest: inward(longest, "time") }),
    },
  };
}

function outOfOrder(
  log: readonly Event[],
  from: Instant,
  to: Instant,
  lines: readonly number[] | undefined,
  locale: Locale,
): Issue[] {
  const say = sentencesIn(locale);
  const found: Issue[] = to.epoch < from.epoch ? [{ path: "to", message: say.backwards }] : [];
  log.forEach(({ at }, i) => {
    const path = lines ? "text" : `log[${i}].at`;
    if (at.epoch < from.epoch || at.epoch > to.epoch)
      found.push({
        path,
        message: lines ? say.late(lines[i]!, renderInstant(to, locale, true)) : say.outside,
      });
    if (i > 0 && at.epoch < log[i - 1]!.at.epoch) found.push({ path, message: say.order });
  });
  return found;
}

function eventsOf(
  log: readonly Event[],
  from: Instant,
  drugs: readonly Ingredient[],
  locale: Locale,
  remarks: Remarks,
): PumpEvent[] {
  return log.map((one, i): PumpEvent => {
    const at = hoursBetween(from, one.at);
    if (one.event !== "clinician bolus") return { at, kind: one.event };
    const strength = concentrationOf(one.drug, drugs, locale, remarks, `log[${i}].drug`) ?? 1;
    return {
      at,
      kind: one.event,
      volume: (inward(one.amount, "amount") / strength) as Volume,
      duration: inward(one.duration, "time"),
    };
  });
}

function writeEvent(one: Event, ruled: Ruled | undefined, from: Instant, locale: Locale): object {
  const say = sentencesIn(locale);
  const start = { ...one.at, epoch: from.epoch };
  const next =
    ruled?.from !== undefined && hasDateAfter(start, ruled.from)
      ? instantAfter(start, ruled.from)
      : undefined;
  const said = ruled && [
    ruled.given ? say.given : say.denied[ruled.why!],
    ...(next ? [say.until(renderInstant(next, locale, true))] : []),
    ...(disagrees(one, ruled) ? [ruled.given ? say.loggedDenied : say.loggedGiven] : []),
  ];
  return {
    at: writeInstant(one.at),
    event: one.event,
    verdict: ruled ? (ruled.given ? "given" : "denied") : null,
    why: ruled?.why ?? null,
    next: next ? writeInstant(next) : null,
    logged: loggedOf(one) ?? null,
    agrees: ruled && loggedOf(one) !== undefined ? !disagrees(one, ruled) : null,
    sentence: said?.join(" ") ?? null,
  };
}

/** Requested is given and denied (B-09), each denial by its reason. */
function countsOf(log: readonly Event[], { ruled }: JudgedLog): object {
  const of = (event: Event["event"]) => {
    const some = ruled.filter((_, i) => log[i]!.event === event) as readonly Ruled[];
    const denied = some.filter(({ given }) => !given);
    const why: Record<string, number> = {};
    for (const one of denied) why[one.why!] = (why[one.why!] ?? 0) + 1;
    return { requested: some.length, given: some.length - denied.length, denied: denied.length, why };
  };
  return {
    patient: of("request"),
    clinic: of("clinician bolus"),
    disagreements: log.filter((one, i) => disagrees(one, ruled[i])).length,
  };
}

function deliveredOf({ basal, patient, clinic }: JudgedLog, drugs: readonly Ingredient[]): object {
  const total = (basal + patient + clinic) as Volume;
  const amounts = (volume: Volume) =>
    drugs.map((drug) => ({ drug: drug.drug, amount: outward(amountIn(volume, drug), "amount", "ug") }));
  return {
    volume: volumeIn(total),
    basal: { volume: volumeIn(basal), amounts: amounts(basal) },
    patient: { volume: volumeIn(patient), amounts: amounts(patient) },
    clinic: { volume: volumeIn(clinic), amounts: amounts(clinic) },
    amounts: amounts(total),
  };
}

export const boluslog: Operation = {
  name: "boluslog",
  summary:
    "What a pump should have done with each request and each clinician's bolus of its log, why, and what was delivered by it.",
  input,
  bulk: true,
  example: {
    pump: { model: "synchromed-ii-40" },
    solution: [{ drug: "morphine", concentration: "10 mg/mL" }],
    program: { mode: "continuous", drug: "morphine", dose: "2.4 mg/d" },
    patientBolus: { amount: "100 mcg", drug: "morphine", duration: "5 min", lockout: "4 h", maxPerDay: 4 },
    sliding: { span: "4 h", drug: "morphine", most: "0.6 mg" },
    from: "2026-01-05T08:00:00Z",
    to: "2026-01-06T08:00:00Z",
    log: [
      { event: "request", at: "2026-01-05T09:00:00Z", logged: "given" },
      { event: "request", at: "2026-01-05T11:00:00Z", logged: "denied" },
      {
        event: "clinician bolus",
        at: "2026-01-05T15:00:00Z",
        drug: "morphine",
        amount: "80 mcg",
        duration: "30 min",
        logged: "given",
      },
    ],
  },
  run,
};
