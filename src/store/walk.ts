import { Worker } from "node:worker_threads";
import type { Checked } from "./check.ts";
import type { Verified } from "./ledger.ts";
import type { Master } from "./seal.ts";
import { Trouble } from "./trouble.ts";
import type { Walked } from "./verifier.ts";

/** A thread of this room. The same file runs as TypeScript in a checkout and as JavaScript when installed. */
export const thread = (name: "writer" | "verifier", workerData: object): Worker =>
  new Worker(new URL(`./${name}${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url), {
    workerData,
  });

/** Walks over one place, each on a thread of its own; whoever closes the store ends those under way. */
export function walksOver(place: string, master: Master | undefined) {
  const walking = new Set<Worker>();
  return {
    verify: (told?: (walked: Verified) => void): Promise<Checked> => {
      const walker = thread("verifier", { place, master });
      walking.add(walker);
      return resultOf(walker, told).finally(() => walking.delete(walker));
    },
    end: async (): Promise<void> => {
      await Promise.all([...walking].map((walker) => walker.terminate()));
    },
  };
}

const resultOf = (walker: Worker, told?: (walked: Verified) => void): Promise<Checked> =>
  new Promise((resolve, reject) => {
    walker.on("message", (said: Walked) => {
      if ("walked" in said) told?.(said.walked);
      else if ("verified" in said) resolve(said.verified);
      else reject(new Trouble(said.trouble, said.record));
    });
    walker.once("error", reject);
    walker.once("exit", () => reject(new Error("the store is closed")));
  });
