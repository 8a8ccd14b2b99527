import { z } from "zod";
import { type Instant, isInstantShaped, readInstant } from "./instant.ts";
import { inside, type Issue, suggest } from "./issue.ts";
import { kinds, type Kind } from "./kind.ts";
import { type Language, languageOf, type Locale } from "./locale.ts";
import type { Quantity } from "./quantity.ts";
import { readQuantity } from "./read-quantity.ts";

type Said = Readonly<Record<Language, string>>;

/** A zod schema whose refusals carry their sentence in both languages (`refuse`). */
export type Readable<T> = z.ZodType<T>;

/** For a rule over several fields: it speaks even where one of them could not be read, and must not rely on any. */
export const besideOtherFaults = {
  when: ({ value }: { readonly value: unknown }): boolean => typeof value === "object" && value !== null,
};

/** Adds a refusal in both languages at a place inside the value being read. */
export function refuse(
  context: z.core.$RefinementCtx,
  said: Readonly<Record<Language, string>>,
  path: PropertyKey[] = [],
): void {
  context.addIssue({ code: "custom", message: said.en, params: { said }, path });
}

/** The schema of a quantity of one kind: text such as "50 mcg", or `{value, unit}`. */
export function quantity<K extends Kind>(kind: K): z.ZodType<Quantity<K>> {
  return z
    .unknown()
    .meta({
      title: kind,
      description: `A quantity: text with a unit, or {value, unit} with a UCUM code of the dimension of ${kinds[kind].coherent}.`,
      anyOf: [
        { type: "string" },
        {
          type: "object",
          properties: { value: { type: "number", minimum: 0 }, unit: { type: "string" } },
          required: ["value", "unit"],
          additionalProperties: false,
        },
      ],
    })
    .transform((input, context): Quantity<K> => {
      const read = readQuantity(input, kind);
      if ("quantity" in read) return read.quantity;
      refuse(context, read.refused);
      return z.NEVER;
    });
}

/** The schema of a quantity of one kind that must not be zero. */
export function aboveZero<K extends Kind>(kind: K): z.ZodType<Quantity<K>> {
  return quantity(kind).superRefine((one, context) => {
    if (one.value === 0)
      refuse(context, { en: "expected a value above zero, got 0", zh: "应大于零；现为 0" });
  });
}

/** The schema of an instant: ISO 8601 with offset, such as "2026-01-05T08:00:00+01:00". */
export function instant(): z.ZodType<Instant> {
  return z
    .unknown()
    .meta({
      title: "instant",
      type: "string",
      format: "date-time",
      description: "ISO 8601 with offset, as 2026-01-05T08:00:00+01:00.",
    })
    .transform((input, context): Instant => {
      const read = typeof input === "string" ? readInstant(input) : undefined;
      if (read) return read;
      if (typeof input === "string" && isInstantShaped(input)) {
        refuse(context, {
          en: `there is no such date, time or offset: "${input}"`,
          zh: `没有这样的日期、时刻或时区偏移："${input}"`,
        });
        return z.NEVER;
      }
      refuse(context, {
        en: `expected a date and time with offset such as "2026-01-05T08:00:00+01:00", got ${describe(input, "en")}`,
        zh: `应为带时区偏移的日期时间，例如 "2026-01-05T08:00:00+08:00"；现为 ${describe(input, "zh")}`,
      });
      return z.NEVER;
    });
}

/** Reads a whole value by its schema: the value, or every issue with its path under `path`. */
export function readShape<T>(
  schema: z.ZodType<T>,
  input: unknown,
  locale: Locale,
  path = "",
): { value: T; issues: [] } | { value?: undefined; issues: Issue[] } {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, issues: [] };
  return { issues: result.error.issues.flatMap((issue) => toIssues(issue, input, languageOf(locale), path)) };
}

/**
 * Reads an object field by field, so that a fault in one field does not hide what can be said about the others: the
 * fields that could be read, and all issues of the rest.
 */
export function readParts<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  input: unknown,
  locale: Locale,
): { parts: Partial<z.output<z.ZodObject<S>>>; issues: Issue[] } {
  const language = languageOf(locale);
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return {
      parts: {},
      issues: [
        { path: "", message: say(language, "expected an object of named fields", "应为带字段名的对象") },
      ],
    };
  }
  const fields = Object.keys(schema.shape);
  const issues: Issue[] = Object.keys(input)
    .filter((name) => !Object.hasOwn(schema.shape, name))
    .map((name) => unknownField(name, fields, "", language));
  const parts: Record<string, unknown> = {};
  for (const name of fields) {
    const given = Object.hasOwn(input, name) ? (input as Record<string, unknown>)[name] : undefined;
    const read = readShape(schema.shape[name] as z.ZodType, given, locale, name);
    issues.push(...read.issues);
    if (read.issues.length === 0 && read.value !== undefined) parts[name] = read.value;
  }
  return { parts: parts as Partial<z.output<z.ZodObject<S>>>, issues };
}

const say = (language: Language, en: string, zh: string): string => (language === "zh" ? zh : en);

function unknownField(name: string, known: readonly string[], path: string, language: Language): Issue {
  const near = suggest(name, known);
  return {
    path: inside(path, name.slice(0, 60)),
    message:
      say(language, `is not a field known here`, `此处没有这个字段`) +
      (near
        ? say(language, `; did you mean "${near}"?`, `；是否为 "${near}"？`)
        : known.length > 0
          ? say(language, `; known are ${known.join(", ")}`, `；已知字段：${known.join("、")}`)
          : ""),
  };
}

function toIssues(issue: z.core.$ZodIssue, input: unknown, language: Language, root: string): Issue[] {
  const path = issue.path.reduce<string>(inside, root);
  const came = describe(
    issue.path.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
      input,
    ),
    language,
  );
  switch (issue.code) {
    case "custom": {
      const said = issue.params?.["said"] as Readonly<Record<Language, string>> | undefined;
      return [{ path, message: said?.[language] ?? issue.message }];
    }
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(key, [], path, language));
    case "invalid_type":
      return [
        {
          path,
          message: say(
            language,
            `expected ${typeName(issue.expected, language)}, got ${came}`,
            `应为${typeName(issue.expected, language)}；现为 ${came}`,
          ),
        },
      ];
    case "invalid_value": {
      const choices = issue.values.map(String);
      const near = typeof issue.input === "string" ? suggest(issue.input, choices) : undefined;
      const hint = near ? say(language, `; did you mean "${near}"?`, `；是否为 "${near}"？`) : "";
      return [
        {
          path,
          message:
            say(
              language,
              `expected one of ${choices.join(", ")}, got ${came}`,
              `应为 ${choices.join("、")} 之一；现为 ${came}`,
            ) + hint,
        },
      ];
    }
    case "invalid_union": {
      if (issue.errors.length === 0) {
        const options = ((issue as { options?: readonly unknown[] }).options ?? []).map(String);
        const among = options.length > 0 ? options.join(", ") : "";
        return [
          {
            path,
            message: say(
              language,
              `expected one of ${among}, got ${came}`,
              `应为 ${among} 之一；现为 ${came}`,
            ),
          },
        ];
      }
      // Speak for the alternative that came furthest: its fault lies deepest, and it knows the fields that came.
      const deepest = [...issue.errors].sort(
        (a, b) => depth(b) - depth(a) || strangers(a) - strangers(b),
      )[0]!;
      const value = issue.path.reduce<unknown>(
        (v, key) => (v as Record<PropertyKey, unknown> | undefined)?.[key],
        input,
      );
      return deepest.flatMap((inner) => toIssues(inner, value, language, path));
    }
    case "too_small":
    case "too_big": {
      const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
      const size = issue.origin === "string" || issue.origin === "array";
      const what = size
        ? say(
            language,
            issue.origin === "string" ? " characters" : " items",
            issue.origin === "string" ? " 个字符" : " 项",
          )
        : "";
      const english =
        issue.code === "too_small"
          ? issue.inclusive === false
            ? "more than"
            : "at least"
          : issue.inclusive === false
            ? "less than"
            : "at most";
      const chinese =
        issue.code === "too_small"
          ? issue.inclusive === false
            ? "大于"
            : "至少为"
          : issue.inclusive === false
            ? "小于"
            : "至多为";
      return [
        {
          path,
          message: say(
            language,
            `expected ${english} ${bound}${what}, got ${came}`,
            `应${chinese} ${bound}${what}；现为 ${came}`,
          ),
        },
      ];
    }
    default:
      return [
        { path, message: say(language, `${issue.message}, got ${came}`, `${issue.message}；现为 ${came}`) },
      ];
  }
}

const depth = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(...issues.map((issue) => issue.path.length));

const strangers = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.filter(({ code }) => code === "unrecognized_keys").length;

const typeNames: Readonly<Record<string, Said>> = {
  object: { en: "an object", zh: "对象" },
  array: { en: "a list", zh: "列表" },
  string: { en: "text", zh: "文本" },
  number: { en: "a number", zh: "数字" },
  int: { en: "a whole number", zh: "整数" },
  boolean: { en: "true or false", zh: " true 或 false" },
};

const typeName = (expected: string, language: Language): string =>
  typeNames[expected]?.[language] ?? expected;

/** What a stranger sent, in a word. */
function describe(value: unknown, language: Language): string {
  if (value === undefined) return say(language, "nothing", "空");
  if (value === null) return "null";
  if (typeof value === "string") return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (Array.isArray(value)) return say(language, `a list of ${value.length}`, `${value.length} 项的列表`);
  if (typeof value === "object") return say(language, "an object", "对象");
  return String(value);
}
