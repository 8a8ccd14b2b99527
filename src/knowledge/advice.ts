import type { Quantity } from "../quantity/quantity.ts";
import type { jurisdictions } from "./read-limit.ts";
import { catheterOf, drugOf, library, pumpOf } from "./library.ts";
import type { Receipt, Text } from "./receipt.ts";

/** What may befall someone with a pump, in the order in which it presses. */
export const situations = [
  "withdrawal",
  "overdose",
  "pocket fill",
  "loss of effect",
  "MRI",
  "restart",
  "replacement",
  "taper",
  "weaning",
  "alarm",
] as const;
export type Situation = (typeof situations)[number];

/** What a source says about a situation, and of what it says it. */
export interface Statement extends Receipt {
  readonly id: string;
  readonly of: { readonly kind: "drug" | "pump" | "catheter" | "any"; readonly id: string };
  readonly says: Text;
  /** It says what to do. */
  readonly act?: true | undefined;
  /** The share that it speaks of. */
  readonly range?: { readonly lower: Quantity<"fraction">; readonly upper: Quantity<"fraction"> } | undefined;
}

/** Under which subject the files of drugs, pumps and catheters keep what belongs to a situation. */
const subjects: Readonly<
  Record<
    Situation,
    { readonly drug: readonly string[]; readonly device: readonly string[]; readonly rates?: string }
  >
> = {
  withdrawal: { drug: ["withdrawal"], device: [] },
  overdose: { drug: ["overdose"], device: [] },
  "pocket fill": { drug: ["pocket fill"], device: ["pocket fill"] },
  "loss of effect": { drug: ["loss of effect"], device: ["failure"], rates: "catheter" },
  MRI: { drug: [], device: ["MRI"] },
  restart: { drug: ["interruption"], device: [] },
  replacement: { drug: [], device: ["replacement", "recall"] },
  taper: { drug: ["taper"], device: [] },
  weaning: { drug: ["weaning"], device: [] },
  alarm: { drug: [], device: ["alarm"] },
};

/** Whether a situation is a matter of the drug or of the device: of the other nothing is missed. */
export const concerns = (situation: Situation): "drug" | "device" =>
  subjects[situation].drug.length > 0 ? "drug" : "device";

type Rule = Receipt &
  Pick<Statement, "id" | "says" | "act" | "range"> & {
    readonly about: string;
    readonly jurisdictions?: readonly string[] | undefined;
  };

interface About {
  readonly drugs: readonly string[];
  readonly pump?: string | undefined;
  readonly catheter?: string | undefined;
  /** Sentences of other jurisdictions' labels are left out where it is given. */
  readonly jurisdiction?: (typeof jurisdictions)[number] | undefined;
}

/** Everything that the sources here say about a situation: what to do first, then drug by drug, then of the device. */
export function adviceOn(situation: Situation, { drugs, pump, catheter, jurisdiction }: About): Statement[] {
  const { drug, device, rates } = subjects[situation];
  const from = (
    kind: Statement["of"]["kind"],
    id: string,
    rules: readonly Rule[],
    wanted: readonly string[],
  ): Statement[] =>
    rules
      .filter(({ about }) => wanted.includes(about))
      .filter(({ jurisdictions }) => !jurisdiction || !jurisdictions || jurisdictions.includes(jurisdiction))
      .map((rule) => ({ ...rule, of: { kind, id } }));
  const all: Statement[] = [
    ...drugs.flatMap((id) => from("drug", id, drugOf(id)?.rules ?? [], drug)),
    ...(pump ? from("pump", pump, pumpOf(pump)?.rules ?? [], device) : []),
    ...(catheter ? from("catheter", catheter, catheterOf(catheter)?.rules ?? [], device) : []),
    ...(rates
      ? (library.complications.get(rates)?.rates ?? []).map((rate) => ({
          ...rate,
          of: { kind: "any" as const, id: rates },
        }))
      : []),
  ];
  return [...all.filter(({ act }) => act), ...all.filter(({ act }) => !act)];
}
