import { z } from "zod";

// What a person has typed so far, as text: the operation reads it, and says at which field it could not.
const typed = z.string().max(80);
const span = z.strictObject({ hours: typed, minutes: typed });

/** The longest series that is written here. */
export const sessionsAtMost = 60;

const step = z.strictObject({
  /** By weight or absolute: the unit says which. */
  rate: typed,
  for: span,
  /** Where the rate climbs in equal parts: to what, and a part every so often. */
  ramp: z.strictObject({ to: typed, every: typed }).nullable(),
  hold: z.string().max(300),
});
export type KetamineStep = z.output<typeof step>;

const session = z.strictObject({
  day: typed,
  bolus: z.strictObject({ dose: typed, over: typed }).nullable(),
  steps: z.array(step).max(50),
});
export type KetamineSession = z.output<typeof session>;

/** The draft of an intravenous protocol, as typed. Nothing in it names a person. */
export const ketamine = z.strictObject({
  drug: typed,
  indication: typed,
  jurisdiction: typed,
  weight: typed,
  dosingWeight: typed,
  /** Strength on the vial in hand. */
  vial: typed,
  preparation: z.strictObject({
    way: z.enum(["mix", "infusate"]),
    container: z.enum(["", "bag", "syringe"]),
    drugVolume: typed,
    finalVolume: typed,
    concentration: typed,
  }),
  cap: typed,
  sessions: z.array(session).max(sessionsAtMost),
  /** The kinetic model of the bands; empty: the first venous one of the drug. */
  model: typed,
  /** Ids of the effects that are drawn as stripes. */
  effects: z.array(typed).max(40),
  /** What was answered to each question before the start. */
  asked: z.record(typed, z.enum(["yes", "no"])),
  firstDay: typed,
  observeEvery: typed,
});
export type Ketamine = z.output<typeof ketamine>;

export const blankStep: KetamineStep = { rate: "", for: { hours: "", minutes: "" }, ramp: null, hold: "" };
export const blankSession: KetamineSession = { day: "1", bolus: null, steps: [blankStep] };

/** A protocol with nothing filled in: no drug, no vial, no dose (U-05). */
export const blankKetamine: Ketamine = {
  drug: "",
  indication: "",
  jurisdiction: "",
  weight: "",
  dosingWeight: "",
  vial: "",
  preparation: { way: "mix", container: "", drugVolume: "", finalVolume: "", concentration: "" },
  cap: "",
  sessions: [blankSession],
  model: "",
  effects: ["analgesia", "dissociation"],
  asked: {},
  firstDay: "",
  observeEvery: "",
};

/** The session on the following days too; what stood on those days gives way. */
export function copied(sessions: readonly KetamineSession[], at: number, days: number): KetamineSession[] {
  const original = sessions[at]!;
  const first = Number(original.day);
  const fresh = Array.from({ length: days }, (_, i) => ({ ...original, day: String(first + i + 1) }));
  const taken = new Set(fresh.map(({ day }) => day));
  return [...sessions.filter(({ day }) => !taken.has(day)), ...fresh].sort(
    (a, b) => Number(a.day) - Number(b.day),
  );
}
