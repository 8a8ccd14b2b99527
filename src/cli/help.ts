import type { Operation } from "../operations/operations.ts";
import type { Paper } from "./readable.ts";
import { table } from "./table.ts";
import { wrap } from "./width.ts";
import { wordsIn } from "./words.ts";

/** Words of the command line that are not operations. */
export const commands = [
  "backup",
  "batch",
  "example",
  "export",
  "help",
  "key",
  "list",
  "notices",
  "rekey",
  "restore",
  "schema",
  "serve",
  "verify",
  "worker",
] as const;

const pairs = (rows: readonly (readonly [string, string])[], paper: Paper): string[] =>
  (
    table(
      undefined,
      rows.map(([a, b]) => [
        { text: a, number: false },
        { text: b, number: false },
      ]),
      paper.width - 2,
    ) ?? rows.flat()
  ).map((line) => `  ${line}`);

/** What `theca help` prints. */
export function helpPage(operations: readonly Operation[], paper: Paper): string {
  const words = wordsIn(paper.locale);
  const head = (text: string): string => paper.paint("head", text);
  return [
    head("theca"),
    ...wrap(words.tagline, paper.width - 2).map((line) => `  ${line}`),
    "",
    head(words.usage),
    ...pairs(
      [
        [words.ask, words.askMeans],
        ["theca batch [file|-]", words.batchMeans],
        ["theca list", words.listMeans],
        ["theca schema <operation>", words.schemaMeans],
        ["theca example <operation>", words.exampleMeans],
        ["theca serve", words.serveMeans],
        ["theca verify [file]", words.verifyMeans],
        ["theca backup <file>", words.backupMeans],
        ["theca restore <file>", words.restoreMeans],
        ["theca export", words.exportMeans],
        ["theca key <file>", words.keyMeans],
        ["theca rekey <file>", words.rekeyMeans],
        ["theca notices [test|file|-]", words.noticesMeans],
        ["theca worker [database]", words.workerMeans],
        ["theca help [operation]", words.helpMeans],
      ],
      paper,
    ),
    "",
    ...(operations.length > 0 ? [head(words.operations), ...operationLines(operations, paper), ""] : []),
    head(words.options),
    ...pairs(
      [
        ["--json", words.jsonMeans],
        ["--language", `${words.languageMeans}: en-US, en-GB, zh-CN`],
        [
          "--host, --port, --data, --name",
          `serve: ${words.hostMeans}; ${words.portMeans}; ${words.dataMeans}; ${words.nameMeans}. --clinic: ${words.clinicMeans}; --proxy: ${words.proxyMeans}. verify, backup, restore, export: --data`,
        ],
        ["--key", words.keyFileMeans],
      ],
      paper,
    ),
    "",
    ...wrap(words.statuses, paper.width),
    "",
  ].join("\n");
}

const operationLines = (operations: readonly Operation[], paper: Paper): string[] =>
  pairs(
    operations.map((operation) => [operation.name, operation.summary] as const),
    paper,
  );

/** What `theca help deliver`, or `theca deliver` without an input, prints. */
export function operationPage(operation: Operation, paper: Paper): string {
  const words = wordsIn(paper.locale);
  const name = operation.name;
  return [
    `${paper.paint("head", `theca ${name} [file|-]`)}`,
    ...wrap(operation.summary, paper.width - 2).map((line) => `  ${line}`),
    "",
    paper.paint("head", words.tryIt),
    `  theca example ${name} | theca ${name}`,
    `  theca schema ${name}`,
    "",
  ].join("\n");
}

/** Ids by kind, as `drugs: [...]`. */
export type Ids = Readonly<Record<string, readonly string[]>>;

/** What `theca list` prints for people. */
export function listPage(operations: readonly Operation[], ids: Ids, paper: Paper): string {
  const words = wordsIn(paper.locale);
  const lines = [paper.paint("head", words.operations), ...operationLines(operations, paper)];
  for (const [kind, names] of Object.entries(ids))
    lines.push(
      "",
      paper.paint("head", kind),
      ...wrap(names.join("  "), paper.width - 2).map((l) => `  ${l}`),
    );
  return `${lines.join("\n")}\n`;
}

/** What `theca list` answers to a program. */
export const listAnswer = (
  operations: readonly Operation[],
  ids: Ids,
): Readonly<Record<string, unknown>> => ({
  operations: operations.map(({ name, summary }) => ({ name, summary })),
  ...ids,
});
