import { z } from "zod";
import { type Kind, type Quantity, quantity } from "../quantity/quantity.ts";
import { receipt, type Receipt, text, type Text } from "./receipt.ts";

export const jurisdictions = ["US", "EU", "UK", "CN"] as const;
export const routes = ["intrathecal", "intravenous", "epidural"] as const;
export const indications = [
  "spasticity-spinal",
  "spasticity-cerebral",
  "pain-cancer",
  "pain-noncancer",
  "ketamine-chronic",
  "ketamine-acute",
] as const;
export const phases = ["trial", "titration", "maintenance"] as const;

/** What a limit bounds, and the kind of quantity its bounds are. */
export const bounds = {
  /** First daily dose of continuous infusion. */
  startingDose: "doseRate",
  /** Daily dose. */
  dailyDose: "doseRate",
  /** Single dose: screening or trial bolus, or an intravenous bolus. */
  bolus: "amount",
  /** Change of the daily dose at one step, as a share of the old dose. */
  increase: "fraction",
  decrease: "fraction",
  /** Change of the daily dose at one step, absolute. */
  increaseBy: "doseRate",
  /** Time between two changes. */
  interval: "time",
  concentration: "concentration",
  age: "time",
  bolusPerWeight: "amountPerWeight",
  ratePerWeight: "doseRatePerWeight",
  /** Total of one session. */
  total: "amount",
  /** Patient bolus as a share of the daily dose. */
  patientBolusShare: "fraction",
} as const satisfies Record<string, Kind>;
export type Bounded = keyof typeof bounds;

/**
 * Whose word a limit is. Only a label's `maximum` (or an age or route it states) can block, and only where it was read
 * (`isVerified`); a consensus informs; what is merely described never makes a case stand "below".
 */
export const authorities = ["label", "consensus", "guideline", "described", "practice"] as const;

const common = {
  /** Row id of the fact sheet, as "BAC-07"; unique over all data. */
  id: z.string(),
  authority: z.enum(authorities),
  /** "maximum": not to be passed. "range": usual; outside it informs. "caution": passing it asks for care. */
  force: z.enum(["maximum", "range", "caution"]),
  /** Empty or absent means it holds for all. */
  routes: z.array(z.enum(routes)).optional(),
  indications: z.array(z.enum(indications)).optional(),
  phases: z.array(z.enum(phases)).optional(),
  jurisdictions: z.array(z.enum(jurisdictions)).optional(),
  opioid: z.enum(["naive", "tolerant"]).optional(),
  /** Only for children or only for adults, with the age in years where the source draws the line. */
  ages: z.strictObject({ from: z.number().optional(), below: z.number().optional() }).optional(),
  /** Only when the drug is given together with one of these. */
  together: z.array(z.string()).optional(),
  population: text.optional(),
  /** What the limit says, in a short phrase that completes "The limit is: …". */
  says: text,
  ...receipt,
};

const one = <B extends Bounded>(of: B) =>
  z.strictObject({
    bounds: z.literal(of),
    lower: quantity(bounds[of]).optional(),
    upper: quantity(bounds[of]).optional(),
    ...common,
  });

/** A bound on what is given, with the cases it holds for and its receipt. */
export const limit = z.discriminatedUnion("bounds", [
  one("startingDose"),
  one("dailyDose"),
  one("bolus"),
  one("increase"),
  one("decrease"),
  one("increaseBy"),
  one("interval"),
  one("concentration"),
  one("age"),
  one("bolusPerWeight"),
  one("ratePerWeight"),
  one("total"),
  one("patientBolusShare"),
]);

export interface Limit extends Receipt {
  readonly id: string;
  readonly bounds: Bounded;
  readonly lower?: Quantity | undefined;
  readonly upper?: Quantity | undefined;
  readonly authority: (typeof authorities)[number];
  readonly force: "maximum" | "range" | "caution";
  readonly routes?: readonly (typeof routes)[number][] | undefined;
  readonly indications?: readonly (typeof indications)[number][] | undefined;
  readonly phases?: readonly (typeof phases)[number][] | undefined;
  readonly jurisdictions?: readonly (typeof jurisdictions)[number][] | undefined;
  readonly opioid?: "naive" | "tolerant" | undefined;
  readonly ages?: { readonly from?: number | undefined; readonly below?: number | undefined } | undefined;
  readonly together?: readonly string[] | undefined;
  readonly population?: Text | undefined;
  readonly says: Text;
}
