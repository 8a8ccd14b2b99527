// A thread that answers one question: it can be stopped, and those who wait for it stay awake.
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { Errand, News } from "./aside.ts";

// A thread does not inherit the cache that the process has enabled.
enableCompileCache();
const [{ ask, operations }, { hands }] = await Promise.all([
  import("../operations/operations.ts"),
  import("./hands.ts"),
]);

const { name, input, locale, database, flag } = workerData as Errand;
const stopped = (): boolean => Atomics.load(flag, 0) !== 0;
const tell = (news: News): void => parentPort?.postMessage(news);
const often = 50;
let last = 0;

const many = hands(database, stopped);
try {
  const progress = (share: number): void => {
    const now = performance.now();
    if (now - last < often) return;
    last = now;
    tell({ share });
  };
  tell({ reply: await ask(operations, name, input, { locale, crew: many.crew, progress, stopped }) });
} finally {
  await many.close();
}
