import { z } from "zod";
import {
  chartOf,
  type Due,
  givenBy,
  heldBy,
  noRemarks,
  plannedEnd,
  type PlannedSession,
  rateAt,
  type Remarks,
} from "../delivery/delivery.ts";
import {
  type Amount,
  type DoseRate,
  type Flow,
  type Hours,
  hoursBetween,
  type Instant,
  instant,
  hasDateAfter,
  instantAfter,
  inward,
  type Inward,
  type Locale,
  outward,
  type Quantity,
  quantity,
  readParts,
  renderDuration,
  renderInstant,
  renderQuantity,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";
import { kindsOfEntry, turnsOf } from "../records/records.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { volumeIn } from "./quantities.ts";
import { sentencesIn } from "./infusion/sentences.ts";

const ended = kindsOfEntry["ketamine session"].shape;
const input = z.strictObject({
  /** When the infusion was started; everything that was done counts from here. */
  at: instant(),
  /** The chart is as of this moment. */
  now: instant(),
  /** The session as it was begun: vial, infusate, what was planned. */
  begun: kindsOfEntry["ketamine session begun"],
  /** What was done at the infusion so far, in its order. */
  course: z.array(ended.course.unwrap().element).max(500).optional(),
  observations: ended.observations.optional(),
  /** How late a thing may be before it is overdue. */
  late: quantity("time").optional(),
});
type Parts = Partial<z.output<typeof input>>;
type Course = NonNullable<Parts["course"]>;

/** Unless the clinic says otherwise. */
const usuallyLate: Quantity<"time"> = { value: 5, unit: "min" };
/** By this name the hanging of a container stands among what was observed. */
const hungName = "container";

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { at, now, begun } = parts;
  if (issues.length > 0 || !at || !now || !begun) return refused(issues);
  const remarks = noRemarks();
  const say = sentencesIn(locale);
  if (now.epoch < at.epoch) remarks.issues.push({ path: "now", message: say.before });
  checkOrder(parts.course ?? [], at, now, locale, remarks);
  if (remarks.issues.length > 0) return refused(remarks.issues);
  if (!parts.late) remarks.assumed.push(say.assumedLate(renderQuantity(usuallyLate, locale)));
  if (!begun.observeEvery) remarks.gaps.push(say.noEvery);
  remarks.assumed.push(say.flowAssumed);
  return answered(
    chart(parts as Parts & Required<Pick<Parts, "at" | "now" | "begun">>, locale),
    remarks.gaps,
    remarks.assumed,
  );
}

/** What was done lies between the start and now, one thing after another. */
function checkOrder(course: Course, at: Instant, now: Instant, locale: Locale, { issues }: Remarks): void {
  const say = sentencesIn(locale);
  const until = hoursBetween(at, now);
  // A minute's rounding of either clock is no contradiction.
  const minute = inward({ value: 1, unit: "min" }, "time");
  let before = 0;
  course.forEach((turn, i) => {
    const after = inward(turn.after, "time");
    const path = `course[${i}].after`;
    if (after > until + minute) issues.push({ path, message: say.later(renderInstant(now, locale, true)) });
    if (after < before) issues.push({ path, message: say.unordered });
    before = after;
  });
}

const plannedOf = ({
  planned,
  infusate,
  container,
  observeEvery,
}: NonNullable<Parts["begun"]>): PlannedSession => ({
  bolus: planned.bolus && {
    amount: inward(planned.bolus.amount, "amount"),
    over: inward(planned.bolus.over, "time"),
  },
  steps: planned.steps.map(({ for: lasts, rate, hold }) => ({
    lasts: inward(lasts, "time"),
    rate: inward(rate, "doseRate"),
    hold,
  })),
  infusate: inward(infusate, "concentration"),
  container: container && inward(container, "volume"),
  observeEvery: observeEvery && inward(observeEvery, "time"),
});

function chart(
  {
    at,
    now,
    begun,
    course = [],
    observations = [],
    late = usuallyLate,
  }: Parts & Required<Pick<Parts, "at" | "now" | "begun">>,
  locale: Locale,
): object {
  const turns = turnsOf(course);
  const until = hoursBetween(at, now);
  const plan = plannedOf(begun);
  const end = course.find(({ what }) => what === "end");
  const given = givenBy(turns, until);
  const weight = inward(begun.weight, "weight");
  const planned = inward(begun.planned.total, "amount");
  const rate = rateAt(turns, until);
  const held = heldBy(turns, end ? inward(end.after, "time") : until);
  const last = course.findLast(({ what }) => what !== "bolus");
  const seen = observations.filter(({ name }) => name !== hungName);
  const due = chartOf(plan, {
    course: turns,
    observed: seen.map(({ after }) => inward(after, "time")),
    hung: observations.filter(({ name }) => name === hungName).length,
    now: until,
    late: inward(late, "time"),
  });
  return {
    asOf: writeInstant(now),
    elapsed: outward(until, "time", "min"),
    running: end ? "ended" : turns.length === 0 ? "not started" : last?.what === "hold" ? "held" : "running",
    rate: outward(rate, "doseRate", "mg/h"),
    flow: flowOf(rate, plan),
    since: last ? momentAfter(at, inward(last.after, "time")) : null,
    given: outward(given, "amount", "mg"),
    givenPerKg:
      weight > 0 ? outward((given / weight) as Inward<"amountPerWeight">, "amountPerWeight", "mg/kg") : null,
    givenVolume: volumeFor(given, plan),
    planned: begun.planned.total,
    left: outward(Math.max(0, planned - given) as Amount, "amount", "mg"),
    held: outward(held, "time", "min"),
    endsAt: momentAfter(
      at,
      end
        ? inward(end.after, "time")
        : (due.find(({ duty }) => duty.what === "end")?.after ?? plannedEnd(plan)),
    ),
    due: due.map((one) => writeDue(one, at, plan, last?.what === "hold", locale)),
  };
}

/** A moment of the session; none where no calendar has it. */
const momentAfter = (at: Instant, after: Hours): string | null =>
  hasDateAfter(at, after) ? writeInstant(instantAfter(at, after)) : null;

/** A flow or a volume where the infusate holds any drug. */
const flowOf = (rate: DoseRate, { infusate }: PlannedSession): Quantity | null =>
  infusate > 0 ? outward((rate / infusate) as Flow, "flow", "mL/h") : null;
const volumeFor = (amount: Amount, { infusate }: PlannedSession): Quantity | null =>
  infusate > 0 ? volumeIn((amount / infusate) as Volume) : null;

function writeDue(
  { after, duty, state, waits, since }: Due,
  at: Instant,
  plan: PlannedSession,
  isHeld: boolean,
  locale: Locale,
): object {
  const say = sentencesIn(locale);
  const flow = duty.what === "set" ? flowOf(duty.rate, plan) : null;
  const rate = duty.what === "set" ? outward(duty.rate, "doseRate", "mg/h") : null;
  const amount = duty.what === "bolus" ? outward(duty.amount, "amount", "mg") : null;
  const says = (): string => {
    switch (duty.what) {
      case "set":
        return say.set(flow ? renderQuantity(flow, locale) : "–", renderQuantity(rate!, locale));
      case "bolus":
        return duty.over > 0
          ? say.bolus(renderQuantity(amount!, locale), renderDuration(duty.over, locale))
          : say.bolusByHand(renderQuantity(amount!, locale));
      case "container":
        return say.container(duty.nth);
      case "observe":
        return say.observe;
      case "end":
        return say.end;
    }
  };
  return {
    what: duty.what,
    after: outward(after, "time", "min"),
    at: momentAfter(at, after),
    state,
    says: says(),
    ...(flow && { flow }),
    ...(rate && { rate }),
    ...(amount && { amount }),
    ...(duty.what === "bolus" && { over: outward(duty.over, "time", "min") }),
    ...(duty.what === "set" && duty.hold !== undefined && { hold: duty.hold }),
    ...(since !== undefined && { since: momentAfter(at, since) }),
    // While it is held nothing is set in passing: it is resumed, with a reason.
    ...(isHeld && duty.what === "set" && state !== "done" && state !== "later"
      ? { waits: say.held }
      : waits && { waits: say.waits }),
  };
}

export const infusion: Operation = {
  name: "infusion",
  summary:
    "A ketamine session under way: what is due at which minute, what is overdue, what runs, and the dose given so far from what was really set.",
  input,
  example: {
    at: "2026-11-22T09:00:00+01:00",
    now: "2026-11-22T10:20:00+01:00",
    begun: {
      drug: "ketamine",
      vial: "50 mg/mL",
      infusate: "1 mg/mL",
      container: "50 mL",
      weight: "70 kg",
      planned: { steps: [{ for: "4 h", rate: "20 mg/h", hold: "sedation above 3" }], total: "80 mg" },
      observeEvery: "30 min",
      wristband: "700123",
      checklist: [{ item: "fasted", done: true }],
    },
    course: [
      { what: "step", after: "0 min", rate: "20 mg/h" },
      { what: "hold", after: "40 min", reason: "nausea" },
      { what: "resume", after: "55 min", rate: "10 mg/h", reason: "settled after ondansetron" },
    ],
    observations: [{ after: "30 min", name: "pain", value: 4 }],
  },
  run,
};
