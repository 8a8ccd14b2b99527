import type { z } from "zod";
import type { Crew } from "../exposure/exposure.ts";
import type { Issue, Locale } from "../quantity/quantity.ts";

/** What surrounds a question: everything that is not part of the question itself. */
export interface Context {
  /** In which language and units sentences are written. Numbers do not depend on it. */
  readonly locale: Locale;
  /** Called now and then by long work with the share that is done, 0 to 1. */
  readonly progress?: (share: number) => void;
  /** Asked now and then by long work: true means stop, and say what is done. */
  readonly stopped?: () => boolean;
  /** Awaited now and then by long work that can be stopped with part of an answer, so that whoever asked is heard. */
  readonly rest?: () => Promise<void>;
  /** Those who do the parts of a large cohort on other threads or machines; absent: they are done here. */
  readonly crew?: (input: unknown) => Crew;
}

/** The answer to a question, or everything that is wrong with it. */
export type Reply<Answer = unknown> =
  | {
      readonly ok: true;
      readonly answer: Answer;
      /** What could not be computed or checked, each in a sentence. */
      readonly gaps: readonly string[];
      /** Each default that mattered, in a sentence. */
      readonly assumed: readonly string[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface Operation {
  /** The word it is called by, as `deliver`. */
  readonly name: string;
  /** What it answers, in one sentence a user understands. */
  readonly summary: string;
  /** The full schema of its input. */
  readonly input: z.ZodType;
  /** An input that is answered; run by a test and shown in the docs. */
  readonly example: unknown;
  /** True where whole files come in: a request over HTTP may then be 64 MB, otherwise 1 MB. */
  readonly bulk?: boolean;
  /** Whether this question may take long, so that it should be answered where it can be stopped. */
  readonly lengthy?: (input: unknown) => boolean;
  /** For operations on studies: the input that a file of theirs makes, where it is no JSON. */
  readonly fromFile?: (
    name: string,
    bytes: Uint8Array,
    locale: Locale,
  ) =>
    | { readonly value: unknown; readonly assumed?: readonly string[] }
    | { readonly issues: readonly Issue[] };
  readonly run: (input: unknown, context: Context) => Reply | Promise<Reply>;
}

/** Lengthy where one of these fields is asked for. */
export const whereAsked =
  (...fields: readonly string[]) =>
  (input: unknown): boolean =>
    typeof input === "object" && input !== null && fields.some((field) => Object.hasOwn(input, field));

/** An answer with its gaps and assumptions, each said once. */
export function answered<Answer>(
  answer: Answer,
  gaps: readonly string[] = [],
  assumed: readonly string[] = [],
): Reply<Answer> {
  return { ok: true, answer, gaps: [...new Set(gaps)], assumed: [...new Set(assumed)] };
}

/** A refusal: every issue, in the order of the input. */
export function refused(issues: readonly Issue[]): Reply<never> {
  return { ok: false, issues };
}
