import { z } from "zod";
import {
  amountIn,
  catheterContents,
  catheterVolume,
  deliverySentences,
  deviceOf,
  ingredientsOf,
  noRemarks,
  occasions,
  primeVolume,
  tubingRemark,
} from "../delivery/delivery.ts";
import { indications, jurisdictions } from "../knowledge/knowledge.ts";
import { checkPrime } from "../limits/limits.ts";
import { inward, outward, quantity, readParts, type Volume } from "../quantity/quantity.ts";
import { catheterChoice, pumpChoice, solution } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { massUnitOf, volumeIn } from "./quantities.ts";
import { writeFinding } from "./write-finding.ts";

const input = z.strictObject({
  pump: pumpChoice,
  catheter: catheterChoice,
  /** Whether the tubing inside the pump was filled with solution before. */
  tubingPrefilled: z.boolean(),
  occasion: z.enum(occasions),
  catheterHolds: z.enum(catheterContents),
  /** The solution that is primed: then the dose past the tip is answered too. */
  solution: solution.optional(),
  /** What was or would be programmed: then what of it goes past the tip is answered. */
  programmed: quantity("volume").optional(),
  /** Whether the catheter was revised too; at an implant it is new. */
  catheterRevised: z.boolean().optional(),
  /** For what and for whom: without, every limit of a single dose speaks. */
  indication: z.enum(indications).optional(),
  jurisdiction: z.enum(jurisdictions).optional(),
  opioid: z.enum(["naive", "tolerant", "unknown"]).optional(),
});

function run(given: unknown, { locale }: Context): Reply {
  const say = deliverySentences(locale);
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const device = parts.pump && deviceOf(parts.pump, locale, remarks);
  const catheter = parts.catheter && catheterVolume(parts.catheter, locale, remarks);
  const drugs = parts.solution && ingredientsOf(parts.solution, locale, remarks, "solution");
  if (device && device.tubing === undefined && parts.tubingPrefilled === false) {
    remarks.issues.push({ path: "pump.tubing", message: say.tubingUnknown(device.name) });
  }
  if (remarks.issues.length > 0 || !device || catheter === undefined) return refused(remarks.issues);
  const prefilled = parts.tubingPrefilled!;
  const tubing = device.tubing ?? (0 as Volume);
  const remark = prefilled ? undefined : tubingRemark(parts.pump!, locale);
  const volume = primeVolume(tubing, catheter, prefilled, parts.catheterHolds!);
  const programmed = parts.programmed ? inward(parts.programmed, "volume") : volume;
  const pastTip = Math.max(0, programmed - volume) as Volume;
  const inTubing = prefilled ? (0 as Volume) : tubing;
  const { findings, gaps } = checkPrime(
    {
      pastTip,
      tubing: inTubing,
      catheterRevised: parts.catheterRevised ?? parts.occasion === "implant",
      solution: drugs,
      indication: parts.indication,
      jurisdiction: parts.jurisdiction,
      opioid: parts.opioid,
    },
    locale,
  );
  return answered(
    {
      volume: volumeIn(volume),
      pastTip: volumeIn(pastTip),
      parts: {
        tubing: volumeIn(inTubing),
        catheter: volumeIn(parts.catheterHolds === "solution" ? (0 as Volume) : catheter),
      },
      ...(parts.programmed && { shortOfTip: volumeIn(Math.max(0, volume - programmed) as Volume) }),
      ...(drugs && {
        pastTipDoses: drugs.map((drug) => ({
          drug: drug.drug,
          amount: outward(amountIn(pastTip, drug), "amount", massUnitOf(drug.drug)),
        })),
      }),
      findings: findings.map(writeFinding),
      notes: [say.plugFlow],
    },
    [...remarks.gaps, ...gaps],
    [...remarks.assumed, ...(remark ? [remark] : [])],
  );
}

export const prime: Operation = {
  name: "prime",
  summary:
    "The volume that brings drug to the catheter's tip and not past it; what a larger prime gives at once, held against limits.",
  input,
  example: {
    pump: { model: "synchromed-ii-20", alarmVolume: "2 mL" },
    catheter: { segments: [{ supplied: "110 cm", trimmed: "30 cm", volumePerLength: "0.0026 mL/cm" }] },
    tubingPrefilled: false,
    occasion: "implant",
    catheterHolds: "nothing",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    programmed: "0.4 mL",
  },
  run,
};
