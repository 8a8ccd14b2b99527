import { z } from "zod";
import { bridgeOf, checkFlow, deliverySentences, deviceOf, noRemarks } from "../delivery/delivery.ts";
import { drugOf } from "../knowledge/knowledge.ts";
import { compare, inward, outward, quantity, readParts, renderQuantity } from "../quantity/quantity.ts";
import { pumpChoice } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { dailyDose, dailyFlow, volumeIn } from "./quantities.ts";

const side = z.strictObject({
  drug: z.string().optional(),
  concentration: quantity("concentration"),
  dose: quantity("doseRate"),
});

const input = z.strictObject({
  /** Tubing and implanted catheter, still full of the old solution. */
  deadVolume: quantity("volume"),
  from: side,
  to: side,
  bridgeDose: quantity("doseRate").optional(),
  pump: pumpChoice.optional(),
});

function run(given: unknown, { locale }: Context): Reply {
  const say = deliverySentences(locale);
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues, ...zeros(parts, say.zeroDose));
  const { from, to, deadVolume } = parts;
  for (const drug of new Set([from?.drug, to?.drug]))
    if (drug !== undefined && !drugOf(drug)) remarks.gaps.push(say.unlisted(drug));
  const device = parts.pump && deviceOf(parts.pump, locale, remarks);
  const mustChoose = from && to && !parts.bridgeDose && compare(to.dose, from.dose) < 0;
  if (mustChoose && !issues.some((issue) => issue.path.startsWith("bridgeDose"))) {
    remarks.issues.push({
      path: "bridgeDose",
      message:
        from.drug !== undefined && to.drug !== undefined && from.drug !== to.drug
          ? say.bridgeBetweenDrugs
          : say.bridgeMustBeChosen(renderQuantity(from.dose, locale), renderQuantity(to.dose, locale)),
    });
  }
  if (remarks.issues.length > 0 || !from || !to || !deadVolume) return refused(remarks.issues);

  const chosen = parts.bridgeDose ?? from.dose;
  if (!parts.bridgeDose) remarks.assumed.push(say.bridgeAssumed(renderQuantity(from.dose, locale)));
  const strengthOf = (s: typeof from) => ({
    concentration: inward(s.concentration, "concentration"),
    dose: inward(s.dose, "doseRate"),
  });
  const bridge = bridgeOf(
    inward(deadVolume, "volume"),
    strengthOf(from),
    strengthOf(to),
    inward(chosen, "doseRate"),
  );
  checkFlow(
    bridge.flow,
    device,
    strengthOf(from).concentration,
    locale,
    remarks,
    parts.bridgeDose ? "bridgeDose" : "from.dose",
    chosen,
  );
  checkFlow(bridge.thenFlow, device, strengthOf(to).concentration, locale, remarks, "to.dose", to.dose);
  if (remarks.issues.length > 0) return refused(remarks.issues);

  const drugChanges = from.drug !== undefined && to.drug !== undefined && from.drug !== to.drug;
  const needed = drugChanges || compare(from.concentration, to.concentration) !== 0;
  const drug = from.drug ?? to.drug ?? "";
  return answered(
    {
      needed,
      duration: outward(bridge.duration, "time", "h"),
      flow: dailyFlow(bridge.flow),
      volume: volumeIn(bridge.volume),
      dose: chosen,
      thenFlow: dailyFlow(bridge.thenFlow),
      without: {
        duration: outward(bridge.without.duration, "time", "h"),
        dose: dailyDose(bridge.without.dose, drug),
        ratio: drugChanges ? null : bridge.without.ratio,
      },
      notes: [
        ...(needed ? [] : [say.noBridgeNeeded]),
        ...(drugChanges ? [say.differentDrugs] : []),
        say.patientBolusOff,
        say.plugFlow,
      ],
    },
    remarks.gaps,
    remarks.assumed,
  );
}

function zeros(parts: Partial<z.output<typeof input>>, message: string): { path: string; message: string }[] {
  const places = {
    deadVolume: parts.deadVolume,
    "from.concentration": parts.from?.concentration,
    "from.dose": parts.from?.dose,
    "to.concentration": parts.to?.concentration,
    "to.dose": parts.to?.dose,
    bridgeDose: parts.bridgeDose,
  };
  return Object.entries(places).flatMap(([path, found]) => (found?.value === 0 ? [{ path, message }] : []));
}

export const bridge: Operation = {
  name: "bridge",
  summary:
    "How the old solution in the line is bridged to the new one, and what happens to the patient if it is not.",
  input,
  example: {
    deadVolume: "0.4 mL",
    from: { concentration: "500 mcg/mL", dose: "400 mcg/d" },
    to: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
  },
  run,
};
