// What can be entered while a session runs, and what each is filled in with before anybody types.
import type { Quantity } from "../../src/quantity/quantity.ts";
import { typedQuantity } from "../patients/standing.ts";
import { type Draft, hung, type Turned } from "./draft.ts";
import type { ChartAnswer, DueAnswer } from "./use-chart.ts";

/** Which form stands open. */
export type Doing = "observe" | "hold" | "resume" | "other rate" | "bolus" | "rescue" | "end";

/** The rate that ran before a hold: what a resumption offers. */
export const rateBefore = ({ course }: Draft): string =>
  course.toSorted((a, b) => a.after - b.after).findLast(({ rate }) => rate !== "")?.rate ?? "";

export const turned = (what: Turned["what"], after: number, more: Partial<Turned> = {}): Turned => ({
  id: crypto.randomUUID(),
  what,
  after,
  rate: "",
  amount: "",
  over: "",
  reason: "",
  ...more,
});

const typed = (quantity: Quantity | undefined): string => typedQuantity(quantity);

/** What one press on a due line enters; undefined where it opens a form. */
export function doneAtOnce(due: DueAnswer, minute: number): ((draft: Draft) => Draft) | undefined {
  switch (due.what) {
    case "set":
      return (draft) => ({
        ...draft,
        course: [...draft.course, turned("step", minute, { rate: typed(due.rate) })],
      });
    case "bolus":
      return (draft) => ({
        ...draft,
        course: [
          ...draft.course,
          turned("bolus", minute, {
            amount: typed(due.amount),
            over: due.over && due.over.value > 0 ? typed(due.over) : "",
          }),
        ],
      });
    case "container":
      return (draft) => ({
        ...draft,
        observations: [
          ...draft.observations,
          { id: crypto.randomUUID(), after: minute, values: { [hung]: "1" } },
        ],
      });
    case "observe":
    case "end":
      return undefined;
  }
}

/** What stands open on the chart, the most pressing first. */
export const openDue = ({ due }: ChartAnswer): DueAnswer[] => [
  ...due.filter(({ state, what }) => state === "overdue" && what !== "end"),
  ...due.filter(({ state, what }) => state === "due" || (state === "overdue" && what === "end")),
];

/** What comes next of what is not due yet. */
export const nextDue = ({ due }: ChartAnswer): DueAnswer | undefined =>
  due.find(({ state }) => state === "later");
