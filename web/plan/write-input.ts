// From what was typed to the input of an operation, word for word. Nothing is read, mended or filled in here: a field
// left empty that an operation needs goes in as empty text, and the operation says what it expected.
import { type Hours, inward, outward, readQuantity, unitOf } from "../../src/quantity/quantity.ts";
import type { Prime } from "./prime-card.tsx";
import type { PrimeInput } from "./prime-figures.tsx";
import type {
  Catheter,
  Identity,
  Order,
  PatientBolus,
  Plan,
  Program,
  Pump,
  Reservoir,
  Span,
} from "./read-plan.ts";

/** A field that may stay empty: then it is left out. */
const optional = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text } as Record<K, string>);

/** Hours and minutes as one span; where either cannot be read, the text of that one, for the operation to refuse. */
export function writeSpan({ hours, minutes }: Span): string | { value: number; unit: string } {
  if (hours.trim() === "" && minutes.trim() === "") return "";
  let total = 0;
  for (const [text, unit] of [
    [hours, "h"],
    [minutes, "min"],
  ] as const) {
    if (text.trim() === "") continue;
    const read = readQuantity(`${text} ${unit}`, "time");
    if ("refused" in read) return `${text} ${unit}`;
    total += inward(read.quantity, "time");
  }
  return outward(total as Hours, "time", "min");
}

/** The unit at the end of what was typed, as it stands there. */
export const unitIn = (text: string): string => /[^0-9.\s].*$/.exec(text)?.[0].trim() ?? "";

/** Whether a rate was typed as a flow of volume, not as a dose. */
export const isFlow = (rate: string): boolean => unitOf(unitIn(rate))?.dimension === "V1T-1";

export function writeProgram(program: Program): unknown {
  switch (program.mode) {
    case "continuous":
      return isFlow(program.rate)
        ? { mode: program.mode, flow: program.rate }
        : { mode: program.mode, drug: program.drug, dose: program.rate };
    case "flex":
      return program;
    case "periodic":
      return {
        mode: program.mode,
        drug: program.drug,
        bolus: program.bolus,
        every: writeSpan(program.every),
        duration: writeSpan(program.duration),
        ...optional("background", program.background),
      };
    case "minimum":
    case "stopped":
      return { mode: program.mode };
  }
}

export function writePatientBolus(bolus: PatientBolus): unknown {
  return {
    amount: bolus.amount,
    drug: bolus.drug,
    duration: writeSpan(bolus.duration),
    lockout: writeSpan(bolus.lockout),
    maxPerDay: /^(0|[1-9]\d{0,5})$/.test(bolus.maxPerDay) ? Number(bolus.maxPerDay) : bolus.maxPerDay,
  };
}

export function writeReservoir(reservoir: Reservoir): unknown {
  return {
    volume: reservoir.volume,
    ...optional("programmed", reservoir.programmed),
    asOf: reservoir.asOf,
    ...optional("filledAt", reservoir.filledAt),
    ...(reservoir.firstFill ? { firstFill: true } : {}),
    ...(reservoir.diluted ? { diluted: true } : {}),
    solution: reservoir.solution,
  };
}

export function writePump(pump: Pump): unknown {
  if ("custom" in pump) {
    const { name, ...numbers } = pump.custom;
    return { custom: { ...optional("name", name), ...numbers } };
  }
  return {
    model: pump.model,
    ...optional("alarmVolume", pump.alarmVolume),
    ...optional("tubing", pump.tubing),
    ...optional("capacity", pump.capacity ?? ""),
    ...optional("factoryFlow", pump.factoryFlow ?? ""),
  };
}

export function writeCatheter(catheter: Catheter): unknown {
  if ("volume" in catheter) return { volume: catheter.volume };
  return {
    ...optional("model", catheter.model),
    segments: catheter.segments.map(({ supplied, trimmed, volumePerLength }) => ({
      supplied,
      trimmed,
      ...optional("volumePerLength", volumePerLength),
    })),
  };
}

/** The input of `deliver` for one order in the plan's pump. */
export function writeDeliver(
  plan: Pick<Plan, "pump" | "catheter" | "clinic">,
  order: Order,
  before: Order | null = null,
): unknown {
  const clinic = {
    ...optional("margin", plan.clinic.margin),
    ...optional("maxInterval", plan.clinic.maxInterval),
  };
  return {
    pump: writePump(plan.pump),
    catheter: writeCatheter(plan.catheter),
    reservoir: writeReservoir(order.reservoir),
    program: writeProgram(order.program),
    ...(order.patientBolus ? { patientBolus: writePatientBolus(order.patientBolus) } : {}),
    ...(Object.keys(clinic).length > 0 ? { clinic } : {}),
    ...(before ? { before: writeBefore(before) } : {}),
  };
}

/** The input of `prime` for the draft's solution. */
export const writePrime = (
  { pump, catheter, draft, indication, jurisdiction, opioid }: Plan,
  { programmed, ...prime }: Prime,
): PrimeInput => ({
  pump: writePump(pump),
  catheter: writeCatheter(catheter),
  solution: draft.reservoir.solution,
  indication,
  jurisdiction,
  opioid,
  ...prime,
  ...optional("programmed", programmed),
});

const writeBefore = (order: Order): object => ({
  reservoir: writeReservoir(order.reservoir),
  program: writeProgram(order.program),
  ...(order.patientBolus ? { patientBolus: writePatientBolus(order.patientBolus) } : {}),
});

/** The input of `check` for the draft, held against what runs now. */
export function writeCheck(plan: Plan, identity: Identity): unknown {
  const { active, draft } = plan;
  return {
    route: "intrathecal",
    indication: plan.indication,
    jurisdiction: plan.jurisdiction,
    phase: plan.phase,
    patient: {
      opioid: plan.opioid,
      ...optional("weight", plan.weight),
      ...optional("birthDate", identity.birthDate),
    },
    pump: writePump(plan.pump),
    reservoir: writeReservoir(draft.reservoir),
    program: writeProgram(draft.program),
    ...(draft.patientBolus ? { patientBolus: writePatientBolus(draft.patientBolus) } : {}),
    ...(active
      ? {
          before: {
            reservoir: writeReservoir(active.reservoir),
            program: writeProgram(active.program),
            since: plan.since || active.reservoir.asOf,
          },
        }
      : {}),
  };
}
