import { first, rows, type Script } from "./script.ts";

/** Whose failures are counted together, and from how many on one has to wait. */
export interface Counter {
  readonly name: string;
  readonly free: number;
  /** The longest wait, in ms. */
  readonly most: number;
}

/** Failures are forgotten when nobody has tried for so long. */
const forgotten = 24 * 3_600_000;
const firstWait = 1000;

interface Row {
  readonly failures: number;
  readonly last_at: number;
  readonly until_at: number;
}

/** The wait after so many failures: a second, doubled each time, up to the longest. */
export const waitAfter = (failures: number, { free, most }: Pick<Counter, "free" | "most">): number =>
  failures < free ? 0 : Math.min(most, firstWait * 2 ** Math.min(40, failures - free));

/**
 * Counts an attempt before it is tried, so that many at once are no way around; the answer is how many ms to wait
 * where one must, and then nothing is counted.
 */
export function* beginAttempt(counters: readonly Counter[], now: number): Script<number> {
  const found: (readonly [Counter, Row | undefined])[] = [];
  let wait = 0;
  for (const counter of counters) {
    const row = yield* first<Row>(
      "SELECT failures, last_at, until_at FROM attempts WHERE name = ?",
      counter.name,
    );
    found.push([counter, row]);
    // A clock that was set back lengthens no wait (K-06).
    if (row) wait = Math.max(wait, Math.min(row.until_at - now, counter.most));
  }
  if (wait > 0) return wait;
  if (found.some(([, row]) => !row)) yield* rows("DELETE FROM attempts WHERE last_at < ?", now - forgotten);
  for (const [counter, row] of found) {
    const failures = (row && now - row.last_at < forgotten ? row.failures : 0) + 1;
    yield* rows(
      `INSERT INTO attempts (name, failures, last_at, until_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
         until_at = excluded.until_at`,
      counter.name,
      failures,
      now,
      now + waitAfter(failures, counter),
    );
  }
  return 0;
}

/** The attempt succeeded: some counters begin again, others only take back what was counted for it. */
export function* succeeded(cleared: readonly string[], uncounted: readonly string[]): Script<void> {
  for (const name of cleared) yield* rows("DELETE FROM attempts WHERE name = ?", name);
  for (const name of uncounted)
    yield* rows(
      "UPDATE attempts SET failures = failures - 1, until_at = 0 WHERE name = ? AND failures > 0",
      name,
    );
}
