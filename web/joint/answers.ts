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
  /** Of shipped trials only. */
  readonly conditionName?: string;
  readonly design?: string;
  readonly control?: string | null;
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

interface Level {
  readonly mean?: number;
  readonly median?: number;
  readonly spread?: number;
}

export interface Result extends Level {
  readonly arm?: string;
  readonly events?: number;
  readonly of?: number;
  readonly share?: Quantity;
  readonly before?: Level;
  readonly change?: number;
  readonly changePercent?: number;
  readonly ci?: Interval;
}

export interface Told {
  readonly id: string;
  readonly says: string;
  readonly results?: readonly Result[];
  readonly p?: number;
  readonly pBelow?: number;
  readonly at?: Quantity<"time">;
  readonly threshold?: string | null;
  readonly difference?: { readonly as: string; readonly estimate: number; readonly ci?: Interval } | null;
  readonly note?: string | null;
  readonly status: string;
}

/** A limit that cites a trial, or that a trial's arm has a number for. */
export interface Citing {
  readonly id: string | null;
  readonly says: string;
}
export interface BesideStudy {
  readonly limit: string;
  readonly drug: string;
  readonly says: string;
  readonly ratio: number;
}

export interface StudyAnswer {
  readonly id: string;
  readonly name: string;
  readonly route: string;
  readonly design: string;
  readonly randomised: boolean;
  readonly condition: string;
  readonly population: string;
  readonly arms: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: "studied" | "comparator";
    readonly control: string | null;
    readonly n: number | null;
    readonly regimen?: {
      readonly reading: Point["reading"];
      readonly status: string;
      readonly note: string | null;
    };
    readonly unknown?: string;
    readonly daily?: readonly {
      readonly drug: string;
      readonly dose: Quantity;
      readonly says: string;
      readonly status: string;
    }[];
    readonly note: string | null;
    readonly status: string;
  }[];
  readonly outcomes: readonly (Told & { readonly about: string })[];
  readonly doubts: readonly { readonly id: string; readonly says: string }[];
  readonly cited: readonly Citing[];
  readonly beside: readonly BesideStudy[];
  readonly source: Source;
}

export interface PlainPooled {
  readonly drug: string;
  readonly measure: string;
  readonly k: number;
  readonly trials: readonly {
    readonly study: string;
    readonly name: string;
    readonly estimate: number;
    readonly ci: Interval | null;
    readonly atMost: boolean;
    readonly status: string;
  }[];
  readonly estimate: number;
  readonly ci: Interval;
  readonly hartungKnapp: { readonly ci: Interval };
  readonly tau2: number;
  readonly I2: number;
}

export interface Studies {
  readonly studies: readonly StudyAnswer[];
  readonly intrathecal?: { readonly pooled: readonly PlainPooled[] };
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly year?: number;
  readonly fact?: string;
}

export interface Neighbour {
  readonly arm: string;
  readonly study?: string;
  /** Names of the trial's arms by their ids. */
  readonly arms?: Readonly<Record<string, string>>;
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

/** The slope on one exposure among all that could be looked at. */
export interface Moderated {
  readonly exposure: string;
  readonly k: number;
  readonly across: number | null;
  readonly p: number | null;
  readonly adjusted: number | null;
  readonly chosen: boolean;
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
  /** Arms that the rows are of: an arm may have several time points. */
  readonly arms: number;
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
  readonly moderators: readonly Moderated[];
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
    readonly drug: string;
    /** The dose that the arms are held against, where one was named. */
    readonly at: Quantity | null;
    readonly arms: readonly {
      readonly study: string;
      readonly arm: string;
      readonly name: string;
      readonly regimen: string;
      readonly value: Quantity;
      readonly ratio: number;
      readonly ofDose?: number;
    }[];
  };
}
