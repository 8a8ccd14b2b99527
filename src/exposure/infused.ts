import { day, type Infused } from "../delivery/delivery.ts";
import { type Model, models } from "../knowledge/knowledge.ts";
import {
  type Hours,
  type Inward,
  inward,
  type Locale,
  outward,
  type Quantity,
  type Weight,
} from "../quantity/quantity.ts";
import { expose } from "./expose.ts";
import { readQuestion } from "./read-question.ts";

/** How long a bolus is taken to run where nobody wrote it: given by hand, not shot. */
export const bolusByHand = inward({ value: 1, unit: "min" }, "time");

const minutesOf = (hours: number): Quantity<"time"> => outward(hours as Hours, "time", "min");

/** A protocol's boluses and steps as doses on one clock, hours from midnight before the first day's session. */
export function dosesOfInfused({ sessions }: Infused): object[] {
  const firstDay = sessions[0]?.day ?? 1;
  return sessions.flatMap((session) => {
    const start = (session.day - firstDay) * day;
    const { bolus } = session;
    const over = bolus && bolus.over > 0 ? bolus.over : bolusByHand;
    return [
      ...(bolus && bolus.amount > 0
        ? [
            {
              kind: "infusion",
              at: minutesOf(start),
              amount: outward(bolus.amount, "amount", "mg"),
              for: minutesOf(over),
            },
          ]
        : []),
      ...session.steps
        .filter(({ rate }) => rate > 0)
        .map((step) => ({
          kind: "infusion",
          at: minutesOf(start + step.from),
          rate: outward(step.rate, "doseRate", "mg/h"),
          for: minutesOf(step.lasts),
        })),
    ];
  });
}

/** The models that speak of a drug in adults, by id. */
export const modelsOf = (drug: string): Model[] =>
  [...models.values()].filter((model) => model.drug === drug);

/** The highest concentration of the drug itself in each session, as one model's typical patient of this weight has it. */
export function sessionPeaks(
  infused: Infused,
  model: Model,
  weight: Weight,
  locale: Locale,
): Inward<"concentration">[] | undefined {
  const firstDay = infused.sessions[0]?.day ?? 1;
  // While a rate stands the concentration only climbs towards its plateau or falls towards it: a peak is at an edge.
  const edges = infused.sessions.map((session) => {
    const start = (session.day - firstDay) * day;
    const bolusEnd = session.bolus ? [session.bolus.over > 0 ? session.bolus.over : bolusByHand] : [];
    return [...bolusEnd, ...session.steps.flatMap((step) => [step.from, step.from + step.lasts])].map(
      (hours) => start + hours,
    );
  });
  const at = edges.flat().map(minutesOf);
  const asked = {
    model: model.id,
    unit: "ug/mL",
    patient: { weight: outward(weight, "weight", "kg") },
    doses: dosesOfInfused(infused),
    at,
  };
  const { question } = readQuestion(asked, locale);
  const found = question && expose(question, locale);
  if (!found || !("exposure" in found)) return undefined;
  const values = found.exposure.sites[0]!.values;
  let next = 0;
  return edges.map((times) => {
    const peak = Math.max(0, ...values.slice(next, next + times.length));
    next += times.length;
    return peak as Inward<"concentration">;
  });
}
