import { library } from "../knowledge/knowledge.ts";
import {
  type Amount,
  type Concentration,
  type Flow,
  type Hours,
  inward,
  type Locale,
  renderQuantity,
  suggest,
  type Volume,
  type Weight,
} from "../quantity/quantity.ts";
import type { Protocol } from "../regimen/regimen.ts";
import { give, type GivenSession, type GivenStep } from "./give.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** A stretch of constant rate as the pump runs it. */
export interface InfusedStep extends GivenStep {
  readonly from: Hours;
  readonly flow: Flow;
}

/** One day's treatment: what runs, what is given, and what must be drawn. */
export interface InfusedSession {
  readonly day: number;
  readonly bolus?: { readonly amount: Amount; readonly over: Hours };
  readonly steps: readonly InfusedStep[];
  readonly total: Amount;
  readonly volume: Volume;
  /** What is drawn from the vial, for all containers of the session. */
  readonly draw: Volume;
  readonly infusate: Concentration;
  /** Containers needed, and after how many hours each next one is hung. */
  readonly containers: number;
  readonly changes: readonly Hours[];
}

/** A protocol ready to be exposed, checked and printed. */
export interface Infused {
  readonly weight: Weight;
  readonly sessions: readonly InfusedSession[];
  readonly total: Amount;
}

/** What a protocol delivers. What contradicts itself is an issue at its place. */
export function infuse(protocol: Protocol, locale: Locale, remarks: Remarks): Infused | undefined {
  const say = sentencesIn(locale);
  const before = remarks.issues.length;
  if (!library.drugs.has(protocol.drug)) {
    const known = [...library.drugs.keys()];
    remarks.issues.push({
      path: "drug",
      message: say.unknownDrug(protocol.drug, suggest(protocol.drug, known), known),
    });
  }
  for (const [path, weight] of [
    ["patient.weight", protocol.patient.weight],
    ["patient.dosingWeight", protocol.patient.dosingWeight],
  ] as const) {
    if (weight?.value === 0) remarks.issues.push({ path, message: say.zeroDose });
  }
  if (protocol.cap?.value === 0) remarks.issues.push({ path: "cap", message: say.zeroDose });
  const mixed = mixOf(protocol, locale, remarks);
  const weight = inward(protocol.patient.dosingWeight ?? protocol.patient.weight, "weight");
  const cap = protocol.cap && inward(protocol.cap, "doseRate");
  const sessions = give(protocol.sessions, weight, cap, locale, remarks);
  if (remarks.issues.length > before || !mixed) return undefined;
  for (const [i, session] of sessions.entries()) {
    const containers = containersOf(session, mixed);
    if (containers <= mostContainers) continue;
    const message = say.tooManyContainers(String(containers));
    remarks.issues.push({ path: `sessions[${i}]`, message });
  }
  if (remarks.issues.length > before) return undefined;
  const infused = sessions.map((session) => prepare(session, mixed));
  return { weight, sessions: infused, total: infused.reduce((sum, { total }) => sum + total, 0) as Amount };
}

interface Mixed {
  readonly vial: Concentration;
  /** Fixed where drug volume or infusate say so; otherwise what a session needs goes into the final volume. */
  readonly concentration?: Concentration;
  readonly finalVolume?: Volume;
  readonly drugVolume?: Volume;
}

function mixOf(protocol: Protocol, locale: Locale, remarks: Remarks): Mixed | undefined {
  const say = sentencesIn(locale);
  const before = remarks.issues.length;
  const vial = inward(protocol.vial.concentration, "concentration");
  if (vial === 0) remarks.issues.push({ path: "vial.concentration", message: say.zeroDose });
  if ((protocol.mix === undefined) === (protocol.infusate === undefined)) {
    remarks.issues.push({ path: "mix", message: say.mixOrInfusate });
    return undefined;
  }
  if (protocol.infusate) {
    const concentration = inward(protocol.infusate.concentration, "concentration");
    if (concentration === 0) remarks.issues.push({ path: "infusate.concentration", message: say.zeroDose });
    if (concentration > vial * (1 + 1e-12)) {
      remarks.issues.push({
        path: "infusate.concentration",
        message: say.strongerThanVial(
          renderQuantity(protocol.infusate.concentration, locale),
          renderQuantity(protocol.vial.concentration, locale),
        ),
      });
    }
    return remarks.issues.length > before ? undefined : { vial, concentration };
  }
  const finalVolume = inward(protocol.mix!.finalVolume, "volume");
  const drugVolume = protocol.mix!.drugVolume && inward(protocol.mix!.drugVolume, "volume");
  if (finalVolume === 0) remarks.issues.push({ path: "mix.finalVolume", message: say.zeroDose });
  if (drugVolume === 0) remarks.issues.push({ path: "mix.drugVolume", message: say.zeroDose });
  if (drugVolume !== undefined && drugVolume > finalVolume) {
    remarks.issues.push({
      path: "mix.drugVolume",
      message: say.drugAboveFinal(
        renderQuantity(protocol.mix!.drugVolume!, locale),
        renderQuantity(protocol.mix!.finalVolume, locale),
      ),
    });
  }
  if (remarks.issues.length > before) return undefined;
  return {
    vial,
    finalVolume,
    ...(drugVolume !== undefined && {
      drugVolume,
      concentration: ((drugVolume * vial) / finalVolume) as Concentration,
    }),
  };
}

// Far more bags than any session hangs; a slip of strength or volume asks for more.
const mostContainers = 1000;

function containersOf({ total }: GivenSession, { concentration, finalVolume }: Mixed): number {
  if (finalVolume === undefined || concentration === undefined) return 1;
  return Math.max(1, Math.ceil(total / concentration / finalVolume - 1e-9));
}

function prepare(session: GivenSession, mixed: Mixed): InfusedSession {
  const { total } = session;
  const infusate = mixed.concentration ?? ((total / mixed.finalVolume!) as Concentration);
  const volume = (total / infusate) as Volume;
  const containers = containersOf(session, mixed);
  const draw = mixed.drugVolume === undefined ? total / mixed.vial : mixed.drugVolume * containers;
  let from = session.bolus?.over ?? 0;
  const steps = session.steps.map((step) => {
    const placed = { ...step, from: from as Hours, flow: (step.rate / infusate) as Flow };
    from += step.lasts;
    return placed;
  });
  return {
    day: session.day,
    ...(session.bolus && { bolus: session.bolus }),
    steps,
    total,
    volume,
    draw: draw as Volume,
    infusate,
    containers,
    changes:
      mixed.finalVolume === undefined
        ? []
        : changesOf(steps, (session.bolus?.amount ?? 0) / infusate, mixed.finalVolume, containers),
  };
}

/** Hours into the session at which each next container must hang: when the ones before are used up. */
function changesOf(
  steps: readonly InfusedStep[],
  bolusVolume: number,
  finalVolume: Volume,
  containers: number,
): Hours[] {
  return Array.from({ length: containers - 1 }, (_, i) => {
    let left = finalVolume * (i + 1) - bolusVolume;
    for (const { from, lasts, flow } of steps) {
      if (flow * lasts >= left - 1e-9) return (from + (flow > 0 ? left / flow : 0)) as Hours;
      left -= flow * lasts;
    }
    return (steps.at(-1)?.from ?? 0) as Hours;
  });
}
