// A reporter for Node's tests: tells the process that started them of each test as it ends.
import { inspect } from "node:util";

/** A test that has ended. */
export interface Told {
  readonly name: string;
  readonly ms: number;
  /** Where it stands, and what went wrong; absent where it passed. */
  readonly failed?: { readonly place: string; readonly error: string };
}

interface Event {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly file?: string;
    readonly line?: number;
    readonly details: {
      readonly duration_ms: number;
      readonly error?: { readonly failureType?: string; readonly cause?: unknown };
    };
  };
}

export default async function* tell(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const { name, file, line, details } = data;
    const { error } = details;
    // A suite fails with a test of it, which is told by itself.
    if (type === "test:fail" && error?.failureType === "subtestsFailed") continue;
    const told: Told = {
      name,
      ms: Math.round(details.duration_ms),
      ...(type === "test:fail" && {
        failed: { place: `${file ?? ""}:${line ?? ""}`, error: inspect(error?.cause ?? error) },
      }),
    };
    process.send?.(told);
  }
  yield "";
}
