// Writes docs/operations.md from the table of operations. `node scripts/docs.ts` after an operation changed.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { inputSchema, type JsonSchema, type Operation, operations } from "../src/operations/operations.ts";

interface Field {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  /** The alternatives that have it; none where every one has. */
  readonly only: readonly string[];
  /** How many alternatives there are. */
  readonly among: number;
}

/** The page about a table of operations, as Markdown. */
export function operationsPage(table: readonly Operation[]): string {
  return [
    "# Operations",
    "",
    "<!-- Made by scripts/docs.ts from the table of operations; do not edit. -->",
    "",
    'Everything that can be asked, on the command line (`theca <operation> case.json`), as a stream (`theca batch`), over HTTP (`POST /api/<operation>`) and as a library. An answer is `{"ok":true,"answer":…,"gaps":[…],"assumed":[…]}`, a refusal `{"ok":false,"issues":[{"path","message"}]}` with every issue at once. A quantity goes in as text (`"400 mcg/d"`) or as `{"value":400,"unit":"ug/d"}` and comes out as the latter. An unknown field is an issue.',
    "",
    ...table.map(({ name, summary }) => `- [\`${name}\`](#${name.toLowerCase()}) ${summary}`),
    "",
    ...table.flatMap(section),
  ].join("\n");
}

function section(operation: Operation): string[] {
  return [
    `## ${operation.name}`,
    "",
    operation.summary,
    ...(operation.bulk ? ["", "A request may have 64 MB."] : []),
    "",
    "```json",
    JSON.stringify(operation.example, null, 2),
    "```",
    "",
    "| field | type | |",
    "|---|---|---|",
    ...fieldsOf(inputSchema(operation)).map(({ path, type, required, description, only, among }) => {
      const where =
        only.length > 0 && only.length < among ? `With ${only.map((word) => `\`${word}\``).join(", ")}.` : "";
      const remarks = [required ? "" : "Optional.", where, description].filter(Boolean).join(" ");
      return `| \`${path}\` | ${cell(type)} | ${cell(remarks)} |`;
    }),
    "",
  ];
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Every field of a schema, inner ones after the one that holds them; a recursive one is named and left. */
export function fieldsOf(root: JsonSchema): Field[] {
  const fields = new Map<string, Field>();
  const add = (field: Field): void => {
    const known = fields.get(field.path);
    fields.set(field.path, known ? { ...field, ...merged(known, field) } : field);
  };
  const visit = (schema: JsonSchema, place: Place): void => {
    const here = resolved(schema, root);
    if (place.named) {
      const description = shortened(schema.description ?? here.description ?? "");
      add({
        path: place.path,
        type: typeOf(here, root),
        required: place.required,
        description,
        only: place.only,
        among: place.among,
      });
    }
    if (place.open.includes(here) || isQuantity(here)) return;
    const open = [...place.open, here];
    const among = branches(here).length;
    const inner = (part: JsonSchema, only: readonly string[]): void => {
      for (const [name, field] of Object.entries(part.properties ?? {}))
        visit(field, {
          path: place.path === "" ? name : `${place.path}.${name}`,
          named: true,
          required: part.required?.includes(name) ?? false,
          only,
          among,
          open,
        });
      if (part.items)
        visit(part.items, { path: `${place.path}[]`, named: false, required: true, only, among, open });
    };
    inner(here, []);
    for (const branch of branches(here)) {
      const alternative = resolved(branch, root);
      const tag = tagOf(alternative);
      inner(alternative, tag ? [tag.value] : []);
    }
  };
  visit(root, { path: "", named: false, required: true, only: [], among: 0, open: [] });
  return [...fields.values()];
}

/** Where a walk through a schema stands. */
interface Place {
  readonly path: string;
  /** False for the whole and for the items of a list, whose type the list has told. */
  readonly named: boolean;
  readonly required: boolean;
  /** The alternatives in which this field stands, where there are several. */
  readonly only: readonly string[];
  /** How many alternatives there are. */
  readonly among: number;
  readonly open: readonly JsonSchema[];
}

/** One field of two alternatives. */
const merged = (one: Field, other: Field): Partial<Field> => ({
  type: [...new Set([...one.type.split(" | "), ...other.type.split(" | ")])].join(" | "),
  required: one.required && other.required,
  only: [...one.only, ...other.only],
});

const branches = (schema: JsonSchema): readonly JsonSchema[] => schema.oneOf ?? schema.anyOf ?? [];

/** Quantities say their kind in the title and their shape in two alternatives, which need not be repeated. */
const isQuantity = (schema: JsonSchema): boolean =>
  schema.title !== undefined && branches(schema).some((branch) => branch.properties?.["unit"] !== undefined);

// What is said once at the top of the page is not repeated in every row.
const shortened = (description: string): string =>
  description.startsWith("A quantity: text with") ? "" : description;

/** The field whose fixed word tells one alternative from the others, as mode: continuous. */
function tagOf(schema: JsonSchema): { name: string; value: string } | undefined {
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    if (inner.const !== undefined) return { name, value: String(inner.const) };
  return undefined;
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .replace(/^#\/?/, "")
    .split("/")
    .filter(Boolean)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], root);
  return (found ?? {}) as JsonSchema;
}

function typeOf(schema: JsonSchema, root: JsonSchema): string {
  if (isQuantity(schema)) return `quantity (${schema.title})`;
  if (schema.title === "instant") return "instant";
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(" | ");
  if (schema.items) return `list of ${typeOf(resolved(schema.items, root), root)}`;
  const alternatives = branches(schema);
  if (alternatives.length > 0) {
    const tags = alternatives.map((branch) => tagOf(resolved(branch, root)));
    if (tags.every((tag) => tag !== undefined))
      return `object by \`${tags[0]!.name}\`: ${tags.map((tag) => `\`${tag!.value}\``).join(" | ")}`;
    return [...new Set(alternatives.map((branch) => typeOf(resolved(branch, root), root)))].join(" | ");
  }
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  return typeof schema.type === "string" ? schema.type : "any";
}

if (import.meta.main) {
  const page = join(resolve(import.meta.dirname, ".."), "docs", "operations.md");
  writeFileSync(page, operationsPage(operations));
}
