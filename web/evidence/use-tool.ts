import { useCallback, useEffect, useState } from "react";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import { ended, nextJob, started, threads } from "./threads.ts";
import type { Job, News, Stop } from "./tool-worker.ts";

/** What a tool asks. */
export type Question = Pick<Job, "operation" | "input" | "gosh"> & {
  /** May take seconds: given a thread of its own, which is ended where nobody waits for it any more. */
  readonly long?: boolean;
};

/** Where a tool's question stands. */
export interface Asking<Answer> {
  readonly answer: Answer | undefined;
  readonly svg: string | undefined;
  readonly gaps: readonly string[];
  readonly issues: readonly Issue[];
  /** Share done, 0 to 1; undefined where nothing is under way. */
  readonly share: number | undefined;
  /** True where somebody stopped it: the answer is of what was done until then, absent where that cannot be had. */
  readonly stopped: boolean;
  readonly stop: () => void;
}

type State<Answer> = Omit<Asking<Answer>, "stop"> & { readonly asked: string | undefined };
const nothing = {
  asked: undefined,
  answer: undefined,
  svg: undefined,
  gaps: [],
  issues: [],
  share: undefined,
  stopped: false,
} as const;

/** How long stopped work has to hand in what it has, in ms; what cannot hear that it is stopped is ended then. */
const grace = 1000;

/** Asks an operation beside the page; null asks nothing. An answer to an earlier question is not shown. */
export function useTool<Answer>(question: Question | null, locale: Locale): Asking<Answer> {
  const [state, setState] = useState<State<Answer>>(nothing);
  const written = question && JSON.stringify([question, locale]);
  const thread = threads[question?.long ? "long" : "quick"];
  useEffect(() => {
    if (written === null) return undefined;
    const [{ long: _, ...asked }] = JSON.parse(written) as [Question];
    const id = nextJob();
    const worker = started(thread);
    thread.job = id;
    setState({ ...nothing, asked: written, share: 0 });
    const hear = ({ data }: MessageEvent<News>): void => {
      if (data.id !== id) return;
      if ("reply" in data && thread.job === id) thread.job = 0;
      setState((before) => heard(before, data));
    };
    worker.addEventListener("message", hear);
    worker.postMessage({ ...asked, id, locale } satisfies Job);
    return () => {
      worker.removeEventListener("message", hear);
      // Nobody waits for it any more; what another tool has begun since goes on.
      if (threads.long.job === id) ended(threads.long);
    };
  }, [written, locale, thread]);
  const stop = useCallback(() => {
    const { job, worker } = thread;
    if (job === 0) return;
    worker?.postMessage({ stop: job } satisfies Stop);
    setState((before) => ({ ...before, stopped: true }));
    setTimeout(() => {
      if (thread.job !== job) return;
      ended(thread);
      setState((before) => ({ ...before, share: undefined }));
    }, grace);
  }, [thread]);
  const { asked, ...rest } = state;
  if (asked === written) return { ...rest, stop };
  // A question is under way from the moment it stands on the page.
  return { ...nothing, share: written === null ? undefined : 0, stop };
}

function heard<Answer>(before: State<Answer>, news: News): State<Answer> {
  if ("share" in news) return { ...before, share: news.share };
  const { reply, svg } = news;
  return reply.ok
    ? { ...before, answer: reply.answer as Answer, svg, gaps: reply.gaps, share: undefined }
    : { ...before, issues: reply.issues, share: undefined };
}
