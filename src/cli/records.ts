import { homedir, userInfo } from "node:os";
import { resolve } from "node:path";
import type { Issue, Locale } from "../quantity/quantity.ts";
import { answered, refused, type Reply } from "../operations/operations.ts";
import {
  backUp,
  type Copied,
  exportLines,
  isPostgres,
  lookForKey,
  makeKey,
  type Master,
  openStore,
  placeOf,
  Refusal,
  rekey,
  restore,
  said as troubleSaid,
  shownUrl,
  Trouble,
  unopened,
  type Verified,
  verifyPlace,
} from "../store/store.ts";
import type { RecordCommand } from "./records-command.ts";
import { wordsIn } from "./words.ts";

/** Where the records lie, and what surrounds them. */
export interface Kept {
  readonly data: string | undefined;
  /** The file of the master key. */
  readonly key?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: Locale;
  /** Takes text; false once nobody reads it any more. */
  readonly write: (text: string) => Promise<boolean>;
}

/** Verifies, copies, puts back or writes out what is kept; the reply says what became of it, none where lines were written. */
export async function tendRecords(
  command: RecordCommand,
  file: string | undefined,
  { data, key, env, locale, write }: Kept,
): Promise<Reply | undefined> {
  const words = wordsIn(locale);
  const place = placeOf(data, { platform: process.platform, env, home: homedir() });
  const shown = (where: string): string => (isPostgres(where) ? shownUrl(where) : where);
  const issue = (path: string, message: string): Reply => refused([{ path, message } satisfies Issue]);
  const told = (from: string, to: string, copied: Copied): Reply => {
    if ("copied" in copied) return answered({ from: shown(from), to: shown(to), ...copied.copied });
    if ("damaged" in copied) return issue("", damaged(copied.damaged, locale));
    if (copied.refused === "exists") return issue("", words.thereAlready(shown(to)));
    if (copied.refused === "missing") return issue("", words.noRecords(shown(from)));
    if ("line" in copied) return issue("", words[copied.refused](shown(from), copied.line));
    return issue("", `${shown(from)}: ${unopened(copied.refused, locale, copied.detail)}`);
  };
  const looked = lookForKey(key, env, locale);
  if ("refused" in looked) return issue(looked.path, looked.refused);
  const { master } = looked;
  try {
    switch (command) {
      case "verify": {
        const where = file === undefined ? place : isPostgres(file) ? file : resolve(file);
        const found = await verifyPlace(where, master);
        if (!found) return issue("", words.noRecords(shown(where)));
        if (!("entries" in found)) return told(where, where, found);
        return found.damage ? issue(found.damage.table, damaged(found, locale)) : answered(found);
      }
      case "backup":
        if (file === undefined) return issue("file", words.needsFile);
        return told(place, resolve(file), await backUp(place, resolve(file), master));
      case "restore":
        if (file === undefined) return issue("file", words.needsFile);
        return told(resolve(file), place, await restore(resolve(file), place, master));
      case "export": {
        if (file !== undefined && file !== "fhir") return issue("file", words.exportAs);
        const found = await verifyPlace(place, master);
        if (!found || !("entries" in found)) return issue("", words.noRecords(shown(place)));
        // Damaged records take nothing in, and what can still be read of them is.
        const refused = found.damage ? undefined : await noteExport(place, locale, master);
        if (refused !== undefined) return issue("", `${shown(place)}: ${refused}`);
        for await (const line of await linesAs(file, exportLines(place, master)))
          if (!(await write(line))) break;
        return undefined;
      }
      case "key": {
        if (file === undefined) return issue("file", words.needsKeyFile);
        const made = makeKey(resolve(file), place, locale);
        return "refused" in made
          ? issue("file", made.refused)
          : answered({ file: resolve(file), key: made.id }, [], [words.keepKey]);
      }
      case "rekey": {
        if (file === undefined) return issue("file", words.needsKeyFile);
        const fresh = lookForKey(file, {}, locale);
        if ("refused" in fresh) return issue("file", fresh.refused);
        const keys = await rekey(place, master, fresh.master!);
        return keys === undefined
          ? issue("", words.noRecords(shown(place)))
          : answered({ place: shown(place), keys, key: fresh.master!.id }, [], [words.keepOldKey]);
      }
      default:
        return command satisfies never;
    }
  } catch (error) {
    if (error instanceof Trouble) return issue("", troubleSaid(error, locale));
    if (error instanceof Refusal)
      return issue("", `${shown(place)}: ${unopened(error.reason, locale, error.detail)}`);
    throw error;
  }
}

/** Writes down that all that is kept is read in clear (T-06); or says why it cannot be. */
async function noteExport(place: string, locale: Locale, master?: Master): Promise<string | undefined> {
  const opened = await openStore(place, locale, master);
  if ("refused" in opened) return opened.refused;
  const { people, close } = opened.store;
  try {
    await people("note", { at: Date.now(), who: `command line (${userName()})`, action: "export" });
  } finally {
    await close();
  }
  return undefined;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A machine need not know the number of a user by name.
    return String(process.getuid?.() ?? "unknown");
  }
}

/** Lines as they are kept, or as FHIR. */
async function linesAs(
  form: "fhir" | undefined,
  lines: AsyncIterable<string>,
): Promise<AsyncIterable<string>> {
  if (form === undefined) return lines;
  const { fhirLines } = await import("./fhir-lines.ts");
  return fhirLines(lines);
}

function damaged({ damage }: Verified, locale: Locale): string {
  const { table, sequence, why, id } = damage!;
  return wordsIn(locale).damaged(table, sequence, id, why);
}
