import { z } from "zod";
import { ketamine } from "../ketamine/read-ketamine.ts";
import { canalDraft } from "../canal/read-canal.ts";
import { analysis } from "../evidence/read-analysis.ts";
import { synthesis } from "../joint/read-synthesis.ts";
import { simulation } from "../simulation/read-simulation.ts";

// What a person has typed so far, as text: the operations read it, and say at which field they could not.
const typed = z.string().max(80);

const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
/** In the order of the week. */
export const weekdays = weekday.options;

/** A span of time as its two labelled fields: four minutes can never be typed for four hours (U-04). */
const span = z.strictObject({ hours: typed, minutes: typed });
export type Span = z.output<typeof span>;

const step = z.strictObject({ at: typed, dose: typed });
export type Step = z.output<typeof step>;

const schedule = z.strictObject({ days: z.array(weekday), steps: z.array(step).max(48) });
export type Schedule = z.output<typeof schedule>;

const program = z.discriminatedUnion("mode", [
  /** A dose of one drug, or a flow where the rate's unit is a volume per time. */
  z.strictObject({ mode: z.literal("continuous"), drug: typed, rate: typed }),
  z.strictObject({ mode: z.literal("flex"), drug: typed, schedules: z.array(schedule).max(7) }),
  z.strictObject({
    mode: z.literal("periodic"),
    drug: typed,
    bolus: typed,
    every: span,
    duration: span,
    background: typed,
  }),
  z.strictObject({ mode: z.literal("minimum") }),
  z.strictObject({ mode: z.literal("stopped") }),
]);
export type Program = z.output<typeof program>;
export type Mode = Program["mode"];
export const modes: readonly Mode[] = ["continuous", "flex", "periodic", "minimum", "stopped"];

const ingredient = z.strictObject({ drug: typed, concentration: typed, unlisted: z.boolean().optional() });
export type Ingredient = z.output<typeof ingredient>;

const reservoir = z.strictObject({
  volume: typed,
  programmed: typed,
  asOf: typed,
  filledAt: typed,
  firstFill: z.boolean(),
  diluted: z.boolean(),
  solution: z.array(ingredient).max(8),
});
export type Reservoir = z.output<typeof reservoir>;

const patientBolus = z.strictObject({
  amount: typed,
  drug: typed,
  duration: span,
  lockout: span,
  maxPerDay: typed,
});
export type PatientBolus = z.output<typeof patientBolus>;

const order = z.strictObject({ reservoir, program, patientBolus: patientBolus.nullable() });
/** What the pump is to deliver: what is in it, its program, and what the patient may call for. */
export type Order = z.output<typeof order>;

const pump = z.union([
  z.strictObject({
    model: typed,
    alarmVolume: typed,
    tubing: typed,
    capacity: typed.optional(),
    factoryFlow: typed.optional(),
  }),
  z.strictObject({
    custom: z.strictObject({
      name: typed,
      capacity: typed,
      residual: typed,
      alarmVolume: typed,
      minFlow: typed,
      maxFlow: typed,
      accuracy: typed,
      tubing: typed,
    }),
  }),
]);
export type Pump = z.output<typeof pump>;

const segment = z.strictObject({ supplied: typed, trimmed: typed, volumePerLength: typed });
export type Segment = z.output<typeof segment>;

const catheter = z.union([
  z.strictObject({ volume: typed }),
  z.strictObject({ model: typed, segments: z.array(segment).max(4) }),
]);
export type Catheter = z.output<typeof catheter>;

/** The whole of a plan: what the address carries, and what undo brings back. Nothing in it names a person. */
export const plan = z.strictObject({
  /** Which shipped case this began from; empty for a plan begun from nothing. */
  caseId: typed,
  indication: typed,
  jurisdiction: typed,
  phase: typed,
  opioid: z.enum(["naive", "tolerant", "unknown"]),
  weight: typed,
  pump,
  catheter,
  /** What runs in the pump now; null where nothing is known to run yet. */
  active: order.nullable(),
  /** When the active program began. */
  since: typed,
  /** What ran before the last confirmation, for the sheet. */
  previous: order.nullable(),
  draft: order,
  bridge: z.strictObject({ choice: z.enum(["open", "with", "without"]), dose: typed }),
  clinic: z.strictObject({ margin: typed, maxInterval: typed }),
  /** The intravenous protocol, where there is one. */
  ketamine: ketamine.nullable().default(null),
  confirmed: z.strictObject({ by: typed, reason: z.string().max(400) }).nullable(),
  /** What is asked about the trials; null where nothing was. */
  joint: synthesis.nullable().default(null),
  /** What is looked at along the spinal canal. */
  canal: canalDraft.nullable().default(null),
  /** What is simulated; left out where a plan is kept as a case. */
  simulation: simulation.nullable().default(null),
  /** What is pooled and how; null where the page shows its example. */
  pooling: analysis.nullable().default(null),
});
export type Plan = z.output<typeof plan>;

/** Who the plan is for. Stays in this tab: it is never written into an address. */
export interface Identity {
  readonly name: string;
  readonly number: string;
  readonly birthDate: string;
}

export const unknownIdentity: Identity = { name: "", number: "", birthDate: "" };

/** An order with nothing filled in. */
export const blankOrder: Order = {
  reservoir: {
    volume: "",
    programmed: "",
    asOf: "",
    filledAt: "",
    firstFill: false,
    diluted: false,
    solution: [{ drug: "", concentration: "" }],
  },
  program: { mode: "continuous", drug: "", rate: "" },
  patientBolus: null,
};

/** A plan with nothing filled in and nothing preselected (U-05). */
export const blankPlan: Plan = {
  caseId: "",
  indication: "",
  jurisdiction: "",
  phase: "",
  opioid: "unknown",
  weight: "",
  pump: { model: "", alarmVolume: "", tubing: "" },
  catheter: { volume: "" },
  active: null,
  since: "",
  previous: null,
  draft: blankOrder,
  bridge: { choice: "open", dose: "" },
  clinic: { margin: "", maxInterval: "" },
  ketamine: null,
  confirmed: null,
  joint: null,
  canal: null,
  simulation: null,
  pooling: null,
};
