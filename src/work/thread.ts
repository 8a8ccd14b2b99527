// One thread: takes an order, does the part, hands it back.
import { parentPort } from "node:worker_threads";
import { partOf } from "./part-of.ts";
import type { Order } from "./threads.ts";

parentPort?.on("message", ({ input, first, count }: Order) => {
  const part = partOf(input, first, count);
  parentPort?.postMessage(part, [part.counts.buffer as ArrayBuffer, part.inside.buffer as ArrayBuffer]);
});
