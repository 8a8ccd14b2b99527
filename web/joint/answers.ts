// What the page reads of the answers of `exposureresponse`, `exposures`, `nexttrial` and `studies`.
import type { Quantity } from "../../src/quantity/quantity.ts";

type Interval = readonly [number, number];

export interface Coefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ci: Interval | null;
}

export interface Point {
  readonly id: string;
  readonly arm: string;
  readonly study: string;
  readonly name: string;
  readonly condition: string;
  readonly reading: "exact" | "at most" | "at least";
  readonly verified: boolean;
  readonly x: number;
  readonly yi: number;
  readonly vi: number;
  readonly ci: Interval;
  readonly weight: number;
  readonly n: number;
  readonly at?: Quantity<"time">;
}

export interface LinePoint {
  readonly x: number;
  readonly estimate: number;
  readonly ci: Interval;
  readonly prediction: Interval | null;
}

export interface Result {
  readonly arm?: string;
  readonly events?: number;
  readonly of?: number;
  readonly share?: Quantity;
  readonly mean?: number;
  readonly median?: number;
  readonly spread?: number;
  readonly change?: number;
  readonly changePercent?: number;
}

export interface Told {
  readonly id: string;
  readonly says: string;
  readonly results?: readonly Result[];
  readonly p?: number;
  readonly pBelow?: number;
  readonly status: string;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly year?: number;
  readonly fact?: string;
}

export interface Neighbour {
  readonly arm: string;
  readonly name: string;
  readonly x: number;
  readonly ratio: number;
  readonly condition: string;
  readonly regimen?: string;
  readonly reading?: Point["reading"];
  readonly design?: string;
  readonly n?: number | null;
  readonly outcomes?: readonly Told[];
  readonly adverse?: readonly Told[];
  readonly doubts?: readonly string[];
  readonly source?: Source;
  readonly status?: string;
}

export interface Mark {
  readonly x: number | null;
  readonly unit: string;
  readonly stands: "below" | "inside" | "above" | "unknown";
  readonly predicted: LinePoint | null;
  readonly sentence: string;
  readonly exposure: Readonly<Record<string, Quantity>>;
  readonly nearest: readonly Neighbour[];
}

export interface Sensitivity {
  readonly model: string;
  readonly label: string;
  readonly matrix: string;
  readonly range: Interval | null;
  readonly slope: {
    readonly estimate: number;
    readonly ci: Interval | null;
    readonly p: number | null;
  } | null;
  readonly across: number | null;
  readonly mark?: number | null;
}

export interface Published {
  readonly id: string;
  readonly name: string;
  readonly population: string;
  readonly trials: number | null;
  readonly participants: number | null;
  readonly estimates: readonly {
    readonly id: string;
    readonly measure: string;
    readonly estimate: number;
    readonly ci?: Interval;
    readonly scale: string;
    readonly window: string;
    readonly certainty: string | null;
    readonly says: string;
    readonly status: string;
  }[];
  readonly concludes: string | null;
  readonly disagrees: readonly { readonly with: string; readonly name: string; readonly says: string }[];
  readonly source: Source;
}

export interface Answer {
  readonly measure: string;
  readonly ratio: boolean;
  readonly exposure: { readonly measure: string; readonly unit: string; readonly matrix?: string };
  readonly k: number;
  readonly studies: number;
  readonly pooled: {
    readonly estimate: number;
    readonly ci: Interval;
    readonly p: number;
    readonly tau2: number;
  } | null;
  readonly fit: {
    readonly kind: string;
    readonly coefficients: readonly Coefficient[];
    readonly tau2: number;
    readonly R2: number | null;
    readonly QE: number;
    readonly QEp: number;
  } | null;
  readonly range: Interval | null;
  readonly line: readonly LinePoint[];
  readonly points: readonly Point[];
  readonly sensitivity: readonly Sensitivity[];
  readonly mark?: Mark;
  readonly published: readonly Published[];
  readonly sentences: readonly string[];
}

export interface Exposed {
  readonly arms: readonly (Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly bands?: Readonly<Record<string, Readonly<Record<string, number>> & { readonly unit: string }>>;
  })[];
  readonly csv: string;
}

interface Width {
  readonly mean: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface Expected {
  readonly now?: { readonly pooled: number; readonly slope: number | null };
  readonly after?: { readonly pooled: Width; readonly slope: Width | null };
  readonly decides?: number;
  readonly sentence: string;
}

export interface BesideLimit {
  readonly limit: {
    readonly says: string;
    readonly lower: Quantity | null;
    readonly upper: Quantity | null;
    readonly status: string;
    readonly source: Source;
    readonly arms: readonly {
      readonly study: string;
      readonly arm: string;
      readonly name: string;
      readonly regimen: string;
      readonly value: Quantity;
      readonly ratio: number;
    }[];
  };
}
