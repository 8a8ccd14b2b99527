// Where the master key comes from: a file, or the surroundings. It never lies with the records unless somebody puts it there.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";
import { isPostgres } from "./place.ts";
import { type Master, masterOf, newKey } from "./seal.ts";

/** Where a key was looked for, and what was found: nothing, a key, or something that is none. */
export type Looked =
  | { readonly master?: Master; readonly from?: string }
  | { readonly refused: string; readonly path: string };

const mark = "theca-key-1:";
/** 32 bytes in base64. */
const shape = /^[A-Za-z0-9+/]{43}=$/;

interface Words {
  readonly unreadable: (file: string, why: string) => string;
  readonly notKey: (from: string) => string;
  readonly both: string;
  readonly inside: (file: string, place: string) => string;
  readonly exists: (file: string) => string;
}
const sentences: Record<Language, Words> = {
  en: {
    unreadable: (file, why) => `the master key was looked for in ${file}, which cannot be read (${why})`,
    notKey: (from) =>
      `${from} does not hold a master key: expected ${mark} and 32 bytes in base64; \`theca key <file>\` makes one`,
    both: "a file and THECA_KEY were both named: leave one of them away",
    inside: (file, place) =>
      `${file} lies with the records in ${place}: whoever takes one takes both; name a file elsewhere`,
    exists: (file) => `there is something at ${file} already: nothing was written over`,
  },
  zh: {
    unreadable: (file, why) => `在 ${file} 中查找主密钥，但该文件无法读取（${why}）`,
    notKey: (from) =>
      `${from} 中不是主密钥：应为 ${mark} 加 32 字节的 base64；可用 \`theca key <文件>\` 生成`,
    both: "同时指定了密钥文件和 THECA_KEY：请只保留一个",
    inside: (file, place) => `${file} 与记录同在 ${place}：取得其一即取得两者；请指定其他位置的文件`,
    exists: (file) => `${file} 已存在：未作覆盖`,
  },
};

/** The master key: from the file that was named, else THECA_KEY_FILE, else THECA_KEY; none where none of them is set. */
export function lookForKey(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  locale: Locale,
): Looked {
  const words = sentences[languageOf(locale)];
  const file = named ?? (env["THECA_KEY_FILE"] || undefined);
  const typed = env["THECA_KEY"] || undefined;
  if (file !== undefined && typed !== undefined) return { refused: words.both, path: "--key" };
  if (file === undefined && typed === undefined) return {};
  const from = file === undefined ? "THECA_KEY" : resolve(file);
  let text = typed ?? "";
  try {
    if (file !== undefined) text = readFileSync(resolve(file), "utf8");
  } catch (error) {
    return { refused: words.unreadable(from, (error as NodeJS.ErrnoException).code ?? ""), path: "--key" };
  }
  const code = text.trim().replace(mark, "");
  if (!shape.test(code)) return { refused: words.notKey(from), path: "--key" };
  return { master: masterOf(Buffer.from(code, "base64")), from };
}

/** Writes a new master key into a file that only its owner reads; or says why not. */
export function makeKey(
  file: string,
  place: string,
  locale: Locale,
): { readonly id: string } | { readonly refused: string } {
  const words = sentences[languageOf(locale)];
  if (!isPostgres(place) && `${dirname(file)}${sep}`.startsWith(`${place}${sep}`))
    return { refused: words.inside(file, place) };
  const bytes = newKey().export();
  try {
    writeFileSync(file, `${mark}${bytes.toString("base64")}\n`, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { refused: code === "EEXIST" ? words.exists(file) : words.unreadable(file, code) };
  }
  return { id: masterOf(bytes).id };
}
