import type { Limit, Receipt, Status, Text } from "../knowledge/knowledge.ts";
import type { Quantity } from "../quantity/quantity.ts";

/** Where a case stands to a limit: "above" is outside a soft range, "beyond" outside a stated maximum. */
export const standings = ["below", "within", "above", "beyond"] as const;
export type Stands = (typeof standings)[number];

/** How a solution stands to labels and consensus. */
export const labelVerdicts = ["on label", "within consensus", "neither"] as const;
export type LabelVerdict = (typeof labelVerdicts)[number];

/** Where a case stands to one limit: a value, not an error. All findings are kept. */
export interface Finding {
  /** The limit's row id, or the name of a rule of the engine. */
  readonly id: string;
  readonly drug?: string;
  /** The limit as its source states it; absent for rules of the engine. */
  readonly limit?: Limit;
  readonly stands: Stands;
  /** The case's own number; absent for rules of the engine. */
  readonly value?: Quantity;
  readonly verdict?: LabelVerdict;
  /** Nothing may be saved over it without a named person's override. */
  readonly blocks: boolean;
  /** Asks for a confirmation that names both totals. */
  readonly confirm: boolean;
  /** What is left until the limit, in its unit; negative where it is passed. */
  readonly margin?: Quantity;
  /** How many times the limit the case is; what "most limiting" is judged by. */
  readonly ratio?: number;
  readonly sentence: string;
  readonly receipt: Receipt;
  readonly status: Status;
}

const rank = (finding: Finding): number =>
  finding.blocks ? 0 : 1 + (["beyond", "above", "below", "within"] as const).indexOf(finding.stands);

/** Blocking first, then beyond, above, below, within; among equals the one passed furthest. */
export const mostLimitingFirst = (a: Finding, b: Finding): number =>
  rank(a) - rank(b) || Number(b.confirm) - Number(a.confirm) || (b.ratio ?? 0) - (a.ratio ?? 0);

/** The receipt of a rule that is the engine's own and no publication's. */
export const ownRule = (note: Text): Receipt => ({ source: "assumption", status: "assumption", note });
