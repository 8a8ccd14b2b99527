// What an answer falls short of: the expectations of an acceptance case, held against a reply.
import { type Quantity, unitOf } from "../../src/quantity/quantity.ts";

/** One thing that a reply must show; `path` leads into the answer. */
export type Expectation =
  | { readonly path: string; readonly quantity: string; readonly within?: number }
  | { readonly path: string; readonly number: number; readonly within?: number; readonly absolute?: boolean }
  | { readonly path: string; readonly equals: unknown }
  | { readonly path: string; readonly contains: string }
  | { readonly path: string; readonly lacks: string }
  | { readonly path: string; readonly count: number }
  /** An issue at this path or at a field below it. */
  | { readonly refused: string }
  /** What a gap or an assumption must say. */
  | { readonly gap: string }
  | { readonly assumed: string };

/** An acceptance case as it is kept. */
export interface Case {
  readonly id: string;
  readonly source: string;
  readonly operation: string;
  readonly input: unknown;
  readonly expect: readonly Expectation[];
}

/** A reply as it comes out of any door. */
export interface Heard {
  readonly ok: boolean;
  readonly answer?: unknown;
  readonly gaps?: readonly string[];
  readonly assumed?: readonly string[];
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

const usual = 1e-9;

/** What is missing, in a sentence; undefined where the expectation is met. */
export function shortfall(reply: Heard, expected: Expectation): string | undefined {
  if ("refused" in expected) return missingIssue(reply, expected.refused);
  if (!reply.ok) return `not answered: ${JSON.stringify(reply.issues)}`;
  if ("gap" in expected) return missingSentence(reply.gaps, expected.gap, "gap");
  if ("assumed" in expected) return missingSentence(reply.assumed, expected.assumed, "assumption");
  const found = at(reply.answer, expected.path);
  const text = JSON.stringify(found ?? null);
  const complaint = (wanted: string): string =>
    `${expected.path}: ${text?.slice(0, 200)}, expected ${wanted}`;
  if ("quantity" in expected)
    return isNear(found, expected.quantity, expected.within ?? usual)
      ? undefined
      : complaint(expected.quantity);
  if ("number" in expected) {
    const slack = (expected.within ?? usual) * (expected.absolute ? 1 : Math.abs(expected.number));
    const near = typeof found === "number" && Math.abs(found - expected.number) <= slack;
    return near ? undefined : complaint(String(expected.number));
  }
  if ("count" in expected)
    return Array.isArray(found) && found.length === expected.count
      ? undefined
      : complaint(`${expected.count} items`);
  if ("contains" in expected)
    return text.toLowerCase().includes(expected.contains.toLowerCase())
      ? undefined
      : complaint(`to contain ${expected.contains}`);
  if ("lacks" in expected)
    return text.toLowerCase().includes(expected.lacks.toLowerCase())
      ? complaint(`not to contain ${expected.lacks}`)
      : undefined;
  return text === JSON.stringify(expected.equals) ? undefined : complaint(JSON.stringify(expected.equals));
}

function missingIssue({ ok, issues = [] }: Heard, path: string): string | undefined {
  if (ok) return `answered, where an issue at ${path} was due`;
  const below = (given: string): boolean =>
    given === path || path === "" || (given.startsWith(path) && /^[.[]/.test(given.slice(path.length)));
  return issues.some((issue) => below(issue.path))
    ? undefined
    : `issues at ${issues.map((issue) => issue.path).join(", ")}, none at ${path}`;
}

const missingSentence = (said: readonly string[] = [], wanted: string, what: string): string | undefined =>
  said.some((sentence) => sentence.toLowerCase().includes(wanted.toLowerCase()))
    ? undefined
    : `no ${what} says "${wanted}": ${JSON.stringify(said)}`;

/** The value at a path such as `findings[0].drug`. */
export const at = (value: unknown, path: string): unknown =>
  path
    .replace(/\[(\d+)\]/g, ".$1")
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);

/** A quantity as answered agrees with one as written, whatever unit of its dimension it is in. */
function isNear(found: unknown, written: string, within: number): boolean {
  const { value, unit } = (found ?? {}) as Partial<Quantity>;
  const [, figures = "", code = ""] = /^(-?[\d.]+(?:e[-+]?\d+)?)\s*(.*)$/.exec(written) ?? [];
  const [mine, theirs] = [unitOf(unit ?? ""), unitOf(code)];
  if (typeof value !== "number" || !mine || !theirs || mine.dimension !== theirs.dimension) return false;
  const factor = (u: typeof mine): number => Number(u.numerator) / Number(u.denominator);
  const wanted = Number(figures) * factor(theirs);
  return Math.abs(value * factor(mine) - wanted) <= within * Math.abs(wanted);
}
