import type { Issue, Locale } from "../quantity/quantity.ts";
import type { Paint } from "./paint.ts";
import { type Finding, findingLines, isFinding } from "./readable-finding.ts";
import { sparkline } from "./sparkline.ts";
import { table } from "./table.ts";
import {
  inline,
  isLeaf,
  isPlain,
  isQuantity,
  isTitled,
  labelOf,
  numbersOf,
  type Plain,
  range,
  type Series,
  spark,
} from "./value.ts";
import { pad, widthOf, wrap } from "./width.ts";
import { wordsIn } from "./words.ts";

/** Where an answer is shown. */
export interface Paper {
  readonly locale: Locale;
  /** In columns. */
  readonly width: number;
  readonly paint: Paint;
}

interface Shown {
  readonly ok: boolean;
  readonly answer?: unknown;
  readonly gaps?: readonly string[];
  readonly assumed?: readonly string[];
  readonly issues?: readonly Issue[];
}

/** Any reply as a page of text: values, tables, findings; last what is missing from it and what it rests on. */
export function readable(reply: Shown, paper: Paper): string {
  const words = wordsIn(paper.locale);
  if (!reply.ok) return `${refusal(reply.issues ?? [], paper).join("\n")}\n`;
  const lines = isPlain(reply.answer) ? fields(reply.answer, paper) : block("answer", reply.answer, paper);
  for (const [title, sentences] of [
    [words.gaps, reply.gaps ?? []],
    [words.assumed, reply.assumed ?? []],
  ] as const) {
    if (sentences.length === 0) continue;
    lines.push("", paper.paint(title === words.gaps ? "gap" : "head", title));
    for (const sentence of sentences) lines.push(...bullet("· ", inline(sentence, paper.locale), paper));
  }
  return `${lines.join("\n")}\n`;
}

function refusal(issues: readonly Issue[], paper: Paper): string[] {
  const words = wordsIn(paper.locale);
  const title = issues.length === 1 ? words.refusedOne : words.refusedMany(issues.length);
  const rows = issues.map(({ path, message }) => [
    { text: inline(path || words.wholeInput, paper.locale), number: false },
    { text: inline(message, paper.locale), number: false },
  ]);
  return [paper.paint("refused", `✖ ${title}`), ...indent(rowsOrRecords(undefined, rows, paper, 2), 2)];
}

/** An object's fields: values beside their names, larger things below theirs. */
function fields(object: Plain, paper: Paper): string[] {
  const lines: string[] = [];
  let pairs: [string, string][] = [];
  const flush = (): void => {
    const widest = Math.max(0, ...pairs.map(([name]) => widthOf(name)));
    if (pairs.length > 0 && lines.length > 0) lines.push("");
    for (const [name, text] of pairs) {
      const room = Math.max(20, paper.width - widest - 2);
      const [first, ...rest] = wrap(text, room);
      lines.push(`${paper.paint("name", pad(name, widest))}  ${first}`.trimEnd());
      for (const line of rest) lines.push(" ".repeat(widest + 2) + line);
    }
    pairs = [];
  };
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    if (isLeaf(value) || isTitled(value) || isShortList(value))
      pairs.push([labelOf(name), inline(value, paper.locale, name)]);
    else {
      flush();
      if (lines.length > 0) lines.push("");
      lines.push(...block(name, value, paper));
    }
  }
  flush();
  return lines;
}

const isShortList = (value: unknown): boolean =>
  Array.isArray(value) &&
  (value.length === 0 || (value.every(isLeaf) && value.every((item) => typeof item !== "string")));

/** Something larger under its name. */
function block(name: string, value: unknown, paper: Paper): string[] {
  const title = paper.paint("head", labelOf(name));
  const narrower = { ...paper, width: paper.width - 2 };
  if (Array.isArray(value)) {
    if (value.every(isFinding)) return [title, ...indent(findingLines(value as Finding[], narrower), 2)];
    const series = seriesOf(value, paper.locale);
    if (series) return [title, ...indent(sparklines(series, value.length, narrower), 2)];
    if (value.every(isPlain))
      return [
        title,
        ...indent(value.length > longestTable ? course(value, narrower) : listTable(value, narrower), 2),
      ];
    return [title, ...value.flatMap((item) => bullet("· ", inline(item, paper.locale), paper))];
  }
  if (!isPlain(value)) return [title, `  ${inline(value, paper.locale)}`];
  const parts = Object.values(value);
  const flat = (part: unknown): boolean =>
    part === null || (isPlain(part) && Object.values(part).every(isLeaf));
  const tabular = parts.filter(isPlain).length > 1 && parts.every(flat);
  if (!tabular) return [title, ...indent(fields(value, narrower), 2)];
  const firstName = Object.keys(parts.find(isPlain) ?? {})[0] ?? "";
  const rows = Object.entries(value).map(([key, part]) => ({
    "": labelOf(key),
    ...(isPlain(part) ? part : { [firstName]: null }),
  }));
  return [title, ...indent(rowTable(rows, narrower) ?? fields(value, narrower), 2)];
}

const longestTable = 30;

/** A table too long to be read, column by column: numbers as bars, anything else from its first to its last. */
function course(rows: readonly Plain[], paper: Paper): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const pairs = names.map((name): [string, string] => {
    const column = rows.map((row) => row[name] ?? null);
    const series = numbersOf(column);
    const [first, last] = [column[0], column.at(-1)].map((value) => inline(value, paper.locale, name));
    return [
      labelOf(name),
      series ? spark(series, paper.locale) : first === last ? first! : `${first} – ${last}`,
    ];
  });
  const widest = Math.max(...pairs.map(([name]) => widthOf(name)));
  return pairs.flatMap(([name, text]) =>
    wrap(text, paper.width - widest - 2).map((line, i) => `${pad(i === 0 ? name : "", widest)}  ${line}`),
  );
}

function listTable(rows: readonly Plain[], paper: Paper): string[] {
  // What needs lines of its own inside a row makes the rows records.
  const deep = rows.some((row) =>
    Object.values(row).some((part) => Array.isArray(part) && part.some(isPlain) && part.length > 3),
  );
  return (deep ? undefined : rowTable(rows, paper)) ?? records(rows, paper);
}

/** Rows under the names of their fields; undefined where they are too wide for the page. */
function rowTable(rows: readonly Plain[], paper: Paper): string[] | undefined {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) =>
    names.map((name) => ({
      text: row[name] === undefined ? "" : inline(row[name], paper.locale, name),
      number: typeof row[name] === "number" || isQuantity(row[name]),
    })),
  );
  const [head, ...lines] = table(names.map(labelOf), cells, paper.width) ?? [];
  return head === undefined ? undefined : [paper.paint("name", head), ...lines];
}

function records(rows: readonly Plain[], paper: Paper): string[] {
  return rows.flatMap((row, i) => [...(i > 0 ? [""] : []), ...fields(row, paper)]);
}

function rowsOrRecords(
  heads: readonly string[] | undefined,
  rows: readonly { text: string; number: boolean }[][],
  paper: Paper,
  margin: number,
): string[] {
  return (
    table(heads, rows, paper.width - margin) ??
    rows.flatMap((row) => row.flatMap((cell) => wrap(cell.text, paper.width - margin)))
  );
}

/** The series that run through a list of 12 rows or more which hold nothing but numbers, each under its name. */
function seriesOf(list: readonly unknown[], locale: Locale): Map<string, Series> | undefined {
  if (list.length < 12) return undefined;
  const alone = numbersOf(list);
  if (alone) return new Map([["", alone]]);
  const columns = new Map<string, unknown[]>();
  for (const [row, item] of list.entries()) {
    if (!isPlain(item)) return undefined;
    for (const [name, value] of leaves(item, locale)) {
      if (typeof value === "string" || typeof value === "boolean") return undefined;
      const column = columns.get(name) ?? [];
      if (column.length !== row) return undefined;
      column.push(value);
      columns.set(name, column);
    }
  }
  const found = new Map<string, Series>();
  for (const [name, column] of columns) {
    const series = column.length === list.length ? numbersOf(column) : undefined;
    if (!series) return undefined;
    found.set(name, series);
  }
  return found;
}

/** A row's numbers, each under its name; in a list inside it the one word of an item is the item's name. */
function leaves(item: Plain, locale: Locale): [string, unknown][] {
  return Object.entries(item).flatMap(([name, value]): [string, unknown][] => {
    if (!Array.isArray(value)) return [[labelOf(name), value]];
    return value.map((part): [string, unknown] => {
      const values = isPlain(part) ? Object.values(part) : [];
      const word = Object.entries(isPlain(part) ? part : {}).find(([, v]) => typeof v === "string");
      const number = values.find((v) => isQuantity(v) || typeof v === "number");
      return values.length === 2 && word ? [inline(word[1], locale, word[0]), number] : [name, part];
    });
  });
}

function sparklines(series: ReadonlyMap<string, Series>, length: number, paper: Paper): string[] {
  const widest = Math.max(...[...series.keys()].map(widthOf));
  const rows = [...series].map(([name, row]) => {
    const bars =
      length === 24 ? `${sparkline(row.values)}  ${range(row, paper.locale)}` : spark(row, paper.locale);
    return `${pad(name, widest)}  ${bars}`;
  });
  if (length !== 24) return rows;
  const ruler = `${pad(wordsIn(paper.locale).hour, widest)}  0     6     12    18    `;
  return [paper.paint("name", ruler.trimEnd()), ...rows];
}

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(by) + line));

function bullet(mark: string, text: string, paper: Paper): string[] {
  return wrap(text, paper.width - 4).map((line, i) => `  ${i === 0 ? mark : "  "}${line}`);
}
