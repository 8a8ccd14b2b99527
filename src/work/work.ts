/**
 * Large work on many threads and many machines. The work itself stays pure, in its room; this room only hands out the
 * parts of it and brings the results together, and the result does not depend on who did which part.
 */
export { askAside, type Asker } from "./aside.ts";
export { type Hands, hands } from "./hands.ts";
export { type Queue, queueCrew, tables, worker, type Working } from "./queue.ts";
export { type Threads, threads } from "./threads.ts";
