import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename } from "node:path";
import type { NoticesAsked } from "../server/server.ts";
import { type Issue, suggest } from "../quantity/quantity.ts";
import {
  ask,
  faulted,
  inputSchema,
  type Operation,
  readJson,
  refused,
  type Reply,
  unknownOperation,
  writeReply,
} from "../operations/operations.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { commands, helpPage, type Ids, listAnswer, listPage, operationPage } from "./help.ts";
import { coloured, plain } from "./paint.ts";
import { type Paper, readable } from "./readable.ts";
import { isRecordCommand, noticesCommand } from "./records-command.ts";
import { wordsIn } from "./words.ts";

/** The part of a process that the command line needs. */
export type Terminal = Pick<
  NodeJS.Process,
  "argv" | "env" | "stdin" | "stdout" | "stderr" | "on" | "off" | "exit"
>;

const answeredStatus = 0;
const issuesStatus = 2;
const faultStatus = 70;

/** Runs one command line over a table of operations and returns the exit status. */
export async function main(terminal: Terminal, operations: readonly Operation[], ids: Ids): Promise<number> {
  const args = readArguments(terminal.argv.slice(2), terminal.env);
  const desk = deskOf(terminal, args);
  try {
    return await dispatch(args, desk, operations, ids);
  } catch (error) {
    await desk.reply(faulted(desk.fault(error), args.locale));
    return faultStatus;
  }
}

/** Where a command reads and writes. */
interface Desk {
  readonly terminal: Terminal;
  readonly paper: Paper;
  /** True where a person reads the answer. */
  readonly forPeople: boolean;
  /** Resolves when the text is taken; false when nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
  readonly reply: (reply: Reply) => Promise<void>;
  readonly fault: (error: unknown) => string;
}

function deskOf(terminal: Terminal, args: Arguments): Desk {
  const { stdout, stderr } = terminal;
  const forPeople = stdout.isTTY === true && !args.json;
  const paper: Paper = {
    locale: args.locale,
    width: Math.max(40, Math.min(stdout.columns ?? 80, 120)),
    paint: forPeople && stdout.hasColors() ? coloured : plain,
  };
  let open = true;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== "EPIPE") stderr.write(`${error.message}\n`);
  });
  const write = (text: string): Promise<boolean> =>
    open
      ? new Promise((resolve) => stdout.write(text, (error) => resolve(!error && open)))
      : Promise.resolve(false);
  return {
    terminal,
    paper,
    forPeople,
    write,
    reply: async (reply) => void (await write(forPeople ? readable(reply, paper) : `${writeReply(reply)}\n`)),
    fault: (error) => {
      const id = randomBytes(4).toString("hex");
      stderr.write(`theca: fault ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
      return id;
    },
  };
}

async function dispatch(
  args: Arguments,
  desk: Desk,
  operations: readonly Operation[],
  ids: Ids,
): Promise<number> {
  const [command, subject, ...rest] = args.words;
  const find = (name: string | undefined): Operation | undefined =>
    operations.find((operation) => operation.name === name);
  const refuse = async (issues: readonly Issue[]): Promise<number> => {
    await desk.reply(refused(issues));
    return issuesStatus;
  };
  const say = async (text: string): Promise<number> => {
    await desk.write(text);
    return answeredStatus;
  };
  const words = wordsIn(args.locale);
  if (args.issues.length > 0) return refuse(args.issues);
  const tooMany = command === "list" || command === "serve" ? subject : rest[0];
  if (tooMany !== undefined) return refuse([{ path: "", message: words.tooMany(tooMany.slice(0, 40)) }]);
  if (args.version) return say(`${version()}\n`);
  if (command === undefined || command === "help" || args.help) {
    const wanted = command === "help" ? subject : command;
    if (wanted === undefined || (commands as readonly string[]).includes(wanted))
      return say(helpPage(operations, desk.paper));
    const operation = find(wanted);
    if (!operation) return refuse([notKnown(operations, wanted, args)]);
    return say(operationPage(operation, desk.paper));
  }
  if (command === "list") {
    const people = listPage(operations, ids, desk.paper);
    return say(desk.forPeople ? people : `${JSON.stringify(listAnswer(operations, ids))}\n`);
  }
  if (command === "schema" || command === "example") {
    if (subject === undefined) return refuse([{ path: "operation", message: words.needsOperation }]);
    const operation = find(subject);
    if (!operation) return refuse([unknownOperation(operations, subject, args.locale)]);
    const shown = command === "schema" ? inputSchema(operation) : operation.example;
    return say(`${JSON.stringify(shown, null, 2)}\n`);
  }
  if (command === "batch") return runBatch(subject ?? "-", args, desk, operations);
  if (command === "serve") return runServer(args, desk, operations);
  if (isRecordCommand(command)) {
    const { tendRecords } = await import("./records.ts");
    const reply = await tendRecords(command, subject, {
      data: args.server.data,
      key: args.server.key,
      env: desk.terminal.env,
      locale: args.locale,
      write: desk.write,
    });
    if (reply) await desk.reply(reply);
    return reply && !reply.ok ? issuesStatus : answeredStatus;
  }
  if (command === noticesCommand) return runNotices(subject, args, desk);
  if (command === "worker") return runWorker(subject, args, desk);
  const operation = find(command);
  if (!operation) return refuse([notKnown(operations, command, args)]);
  return runOperation(operation, subject, args, desk);
}

/** An unknown word may be a misspelt command as well as a misspelt operation. */
function notKnown(operations: readonly Operation[], word: string, args: Arguments): Issue {
  const issue = unknownOperation(operations, word, args.locale);
  const near = suggest(word, [...operations.map((operation) => operation.name), ...commands]);
  return near !== undefined && (commands as readonly string[]).includes(near)
    ? {
        ...unknownOperation([], word, args.locale),
        message: unknownOperation([], word, args.locale).message + wordsIn(args.locale).near(near),
      }
    : issue;
}

async function runOperation(
  operation: Operation,
  file: string | undefined,
  args: Arguments,
  desk: Desk,
): Promise<number> {
  const words = wordsIn(args.locale);
  const { stdin } = desk.terminal;
  if (file === undefined && stdin.isTTY) {
    await desk.reply(refused([{ path: "", message: words.noInput }]));
    if (desk.forPeople) await desk.write(`\n${operationPage(operation, desk.paper)}`);
    return issuesStatus;
  }
  const read = await readQuestion(operation, file ?? "-", desk, args);
  if (!("value" in read) || read.issues.length > 0) {
    await desk.reply(refused(read.issues));
    return issuesStatus;
  }
  if (operation.lengthy?.(read.value)) return runLengthy(operation, read.value, args, desk);
  const reply = await ask([operation], operation.name, read.value, { locale: args.locale });
  // What the reader of a file took for granted is said with the rest.
  await desk.reply(
    reply.ok && read.assumed ? { ...reply, assumed: [...read.assumed, ...reply.assumed] } : reply,
  );
  return reply.ok ? answeredStatus : issuesStatus;
}

/** Answers on another thread, with its progress on the terminal, until it is done or a signal stops it. */
async function runLengthy(
  { name }: Operation,
  input: unknown,
  { locale }: Arguments,
  desk: Desk,
): Promise<number> {
  const { lengthy } = await import("./lengthy.ts");
  const { terminal } = desk;
  const surroundings = { locale, database: databaseIn(terminal), stderr: terminal.stderr, signals: terminal };
  const found = await lengthy(name, input, surroundings);
  if ("stopped" in found) return found.stopped;
  await desk.reply(found.reply);
  return found.reply.ok ? answeredStatus : issuesStatus;
}

/** The question in a file: JSON, or for operations on studies a file of theirs. */
async function readQuestion(
  operation: Operation,
  file: string,
  desk: Desk,
  { locale }: Arguments,
): Promise<{
  readonly value?: unknown;
  readonly assumed?: readonly string[];
  readonly issues: readonly Issue[];
}> {
  const { looksLikeJson, readInput } = await import("./input.ts");
  const input = await readInput(file, desk.terminal.stdin, wordsIn(locale));
  if ("issue" in input) return { issues: [input.issue] };
  if (operation.fromFile && input.bytes.length > 0 && !looksLikeJson(input.bytes))
    return { issues: [], ...operation.fromFile(basename(file), input.bytes, locale) };
  const text = input.text();
  return "issue" in text ? { issues: [text.issue] } : readJson(text.text, locale);
}

/** The database whose queue large cohorts go through, where the surroundings name one. */
const databaseIn = ({ env }: Terminal): string | undefined => env["THECA_DATABASE_URL"] || undefined;

/** Does parts from the queue until it is told to stop. */
async function runWorker(database: string | undefined, args: Arguments, desk: Desk): Promise<number> {
  const words = wordsIn(args.locale);
  const url = database ?? databaseIn(desk.terminal);
  const refuse = async (message: string): Promise<number> => {
    await desk.reply(refused([{ path: "", message }]));
    return issuesStatus;
  };
  if (url === undefined) return refuse(words.needsDatabase);
  const { worker } = await import("../work/work.ts");
  const number = new Intl.NumberFormat(args.locale);
  const started = await worker(url, ({ first, count }) => {
    void desk.write(`${words.partDone(number.format(first), number.format(first + count - 1))}\n`);
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof started === "string") return refuse(words.unreachable(started));
  await desk.write(`${words.working}\n`);
  const stop = (): void => void started.stop();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  await started.ended;
  return answeredStatus;
}

async function runBatch(
  file: string,
  args: Arguments,
  desk: Desk,
  operations: readonly Operation[],
): Promise<number> {
  const [{ batch }, { openInput, whyUnreadable }] = await Promise.all([
    import("./batch.ts"),
    import("./input.ts"),
  ]);
  const source = openInput(file, desk.terminal.stdin);
  let unreadable: unknown;
  source.on("error", (error) => (unreadable = error));
  try {
    const sink = { write: desk.write, fault: desk.fault };
    return (await batch(operations, source, sink, { locale: args.locale })) ? answeredStatus : issuesStatus;
  } catch (error) {
    if (error !== unreadable) throw error;
    const message = whyUnreadable(file, error, wordsIn(args.locale));
    await desk.write(`${writeReply(refused([{ path: "", message }]), { id: null })}\n`);
    return issuesStatus;
  } finally {
    source.destroy();
  }
}

/** Shows, tests, or settles from JSON how notices leave the clinic: secrets come by file or pipe, never as an argument. */
async function runNotices(subject: string | undefined, args: Arguments, desk: Desk): Promise<number> {
  const [{ tendNotices }, { lookForKey, placeOf }, { readInput }] = await Promise.all([
    import("../server/server.ts"),
    import("../store/store.ts"),
    import("./input.ts"),
  ]);
  const { env, stdin } = desk.terminal;
  const refuse = async (issues: readonly Issue[]): Promise<number> => {
    await desk.reply(refused(issues));
    return issuesStatus;
  };
  const looked = lookForKey(args.server.key, env, args.locale);
  if ("refused" in looked) return refuse([{ path: looked.path, message: looked.refused }]);
  const place = placeOf(args.server.data, { platform: process.platform, env, home: homedir() });
  const tend = async (asked: NoticesAsked): Promise<number> => {
    const reply = await tendNotices(asked, place, looked.master, args.locale);
    await desk.reply(reply);
    return reply.ok ? answeredStatus : issuesStatus;
  };
  if (subject === undefined) return tend("show");
  if (subject === "test") return tend("test");
  const input = await readInput(subject, stdin, wordsIn(args.locale));
  if ("issue" in input) return refuse([input.issue]);
  const text = input.text();
  if ("issue" in text) return refuse([text.issue]);
  const read = readJson(text.text, args.locale);
  return read.issues.length > 0 ? refuse(read.issues) : tend({ settle: read.value });
}

async function runServer(args: Arguments, desk: Desk, operations: readonly Operation[]): Promise<number> {
  const { serveUntilStopped } = await import("../server/server.ts");
  const issues = await serveUntilStopped(
    operations,
    { ...args.server, env: desk.terminal.env, locale: args.locale },
    (line) => void desk.terminal.stderr.write(`${line}\n`),
  );
  if (issues.length === 0) return answeredStatus;
  await desk.reply(refused(issues));
  return issuesStatus;
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
