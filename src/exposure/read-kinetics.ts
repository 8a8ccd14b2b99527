import { z } from "zod";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  readParts,
  readShape,
  suggest,
} from "../quantity/quantity.ts";
import type { LawfulFlow, Regime, SaturableFlow, Site } from "./kinetics.ts";
import { type Law, readLaw } from "./law.ts";
import { type Spread, writtenSpread } from "./spread.ts";
import { covariances, variability } from "./read-population.ts";
import type { Follower, LinearFlow } from "./linear-system.ts";

/** A compartment as written: its volume, or `depot` where only the amount is of interest. */
const compartment = z.strictObject({
  name: z.string().min(1).max(60),
  volume: quantity("volume").optional(),
  depot: z.literal(true).optional(),
  vary: z.string().max(60).optional(),
});

/** A flow as written: by rate constant, by clearance, saturable, or by a formula. */
const flow = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  k: quantity("rateConstant").optional(),
  clearance: quantity("flow").optional(),
  vmax: quantity("doseRate").optional(),
  km: quantity("concentration").optional(),
  law: z.string().max(1000).optional(),
  yield: z.number().positive().max(1e6).optional(),
  vary: z.string().max(60).optional(),
});

const follower = z.strictObject({
  name: z.string().min(1).max(60),
  of: z.string(),
  ke0: quantity("rateConstant"),
});

const change = z.strictObject({ at: quantity("time"), flows: z.array(z.unknown()).min(1).max(2000) });

/** Kinetics as written in full: the grammar of the contract, with effect sites and changes over time. */
export const explicitKinetics = z.strictObject({
  compartments: z.array(compartment).min(1).max(200),
  flows: z.array(flow).max(2000),
  effects: z.array(follower).max(50).optional(),
  changes: z.array(change).max(1000).optional(),
  variability: variability.optional(),
  covariances: covariances.optional(),
});

const fields = z.object({
  compartments: z.array(z.unknown()).min(1).max(200),
  flows: z.array(z.unknown()).max(2000),
  effects: z.array(z.unknown()).max(50).optional(),
  changes: z.array(z.unknown()).max(1000).optional(),
  variability: variability.optional(),
  covariances: covariances.optional(),
});

const sentences = {
  en: {
    twice: (name: string) => `"${name}" is named twice`,
    unknown: (name: string, known: string, near?: string) =>
      `"${name}" is not a compartment of this model` +
      (near ? `; did you mean "${near}"?` : `; known are ${known}`),
    positive: (what: string) => `expected a ${what} above zero`,
    volumeOrDepot: 'expected a volume, or "depot": true where only the amount is of interest',
    notBoth: "a depot has no volume",
    oneWay: "expected exactly one of k, clearance, vmax with km, or law",
    itself: "expected another compartment: a flow into itself moves nothing",
    noFrom: "expected the compartment the drug leaves",
    noVolume: (name: string) => `a clearance or km needs the volume of "${name}", which is a depot`,
    tooFast: "the rate this makes is beyond what a number can hold",
    order: "expected times in ascending order, each later than zero",
    covariances: "together with the variances these are not the covariance of any population",
    unused: (label: string) => `no compartment or flow says "vary": "${label}"`,
  },
  zh: {
    twice: (name: string) => `"${name}" 重名`,
    unknown: (name: string, known: string, near?: string) =>
      `"${name}" 不是本模型的房室` + (near ? `；是否为 "${near}"？` : `；已知：${known}`),
    positive: (what: string) => `${what === "volume" ? "体积" : "km"} 应大于零`,
    volumeOrDepot: '应给出体积；只关心药量时写 "depot": true',
    notBoth: "储库没有体积",
    oneWay: "应恰好给出 k、clearance、vmax 与 km、law 之一",
    itself: "应为另一房室：流入自身等于不动",
    noFrom: "应写明药物离开的房室",
    noVolume: (name: string) => `清除率或 km 需要 "${name}" 的体积，而它是储库`,
    tooFast: "由此得到的速率超出数值可表示的范围",
    order: "时间应递增，且都晚于零",
    covariances: "与各方差合起来，不构成任何人群的协方差",
    unused: (label: string) => `没有房室或流写明 "vary": "${label}"`,
  },
};

type Names = ReadonlyMap<string, number>;

/** Kinetics whose changes over time still stand as written: a clock is chosen only when all times are known. */
export interface WrittenKinetics {
  readonly compartments: readonly Site[];
  readonly followers: readonly (Follower & { readonly name: string })[];
  readonly flows: Omit<Regime, "from">;
  readonly changes: readonly { readonly at: Quantity<"time">; readonly flows: Omit<Regime, "from"> }[];
  readonly spread: Spread;
}

/** Reads explicit kinetics: all issues at once, each at its place under `path`. */
export function readKinetics(
  input: unknown,
  locale: Locale,
  path: string,
): { kinetics?: WrittenKinetics; issues: Issue[] } {
  const { parts, issues: shape } = readParts(fields, input, locale);
  const issues: Issue[] = shape.map((issue) => ({ ...issue, path: under(path, issue.path) }));
  const say = sentences[languageOf(locale)];
  const names = new Map<string, number>();
  const sites: Site[] = [];
  const listPath = inside(path, "compartments");
  for (const [index, one] of (parts.compartments ?? []).entries()) {
    const site = readSite(one, locale, inside(listPath, index), issues);
    if (site && names.has(site.name))
      issues.push({ path: `${listPath}[${index}].name`, message: say.twice(site.name) });
    names.set(site?.name ?? nameIn(one) ?? `[${index}]`, index);
    sites.push(site ?? { name: `[${index}]`, volume: Number.NaN });
  }
  const followers = (parts.effects ?? []).flatMap((one, index) => {
    const here = inside(inside(path, "effects"), index);
    const read = readShape(follower, one, locale, here);
    issues.push(...read.issues);
    if (!read.value) return [];
    const { name, of, ke0 } = read.value;
    if (names.has(name)) issues.push({ path: inside(here, "name"), message: say.twice(name) });
    const found = resolve(of, names, locale, inside(here, "of"), issues);
    return found === undefined ? [] : [{ name, of: found, ke0: inward(ke0, "rateConstant") as number }];
  });
  const flows = readFlows(parts.flows ?? [], sites, names, locale, inside(path, "flows"), issues);
  const changes = (parts.changes ?? []).flatMap((one, index) => {
    const here = inside(inside(path, "changes"), index);
    const read = readShape(change, one, locale, here);
    issues.push(...read.issues);
    if (!read.value) return [];
    const { at, flows } = read.value;
    return [{ at, flows: readFlows(flows, sites, names, locale, inside(here, "flows"), issues) }];
  });
  for (const [index, { at }] of changes.entries()) {
    const before = index > 0 ? inward(changes[index - 1]!.at, "time") : 0;
    if (inward(at, "time") <= before)
      issues.push({ path: `${inside(path, "changes")}[${index}].at`, message: say.order });
  }
  const spread = writtenSpread(parts.variability ?? {}, parts.covariances ?? []);
  if (!spread) issues.push({ path: inside(path, "covariances"), message: say.covariances });
  const labels = [...sites, ...flows.linear, ...flows.saturable].map(({ vary }) => vary);
  for (const label of Object.keys(parts.variability ?? {}))
    if (issues.length === 0 && !labels.includes(label))
      issues.push({ path: `${path}.variability.${label}`, message: say.unused(label) });
  return {
    kinetics:
      issues.length > 0 ? undefined : { compartments: sites, followers, flows, changes, spread: spread! },
    issues,
  };
}

const under = (path: string, rest: string): string =>
  rest === "" ? path : path === "" ? rest : `${path}.${rest}`;

const nameIn = (one: unknown): string | undefined => {
  const name = typeof one === "object" && one !== null ? (one as { name?: unknown }).name : undefined;
  return typeof name === "string" ? name : undefined;
};

function readSite(one: unknown, locale: Locale, path: string, issues: Issue[]): Site | undefined {
  const say = sentences[languageOf(locale)];
  const read = readShape(compartment, one, locale, path);
  issues.push(...read.issues);
  if (!read.value) return undefined;
  const { name, volume, depot, vary } = read.value;
  if (depot && volume) issues.push({ path: inside(path, "depot"), message: say.notBoth });
  if (!depot && !volume) {
    issues.push({ path: inside(path, "volume"), message: say.volumeOrDepot });
    return { name, volume: Number.NaN };
  }
  const size = volume ? (inward(volume, "volume") as number) : undefined;
  if (size !== undefined && !(size > 0))
    issues.push({ path: inside(path, "volume"), message: say.positive("volume") });
  return { name, volume: size, vary };
}

function resolve(
  name: string,
  names: Names,
  locale: Locale,
  path: string,
  issues: Issue[],
): number | undefined {
  const found = names.get(name);
  if (found !== undefined) return found;
  const known = [...names.keys()];
  const message = sentences[languageOf(locale)].unknown(
    name.slice(0, 60),
    known.slice(0, 20).join(", "),
    suggest(name, known),
  );
  issues.push({ path, message });
  return undefined;
}

function readFlows(
  flows: readonly unknown[],
  sites: readonly Site[],
  names: Names,
  locale: Locale,
  path: string,
  issues: Issue[],
): Omit<Regime, "from"> {
  const say = sentences[languageOf(locale)];
  const linear: LinearFlow[] = [];
  const saturable: SaturableFlow[] = [];
  const lawful: LawfulFlow[] = [];
  for (const [index, one] of flows.entries()) {
    const here = inside(path, index);
    const complain = (field: string, message: string): void => {
      issues.push({ path: field ? inside(here, field) : here, message });
    };
    const read = readShape(flow, one, locale, here);
    issues.push(...read.issues);
    if (!read.value) continue;
    const { from: source, to: target, k, clearance, vmax, km, law, yield: made, vary } = read.value;
    const count = issues.length;
    const to = target === undefined ? undefined : resolve(target, names, locale, inside(here, "to"), issues);
    const from =
      source === undefined ? undefined : resolve(source, names, locale, inside(here, "from"), issues);
    if (source === undefined && (law === undefined || target === undefined)) complain("from", say.noFrom);
    if (from !== undefined && from === to) complain("to", say.itself);
    const ways = [k, clearance, vmax ?? km, law].filter((way) => way !== undefined).length;
    if (ways !== 1 || (vmax === undefined) !== (km === undefined)) complain("", say.oneWay);
    if (km && !(inward(km, "concentration") > 0)) complain("km", say.positive("km"));
    const volume = from === undefined ? undefined : sites[from]?.volume;
    // A volume that could not be read has its own issue.
    if (volume !== undefined && !(volume > 0)) continue;
    if ((clearance || km) && from !== undefined && volume === undefined)
      complain("from", say.noVolume(source!));
    const formula = law === undefined ? undefined : readLaw(law, [...names.keys()], locale);
    if (formula && "message" in formula) complain("law", formula.message);
    if (issues.length > count) continue;
    if (formula && !("message" in formula)) lawful.push({ from, to, law: formula as Law });
    else if (vmax && km)
      saturable.push({
        from: from!,
        to,
        vmax: inward(vmax, "doseRate"),
        km: inward(km, "concentration"),
        yield: made,
        vary,
      });
    else {
      const rate: number = k ? inward(k, "rateConstant") : inward(clearance!, "flow") / volume!;
      if (!(rate <= fastest)) complain("", say.tooFast);
      else linear.push({ from: from!, to, k: rate, yield: made, vary, byVolume: clearance !== undefined });
    }
  }
  return { linear, saturable, lawful };
}

/** Room is left for the sum of all flows out of a compartment. */
const fastest = 1e303;
