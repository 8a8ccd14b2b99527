import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Issue, Locale } from "../quantity/quantity.ts";
import { answered, refused, type Reply } from "../operations/operations.ts";
import {
  backUp,
  type Copied,
  dataFolder,
  exportLines,
  fileIn,
  restore,
  unopened,
  type Verified,
  verifyFile,
} from "../store/store.ts";
import type { RecordCommand } from "./records-command.ts";
import { wordsIn } from "./words.ts";

/** Where the records lie, and what surrounds them. */
export interface Kept {
  readonly data: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: Locale;
  /** Takes text; false once nobody reads it any more. */
  readonly write: (text: string) => Promise<boolean>;
}

/** Verifies, copies, puts back or writes out what is kept; the reply says what became of it, none where lines were written. */
export async function tendRecords(
  command: RecordCommand,
  file: string | undefined,
  { data, env, locale, write }: Kept,
): Promise<Reply | undefined> {
  const words = wordsIn(locale);
  const folder = resolve(data ?? dataFolder({ platform: process.platform, env, home: homedir() }));
  const issue = (path: string, message: string): Reply => refused([{ path, message } satisfies Issue]);
  const copy = (from: string, to: string, copied: Copied): Reply => {
    if ("copied" in copied) return answered({ from, to, ...copied.copied });
    if ("damaged" in copied) return issue("", damaged(copied.damaged, locale));
    if (copied.refused === "exists") return issue("", words.thereAlready(to));
    if (copied.refused === "missing") return issue("", words.noRecords(from));
    return issue("", `${from}: ${unopened(copied.refused, locale)}`);
  };
  switch (command) {
    case "verify": {
      const found = verifyFile(file === undefined ? fileIn(folder) : resolve(file));
      if (!found) return issue("", words.noRecords(file ?? folder));
      return found.damage ? issue(found.damage.table, damaged(found, locale)) : answered(found);
    }
    case "backup":
      if (file === undefined) return issue("file", words.needsFile);
      return copy(folder, resolve(file), backUp(folder, resolve(file)));
    case "restore":
      if (file === undefined) return issue("file", words.needsFile);
      return copy(resolve(file), folder, restore(resolve(file), folder));
    case "export":
      if (!verifyFile(fileIn(folder))) return issue("", words.noRecords(folder));
      for (const line of exportLines(folder)) if (!(await write(line))) break;
      return undefined;
    default:
      return command satisfies never;
  }
}

function damaged({ damage }: Verified, locale: Locale): string {
  const { table, sequence, why, id } = damage!;
  return wordsIn(locale).damaged(table, sequence, id, why);
}
