import { parseArgs } from "node:util";
import { type Issue, type Locale, locales, suggest } from "../quantity/quantity.ts";
import { needsRecords } from "./records-command.ts";
import { type Words, wordsIn } from "./words.ts";

const options = {
  json: { type: "boolean" },
  language: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
  host: { type: "string" },
  port: { type: "string" },
  data: { type: "string" },
  key: { type: "string" },
  name: { type: "string", multiple: true },
  clinic: { type: "string" },
  proxy: { type: "string", multiple: true },
} as const;

/** Options that steer the server only. */
const serving = new Set(["host", "port", "data", "key", "name", "clinic", "proxy"]);

/** A command line, taken apart. */
export interface Arguments {
  /** Operation or command first, then what it works on. */
  readonly words: readonly string[];
  readonly locale: Locale;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  /** What only the server reads, as written. */
  readonly server: {
    host?: string;
    port?: string;
    data?: string;
    key?: string;
    name?: string[];
    clinic?: string;
    proxy?: string[];
  };
  readonly issues: readonly Issue[];
}

/** Reads a command line; everything that is wrong with it is in `issues`. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Arguments {
  const { values, tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = typeof values.language === "string" ? values.language : undefined;
  const locale = locales.find((locale) => locale === given) ?? localeOf(env);
  const words = wordsIn(locale);
  const issues: Issue[] = tokens.flatMap((token) =>
    token.kind === "option" ? complaint(token, positionals[0], words) : [],
  );
  if (given !== undefined && !locales.some((locale) => locale === given))
    issues.push({ path: "--language", message: words.notLanguage(given.slice(0, 40)) });
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const texts = (value: unknown): string[] | undefined =>
    (value as unknown[] | undefined)?.filter((each) => typeof each === "string");
  return {
    words: positionals,
    locale,
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
    server: {
      host: text(values.host),
      port: text(values.port),
      data: text(values.data),
      key: text(values.key),
      name: texts(values.name),
      clinic: text(values.clinic),
      proxy: texts(values.proxy),
    },
    issues,
  };
}

function complaint(
  token: { name: string; rawName: string; value: string | undefined },
  command: string | undefined,
  words: Words,
): Issue[] {
  const known = Object.hasOwn(options, token.name) ? options[token.name as keyof typeof options] : undefined;
  const issue = (message: string): Issue[] => [{ path: token.rawName.slice(0, 40), message }];
  const allowed = (name: string): boolean =>
    !serving.has(name) ||
    command === "serve" ||
    ((name === "data" || name === "key") && needsRecords(command));
  if (!known || !allowed(token.name)) {
    const near = suggest(token.name, Object.keys(options).filter(allowed));
    return issue(words.unknownOption(token.rawName.slice(0, 40)) + (near ? words.near(`--${near}`) : ""));
  }
  if (known.type === "string" && token.value === undefined) return issue(words.needsValue(token.rawName));
  if (known.type === "boolean" && token.value !== undefined) return issue(words.takesNone(token.rawName));
  return [];
}

/** The language asked for by the surroundings: THECA_LANGUAGE, else what the system is set to. */
function localeOf(env: Readonly<Record<string, string | undefined>>): Locale {
  const wanted = (env["THECA_LANGUAGE"] || env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "")
    .replace(/[.@].*$/, "")
    .replace("_", "-");
  if (/^zh\b/i.test(wanted)) return "zh-CN";
  return locales.find((locale) => locale.toLowerCase() === wanted.toLowerCase()) ?? "en-US";
}
