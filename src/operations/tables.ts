/** `tables`: what stands in a file of studies, ready to be pooled. */
import { z } from "zod";
import { readStudyFile, readStudyText, type StudyFile } from "../formats/formats.ts";
import { languageOf, type Locale, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";

const input = z.strictObject({
  name: z.string().max(300).default("").describe("What the file is called; only said in issues."),
  text: z
    .string()
    .min(1)
    .optional()
    .describe("A pasted or opened text: CSV, TSV, or columns parted by spaces."),
  base64: z
    .string()
    .min(1)
    .regex(/^[A-Za-z0-9+/\s]*={0,2}\s*$/)
    .optional()
    .describe("In place of text the bytes of any file: CSV, XLSX, RevMan's .rm5 or RevMan Web's .zip."),
});

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes of base64 (RFC 4648); the schema has seen to its letters. */
function bytesOf(base64: string): Uint8Array {
  const plain = base64.replaceAll(/[\s=]/g, "");
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const letter of plain) {
    bits = ((bits << 6) | letters.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  return bytes;
}

/** Bytes as base64. */
function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const triple = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const four = [18, 12, 6, 0].map((shift) => letters[(triple >> shift) & 63]);
    parts.push(
      i + 2 < bytes.length ? four.join("") : `${four.slice(0, bytes.length - i + 1).join("")}==`.slice(0, 4),
    );
  }
  return parts.join("");
}

function run(asked: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const zh = languageOf(context.locale) === "zh";
  if ((value.text === undefined) === (value.base64 === undefined))
    return refused([
      { path: "text", message: zh ? "text 与 base64 应给出其一" : "expected either text or base64" },
    ]);
  const file =
    value.text === undefined
      ? readStudyFile(value.name, bytesOf(value.base64!), context.locale)
      : readStudyText(value.text, languageOf(context.locale));
  if (file.issues.length > 0) return refused(file.issues);
  const several = file.tables.length > 1;
  return answered(
    { tables: file.tables },
    [],
    [
      ...file.assumed,
      ...file.tables.flatMap(({ title, assumed }) =>
        assumed.map((said) => (several ? `${title}: ${said}` : said)),
      ),
    ],
  );
}

/** What an operation is asked when a file of studies is put before it: its only table, with the measure it makes. */
export function oneTable(
  name: string,
  bytes: Uint8Array,
  locale: Locale,
  ask: (table: StudyFile["tables"][number]) => unknown,
): ReturnType<NonNullable<Operation["fromFile"]>> {
  const { tables, issues, assumed } = readStudyFile(name, bytes, locale);
  const [only] = tables;
  if (issues.length > 0 || !only) return { issues };
  if (tables.length === 1) return { value: ask(only), assumed: [...assumed, ...only.assumed] };
  const titles = tables.map(({ title }) => title).slice(0, 20);
  return {
    issues: [
      {
        path: name,
        message:
          languageOf(locale) === "zh"
            ? `含 ${tables.length} 个表格（${titles.join("；")}）：请用 tables 取其一`
            : `holds ${tables.length} tables (${titles.join("; ")}): take one of them by the operation tables`,
      },
    ],
  };
}

export const tables: Operation = {
  name: "tables",
  summary:
    "Reads studies from CSV, Excel, RevMan 5 or RevMan Web: rows to be pooled, their measure, what is kept beside.",
  input,
  example: {
    text: "author,year,tpos,tneg,cpos,cneg,ablat\nAronson,1948,4,119,11,128,44\nFerguson & Simes,1949,6,300,29,274,55\nRosenthal et al,1960,3,228,11,209,42\n",
  },
  bulk: true,
  fromFile: (name, bytes) => ({ value: { name, base64: base64Of(bytes) } }),
  run,
};
