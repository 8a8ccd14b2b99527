import type { Outcome, Result, Study, StudyArm } from "../../knowledge/knowledge.ts";
import { inward, languageOf, type Locale } from "../../quantity/quantity.ts";
import { families } from "../effect/effect.ts";
import type { Effect, Means, Table } from "../effect/study.ts";
import { filled } from "../effect/table.ts";

/** Measures of responders and of means that arms can be compared by. */
export const tableMeasures = ["RR", "OR", "RD"] as const;
export const meanMeasures = ["MD", "SMD"] as const;
export const armMeasures = [...tableMeasures, ...meanMeasures] as const;
export type ArmMeasure = (typeof armMeasures)[number];

/** One arm against its control at one time, on the analysis scale. */
export interface EffectRow extends Effect {
  /** Study and arm; with the outcome where an arm has several. */
  readonly id: string;
  readonly arm: string;
  readonly study: string;
  readonly outcome: string;
  /** Hours, as the source counts them; absent where it does not say. */
  readonly at?: number;
  /** Rows with one control share its error: how much of the variance is the control's. */
  readonly control: { readonly id: string; readonly variance: number };
  /** Share of responders in the control arm. */
  readonly risk?: number;
  /** Common standard deviation of both arms. */
  readonly sd?: number;
  readonly n: number;
}

/** The numbers that an effect of two arms is computed from. */
export type Compared = Table | Means;

const isTable = (numbers: Compared): numbers is Table => "ai" in numbers;

/** The effect of two arms with the part of its variance that the control brings. */
export function compare(
  measure: ArmMeasure,
  numbers: Compared,
):
  | (Effect & { readonly shared: number; readonly risk?: number; readonly sd?: number; readonly n: number })
  | null {
  if (isTable(numbers)) {
    if (measure === "MD" || measure === "SMD") return null;
    const effect = families.table[measure](numbers);
    const { ci, di } = filled(numbers);
    const n2 = ci + di;
    const shared = { RR: 1 / ci - 1 / n2, OR: 1 / ci + 1 / di, RD: (ci * di) / n2 ** 3 }[measure];
    return (
      effect && {
        ...effect,
        shared,
        risk: numbers.ci / (numbers.ci + numbers.di),
        n: numbers.ai + numbers.bi + numbers.ci + numbers.di,
      }
    );
  }
  if (measure !== "MD" && measure !== "SMD") return null;
  const effect = families.means[measure](numbers);
  const { sd1i, n1i, sd2i, n2i } = numbers;
  const sd = Math.sqrt(((n1i - 1) * sd1i ** 2 + (n2i - 1) * sd2i ** 2) / (n1i + n2i - 2));
  return effect && { ...effect, shared: measure === "MD" ? sd2i ** 2 / n2i : 1 / n2i, sd, n: n1i + n2i };
}

export interface Wanted {
  readonly measure: ArmMeasure;
  readonly term?: Outcome["term"] | undefined;
  /** Every time point rather than the first. */
  readonly repeated: boolean;
}

const sentences = {
  en: {
    none: (names: string, what: string) =>
      `No ${what} in both the arm and a placebo, and so left out: ${names}.`,
    responders: "counts of responders",
    means: "means with a known spread",
    spread: (name: string) =>
      `${name}: that its ± is a standard error is not yet verified; it is taken as one.`,
    crossover: (name: string) => `${name} is a crossover counted as if its arms were apart.`,
    scale: (name: string) =>
      `${name}: the range of its scale is not known; its difference of means is left out.`,
    range: "Differences of means are put on a scale of 0 to 10.",
    active: (name: string, control: string) => `${name} is held against an active placebo: ${control}.`,
  },
  zh: {
    none: (names: string, what: string) => `试验组与安慰剂组未同时给出${what}，故不纳入：${names}。`,
    responders: "反应者计数",
    means: "离散程度已知的均值",
    spread: (name: string) => `${name}：± 为标准误一事尚未核实；暂按标准误计。`,
    crossover: (name: string) => `${name} 为交叉试验，按各组独立计。`,
    scale: (name: string) => `${name}：量表范围不详；其均数差不纳入。`,
    range: "均数差换算到 0 至 10 的量表。",
    active: (name: string, control: string) => `${name} 的对照为活性安慰剂：${control}。`,
  },
};

/** The sentence about trials that gave no effect. */
export function saidOfSilent(names: readonly string[], measure: ArmMeasure, locale: Locale): string[] {
  const language = languageOf(locale);
  const say = sentences[language];
  const what = (tableMeasures as readonly string[]).includes(measure) ? say.responders : say.means;
  return names.length === 0 ? [] : [say.none(names.join(language === "zh" ? "、" : ", "), what)];
}

/** The width that scales are brought to. */
const common = 10;

/** The effects of a trial's studied arms against its placebo; what cannot be computed is said. */
export function effectsOf(
  study: Study,
  { measure, term, repeated }: Wanted,
  locale: Locale,
  gaps: string[],
  assumed: string[],
): EffectRow[] {
  const say = sentences[languageOf(locale)];
  const counted = (tableMeasures as readonly string[]).includes(measure);
  const kind = counted ? "responders" : "means";
  const outcomes = study.outcomes
    .filter((one) => one.kind === kind && one.about === "pain" && (term === undefined || one.term === term))
    .sort((a, b) => hoursOf(a) - hoursOf(b));
  const controls = study.arms
    .filter(({ control }) => control === "placebo" || control === "active placebo")
    .sort((a, b) => Number(a.control !== "placebo") - Number(b.control !== "placebo"));
  const rows = study.arms
    .filter(({ role, drug }) => role === "studied" && drug !== undefined)
    .flatMap((arm) => {
      const found = outcomes.flatMap((outcome) => {
        const row = rowOf(study, arm, controls, outcome, measure, repeated);
        if (row === "scale") gaps.push(say.scale(study.name));
        return row && row !== "scale" ? [{ row, outcome }] : [];
      });
      return repeated ? found : found.slice(0, 1);
    });
  if (rows.length === 0) return [];
  if (study.design === "crossover") gaps.push(say.crossover(study.name));
  const [{ outcome, row }] = rows as [(typeof rows)[number]];
  const control = study.arms.find(({ id }) => row.control.id === `${study.id}/${id}/${outcome.id}`);
  if (control?.control === "active placebo")
    assumed.push(say.active(study.name, control.name[languageOf(locale)]));
  if (!counted && outcome.spread?.is === "SEM" && outcome.spread.status !== "found")
    gaps.push(say.spread(study.name));
  if (measure === "MD") assumed.push(say.range);
  return rows.map((one) => one.row);
}

const hoursOf = ({ at }: Outcome): number => (at ? inward(at, "time") : Number.POSITIVE_INFINITY);

function rowOf(
  study: Study,
  arm: StudyArm,
  controls: readonly StudyArm[],
  outcome: Outcome,
  measure: ArmMeasure,
  repeated: boolean,
): EffectRow | "scale" | undefined {
  for (const control of controls) {
    const [first, second] = [arm, control].map(({ id }) => outcome.results?.find((one) => one.arm === id));
    const numbers = first && second && comparedOf(first, second, arm, control, outcome);
    const found = numbers && compare(measure, numbers);
    if (!found) continue;
    const width = outcome.scale && (outcome.scale.high ?? Number.NaN) - (outcome.scale.low ?? Number.NaN);
    if (measure === "MD" && !(width! > 0)) return "scale";
    const factor = measure === "MD" ? common / width! : 1;
    const id = `${study.id}/${arm.id}`;
    return {
      id: repeated ? `${id}/${outcome.id}` : id,
      arm: id,
      study: study.id,
      outcome: outcome.id,
      yi: found.yi * factor,
      vi: found.vi * factor ** 2,
      control: { id: `${study.id}/${control.id}/${outcome.id}`, variance: found.shared * factor ** 2 },
      n: found.n,
      ...(outcome.at && { at: inward(outcome.at, "time") }),
      ...(found.risk !== undefined && { risk: found.risk }),
      ...(found.sd !== undefined && { sd: found.sd * factor }),
    };
  }
  return undefined;
}

function comparedOf(
  first: Result,
  second: Result,
  arm: StudyArm,
  control: StudyArm,
  outcome: Outcome,
): Compared | undefined {
  if (outcome.kind === "responders") {
    const { events: ai, of: n1 } = first;
    const { events: ci, of: n2 } = second;
    if (ai === undefined || n1 === undefined || ci === undefined || n2 === undefined) return undefined;
    return { ai, bi: n1 - ai, ci, di: n2 - ci };
  }
  const is = outcome.spread?.is;
  if (!is || is === "not stated") return undefined;
  const [n1i, n2i] = [arm.n, control.n];
  const { mean: m1i, spread: s1 } = first;
  const { mean: m2i, spread: s2 } = second;
  if ([n1i, n2i, m1i, s1, m2i, s2].includes(undefined)) return undefined;
  const sd = (spread: number, n: number): number => (is === "SEM" ? spread * Math.sqrt(n) : spread);
  return { m1i: m1i!, sd1i: sd(s1!, n1i!), n1i: n1i!, m2i: m2i!, sd2i: sd(s2!, n2i!), n2i: n2i! };
}
