import papaparse from "papaparse";
import { inside, type Issue, languageOf, type Locale } from "../quantity/quantity.ts";

/** One record of a data set, in its place: order decides what comes before what at the same time. */
export type NonmemRecord =
  | {
      readonly kind: "observation";
      readonly time: number;
      readonly compartment: number;
      readonly value: number | undefined;
    }
  | {
      readonly kind: "dose";
      readonly time: number;
      readonly compartment: number;
      readonly amount: number;
      /** Amount per time of an infusion; undefined for a bolus. */
      readonly rate: number | undefined;
      /** Further doses of the same size, and the time between them. */
      readonly further: number;
      readonly every: number;
      /** Whether the dose is given into the steady state of itself repeated. */
      readonly steady: boolean;
      /** Whether the body is emptied first (EVID 4). */
      readonly reset: boolean;
    }
  | { readonly kind: "reset"; readonly time: number }
  | { readonly kind: "other"; readonly time: number };

export interface NonmemSubject {
  readonly id: string;
  readonly records: readonly NonmemRecord[];
  /** Columns that are not the grammar's own: covariates, by record. */
  readonly covariates: Readonly<Record<string, readonly (number | undefined)[]>>;
}

/** A data set: numbers in the units of whoever wrote it, which the format does not tell. */
export interface NonmemData {
  readonly subjects: readonly NonmemSubject[];
}

const own = ["ID", "TIME", "AMT", "RATE", "DUR", "II", "ADDL", "SS", "EVID", "CMT", "DV", "MDV"] as const;
type Column = (typeof own)[number];
const recordsAtMost = 2_000_000;

const sentences = {
  en: {
    empty: "expected a header line and at least one record",
    column: (name: string) => `expected a column ${name}`,
    twice: (name: string) => `the column ${name} stands twice`,
    number: (came: string) => `expected a number or ".", got "${came}"`,
    order: "expected times in ascending order within a subject",
    apart: (id: string) => `the records of subject ${id} are not together`,
    modelled: "a rate or duration that the model computes (RATE -1, -2) is not read",
    rate: "expected RATE or DUR, not both",
    negative: "expected a number that is not negative",
    evid: "expected an EVID of 0 to 4",
    steady: "expected an SS of 0 or 1: other kinds of steady state are not read",
    every: "expected an II above zero with ADDL or SS",
    amount: "expected an AMT above zero in a dose record",
    compartment: "expected a whole CMT, 1 or more",
    many: `holds more than ${recordsAtMost.toLocaleString("en")} records`,
  },
  zh: {
    empty: "应有表头行和至少一条记录",
    column: (name: string) => `缺少列 ${name}`,
    twice: (name: string) => `列 ${name} 出现两次`,
    number: (came: string) => `应为数字或 "."；现为 "${came}"`,
    order: "同一受试者的时间应递增",
    apart: (id: string) => `受试者 ${id} 的记录不连续`,
    modelled: "不读取由模型计算的速率或时长（RATE -1、-2）",
    rate: "RATE 与 DUR 只能给出其一",
    negative: "不应为负数",
    evid: "EVID 应为 0 到 4",
    steady: "SS 应为 0 或 1：不读取其他种类的稳态",
    every: "有 ADDL 或 SS 时 II 应大于零",
    amount: "给药记录的 AMT 应大于零",
    compartment: "CMT 应为不小于 1 的整数",
    many: `记录超过 ${recordsAtMost.toLocaleString("en")} 条`,
  },
};

/** Reads a NONMEM-style data set from CSV, record order kept: the data, or all issues by line. */
export function readNonmem(
  text: string,
  locale: Locale,
): { data: NonmemData; issues: [] } | { data?: undefined; issues: Issue[] } {
  const say = sentences[languageOf(locale)];
  const { data: lines } = papaparse.parse<string[]>(text.trim(), { skipEmptyLines: true });
  const [header = [], ...rows] = lines;
  const names = header.map((name) =>
    name
      .trim()
      .replace(/^["#]+/, "")
      .toUpperCase(),
  );
  const issues: Issue[] = [];
  for (const name of ["ID", "TIME"])
    if (!names.includes(name)) issues.push({ path: "header", message: say.column(name) });
  for (const name of new Set(names))
    if (names.indexOf(name) !== names.lastIndexOf(name))
      issues.push({ path: "header", message: say.twice(name) });
  if (rows.length === 0) issues.push({ path: "", message: say.empty });
  if (rows.length > recordsAtMost) issues.push({ path: "", message: say.many });
  if (issues.length > 0) return { issues };

  const others = names.filter((name) => !(own as readonly string[]).includes(name));
  const subjects: {
    id: string;
    records: NonmemRecord[];
    covariates: Record<string, (number | undefined)[]>;
  }[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const here = inside("records", index);
    const cell = (name: string): number | undefined => {
      const came = (row[names.indexOf(name)] ?? "").trim();
      if (!names.includes(name) || came === "" || came === "." || came === "NA") return undefined;
      const value = Number(came);
      if (!Number.isFinite(value))
        issues.push({ path: inside(here, name), message: say.number(came.slice(0, 20)) });
      return value;
    };
    const id = (row[names.indexOf("ID")] ?? "").trim();
    let subject = subjects.at(-1);
    if (subject?.id !== id) {
      if (seen.has(id)) issues.push({ path: inside(here, "ID"), message: say.apart(id.slice(0, 20)) });
      seen.add(id);
      subjects.push(
        (subject = { id, records: [], covariates: Object.fromEntries(others.map((name) => [name, []])) }),
      );
    }
    const record = readRecord(cell, here, say, issues);
    const before = subject.records.at(-1);
    // A reset begins time anew.
    if (before && record.time < before.time && !startsAnew(record))
      issues.push({ path: inside(here, "TIME"), message: say.order });
    subject.records.push(record);
    for (const name of others) subject.covariates[name]!.push(cell(name));
    if (issues.length > 100) break;
  }
  return issues.length > 0 ? { issues } : { data: { subjects }, issues: [] };
}

const startsAnew = (record: NonmemRecord): boolean =>
  record.kind === "reset" || (record.kind === "dose" && record.reset);

function readRecord(
  cell: (name: Column) => number | undefined,
  here: string,
  say: (typeof sentences)["en"],
  issues: Issue[],
): NonmemRecord {
  const complain = (column: Column, message: string): void => {
    issues.push({ path: inside(here, column), message });
  };
  const [time = 0, amount = 0, rate = 0, duration = 0] = [
    cell("TIME"),
    cell("AMT"),
    cell("RATE"),
    cell("DUR"),
  ];
  const [every = 0, further = 0, steady = 0] = [cell("II"), cell("ADDL"), cell("SS")];
  const compartment = cell("CMT") ?? 1;
  const kind = cell("EVID") ?? (amount > 0 || rate > 0 ? 1 : 0);
  if (time < 0) complain("TIME", say.negative);
  if (!Number.isInteger(compartment) || compartment < 1) complain("CMT", say.compartment);
  if (kind === 0)
    return { kind: "observation", time, compartment, value: cell("MDV") === 1 ? undefined : cell("DV") };
  if (kind === 2) return { kind: "other", time };
  if (kind === 3) return { kind: "reset", time };
  if (kind !== 1 && kind !== 4) complain("EVID", say.evid);
  if (rate < 0) complain("RATE", say.modelled);
  if (duration < 0) complain("DUR", say.negative);
  if (rate > 0 && duration > 0) complain("RATE", say.rate);
  if (!(amount > 0)) complain("AMT", say.amount);
  if (steady !== 0 && steady !== 1) complain("SS", say.steady);
  if (!Number.isInteger(further) || further < 0) complain("ADDL", say.negative);
  if ((further > 0 || steady === 1) && !(every > 0)) complain("II", say.every);
  return {
    kind: "dose",
    time,
    compartment,
    amount,
    rate: rate > 0 ? rate : duration > 0 ? amount / duration : undefined,
    further,
    every,
    steady: steady === 1,
    reset: kind === 4,
  };
}

/** Writes a data set as CSV; reading it back gives the same data. */
export function writeNonmem({ subjects }: NonmemData): string {
  const others = [...new Set(subjects.flatMap(({ covariates }) => Object.keys(covariates)))];
  const columns = own.filter((name) => name !== "DUR");
  const missing = ".";
  const text = (value: number | undefined): string => (value === undefined ? missing : String(value));
  const lines = subjects.flatMap(({ id, records, covariates }) =>
    records.map((record, index) => {
      const cells: Partial<Record<Column, string>> = { ID: id, TIME: String(record.time) };
      const evid = { observation: 0, dose: 1, other: 2, reset: 3 }[record.kind];
      cells.EVID = String(record.kind === "dose" && record.reset ? 4 : evid);
      cells.MDV = record.kind === "observation" && record.value !== undefined ? "0" : "1";
      if (record.kind === "observation") {
        cells.DV = text(record.value);
        cells.CMT = String(record.compartment);
      }
      if (record.kind === "dose") {
        cells.AMT = String(record.amount);
        cells.RATE = String(record.rate ?? 0);
        cells.II = String(record.every);
        cells.ADDL = String(record.further);
        cells.SS = record.steady ? "1" : "0";
        cells.CMT = String(record.compartment);
      }
      return [
        ...columns.map((name) => cells[name] ?? missing),
        ...others.map((name) => text(covariates[name]?.[index])),
      ];
    }),
  );
  return `${papaparse.unparse({ fields: [...columns, ...others], data: lines }, { newline: "\n" })}\n`;
}
