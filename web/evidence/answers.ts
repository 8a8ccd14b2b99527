// What the page reads of the operations' answers.
import type { Interval } from "../../src/evidence/evidence.ts";

export type Ends = readonly [number | null, number | null] | null;

/** A pooled effect with what is said of it. */
export interface PooledPart {
  readonly k: number;
  readonly estimate: number;
  readonly se: number;
  readonly ci: Ends;
  readonly statistic: number | null;
  readonly df?: number | null;
  readonly p: number | null;
  readonly tau2: number | null;
  readonly I2: number;
  readonly H2?: number | null;
  readonly Q: number;
  readonly Qdf?: number;
  readonly Qp: number;
  readonly prediction: Ends;
  readonly predictionDf?: number | null;
}

interface Spread {
  readonly tau2: Interval;
  readonly I2: Interval;
  readonly H2: Interval;
}

interface Mode {
  readonly label: string;
  readonly estimate: number;
  readonly ci: Interval;
  readonly p: number;
  readonly tau2: number;
  readonly I2: number;
  readonly prediction?: Interval | null;
}

/** What `pool` answers, as far as the page shows it. */
export interface Pooled extends PooledPart {
  readonly studies: readonly {
    readonly id: string;
    readonly group?: string;
    readonly weight: number;
    readonly yi?: number;
    readonly vi?: number;
    readonly raw?: Readonly<Record<string, number | undefined>>;
  }[];
  readonly predictions?: Readonly<Record<"z" | "k-1" | "k-2", Ends>>;
  /** Null where there is one study. */
  readonly heterogeneity?: { readonly qProfile: Spread | null; readonly profileLikelihood: Spread | null };
  readonly logLikelihood?: number | null;
  readonly subgroups?: {
    readonly groups: readonly (PooledPart & { readonly group: string })[];
    readonly Q: number | null;
    readonly df: number;
    readonly df2: number | null;
    readonly p: number | null;
    readonly tau2: "separate" | "common";
  };
  readonly mid?: { readonly ciBeyond: string; readonly predictionBeyond: string | null };
  readonly modes?: { readonly revman5: Mode; readonly current: Mode; readonly disagreement: string | null };
  readonly oddsRatioTests?: Readonly<
    Record<string, { readonly statistic: number; readonly df: number; readonly p: number }>
  >;
}

export interface ForestAnswer {
  readonly svg: string;
  readonly nonRandomisedSvg?: string;
  readonly pooled: Pooled & { readonly nonRandomised?: Pooled };
}

/** One study's effect, as `effect` answers it. */
export interface Effect {
  readonly id: string;
  readonly label?: string;
  readonly yi: number | null;
  readonly vi: number | null;
  readonly design?: string;
}

export interface EffectAnswer {
  readonly effects: readonly Effect[];
  readonly findings: readonly { readonly path: string; readonly sentence: string }[];
}
