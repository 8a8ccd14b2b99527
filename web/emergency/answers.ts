import type { Situation } from "../../src/knowledge/knowledge.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";

/** What the page reads of an answer of `advise`. */
export interface Section {
  readonly situation: Situation;
  readonly title: string;
  readonly statements: readonly {
    readonly id: string;
    readonly of: { readonly kind: string; readonly id: string; readonly name: string };
    readonly act: boolean;
    readonly says: string;
    readonly source: {
      readonly title: string;
      readonly year?: number;
      readonly locator?: string;
      readonly fact?: string;
    };
    readonly status: string;
  }[];
}

export interface Advice {
  readonly sections: readonly Section[];
  readonly line?: {
    readonly volume: Quantity;
    readonly drugs: readonly { readonly drug: string; readonly amount: Quantity }[];
    readonly says: string;
  };
}
