// The pairs that can be asked for, each with the fields it needs: the plan's own figures, else made-up ones.
import { inward, type Inward, type Locale, outward, type Quantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import type { Delivered } from "../plan/answers.ts";
import { concentrationOf } from "../plan/read-order.ts";
import type { Order, Plan } from "../plan/read-plan.ts";
import { writeCatheter, writeDeliver, writePump } from "../plan/write-input.ts";
import demos from "./demos.json" with { type: "json" };
import { type Kind, kinds } from "./read-canal.ts";
import { drugIn, drugsOf, hasPump } from "./write-question.ts";

export { type Kind, kinds };

/** What was done instead of a bridge, or of a prime. */
export type Deed = "skipped" | "wrong" | "mixed";

/** One pair as typed. */
export interface Draft {
  readonly kind: Kind;
  readonly deed: Deed;
  readonly drug: string;
  readonly span: string;
  /** By path in the scenario. */
  readonly fields: Readonly<Record<string, string>>;
}

export const deedsOf = (kind: Kind): readonly Deed[] =>
  kind === "bridge" ? ["skipped", "wrong"] : kind === "prime" ? ["mixed", "skipped"] : [];

/** A pair with made-up figures, to be changed. */
export const demoOf = (kind: Kind): Draft => ({
  kind,
  deed: deedsOf(kind)[0] ?? "skipped",
  ...demos[kind],
});

/** The fields to show: the wrong dead volume only where a wrong bridge was run. */
export const shownFields = ({ fields, deed }: Draft): readonly string[] =>
  Object.keys(fields).filter((path) => !path.startsWith("done.") || deed === "wrong");

const text = ({ value, unit }: Quantity): string => `${Number(value.toPrecision(6))} ${unit}`;
/** The drug's dose a day under an order, and its flow; undefined where the order cannot run as it stands. */
function runs(plan: Plan, order: Order, drug: string, locale: Locale) {
  const { pump, catheter, clinic } = plan;
  const found = ask<Delivered>("deliver", writeDeliver({ pump, catheter, clinic }, order), locale);
  if (!found.ok) return undefined;
  const dose = found.answer.daily.find((each) => each.drug === drug)?.dose;
  const concentration = concentrationOf(order, drug);
  return dose && concentration
    ? { dose: text(dose), concentration, flow: found.answer.flow, deadVolume: found.answer.deadVolume }
    : undefined;
}

/** How long the reservoir of a late refill still lasts at 0 h, as in the made-up example. */
const lastsFor = inward({ value: 2, unit: "d" } as Quantity<"time">, "time");

/** What the prime needs for the catheter alone, and with the tubing: its volumes. */
function volumesOf({ pump, catheter }: Plan, locale: Locale): { catheter?: string; tubing?: string } {
  const prime = (tubingPrefilled: boolean): number | undefined => {
    const asked = {
      pump: writePump(pump),
      catheter: writeCatheter(catheter),
      tubingPrefilled,
      occasion: "implant",
      catheterHolds: "nothing",
    };
    const found = ask<{ volume: Quantity<"volume"> }>("prime", asked, locale);
    return found.ok ? inward(found.answer.volume, "volume") : undefined;
  };
  const [alone, both] = [prime(true), prime(false)];
  const shown = (volume: number): string => text(outward(volume as Inward<"volume">, "volume", "mL"));
  return {
    ...(alone !== undefined && { catheter: shown(alone) }),
    ...(alone !== undefined && both !== undefined && { tubing: shown(both - alone) }),
  };
}

/**
 * A pair begun from the plan on the table: its drug, strengths, doses and volumes as far as they are known. Times and
 * slips are nobody's: they stay those of the example. Undefined where there is no plan that can run.
 */
export function planOfPair(kind: Kind, plan: Plan, locale: Locale): Draft | undefined {
  if (!hasPump(plan) || drugsOf(plan.draft).length === 0) return undefined;
  const drug = drugIn(plan.draft, "");
  const now = runs(plan, plan.draft, drug, locale);
  if (!now) return undefined;
  const demo = demoOf(kind);
  const before = plan.active && runs(plan, plan.active, drug, locale);
  const { catheter, tubing } = kind === "tubing" ? volumesOf(plan, locale) : {};
  const left = (inward(now.flow, "flow") * lastsFor) as Inward<"volume">;
  const own: Readonly<Record<string, string | undefined>> = {
    concentration: now.concentration,
    dose: now.dose,
    deadVolume: now.deadVolume ? text(now.deadVolume) : "",
    volume: text(outward(left, "volume", "mL")),
    "from.concentration": before?.concentration ?? "",
    "from.dose": before?.dose ?? "",
    "to.concentration": now.concentration,
    "to.dose": now.dose,
    bridgeDose: plan.bridge.dose,
    catheter: catheter ?? "",
    actual: tubing ?? "",
  };
  return {
    ...demo,
    drug,
    fields: Object.fromEntries(Object.entries(demo.fields).map(([path, made]) => [path, own[path] ?? made])),
  };
}

const units: Readonly<Record<string, readonly string[]>> = {
  concentration: ["ug/mL", "mg/mL"],
  dose: ["ug/d", "mg/d"],
  bridgeDose: ["ug/d", "mg/d"],
  primeFlow: ["mL/h", "mL/d"],
  deadVolume: ["mL"],
  volume: ["mL"],
  catheter: ["mL"],
  actual: ["mL"],
  believed: ["mL"],
};

export const nameOf = (path: string): string => path.slice(path.indexOf(".") + 1);
export const unitsOf = (path: string): readonly string[] => units[nameOf(path)] ?? ["h", "min", "d"];

/** The scenario as the operation reads it. */
export function writeScenario(draft: Draft): object {
  const scenario: Record<string, unknown> = { kind: draft.kind };
  for (const path of shownFields(draft)) {
    const [first = "", second] = path.split(".");
    const text = draft.fields[path] ?? "";
    // The dose of the bridge must be chosen only where the new dose is lower.
    if (path === "bridgeDose" && text === "") continue;
    if (second === undefined) scenario[first] = text;
    else scenario[first] = { ...(scenario[first] as object | undefined), [second]: text };
  }
  if (draft.kind === "bridge" && draft.deed === "skipped") scenario["done"] = "skipped";
  if (draft.kind === "prime") scenario["skipped"] = draft.deed === "skipped";
  return scenario;
}
