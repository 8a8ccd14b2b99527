// Does the slope's 95 % interval hold what it says, through the whole chain? And how long do a thousand arms take?
//   node bench/joint.ts [runs]
// A set is made from a known dose response: regimens in the language of a protocol are delivered and exposed, outcomes
// of patients are drawn, study rows computed, and regressed on total dose, or on a peak or area under a model.
import { pathToFileURL } from "node:url";
import { noRemarks } from "../src/delivery/delivery.ts";
import {
  armFrom,
  type ArmMeasure,
  type Chance,
  chance,
  compare,
  exposer,
  type ExposureMeasure,
  fitJoint,
  type JointRow,
  normalQuantile,
  treatedRisk,
  type TrialArm,
} from "../src/evidence/evidence.ts";
import { crowdCourse, crowdOf } from "../src/exposure/exposure.ts";
import { models, sessions as sessionsShape } from "../src/knowledge/knowledge.ts";
import { inward, readShape } from "../src/quantity/quantity.ts";

/** What truly makes the effect, and how sets are drawn from it. */
export interface Truth {
  readonly measure: ArmMeasure;
  readonly exposure: ExposureMeasure;
  readonly model: string;
  /** Effect at no exposure, and the change over the middle half of the regimens. */
  readonly intercept: number;
  readonly change: number;
  readonly tau: number;
  readonly trials: number;
  /** Doses of one trial, each against the same control; one where absent. */
  readonly doses?: number;
}

/** A way to analyse the same sets. */
export interface Analysis {
  readonly label: string;
  readonly exposure: ExposureMeasure;
  readonly model: string;
}

export interface Held {
  readonly label: string;
  readonly runs: number;
  /** Mean of estimate less truth, as a share of the truth: of the slope, and of the contrast of two named regimens. */
  readonly slopeBias: number;
  readonly slopeCoverage: number;
  readonly contrastBias: number;
  readonly contrastCoverage: number;
}

const pick = <T>({ below }: Chance, from: readonly T[]): T => from[below(from.length)]!;
const between = ({ unit }: Chance, low: number, high: number): number => low + (high - low) * unit();
const normal = ({ unit }: Chance): number => normalQuantile(unit() || Number.MIN_VALUE);

/** A regimen as trials of ketamine have them: a short infusion per kg, hours at a rate, or days of either, some capped. */
function regimen(draw: Chance): { sessions: unknown; cap?: string } {
  const day = (n: number, session: object): object => ({ day: n, ...session });
  const kind = draw.below(4);
  if (kind === 0)
    return {
      sessions: [
        day(1, {
          bolus: {
            dose: `${between(draw, 0.1, 0.6).toFixed(2)} mg/kg`,
            over: `${pick(draw, [10, 20, 30, 40, 60])} min`,
          },
          steps: [],
        }),
      ],
    };
  const step = {
    ratePerKg: `${between(draw, 0.1, 0.5).toFixed(2)} mg/kg/h`,
    for: `${pick(draw, [1, 2, 4, 5])} h`,
  };
  const bolus = draw.unit() < 0.3 ? { bolus: `${between(draw, 0.1, 0.3).toFixed(2)} mg/kg` } : {};
  const days = kind === 1 ? 1 : pick(draw, [1, 2, 3]);
  return {
    sessions: Array.from({ length: days }, (_, i) => day(i + 1, { ...bolus, steps: [step] })),
    ...(kind === 3 && { cap: "25 mg/h" }),
  };
}

/** Arms drawn once; runs draw from them. */
export function armsDrawn(count: number, seed: number): TrialArm[] {
  return Array.from({ length: count }, (_, i) => {
    const draw = chance(seed, i);
    const { sessions, cap } = regimen(draw);
    return delivered(`arm ${i}`, sessions, cap, Math.round(between(draw, 60, 90)));
  });
}

function delivered(id: string, sessions: unknown, cap: string | undefined, weight: number): TrialArm {
  const read = readShape(sessionsShape, sessions, "en-US", "sessions");
  if (!read.value) throw new Error(JSON.stringify(read.issues));
  const remarks = noRemarks();
  return armFrom(
    {
      id,
      study: id,
      name: id,
      condition: "",
      drug: "esketamine",
      weight: inward({ value: weight, unit: "kg" }, "weight"),
      regimen: {
        sessions: read.value,
        cap: cap ? { value: Number.parseFloat(cap), unit: "mg/h" } : undefined,
      },
    },
    "en-US",
    remarks,
  );
}

/** The two regimens whose difference in effect is asked for beside the slope: one short, one long. */
const short = (): TrialArm =>
  delivered("short", [{ day: 1, bolus: { dose: "0.5 mg/kg", over: "40 min" }, steps: [] }], undefined, 70);
const long = (): TrialArm =>
  delivered("long", [{ day: 1, steps: [{ ratePerKg: "0.3 mg/kg/h", for: "4 h" }] }], undefined, 70);

/** A study's rows, one a dose: patients drawn about the true effect of each, and of the control that all share. */
function studyRows(
  id: string,
  effects: readonly number[],
  measure: ArmMeasure,
  draw: Chance,
): (Omit<JointRow, "x"> | undefined)[] {
  const n = 20 + draw.below(80);
  const count = (p: number): number => {
    let events = 0;
    for (let i = 0; i < n; i++) if (draw.unit() < p) events++;
    return events;
  };
  const mean = (centre: number): readonly [number, number] => {
    const values = Array.from({ length: n }, () => centre + 2 * normal(draw));
    const average = values.reduce((sum, x) => sum + x, 0) / n;
    return [average, Math.sqrt(values.reduce((sum, x) => sum + (x - average) ** 2, 0) / (n - 1))];
  };
  const risk = between(draw, 0.2, 0.4);
  const treated = effects.map((effect) =>
    measure === "MD" ? mean(effect) : ([count(treatedRisk(effect, risk, measure)), 0] as const),
  );
  const [c1, c2] = measure === "MD" ? mean(0) : [count(risk), 0];
  return treated.map(([a1, a2], dose) => {
    const found = compare(
      measure,
      measure === "MD"
        ? { m1i: a1, sd1i: a2, n1i: n, m2i: c1, sd2i: c2, n2i: n }
        : { ai: a1, bi: n - a1, ci: c1, di: n - c1 },
    );
    if (!found) return undefined;
    const { shared, ...rest } = found;
    const arm = `${id} ${dose}`;
    return {
      ...rest,
      id: arm,
      arm,
      study: id,
      outcome: id,
      condition: "",
      control: { id, variance: shared },
    };
  });
}

/** Runs the chain so many times, and counts how often each analysis holds the truth. */
export function coverage(truth: Truth, analyses: readonly Analysis[], runs: number, seed: number): Held[] {
  const arms = armsDrawn(200, seed);
  const exposed = (exposure: ExposureMeasure, model: string) => {
    const engine = exposer(models.get(model)!, {});
    const of = (arm: TrialArm): number => engine.exposure(arm)[exposure]!;
    return { xs: arms.map(of), contrast: of(long()) - of(short()) };
  };
  const real = exposed(truth.exposure, truth.model);
  const sorted = real.xs.toSorted((a, b) => a - b);
  const slope =
    truth.change / (sorted[Math.floor(sorted.length * 0.75)]! - sorted[Math.floor(sorted.length * 0.25)]!);
  const tried = analyses.map((one) => ({
    ...one,
    ...exposed(one.exposure, one.model),
    bias: 0,
    held: 0,
    contrastHeld: 0,
    contrastBias: 0,
    runs: 0,
  }));
  for (let run = 0; run < runs; run++) {
    const draw = chance(seed + 1, run);
    const chosen = Array.from({ length: truth.trials }, () =>
      Array.from({ length: truth.doses ?? 1 }, () => draw.below(arms.length)),
    );
    const made = chosen.flatMap((doses, trial) => {
      const own = truth.tau * normal(draw);
      const effects = doses.map((at) => truth.intercept + slope * real.xs[at]! + own);
      const rows = studyRows(`trial ${trial}`, effects, truth.measure, draw);
      return rows.flatMap((row, i) => (row ? [{ row, at: doses[i]! }] : []));
    });
    for (const one of tried) {
      const rows = made.map(({ row, at }): JointRow => ({ ...row, x: one.xs[at]! }));
      const fit = fitJoint(rows, {
        shape: "linear",
        time: false,
        condition: false,
        method: "REML",
        test: "knha",
        level: 0.95,
      });
      if (typeof fit === "string") continue;
      const { estimate, ci } = fit.slope;
      one.runs++;
      one.bias += (estimate - slope) / slope;
      if (ci![0] <= slope && slope <= ci![1]) one.held++;
      const difference = slope * real.contrast;
      one.contrastBias += (estimate * one.contrast - difference) / difference;
      const ends = ci!.map((end) => end * one.contrast).sort((a, b) => a - b);
      if (ends[0]! <= difference && difference <= ends[1]!) one.contrastHeld++;
    }
  }
  return tried.map(({ label, runs: n, bias, held, contrastBias, contrastHeld }) => ({
    label,
    runs: n,
    slopeBias: bias / n,
    slopeCoverage: held / n,
    contrastBias: contrastBias / n,
    contrastCoverage: contrastHeld / n,
  }));
}

const by = (label: string, exposure: ExposureMeasure, model: string): Analysis => ({
  label,
  exposure,
  model,
});

const total: Truth = {
  measure: "MD",
  exposure: "total",
  model: "simons2022",
  intercept: -0.3,
  change: -0.8,
  tau: 0.3,
  trials: 20,
};

/** What is printed in docs/validation-joint.md. */
export const cases: readonly {
  readonly title: string;
  readonly truth: Truth;
  readonly analyses: readonly Analysis[];
}[] = [
  {
    title: "Effect goes with total dose (mean difference)",
    truth: total,
    analyses: [
      by("total dose (right)", "total", "simons2022"),
      by("area, Simons", "auc", "simons2022"),
      by("peak, Simons (wrong measure)", "peak", "simons2022"),
    ],
  },
  {
    title: "Effect goes with the arterial peak of Simons 2022 (mean difference)",
    truth: { ...total, exposure: "peak" },
    analyses: [
      by("peak, Simons, arterial (right)", "peak", "simons2022"),
      by("peak, Noppers, arterial", "peak", "noppers2011"),
      by("peak, Otto, venous (wrong)", "peak", "otto2021"),
      by("peak, Clements, venous (wrong)", "peak", "clements250"),
      by("total dose (wrong measure)", "total", "simons2022"),
    ],
  },
  {
    title: "Effect goes with total dose; twenty trials of two doses against one control (mean difference)",
    truth: { ...total, doses: 2 },
    analyses: [by("total dose (right)", "total", "simons2022")],
  },
  {
    title: "Effect goes with total dose; five trials (mean difference)",
    truth: { ...total, trials: 5 },
    analyses: [by("total dose (right)", "total", "simons2022")],
  },
  {
    title: "Effect goes with total dose; five trials of two doses against one control (mean difference)",
    truth: { ...total, trials: 5, doses: 2 },
    analyses: [by("total dose (right)", "total", "simons2022")],
  },
  {
    title: "Effect goes with the area of Otto 2021 (log odds ratio of responders)",
    truth: {
      measure: "OR",
      exposure: "auc",
      model: "otto2021",
      intercept: 0.3,
      change: 0.7,
      tau: 0.25,
      trials: 20,
    },
    analyses: [
      by("area, Otto (right)", "auc", "otto2021"),
      by("area, Simons (another clearance)", "auc", "simons2022"),
      by("area, Domino", "auc", "domino"),
      by("total dose", "total", "otto2021"),
    ],
  },
];

/** Milliseconds for so many arms, each over a crowd of so many, hours above a threshold included. */
export function timed(
  model: string,
  count: number,
  people: number,
): { readonly crowd: number; readonly arms: number } {
  const arms = armsDrawn(count, 3);
  const begun = performance.now();
  const crowds = new Map(
    [...new Set(arms.map(({ weight }) => weight))].map((weight) => [
      weight,
      crowdOf(models.get(model)!, { weight }, people, 1),
    ]),
  );
  const drawn = performance.now();
  for (const arm of arms) crowdCourse(crowds.get(arm.weight)!, arm.portions!, 0.1);
  return { crowd: drawn - begun, arms: performance.now() - drawn };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const runs = Number(process.argv[2] ?? 2000);
  for (const { title, truth, analyses } of cases) {
    console.log(
      `\n### ${title}\n\n| analysed by | slope, bias | slope, coverage | contrast, bias | contrast, coverage |\n|---|---|---|---|---|`,
    );
    for (const one of coverage(truth, analyses, runs, 20_261_122))
      console.log(
        `| ${one.label} | ${percent(one.slopeBias)} | ${percent(one.slopeCoverage)} | ${percent(one.contrastBias)} | ${percent(one.contrastCoverage)} |`,
      );
  }
  console.log(
    "\n### 1,000 arms over 1,000 people each\n\n| model | drawing the people | the arms |\n|---|---|---|",
  );
  for (const model of ["herd2007", "otto2021", "simons2022"]) {
    const { crowd, arms } = timed(model, 1000, 1000);
    console.log(`| ${model} | ${(crowd / 1000).toFixed(1)} s | ${(arms / 1000).toFixed(1)} s |`);
  }
}
