/** A RevMan 5 review (.rm5): each outcome with data of studies is a table. */
import { type Issue, type Language } from "../../quantity/quantity.ts";
import { type ReviewAnalysis, type ReviewData, type ReviewRow, reviewTable } from "./review-table.ts";
import { type Say, sayIn } from "./sentences.ts";
import { studiesAtMost, type StudyFile } from "./study-file.ts";
import { readXml } from "./xml.ts";

type Attributes = Readonly<Record<string, string>>;

/** Element names begin with the kind of data. */
const kinds: Readonly<Record<string, ReviewData>> = {
  DICH: "dichotomous",
  CONT: "continuous",
  IPD: "logrank",
  IV: "inverse",
};

/** RevMan's attributes by metafor's names. */
const attributes: Readonly<Record<ReviewData, Readonly<Record<string, string>>>> = {
  dichotomous: { ai: "EVENTS_1", n1i: "TOTAL_1", ci: "EVENTS_2", n2i: "TOTAL_2" },
  continuous: { m1i: "MEAN_1", sd1i: "SD_1", n1i: "TOTAL_1", m2i: "MEAN_2", sd2i: "SD_2", n2i: "TOTAL_2" },
  logrank: { OmE: "O_E", V: "VAR" },
  inverse: { yi: "ESTIMATE", sei: "SE" },
};

/** A study's name out of its id, where the list of studies lacks it: STD-MRC_x002d_1 is MRC-1. */
const nameOf = (id: string): string =>
  id
    .replace(/^STD-/, "")
    .replaceAll("-", " ")
    .replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const texts = ["NAME", "GROUP_LABEL_1", "GROUP_LABEL_2", "GRAPH_LABEL_1", "GRAPH_LABEL_2", "EFFECT_MEASURE"];

/** An outcome while it is read. */
interface Open {
  readonly data: ReviewData;
  readonly given: Attributes;
  readonly number: string;
  readonly words: Record<string, string>;
  readonly rows: { readonly given: Attributes; readonly subgroup: { NAME?: string } | undefined }[];
}

/** The review as it is met from beginning to end. */
interface Reading {
  readonly studies: Map<string, { name: string; year: string | undefined }>;
  readonly outcomes: { readonly comparison: { NAME?: string; number: string }; readonly open: Open }[];
  other: number;
  root: string;
  type: string;
  rows: number;
}

function walk(document: string): Reading {
  const reading: Reading = { studies: new Map(), outcomes: [], other: 0, root: "", type: "", rows: 0 };
  let comparison: { NAME?: string; number: string } | undefined;
  let open: Open | undefined;
  let subgroup: { NAME?: string } | undefined;
  const path: string[] = [];
  let text = "";
  readXml(document, {
    open: (name, given) => {
      if (path.length === 0) [reading.root, reading.type] = [name, given["TYPE"] ?? ""];
      path.push(name);
      text = "";
      const kind = kinds[name.slice(0, name.indexOf("_"))];
      if (name === "STUDY" && given["ID"])
        reading.studies.set(given["ID"], { name: given["NAME"] || nameOf(given["ID"]), year: given["YEAR"] });
      else if (name === "COMPARISON") comparison = { number: given["NO"] ?? "" };
      else if (name === "OTHER_OUTCOME") reading.other++;
      else if (kind && name.endsWith("_OUTCOME") && comparison) {
        open = {
          data: kind,
          given,
          number: `${comparison.number}.${given["NO"] ?? ""}`,
          words: {},
          rows: [],
        };
        reading.outcomes.push({ comparison, open });
      } else if (kind && name.endsWith("_SUBGROUP")) subgroup = {};
      else if (kind && name.endsWith("_DATA") && open) {
        reading.rows++;
        open.rows.push({ given, subgroup });
      }
    },
    text: (piece) => {
      if (text.length < 2000) text += piece;
    },
    close: (name) => {
      path.pop();
      const parent = path.at(-1) ?? "";
      if (texts.includes(name)) {
        const said = text.trim();
        if (parent === "COMPARISON" && comparison && name === "NAME") comparison.NAME = said;
        else if (parent.endsWith("_SUBGROUP") && subgroup && name === "NAME") subgroup.NAME = said;
        else if (parent.endsWith("_OUTCOME") && open) open.words[name] = said;
      }
      if (name.endsWith("_SUBGROUP")) subgroup = undefined;
      if (name.endsWith("_OUTCOME")) open = undefined;
      text = "";
    },
  });
  return reading;
}

/** A number of an attribute; absent where it is empty, an issue where it is none. */
function numbersOf(
  open: Open,
  given: Attributes,
  study: string,
  say: Say,
  issues: Issue[],
): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [name, attribute] of Object.entries(attributes[open.data])) {
    const written = (given[attribute] ?? "").trim();
    if (written === "" || written === "NaN") continue;
    const value = Number(written);
    if (Number.isFinite(value)) numbers[name] = value;
    else
      issues.push({
        path: `${open.number}, ${study}`,
        message: say.badNumber(attribute, written.slice(0, 40)),
      });
  }
  return numbers;
}

/** Reads a review; undefined where the document is XML of another kind. */
export function readReview(document: string, language: Language): StudyFile | undefined {
  const say = sayIn(language);
  const reading = walk(document);
  if (reading.root !== "COCHRANE_REVIEW") return undefined;
  const none = (message: string): StudyFile => ({ tables: [], issues: [{ path: "", message }], assumed: [] });
  if (reading.type === "DIAGNOSTIC") return none(say.notReview);
  if (reading.rows > studiesAtMost) return none(say.tooMany(studiesAtMost.toLocaleString("en")));
  const issues: Issue[] = [];
  const tables = reading.outcomes
    .filter(({ open }) => open.rows.length > 0)
    .map(({ comparison, open }) => {
      const rows = open.rows.map(({ given, subgroup }): ReviewRow => {
        const id = given["STUDY_ID"] ?? "";
        const study = reading.studies.get(id) ?? { name: nameOf(id), year: undefined };
        return {
          study: study.name,
          year: study.year,
          subgroup: subgroup?.NAME,
          numbers: numbersOf(open, given, study.name, say, issues),
        };
      });
      return reviewTable(analysisOf(comparison, open, rows), say);
    });
  if (issues.length > 0) return { tables: [], issues, assumed: [] };
  if (tables.length === 0) return none(say.noAnalyses);
  return { tables, issues, assumed: reading.other > 0 ? [say.otherOutcomes(reading.other)] : [] };
}

function analysisOf(
  comparison: { NAME?: string; number: string },
  open: Open,
  rows: ReviewRow[],
): ReviewAnalysis {
  const { given, words } = open;
  const effect = words["EFFECT_MEASURE"] || given["EFFECT_MEASURE"] || "";
  const logged = given["LOG_DATA"];
  return {
    comparison: `${comparison.number} ${comparison.NAME ?? ""}`.trim(),
    title: `${open.number} ${words["NAME"] ?? ""}`.trim(),
    data: open.data,
    effect: effect.replaceAll("_", " ").toLowerCase() === "peto or" ? "PETO_OR" : effect.replaceAll("_", " "),
    log: logged === undefined ? /ratio/i.test(effect.replaceAll("_", " ")) : logged === "YES",
    swapped: given["SWAP_EVENTS"] === "YES",
    method: given["METHOD"] ?? "",
    random: given["RANDOM"] === "YES",
    level: Number(given["CI_TOTAL"] || given["CI_STUDY"] || 95) / 100,
    labels: {
      experimental: words["GROUP_LABEL_1"] || undefined,
      control: words["GROUP_LABEL_2"] || undefined,
      left: words["GRAPH_LABEL_1"] || undefined,
      right: words["GRAPH_LABEL_2"] || undefined,
    },
    rows,
  };
}
