import type { Crew } from "../exposure/exposure.ts";

/** Whoever there is to do the parts of large cohorts: found out, and started, only when there are parts to do. */
export interface Hands {
  crew(input: unknown): Crew;
  close(): Promise<void>;
}

/** The workers on the queue of a database where one is named, else the threads of this machine. */
export function hands(database: string | undefined, stopped: () => boolean = () => false): Hands {
  let started: Promise<Hands> | undefined;
  const start = async (): Promise<Hands> => {
    if (database === undefined) return (await import("./threads.ts")).threads(undefined, stopped);
    return (await import("./queue.ts")).queueCrew(database, stopped);
  };
  return {
    crew: (input) => async (parts, add) => {
      started ??= start();
      await (await started).crew(input)(parts, add);
    },
    async close() {
      await (await started)?.close();
    },
  };
}
