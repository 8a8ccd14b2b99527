import type { Locale } from "../quantity/quantity.ts";

/** Estimates and intervals are on the analysis scale (logarithms for ratios); the picture shows the natural one. */
export interface ForestRow {
  readonly label: string;
  /** Raw data, one text a column; empty where not known. */
  readonly raw?: readonly string[];
  /** Null where the study's effect cannot be estimated. */
  readonly estimate: number | null;
  readonly ci: readonly [number, number] | null;
  /** Percent of the whole. */
  readonly weight?: number | null;
}

/** How much studies differ: what Cochrane prints under a diamond. */
export interface ForestHeterogeneity {
  readonly tau2: number | null;
  readonly Q: number;
  readonly df: number;
  readonly p: number;
  readonly I2: number;
}

/** A pooled effect with what is said of it. */
export interface ForestTotal extends ForestRow {
  /** How many events there were, as a sentence under the line. */
  readonly counted?: string;
  readonly heterogeneity?: ForestHeterogeneity;
  readonly test?: {
    readonly statistic: "Z" | "t";
    readonly value: number;
    readonly df: number | null;
    readonly p: number;
  };
  readonly prediction?: { readonly interval: readonly [number, number]; readonly df: number | null } | null;
}

/** Studies under one heading; one group without a heading where there are no subgroups. */
export interface ForestGroup {
  readonly heading?: string;
  readonly rows: readonly ForestRow[];
  readonly total?: ForestTotal;
}

/** A column of raw data: its heading, and the heading that it shares with its neighbours. */
export interface ForestColumn {
  readonly heading: string;
  readonly over?: string;
}

/** Everything that a forest plot shows. */
export interface Forest {
  readonly title: string;
  readonly locale: Locale;
  /** As "Risk ratio": the heading over the intervals. */
  readonly measure: string;
  /** As "IV, random (REML)": the line under it. */
  readonly model: string;
  readonly log: boolean;
  /** Studies of one group have no line of no effect. */
  readonly oneGroup?: boolean;
  /** Values that the measure cannot pass, as 0 and 1 of a proportion. */
  readonly bounds?: readonly [number, number];
  /** Coverage of the intervals, 0 to 1. */
  readonly level: number;
  readonly columns: readonly ForestColumn[];
  readonly groups: readonly ForestGroup[];
  readonly total?: ForestTotal;
  /** With `df2` the statistic is F, and I² has no place. */
  readonly subgroupTest?: Omit<ForestHeterogeneity, "tau2"> & { readonly df2?: number | null };
  readonly favours?: { readonly left: string; readonly right: string };
  /** Minimal important differences to mark, on the analysis scale. */
  readonly mid?: readonly number[];
  /** Ends of the axis on the analysis scale; chosen from the data where absent. */
  readonly range?: readonly [number, number];
  /** Draws some of the studies only, from this place on (0 is the first): axis and totals stay those of all. */
  readonly part?: { readonly from: number; readonly count: number };
}
