import { givenBy, type Turn } from "../delivery/delivery.ts";
import { type Amount, type DoseRate, type Hours, inward, outward } from "../quantity/quantity.ts";
import { type Before, type Found, found, isNamed, type Of } from "./found.ts";
import type { Entry, SessionTurn } from "./read-entry.ts";
import { isNumberIn } from "./order.ts";
import { isPresence } from "./seen.ts";

/** What was done at an infusion, as the engine reckons with it: holding and ending set nothing to run. */
export const turnsOf = (course: readonly SessionTurn[]): Turn[] =>
  course.map((turn): Turn => {
    const after = inward(turn.after, "time");
    if (turn.what === "bolus")
      return {
        kind: "bolus",
        after,
        amount: inward(turn.amount, "amount"),
        over: turn.over ? inward(turn.over, "time") : (0 as Hours),
      };
    return {
      kind: "rate",
      after,
      rate: "rate" in turn ? inward(turn.rate, "doseRate") : (0 as DoseRate),
      ...(turn.what === "end" && { ends: true }),
    };
  });

/** The dose that a course comes to, whoever wrote the total. */
export const doseOf = (course: readonly SessionTurn[]): Amount =>
  givenBy(turnsOf(course), Number.POSITIVE_INFINITY as Hours);

/** A session begins on the patient whose wristband was read, when no other runs, with nothing open but by name. */
export function beganSession({ data }: Of<"ketamine session begun">, { state, order }: Before): Found[] {
  const against: Found[] = [];
  const { session } = state;
  if (session) against.push(found("session open", "data", [], [session.by]));
  if (!isNumberIn(order, data.wristband))
    against.push(found("wristband of somebody else", "data.wristband", [], [data.wristband]));
  const open = data.checklist.filter(({ done }) => !done).map(({ item }) => item);
  if (open.length > 0 && !isNamed("checklist open", data.overrides))
    against.push(found("checklist open", "data.overrides", [], open));
  const isKnown = order.series.some(({ drug, id }) => id === data.series && drug === data.drug);
  if (data.series !== undefined && !isKnown) against.push(found("no such series", "data.series"));
  return against;
}

/** A total is held to the figures that a screen shows: four of them. */
const shownFigures = 5e-4;

/** What a session gave is what ran (INC-7, V-04): a total that its own course does not come to is not kept. */
export function endedSession({ data }: Of<"ketamine session">, { state }: Before): Found[] {
  const against: Found[] = [];
  const { session } = state;
  if (data.begun !== undefined && (data.begun !== session?.id || data.drug !== session.data.drug))
    against.push(found("ends no session", "data.begun"));
  if (!data.course) return against;
  const ends = data.course.filter(({ what }) => what === "end");
  const last = Math.max(...data.course.map(({ after }) => inward(after, "time")));
  if (ends.length !== 1 || inward(ends[0]!.after, "time") < last)
    return [...against, found("session not ended", "data.course")];
  const ran = doseOf(data.course);
  if (Math.abs(ran - inward(data.total, "amount")) > ran * shownFigures)
    against.push(
      found("dose otherwise than it ran", "data.total", [
        data.total,
        outward(ran, "amount", data.total.unit),
      ]),
    );
  return against;
}

/** Whoever was handed over is not treated here in silence: the dry list no longer shows them. */
export function whileElsewhere(entry: Entry, { state }: Before): Found[] {
  return state.transferred && (isPresence(entry.kind) || entry.kind === "transferred out")
    ? [found("patient elsewhere", "kind", [], [state.transferred.data.to])]
    : [];
}
