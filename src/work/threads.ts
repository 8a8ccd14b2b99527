import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Crew, Part } from "../exposure/exposure.ts";

/** Threads that wait for parts of cohorts. */
export interface Threads {
  readonly count: number;
  /** Who does the parts of this question. */
  crew(input: unknown): Crew;
  close(): Promise<void>;
}

/** What a thread is asked, and what it answers. */
export interface Order {
  readonly input: unknown;
  readonly first: number;
  readonly count: number;
}

/** Starts threads, as many as the machine has cores where no number is given. */
export function threads(count = availableParallelism(), stopped: () => boolean = () => false): Threads {
  const crew = Array.from({ length: count }, () => new Worker(new URL("./thread.ts", import.meta.url)));
  for (const one of crew) one.unref();
  /** One part on one thread. */
  const ask = (one: Worker, order: Order): Promise<Part> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        one.off("message", answered);
        one.off("error", failed);
        one.unref();
      };
      const answered = (part: Part): void => {
        settle();
        resolve(part);
      };
      const failed = (error: Error): void => {
        settle();
        reject(error);
      };
      one.ref();
      one.on("message", answered);
      one.on("error", failed);
      one.postMessage(order, []);
    });
  return {
    count,
    crew: (input) => async (parts, add) => {
      let next = 0;
      const busy = crew.map(async (one) => {
        for (let part = parts[next++]; part && !stopped(); part = parts[next++])
          add(await ask(one, { input, ...part }));
      });
      await Promise.all(busy);
    },
    async close() {
      await Promise.all(crew.map((one) => one.terminate()));
    },
  };
}
