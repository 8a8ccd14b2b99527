// From what was typed to the input of `protocol`, and from its answer to the question about a population.
import { bolusByHand } from "../../src/exposure/exposure.ts";
import { drugOf } from "../../src/knowledge/knowledge.ts";
import { type Hours, inward, outward, type Quantity, readQuantity } from "../../src/quantity/quantity.ts";
import { writeSpan } from "../plan/write-input.ts";
import type { ProtocolAnswer } from "./answers.ts";
import type { Ketamine, KetamineSession } from "./read-ketamine.ts";

const optional = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text } as Record<K, string>);
const counted = (text: string): number | string =>
  /^(0|[1-9]\d{0,5})$/.test(text.trim()) ? Number(text) : text;

/** Whether a rate was typed per kg of body weight. */
export const isPerKg = (rate: string): boolean => "quantity" in readQuantity(rate, "doseRatePerWeight");

const writeSession = ({ day, bolus, steps }: KetamineSession): object => ({
  day: counted(day),
  ...(bolus && { bolus: { dose: bolus.dose, ...optional("over", bolus.over) } }),
  steps: steps.map((step) => ({
    ...(isPerKg(step.rate) || step.ramp ? { ratePerKg: step.rate } : { rate: step.rate }),
    ...(step.ramp && { rampTo: step.ramp.to, every: step.ramp.every }),
    for: writeSpan(step.for),
    ...optional("hold", step.hold),
  })),
});

/** The conditions that a person said are present, in the words of the rules. */
function conditionsOf({ drug, asked }: Ketamine): string[] {
  const rules = drugOf(drug)?.rules ?? [];
  return [
    ...new Set(
      rules.flatMap(({ id, about, conditions }) =>
        about === "contraindication" && asked[id] === "yes" ? (conditions ?? []) : [],
      ),
    ),
  ];
}

/** The input of `protocol`, word for word. */
export function writeProtocol(draft: Ketamine): Record<string, unknown> {
  const { preparation: made } = draft;
  const conditions = conditionsOf(draft);
  return {
    drug: draft.drug,
    patient: {
      weight: draft.weight,
      ...optional("dosingWeight", draft.dosingWeight),
      ...(conditions.length > 0 && { conditions }),
    },
    vial: { concentration: draft.vial },
    ...(made.way === "mix"
      ? {
          mix: {
            ...optional("drugVolume", made.drugVolume),
            finalVolume: made.finalVolume,
            container: made.container,
          },
        }
      : {
          infusate: {
            concentration: made.concentration,
            ...(made.container !== "" && { container: made.container }),
          },
        }),
    ...optional("cap", draft.cap),
    ...optional("indication", draft.indication),
    ...optional("jurisdiction", draft.jurisdiction),
    ...optional("model", draft.model),
    sessions: draft.sessions.map(writeSession),
  };
}

/** How many virtual patients the bands are drawn from, and from which seed. */
export const cohort = { n: 1000, seed: 1, percentiles: [5, 50, 95] } as const;
/** Moments over a series: few enough that a slid slider is followed, enough that no peak is lost. */
const momentsAtMost = 360;

const hours = (time: Quantity<"time">): number => inward(time, "time");
const minutes = (time: number): Quantity<"time"> => outward(time as Hours, "time", "min");
const dayStart = (day: number, first: number): number =>
  hours({ value: day - first, unit: "d" } as Quantity<"time">);

/** Hours of a session's edges from midnight of the first day, its bolus first. */
export function edgesOf({ sessions }: ProtocolAnswer): { start: number; edges: number[] }[] {
  const first = sessions[0]?.day ?? 1;
  return sessions.map(({ day, bolus, steps }) => {
    const start = dayStart(day, first);
    const given = bolus ? hours(bolus.over) || bolusByHand : 0;
    const ends = steps.flatMap((step) => [hours(step.from), hours(step.from) + hours(step.for)]);
    return { start, edges: [...new Set([0, given, ...ends])].sort((a, b) => a - b).map((at) => start + at) };
  });
}

/** Dense while drug runs in, thinning afterwards, to one day past the last session. */
export function momentsOf(answer: ProtocolAnswer): number[] {
  const sessions = edgesOf(answer);
  const share = Math.max(10, Math.floor(momentsAtMost / Math.max(1, sessions.length)));
  const all = sessions.flatMap(({ start, edges }, i) => {
    const end = edges.at(-1)!;
    const next = sessions[i + 1]?.start ?? end + dayStart(2, 1);
    const during = Array.from(
      { length: Math.ceil(share / 2) },
      (_, k) => start + ((end - start) * k) / Math.ceil(share / 2),
    );
    const after = Array.from({ length: Math.floor(share / 2) }, (_, k) => {
      const way = (k + 1) / Math.floor(share / 2);
      return end + (next - end) * way ** 2.5;
    });
    return [...edges, ...during, ...after].map((at) => Math.round(at * 1e4) / 1e4);
  });
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The question about the typical patient; a population is asked for by adding one. */
export function writeExposure(
  answer: ProtocolAnswer,
  model: string,
  weight: string,
): Record<string, unknown> {
  const first = answer.sessions[0]?.day ?? 1;
  const doses = answer.sessions.flatMap(({ day, bolus, steps }) => {
    const start = dayStart(day, first);
    return [
      ...(bolus && bolus.amount.value > 0
        ? [
            {
              kind: "infusion",
              at: minutes(start),
              amount: bolus.amount,
              for: minutes(hours(bolus.over) || bolusByHand),
            },
          ]
        : []),
      ...steps
        .filter(({ rate }) => rate.value > 0)
        .map((step) => ({
          kind: "infusion",
          at: minutes(start + hours(step.from)),
          rate: step.rate,
          for: step.for,
        })),
    ];
  });
  return {
    model,
    unit: "ng/mL",
    patient: { weight },
    doses,
    at: momentsOf(answer).map((value) => ({ value, unit: "h" })),
  };
}
