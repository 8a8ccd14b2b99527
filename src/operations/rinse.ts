import { z } from "zod";
import { deliverySentences, deviceOf, ingredientsOf, noRemarks, rinsed } from "../delivery/delivery.ts";
import {
  type Concentration,
  inward,
  outward,
  quantity,
  readParts,
  renderQuantity,
  type Volume,
} from "../quantity/quantity.ts";
import { pumpChoice, solution } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { concentrationIn, massUnitOf, volumeIn } from "./quantities.ts";

const input = z.strictObject({
  pump: pumpChoice,
  /** What stays behind when the reservoir is aspirated; absent: as the pump has it. */
  residual: quantity("volume").optional(),
  /** The solution that was in the reservoir. */
  from: solution,
  to: solution,
  /** Volumes of the new solution that are put in and drawn out again before the fill. */
  rinses: z.array(quantity("volume")).max(20).optional(),
  fill: quantity("volume"),
});

function run(given: unknown, { locale }: Context): Reply {
  const say = deliverySentences(locale);
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const device = parts.pump && deviceOf(parts.pump, locale, remarks);
  const old = parts.from && ingredientsOf(parts.from, locale, remarks, "from");
  const fresh = parts.to && ingredientsOf(parts.to, locale, remarks, "to");
  const residual = parts.residual ? inward(parts.residual, "volume") : device?.residual;
  if (device && residual === undefined && !issues.some(({ path }) => path.startsWith("residual")))
    remarks.issues.push({ path: "residual", message: say.residualUnknown(device.name) });
  const fill = parts.fill && inward(parts.fill, "volume");
  if (fill === 0) remarks.issues.push({ path: "fill", message: say.zeroDose });
  if (device && fill !== undefined && fill > device.capacity) {
    const capacity = renderQuantity(volumeIn(device.capacity), locale);
    remarks.issues.push({
      path: "fill",
      message: say.overfilled(renderQuantity(parts.fill!, locale), device.name, capacity),
    });
  }
  if (remarks.issues.length > 0 || !device || !old || !fresh || residual === undefined || fill === undefined)
    return refused(remarks.issues);
  const rinses = (parts.rinses ?? []).map((volume) => inward(volume, "volume"));
  const none = 0 as Concentration;
  const drugs = [...new Set([...fresh, ...old].map(({ drug }) => drug))].map((drug) => {
    const before = old.find((one) => one.drug === drug)?.concentration ?? none;
    const wanted = fresh.find((one) => one.drug === drug)?.concentration ?? none;
    const after = (volumes: readonly Volume[]): object => {
      const held = rinsed(residual, before, wanted, [...volumes, fill]);
      return {
        concentration: concentrationIn(held, drug),
        // Of what was ordered; none where the drug is only what is left of the old solution.
        deviation: wanted > 0 ? outward((held / wanted - 1) as never, "fraction", "%") : null,
        // What of the drug is already in the residual when the fill is put on it.
        beforeFill: outward(
          ((held - (wanted * fill) / (residual + fill)) * (residual + fill)) as never,
          "amount",
          massUnitOf(drug),
        ),
      };
    };
    return { drug, wanted: concentrationIn(wanted, drug), ...after(rinses), unrinsed: after([]) };
  });
  if (!parts.residual)
    remarks.assumed.push(say.assumedResidual(device.name, renderQuantity(volumeIn(residual), locale)));
  remarks.assumed.push(say.mixesWhole);
  return answered(
    { residual: volumeIn(residual), rinses: rinses.map(volumeIn), drugs },
    remarks.gaps,
    remarks.assumed,
  );
}

export const rinse: Operation = {
  name: "rinse",
  summary: "What the solution that stays behind makes of a new one, with the rinses planned and without any.",
  input,
  example: {
    pump: { model: "synchromed-ii-20" },
    from: [{ drug: "baclofen", concentration: "500 mcg/mL" }],
    to: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    rinses: ["2 mL", "2 mL"],
    fill: "18.6 mL",
  },
  run,
};
