import { useCallback, useEffect, useRef, useState } from "react";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import type { Job, News } from "./tool-worker.ts";

/** What a tool asks. */
export type Question = Pick<Job, "operation" | "input" | "gosh">;

/** Where a tool's question stands. */
export interface Asking<Answer> {
  readonly answer: Answer | undefined;
  readonly svg: string | undefined;
  readonly gaps: readonly string[];
  readonly issues: readonly Issue[];
  /** Share done, 0 to 1; undefined where nothing is under way. */
  readonly share: number | undefined;
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

// One thread for all tools of the page, kept warm; ended only to stop what runs in it.
let warm: Worker | undefined;
let busy = false;
let jobs = 0;
const thread = (): Worker =>
  (warm ??= new Worker(new URL("./tool-worker.ts", import.meta.url), { type: "module" }));
function leave(): void {
  if (!busy) return;
  warm?.terminate();
  warm = undefined;
  busy = false;
}

/** Starts the thread before it is needed. */
export const warmUp = (): void => void thread();

/** Asks an operation beside the page; null asks nothing. An answer to an earlier question is not shown. */
export function useTool<Answer>(question: Question | null, locale: Locale): Asking<Answer> {
  const [state, setState] = useState<State<Answer>>(nothing);
  const written = question && JSON.stringify([question, locale]);
  const current = useRef(written);
  useEffect(() => {
    current.current = written;
    if (written === null) return undefined;
    leave();
    const [asked] = JSON.parse(written) as [Question];
    const id = ++jobs;
    const own = thread();
    busy = true;
    setState({ ...nothing, asked: written, share: 0 });
    const hear = ({ data }: MessageEvent<News>): void => {
      if (data.id !== id) return;
      if ("reply" in data) {
        busy = false;
        own.removeEventListener("message", hear);
      }
      setState((before) => heard(before, data));
    };
    own.addEventListener("message", hear);
    own.postMessage({ ...asked, id, locale } satisfies Job);
    return () => own.removeEventListener("message", hear);
  }, [written, locale]);
  useEffect(() => leave, []);
  const stop = useCallback(() => {
    leave();
    setState((before) => ({ ...nothing, asked: before.asked, stopped: true }));
  }, []);
  const { asked, ...rest } = state;
  return asked === written ? { ...rest, stop } : { ...nothing, stop };
}

function heard<Answer>(before: State<Answer>, news: News): State<Answer> {
  if ("share" in news) return { ...before, share: news.share };
  const { reply, svg } = news;
  return reply.ok
    ? { ...before, answer: reply.answer as Answer, svg, gaps: reply.gaps, share: undefined }
    : { ...before, issues: reply.issues, share: undefined };
}
