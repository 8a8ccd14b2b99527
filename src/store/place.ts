import { join, resolve } from "node:path";

/** True for text that names a database of PostgreSQL rather than a folder. */
export const isPostgres = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** A database's address without its password. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return "postgres://…";
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username ? `${username}@` : ""}${host}${pathname}`;
}

/** What of the surroundings decides where records lie. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Where records are kept: the place that was named, else THECA_DATA, else THECA_DATABASE_URL, else the folder in which
 * each system keeps an application's data. A place is a folder, or a PostgreSQL database by its address.
 */
export function placeOf(named: string | undefined, { platform, env, home }: Surroundings): string {
  const place = named ?? (env["THECA_DATA"] || env["THECA_DATABASE_URL"]);
  if (place) return isPostgres(place) ? place : resolve(place);
  if (platform === "darwin") return join(home, "Library", "Application Support", "Theca");
  if (platform === "win32") return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "Theca");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "theca");
}
