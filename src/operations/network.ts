/** `network`: treatments compared directly and through others. */
import { z } from "zod";
import {
  armsOf,
  type Contrasts,
  contrastsOf,
  contrastsOfPairs,
  network as weigh,
  type NetworkMeasure,
  networkMeasures,
  partsOf,
} from "../evidence/evidence.ts";
import { plotNetwork } from "../plot/plot.ts";
import { type Issue, type Language, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { levelOption, studyId } from "./read-effects.ts";

const count = z.number().min(0).max(1e12);
const input = z.strictObject({
  arms: z
    .array(
      z.strictObject({
        study: studyId,
        treatment: z.string().min(1),
        xi: count.optional().describe("Events."),
        ni: count.optional().describe("Patients."),
        ti: count.optional().describe("Person-time, for IRR."),
        mi: z.number().optional().describe("Mean."),
        sdi: z.number().gt(0).optional().describe("Standard deviation."),
      }),
    )
    .min(2)
    .optional(),
  contrasts: z
    .array(
      z.strictObject({
        study: studyId,
        base: z.string().min(1),
        treatment: z.string().min(1),
        yi: z.number().describe("Treatment against base, on the analysis scale."),
        vi: z.number().gt(1e-50).max(1e50),
      }),
    )
    .min(1)
    .optional()
    .describe("In place of arms: every comparison of every study (three for three arms)."),
  measure: z.enum(networkMeasures).optional().describe("For arms."),
  reference: z.string().optional().describe("The first by alphabet where absent."),
  method: z.enum(["REML", "ML", "common"]).default("REML"),
  better: z
    .enum(["larger", "smaller"])
    .describe("Whether larger or smaller effects are better; ranks P-scores."),
  correction: z
    .enum(["only0", "all", "none"])
    .default("only0")
    .describe("Where 0.5 is added to the cells of arms."),
  split: z.boolean().default(true).describe("Whether every comparison is split into direct and indirect."),
  level: levelOption.default(0.95),
  title: z.string().max(200).optional().describe("Over the picture of the network."),
});

type Input = z.output<typeof input>;
const say = (language: Language, en: string, zh: string): string => (language === "zh" ? zh : en);

interface Read {
  readonly contrasts: Contrasts;
  readonly treatments: readonly string[];
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const found: Issue[] = [];
  if ((value.arms === undefined) === (value.contrasts === undefined))
    return refused([
      {
        path: "arms",
        message: say(language, "expected either arms or contrasts", "arms 与 contrasts 应给出其一"),
      },
    ]);
  const named = (value.arms ?? []).map(({ treatment }) => treatment);
  const compared = (value.contrasts ?? []).flatMap(({ base, treatment }) => [base, treatment]);
  const all = [...new Set([...named, ...compared])].sort();
  const reference = value.reference ?? all[0]!;
  if (!all.includes(reference))
    found.push({
      path: "reference",
      message: say(language, `expected one of ${all.join(", ")}`, `应为 ${all.join("、")} 之一`),
    });
  const order = [reference, ...all.filter((name) => name !== reference)];
  const read = value.arms
    ? fromArms(value, order, found, language)
    : fromPairs(value, order, found, language);
  if (found.length > 0 || !read) return refused(found);
  const parts = partsOf(read.contrasts.rows, read.treatments);
  if (parts.length > 1)
    return refused([
      {
        path: value.arms ? "arms" : "contrasts",
        message: say(
          language,
          `the network falls apart: ${parts.map((part) => `{${part.join(", ")}}`).join(" and ")} are not connected`,
          `网络不连通：${parts.map((part) => `{${part.join("、")}}`).join("与")}`,
        ),
      },
    ]);
  const answer = weigh(read.contrasts, read.treatments, {
    reference: read.treatments[0]!,
    method: value.method,
    level: value.level,
    better: value.better,
    split: value.split,
    ...(context.progress && { progress: context.progress }),
    ...(context.stopped && { stopped: context.stopped }),
  });
  if (!answer)
    return refused([
      {
        path: "contrasts",
        message: say(language, "the variances are no covariance", "方差不构成正定协方差"),
      },
    ]);
  const unsplit = answer.nodeSplits.filter(({ split }) => split === null);
  const lacking = unsplit.length
    ? [
        say(
          language,
          `Only direct evidence, so nothing to split: ${unsplit.map((s) => `${s.treatment} – ${s.base}`).join("; ")}.`,
          `仅有直接证据，无法拆分：${unsplit.map((s) => `${s.treatment} – ${s.base}`).join("；")}。`,
        ),
      ]
    : [];
  if (answer.stopped)
    lacking.push(
      say(
        language,
        `Stopped: ${answer.nodeSplits.length} comparisons are split.`,
        `已停止：已拆分 ${answer.nodeSplits.length} 个比较。`,
      ),
    );
  const assumed =
    value.reference === undefined
      ? [say(language, `The reference is ${reference}.`, `参照为 ${reference}。`)]
      : [];
  const svg = plotNetwork({
    title: value.title ?? say(language, "Network of treatments", "治疗网络"),
    locale: context.locale,
    studies: answer.studies,
    nodes: answer.treatments.map((name) => ({
      name,
      size: answer.edges.reduce(
        (sum, { from, to, trials }) => sum + (from === name || to === name ? trials : 0),
        0,
      ),
    })),
    edges: answer.edges,
  });
  return answered({ ...answer, svg }, [...read.gaps, ...lacking], [...read.assumed, ...assumed]);
}

const needs: Readonly<Record<NetworkMeasure, readonly ("xi" | "ni" | "ti" | "mi" | "sdi")[]>> = {
  OR: ["xi", "ni"],
  RR: ["xi", "ni"],
  RD: ["xi", "ni"],
  IRR: ["xi", "ti"],
  MD: ["mi", "sdi", "ni"],
};

function fromArms(
  value: Input,
  order: readonly string[],
  found: Issue[],
  language: Language,
): Read | undefined {
  const arms = value.arms!.map((arm) => ({ ...arm, study: String(arm.study) }));
  const { measure } = value;
  if (!measure) {
    found.push({
      path: "measure",
      message: say(
        language,
        `arms need one of ${networkMeasures.join(", ")}`,
        `arms 需要 measure：${networkMeasures.join("、")}`,
      ),
    });
    return undefined;
  }
  const seen = new Set<string>();
  const size = new Map<string, number>();
  arms.forEach((arm, i) => {
    const at = (field: string, en: string, zh: string): void => {
      found.push({ path: `arms[${i}].${field}`, message: say(language, en, zh) });
    };
    for (const field of needs[measure])
      if (arm[field] === undefined) at(field, `${measure} needs it`, `${measure} 需要此项`);
    if (measure !== "MD" && measure !== "IRR" && (arm.xi ?? 0) > (arm.ni ?? Infinity))
      at("xi", "more events than patients", "事件数多于人数");
    if (arm.ni === 0) at("ni", "expected at least 1", "应至少为 1");
    if (arm.ti === 0) at("ti", "expected more than 0", "应大于 0");
    const key = JSON.stringify([arm.study, arm.treatment]);
    if (seen.has(key)) at("treatment", "the study has this arm already", "该研究已有此组");
    seen.add(key);
    size.set(arm.study, (size.get(arm.study) ?? 0) + 1);
  });
  for (const [i, arm] of arms.entries())
    if (size.get(arm.study) === 1)
      found.push({
        path: `arms[${i}]`,
        message: say(language, "the only arm of its study", "该研究仅有一组"),
      });
  if (found.length > 0) return undefined;
  const { arms: estimates, dropped, corrected } = armsOf(measure, arms, value.correction);
  const bad = estimates.filter(({ estimate, variance }) => !Number.isFinite(estimate) || !(variance > 0));
  if (bad.length > 0) {
    const names = [...new Set(bad.map(({ study }) => study))].join(", ");
    found.push({
      path: "correction",
      message: say(
        language,
        `without 0.5 added nothing can be said of ${names}`,
        `不加 0.5 则无法估计：${names}`,
      ),
    });
    return undefined;
  }
  const kept = order.filter((name) => estimates.some(({ treatment }) => treatment === name));
  if (kept.length < 2) {
    found.push({
      path: "arms",
      message: say(language, "no study tells two treatments apart", "没有可比较的研究"),
    });
    return undefined;
  }
  const gaps = [
    ...dropped.map((study) =>
      say(
        language,
        `Study ${study} has no event, or only events, and is left out.`,
        `研究 ${study} 无事件或全为事件，未纳入。`,
      ),
    ),
    ...order
      .filter((name) => !kept.includes(name))
      .map((name) => say(language, `${name} has no study left.`, `${name} 已无研究。`)),
  ];
  const assumed = corrected.length
    ? [
        say(
          language,
          `0.5 was added to the arms of: ${corrected.join(", ")}.`,
          `以下研究各组加 0.5：${corrected.join("、")}。`,
        ),
      ]
    : [];
  return { contrasts: contrastsOf(estimates, kept), treatments: kept, gaps, assumed };
}

function fromPairs(
  value: Input,
  order: readonly string[],
  found: Issue[],
  language: Language,
): Read | undefined {
  const pairs = value.contrasts!.map((pair) => ({ ...pair, study: String(pair.study) }));
  pairs.forEach(({ base, treatment }, i) => {
    if (base === treatment)
      found.push({
        path: `contrasts[${i}].treatment`,
        message: say(language, "expected another than the base", "应与 base 不同"),
      });
  });
  const { contrasts, incomplete, inconsistent } = contrastsOfPairs(pairs, order);
  for (const study of incomplete)
    found.push({
      path: "contrasts",
      message: say(
        language,
        `study ${study} lacks some of its comparisons: all are needed for their covariance`,
        `研究 ${study} 缺少部分两两比较：计算协方差需要全部比较`,
      ),
    });
  if (found.length > 0) return undefined;
  const gaps = inconsistent.map((study) =>
    say(language, `The comparisons of study ${study} do not add up.`, `研究 ${study} 的各比较不自洽。`),
  );
  return { contrasts, treatments: order, gaps, assumed: [] };
}

export const network: Operation = {
  name: "network",
  summary: "Weighs many treatments at once: league table, ranks, heterogeneity, inconsistency, node splits.",
  input,
  example: {
    measure: "OR",
    reference: "no contact",
    better: "larger",
    arms: [
      { study: 1, treatment: "no contact", xi: 9, ni: 140 },
      { study: 1, treatment: "individual", xi: 23, ni: 140 },
      { study: 1, treatment: "group", xi: 10, ni: 138 },
      { study: 2, treatment: "no contact", xi: 75, ni: 731 },
      { study: 2, treatment: "individual", xi: 363, ni: 714 },
      { study: 3, treatment: "self-help", xi: 11, ni: 78 },
      { study: 3, treatment: "individual", xi: 12, ni: 85 },
      { study: 4, treatment: "no contact", xi: 79, ni: 702 },
      { study: 4, treatment: "self-help", xi: 77, ni: 694 },
    ],
  },
  run,
};
