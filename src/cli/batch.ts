import type { Readable } from "node:stream";
import { type Issue, suggest } from "../quantity/quantity.ts";
import {
  ask,
  type Context,
  faulted,
  type Operation,
  readJson,
  refused,
  writeReply,
} from "../operations/operations.ts";
import { decode } from "./input.ts";
import { linesOf } from "./lines.ts";
import { wordsIn } from "./words.ts";

const longestLine = 256 * 2 ** 20;

/** Where the answers of a batch go. */
export interface Sink {
  /** Resolves when the reader is ready for more; false when there is no reader any more. */
  readonly write: (text: string) => Promise<boolean>;
  /** Keeps what is known about a fault of ours and returns the id it is kept under. */
  readonly fault: (error: unknown) => string;
}

/** Answers line by line, in order, one line at a time in memory. True if every line was a request. */
export async function batch(
  table: readonly Operation[],
  source: Readable,
  sink: Sink,
  context: Context,
): Promise<boolean> {
  let everyLineRead = true;
  let number = 0;
  for await (const line of linesOf(source, longestLine)) {
    number++;
    const text = "bytes" in line ? decodeLine(line.bytes) : undefined;
    if (text !== undefined && text.trim() === "") continue;
    const request =
      "tooLong" in line
        ? unread(wordsIn(context.locale).tooLong)
        : text === undefined
          ? unread(wordsIn(context.locale).notUtf8)
          : readRequest(text, context);
    if (request.issues.length > 0) everyLineRead = false;
    const placed = request.id === null ? atLine(request, number, context) : request;
    if (!(await sink.write(`${await answerLine(table, placed, sink, context)}\n`))) break;
  }
  return everyLineRead;
}

interface Request {
  readonly id: unknown;
  readonly operation: string;
  readonly input: unknown;
  /** Why this line is not a request; nothing else in it counts then. */
  readonly issues: readonly Issue[];
}

/** A request without an id says on which line of the stream it stood. */
const atLine = (request: Request, number: number, { locale }: Context): Request => ({
  ...request,
  issues: request.issues.map((issue) => ({
    ...issue,
    message: wordsIn(locale).atLine(number) + issue.message,
  })),
});

const unread = (message: string): Request => notRequest(null, [{ path: "", message }]);
const notRequest = (id: unknown, issues: readonly Issue[]): Request => ({
  id,
  operation: "",
  input: undefined,
  issues,
});

function decodeLine(bytes: Uint8Array): string | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function readRequest(text: string, context: Context): Request {
  const words = wordsIn(context.locale);
  const read = readJson(text, context.locale);
  if (read.issues.length > 0) return notRequest(idIn(text), read.issues);
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return unread(words.notRequest);
  const { id = null, operation, input, ...others } = value as Record<string, unknown>;
  const issues: Issue[] = Object.keys(others).map((name) => {
    const near = suggest(name, ["id", "operation", "input"]);
    return { path: name.slice(0, 60), message: words.unknownField + (near ? words.near(near) : "") };
  });
  if (typeof operation !== "string") issues.push({ path: "operation", message: words.notRequest });
  return issues.length > 0
    ? notRequest(id, issues)
    : { id, operation: operation as string, input, issues: [] };
}

/** The id of a line that is JSON but contradicts itself; null where the line cannot be read at all. */
function idIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { id?: unknown } | null)?.id ?? null;
  } catch {
    return null;
  }
}

async function answerLine(
  table: readonly Operation[],
  { id, operation, input, issues }: Request,
  sink: Sink,
  context: Context,
): Promise<string> {
  try {
    return writeReply(issues.length > 0 ? refused(issues) : await ask(table, operation, input, context), {
      id,
    });
  } catch (error) {
    return writeReply(faulted(sink.fault(error), context.locale), { id });
  }
}
