import { join } from "node:path";

/** What of the surroundings decides where records lie. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The folder in which records are kept unless another is named: where each system keeps an application's data. */
export function dataFolder({ platform, env, home }: Surroundings): string {
  if (env["THECA_DATA"]) return env["THECA_DATA"];
  if (platform === "darwin") return join(home, "Library", "Application Support", "Theca");
  if (platform === "win32") return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "Theca");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "theca");
}
