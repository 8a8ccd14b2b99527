import {
  inward,
  type Locale,
  type Quantity,
  readQuantity,
  renderQuantity,
} from "../../src/quantity/quantity.ts";
import type { Words } from "../words/words.tsx";
import type { SessionAnswer } from "./answers.ts";

/** A line of the observation chart: when, counted from the start, and what is due then. */
export interface Observation {
  /** Hours from the start. */
  readonly after: number;
  readonly due: string;
}

/** More lines than a day's chart can use: a slip in the interval asks for more. */
const linesAtMost = 100;

/** The chart of one session: each change the pump or a person makes, and the clinic's own interval between. */
export function observations(
  session: SessionAnswer,
  observeEvery: string,
  words: Words,
  locale: Locale,
): Observation[] {
  const hours = (time: Quantity<"time">): number => inward(time, "time");
  const due = new Map<number, string[]>();
  const add = (after: number, what: string): void => {
    // A ten-thousandth of an hour apart is the same moment of a chart.
    const at = [...due.keys()].find((each) => Math.abs(each - after) < 1e-4) ?? after;
    due.set(at, [...(due.get(at) ?? []), what]);
  };
  add(0, words.start);
  if (session.bolus) add(hours(session.bolus.over), words.bolusEnds);
  for (const { from, flow, hold } of session.steps)
    add(hours(from), [words.setFlow(renderQuantity(flow, locale)), hold].filter(Boolean).join("; "));
  for (const after of session.changes) add(hours(after), words.nextContainer);
  const last = session.steps.at(-1);
  const end = last ? hours(last.from) + hours(last.for) : hours(session.bolus!.over);
  if (last) add(end, words.endOfInfusion);
  const every = readQuantity(observeEvery, "time");
  const gap = "quantity" in every ? hours(every.quantity as Quantity<"time">) : 0;
  if (gap > 0 && end / gap <= linesAtMost)
    for (let at = gap; at < end - 1e-4; at += gap)
      if (![...due.keys()].some((each) => Math.abs(each - at) < 1e-4)) add(at, words.observe);
  return [...due].sort(([a], [b]) => a - b).map(([after, what]) => ({ after, due: what.join("; ") }));
}
