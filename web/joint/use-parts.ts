import { useCallback, useEffect, useRef, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import type { Exposed } from "./answers.ts";
import type { Job, News } from "./joint-worker.ts";
import type { Asking } from "./use-answer.ts";

/** Threads at most: more than four bring little to a page. */
const most = 4;

/** As many as there are processors; one for a question too small to share. */
const threadsFor = (arms: number): number =>
  arms < most ** 3 ? 1 : Math.max(1, Math.min(most, navigator.hardwareConcurrency || 2));

/** What is known, and of which question. */
interface State extends Omit<Asking<Exposed>, "stop"> {
  readonly of: string | null;
}
const nothing: State = {
  of: null,
  answer: undefined,
  gaps: [],
  assumed: [],
  issues: [],
  share: undefined,
  stopped: false,
};

/** Asks `exposures` in parts, each on a thread of its own beside the page, and puts them together. */
export function useParts(written: string | null, arms: number, locale: Locale): Asking<Exposed> {
  const workers = useRef<Worker[]>([]);
  const [state, setState] = useState<State>(nothing);
  const leave = useCallback(() => {
    for (const worker of workers.current) worker.terminate();
    workers.current = [];
  }, []);
  useEffect(() => {
    if (written === null) {
      setState(nothing);
      return undefined;
    }
    const threads = threadsFor(arms);
    const question = JSON.parse(written) as Record<string, unknown>;
    const shares = Array.from({ length: threads }, () => 0);
    const replies: (Reply<Exposed> | undefined)[] = shares.map(() => undefined);
    let said = 0;
    setState(begun(written));
    const hear = (index: number, news: News): void => {
      shares[index] = "share" in news ? news.share : 1;
      if ("reply" in news) replies[index] = news.reply as Reply<Exposed>;
      if (replies.every((reply) => reply !== undefined)) {
        leave();
        setState({ ...together(replies as Reply<Exposed>[]), of: written });
        return;
      }
      const share = shares.reduce((sum, one) => sum + one, 0) / threads;
      // A page that is drawn anew for each hundredth of each thread would do little else.
      if (share - said < 0.02) return;
      said = share;
      setState((before) => ({ ...before, share }));
    };
    workers.current = shares.map((_, index) => {
      const worker = new Worker(new URL("./joint-worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }: MessageEvent<News>) => hear(index, data));
      const attempts = [{ ...question, part: { index, of: threads } }];
      worker.postMessage({ id: index, name: "exposures", attempts, locale } satisfies Job);
      return worker;
    });
    return leave;
  }, [written, arms, locale, leave]);
  const stop = useCallback(() => {
    leave();
    setState(({ of }) => ({ ...nothing, of, stopped: true }));
  }, [leave]);
  const { of: _, ...shown } = written === null ? nothing : state.of === written ? state : begun(written);
  return { ...shown, stop };
}

const begun = (of: string): State => ({ ...nothing, of, share: 0 });

/** The parts in their order are the whole; what is said of the question is the same in each. */
function together(replies: readonly Reply<Exposed>[]): State {
  const refused = replies.find((reply) => !reply.ok);
  if (refused && !refused.ok) return { ...nothing, issues: refused.issues };
  const parts = replies.flatMap((reply) => (reply.ok ? [reply] : []));
  const all = (pick: (part: (typeof parts)[number]) => readonly string[]): string[] => [
    ...new Set(parts.flatMap(pick)),
  ];
  return {
    ...nothing,
    answer: {
      arms: parts.flatMap(({ answer }) => answer.arms),
      csv: parts.map(({ answer }) => answer.csv).join(""),
    },
    gaps: all(({ gaps }) => gaps),
    assumed: all(({ assumed }) => assumed),
  };
}
