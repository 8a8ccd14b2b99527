import { z } from "zod";
import { besideOtherFaults, instant, quantity, refuse } from "../quantity/quantity.ts";

const ingredient = z
  .strictObject({
    drug: z.string().min(1).max(80),
    concentration: quantity("concentration"),
    /** Which form of the drug the concentration counts. */
    basis: z.enum(["salt", "sulfate", "hydrochloride", "base"]).optional(),
    /** Says that the drug is not among the listed ones: it is answered, and nothing is checked. */
    unlisted: z.boolean().optional(),
  })
  .superRefine(({ concentration }, context) => {
    if (concentration?.value === 0)
      refuse(context, { en: "expected a concentration above zero, got 0", zh: "浓度应大于零；现为 0" }, [
        "concentration",
      ]);
  }, besideOtherFaults);

/** The drugs in the pump, each with its concentration. */
export const solution = z.array(ingredient).superRefine((all, context) => {
  if (all.length === 0) refuse(context, { en: "expected at least one drug", zh: "至少需要一种药物" });
  all.forEach((ingredient, i) => {
    const drug = ingredient?.drug;
    if (typeof drug === "string" && all.findIndex((other) => other?.drug === drug) < i)
      refuse(context, { en: `${drug} stands here twice`, zh: `${drug} 重复出现` }, [i, "drug"]);
  });
}, besideOtherFaults);
export type Solution = z.output<typeof solution>;

/** What is in the reservoir, and since when. */
export const reservoir = z
  .strictObject({
    /** What can be delivered: the programmer's count. The residual that cannot be aspirated lies outside it. */
    volume: quantity("volume"),
    asOf: instant(),
    /** When this solution was put in; stability counts from here. */
    filledAt: instant().optional(),
    /** The volume that the pump was told. */
    programmed: quantity("volume").optional(),
    solution,
    preparedAt: instant().optional(),
    /** First fill of a new pump. */
    firstFill: z.boolean().optional(),
    /** Diluted from the strength it is sold in. */
    diluted: z.boolean().optional(),
  })
  .superRefine((all, context) => {
    if (all.filledAt && all.filledAt.epoch > all.asOf?.epoch) {
      refuse(
        context,
        { en: "is later than asOf, the moment at which the volume holds", zh: "晚于 asOf（容量所指的时刻）" },
        ["filledAt"],
      );
    }
    if (all.preparedAt && all.preparedAt.epoch > (all.filledAt ?? all.asOf)?.epoch) {
      refuse(context, { en: "is later than the fill", zh: "晚于灌注时间" }, ["preparedAt"]);
    }
  }, besideOtherFaults);
export type Reservoir = z.output<typeof reservoir>;
