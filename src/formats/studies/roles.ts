/** Which column names mean what: metafor's, those of the R package meta, RevMan's, and what people write. */
import { type Family, type Measure } from "../../evidence/evidence.ts";

/** What a column can be. `hazard ratio` names and the like are ratios on their natural scale. */
export type Role =
  | "ai" | "bi" | "ci" | "di" | "n1i" | "n2i"
  | "x1i" | "t1i" | "x2i" | "t2i"
  | "m1i" | "sd1i" | "m2i" | "sd2i" | "se1i" | "se2i"
  | "ri" | "ni" | "xi" | "mi" | "sdi"
  | "yi" | "vi" | "sei" | "lower" | "upper" | "interval" | "level"
  | "hr" | "ratio" | "logratio" | "OmE" | "V"
  | "id" | "author" | "year" | "label" | "group" | "design"; // prettier-ignore

const arm = (prefixes: string, suffixes: string): string[] =>
  prefixes.split(" ").flatMap((prefix) => suffixes.split(" ").map((suffix) => prefix + suffix));
const either = (words: string, sides: string): string[] => [...arm(words, sides), ...arm(sides, words)];

const treated = "e 1 t exp experimental treat treatment trt treated intervention active";
const control = "c 2 ctrl control ctl placebo comparator cont";
const events = "event events cases case responders responder";
const totals = "total totals n size samplesize participants";
const means = "mean m avg average";
const deviations = "sd stddev std stdev standarddeviation";
const errors = "se stderr standarderror";

/** Every name, without case, spaces and signs, with what it can mean. */
const names: readonly (readonly [Role, readonly string[]])[] = [
  ["ai", ["ai", "a", "tpos", "r1", ...either(events, treated), "试验组事件", "试验组事件数"]],
  ["bi", ["bi", "b", "tneg", ...either("nonevents nonevent noevents", treated)]],
  ["ci", ["ci", "c", "cpos", "r2", ...either(events, control), "对照组事件", "对照组事件数"]],
  ["di", ["di", "d", "cneg", ...either("nonevents nonevent noevents", control)]],
  ["n1i", ["n1i", ...either(totals, treated), "nt", "试验组总数", "试验组例数"]],
  ["n2i", ["n2i", ...either(totals, control), "nc", "对照组总数", "对照组例数"]],
  ["x1i", ["x1i", ...either("event events cases", treated)]],
  ["x2i", ["x2i", ...either("event events cases", control)]],
  ["t1i", ["t1i", ...either("time persontime personyears patientyears py followup", treated)]],
  ["t2i", ["t2i", ...either("time persontime personyears patientyears py followup", control)]],
  ["m1i", ["m1i", ...either(means, treated), "试验组均数", "试验组均值"]],
  ["m2i", ["m2i", ...either(means, control), "对照组均数", "对照组均值"]],
  ["sd1i", ["sd1i", "s1", ...either(deviations, treated), "试验组标准差"]],
  ["sd2i", ["sd2i", "s2", ...either(deviations, control), "对照组标准差"]],
  ["se1i", ["se1i", ...either(errors, treated)]],
  ["se2i", ["se2i", ...either(errors, control)]],
  ["ri", ["ri", "r", "cor", "correlation"]],
  ["ni", ["ni", "n", "total", "samplesize", "ntotal", "totaln", "例数"]],
  ["xi", ["xi", "x", "event", "events", "cases"]],
  ["mi", ["mi", "m", "mean", "items"]],
  ["sdi", ["sdi", "sd"]],
  ["ai", ["alpha", "alphai", "cronbachalpha"]],
  ["yi", ["yi", "y", "te", "effect", "effectsize", "es", "estimate", "est", "md", "meandifference", "smd", "hedgesg", "g", "cohend", "d", "rd", "riskdifference", "zi", "givmean", "效应值"]], // prettier-ignore
  ["logratio", ["logor", "logrr", "loghr", "logirr", "lnor", "lnrr", "lnhr", "lnirr", "logoddsratio", "logriskratio", "loghazardratio"]], // prettier-ignore
  ["hr", ["hr", "hazardratio", "风险比hr"]],
  [
    "ratio",
    ["or", "rr", "irr", "oddsratio", "riskratio", "relativerisk", "rateratio", "比值比", "相对危险度"],
  ],
  ["vi", ["vi", "variance", "var", "v", "vari", "方差"]],
  ["sei", ["sei", "se", "sete", "stderr", "standarderror", "givse", "selog", "seloghr", "selogor", "selogrr", "logse", "标准误"]], // prettier-ignore
  ["lower", ["lower", "lowerci", "lowercl", "lcl", "ll", "cilb", "cilow", "cilower", "cistart", "low", "lowerlimit", "lo", "lci", "95cilower", "lower95ci", "95cilow", "lower95", "下限"]], // prettier-ignore
  ["upper", ["upper", "upperci", "uppercl", "ucl", "ul", "ciub", "cihigh", "ciupper", "ciend", "high", "upperlimit", "hi", "uci", "95ciupper", "upper95ci", "95cihigh", "upper95", "上限"]], // prettier-ignore
  [
    "interval",
    ["ci", "95ci", "ci95", "confidenceinterval", "95confidenceinterval", "置信区间", "95置信区间"],
  ],
  ["level", ["level", "cilevel"]],
  ["OmE", ["ome", "oe", "oei", "ominuse", "logrankoe"]],
  ["V", ["v", "variance", "var", "logrankv"]],
  ["id", ["id", "study", "studies", "studyid", "studyname", "studylab", "studlab", "slab", "trial", "trialid", "reference", "citation", "authoryear", "authorsyear", "name", "source", "研究", "研究名称", "试验"]], // prettier-ignore
  ["author", ["author", "authors", "firstauthor", "作者", "第一作者"]],
  [
    "year",
    [
      "year",
      "yearofpublication",
      "yearofstudy",
      "studyyear",
      "publicationyear",
      "pubyear",
      "年份",
      "发表年份",
    ],
  ],
  ["label", ["label", "标签"]],
  ["group", ["group", "subgroup", "subgroups", "grplab", "亚组"]],
  ["design", ["design", "studydesign", "研究设计"]],
];

const rolesByName = new Map<string, Role[]>();
for (const [role, all] of names)
  for (const name of all) rolesByName.set(name, [...new Set([...(rolesByName.get(name) ?? []), role])]);

/** A name without what people write in different ways: case, spaces, points, signs of units. */
export const bareName = (written: string): string =>
  written
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s._\-/()[\]%:,;'"*#−–]+/g, "");

/** What a column of this name can be; nothing where the name is not known. */
export const rolesOf = (written: string): readonly Role[] => rolesByName.get(bareName(written)) ?? [];

/** All names that can mean a role. */
export const namesOfRole = (role: Role): string[] =>
  names.flatMap(([other, all]) => (other === role ? all.filter((name) => name.length > 1) : []));

/** metafor's own names, which say what they are in any company. */
export const ownNames = "ai bi ci di n1i n2i x1i x2i t1i t2i m1i m2i sd1i sd2i ri ni xi mi sdi yi vi sei lower upper hr OmE V id group".split(" "); // prettier-ignore

/** A way that columns make effects: each need is met by one of its roles. */
export interface Shape {
  readonly family: Family;
  readonly measure: Measure;
  readonly needs: readonly (readonly Role[])[];
  readonly also: readonly Role[];
}

/** The ways, the more particular first; what each is read as where the file does not say. */
export const shapes: readonly Shape[] = [
  { family: "rates", measure: "IRR", needs: [["x1i"], ["t1i"], ["x2i"], ["t2i"]], also: [] },
  { family: "table", measure: "RR", needs: [["ai"], ["bi", "n1i"], ["ci"], ["di", "n2i"]], also: ["bi", "n1i", "di", "n2i"] },
  { family: "means", measure: "MD", needs: [["m1i"], ["sd1i", "se1i"], ["n1i"], ["m2i"], ["sd2i", "se2i"], ["n2i"]], also: [] },
  { family: "hazard", measure: "OE", needs: [["OmE"], ["V"]], also: [] },
  { family: "hazard", measure: "HR", needs: [["hr"], ["lower", "interval"], ["upper", "interval"]], also: ["level"] },
  { family: "published", measure: "GEN", needs: [["yi", "logratio", "ratio", "hr"], ["vi", "sei"]], also: ["ni"] },
  { family: "published", measure: "GEN", needs: [["yi", "logratio", "ratio", "hr"], ["lower", "interval"], ["upper", "interval"]], also: ["ni", "level"] },
  { family: "correlation", measure: "ZCOR", needs: [["ri"], ["ni"]], also: [] },
  { family: "singleMean", measure: "MN", needs: [["mi"], ["sdi"], ["ni"]], also: [] },
  { family: "reliability", measure: "ABT", needs: [["ai"], ["mi"], ["ni"]], also: [] },
  { family: "proportion", measure: "PLO", needs: [["xi"], ["ni"]], also: [] },
]; // prettier-ignore
