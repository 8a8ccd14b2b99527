import { homedir } from "node:os";
import type { Issue, Locale } from "../quantity/quantity.ts";
import { lookForKey, type Master, placeOf } from "../store/store.ts";
import { readClinic, type ClinicWanted } from "./clinic-options.ts";
import { wordsIn } from "./words.ts";

/** How the server is asked for: flags first, then THECA_HOST, THECA_PORT, THECA_NAME, THECA_DATA (or THECA_DATABASE_URL). */
export interface Wanted {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly key?: string;
  readonly name?: readonly string[];
  readonly clinic?: string;
  readonly proxy?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locale: Locale;
}

/** How the server is to be run. */
export interface Options {
  readonly host: string;
  /** The ports to try, in this order. */
  readonly ports: readonly number[];
  /** Where records are kept: a folder, or a PostgreSQL database by its address. */
  readonly place: string;
  /** The master key, and where it was found. */
  readonly master?: Master;
  readonly keyFrom?: string;
  readonly names: readonly string[];
  /** True where only this machine can reach it. */
  readonly alone: boolean;
  /** Where people sign in: what was asked of that; absent for one person. */
  readonly clinic?: ClinicWanted;
  readonly locale: Locale;
}

const usualPort = 4180;
const portsTried = 20;

/** Reads what was asked for; nothing that cannot be read is guessed. */
export function readOptions(wanted: Wanted): { options: Options } | { issues: Issue[] } {
  const { env, locale } = wanted;
  const words = wordsIn(locale);
  const issues: Issue[] = [];
  const host = wanted.host ?? (env["THECA_HOST"] || "127.0.0.1");
  const names = [...(wanted.name ?? []), ...(env["THECA_NAME"] ?? "").split(",")]
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const port = wanted.port ?? env["THECA_PORT"] ?? "";
  if (port !== "" && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    issues.push({ path: "--port", message: words.notPort(port.slice(0, 20)) });
  const alone = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
  const url = wanted.clinic ?? env["THECA_CLINIC"];
  if (url && URL.canParse(url)) names.push(new URL(url).hostname.toLowerCase());
  if (!alone && names.length === 0)
    issues.push({ path: "--host", message: words.needsName(host.slice(0, 60)) });
  const clinic = readClinic(wanted, alone);
  if (clinic && "issues" in clinic) issues.push(...clinic.issues);
  const looked = lookForKey(wanted.key, env, locale);
  if ("refused" in looked) return { issues: [...issues, { path: looked.path, message: looked.refused }] };
  if (issues.length > 0) return { issues };
  const ports = port === "" ? Array.from({ length: portsTried }, (_, i) => usualPort + i) : [Number(port)];
  const place = placeOf(wanted.data, { platform: process.platform, env, home: homedir() });
  return {
    options: {
      host,
      ports,
      place,
      names,
      alone,
      locale,
      ...(looked.master && { master: looked.master }),
      ...(looked.from !== undefined && { keyFrom: looked.from }),
      ...(clinic && "clinic" in clinic && { clinic: clinic.clinic }),
    },
  };
}
