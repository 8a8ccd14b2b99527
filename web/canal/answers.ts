// What the page reads of the operations' answers about the spinal canal.
import type { Quantity } from "../../src/quantity/quantity.ts";

export interface ModelCard {
  readonly label: string;
  readonly use: string;
  readonly population: string;
  readonly caution: string;
  readonly misses: readonly string[];
}

export interface LevelValues {
  readonly level: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly at: Quantity<"length">;
  readonly unit: string;
  readonly values: readonly number[];
  readonly bands?: Readonly<Record<string, readonly number[]>>;
}

export interface Side {
  readonly dose: {
    readonly unit: string;
    readonly programmed: readonly number[];
    readonly atTip: readonly number[];
  };
  readonly amounts: {
    readonly programmed: Quantity<"amount">;
    readonly atTip: Quantity<"amount">;
    readonly inLine: Quantity<"amount"> | null;
  };
  readonly levels: readonly LevelValues[];
}

export interface Course extends Side {
  readonly model: ModelCard;
  readonly tip: { readonly level: string; readonly at: Quantity<"length"> };
  /** In hours. */
  readonly at: readonly number[];
}

interface Extreme {
  readonly ratio: number;
  readonly at: number;
}

export interface Pair {
  readonly model: ModelCard;
  readonly at: readonly number[];
  readonly planned: Side & { readonly name: string };
  readonly happened: Side & { readonly name: string };
  readonly differences: readonly {
    readonly level: string;
    readonly lowest: Extreme | null;
    readonly highest: Extreme | null;
  }[];
  readonly reading: string;
  readonly statements: readonly {
    readonly id: string;
    readonly sentence: string;
    readonly source: { readonly id: string; readonly title: string };
    readonly status: string;
  }[];
}

export type Verdict = "pass" | "miss" | "not run" | "qualitative";

export interface ValidationRow {
  readonly id: string;
  readonly about: string;
  readonly unit: string;
  readonly published: string;
  readonly between: readonly [number, number] | null;
  readonly source: { readonly id: string; readonly title: string };
  readonly status: string;
  readonly set: string | null;
  readonly outcomes: readonly {
    readonly set: string;
    readonly value: number | readonly [number, number];
    readonly verdict: "pass" | "miss";
  }[];
  readonly people: { readonly low: number; readonly median: number; readonly high: number } | null;
  readonly verdict: Verdict;
  readonly gate: boolean;
  readonly note: string | null;
}

export interface Validation {
  readonly model: ModelCard;
  readonly reading: string;
  readonly counts: Readonly<Record<"pass" | "miss" | "notRun" | "qualitative", number>>;
  readonly rows: readonly ValidationRow[];
}
