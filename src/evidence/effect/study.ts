/** An effect on the analysis scale (log for ratios) and its sampling variance; null where it is not defined. */
export interface Effect {
  readonly yi: number;
  readonly vi: number;
}

/** Two arms by event: ai and bi with and without the event in the first arm, ci and di in the second. */
export interface Table {
  readonly ai: number;
  readonly bi: number;
  readonly ci: number;
  readonly di: number;
}

/** Events and person-time in two arms. */
export interface Rates {
  readonly x1i: number;
  readonly t1i: number;
  readonly x2i: number;
  readonly t2i: number;
}

/** Mean, standard deviation and size of two arms; a measure reads only those it needs. */
export interface Means {
  readonly m1i: number;
  readonly sd1i: number;
  readonly n1i: number;
  readonly m2i: number;
  readonly sd2i: number;
  readonly n2i: number;
}

/** A correlation and the number of pairs. */
export interface Correlation {
  readonly ri: number;
  readonly ni: number;
}

/** Events among one group. */
export interface Proportion {
  readonly xi: number;
  readonly ni: number;
}

/** Mean, standard deviation and size of one group. */
export interface SingleMean {
  readonly mi: number;
  readonly sdi: number;
  readonly ni: number;
}

/** Cronbach's alpha (ai) of a scale of mi items in ni persons. */
export interface Reliability {
  readonly ai: number;
  readonly mi: number;
  readonly ni: number;
}

/** The effect if both numbers are finite and the variance is above zero, else null. */
export function defined(yi: number, vi: number): Effect | null {
  return Number.isFinite(yi) && Number.isFinite(vi) && vi >= 0 ? { yi, vi } : null;
}
