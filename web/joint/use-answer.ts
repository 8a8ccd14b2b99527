import { useCallback, useEffect, useRef, useState } from "react";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import type { Job, News } from "./joint-worker.ts";

/** How long a question rests before it is asked, in ms: a number being typed is asked once. */
const rest = 150;

/** Where a question stands. */
export interface Asking<Answer> {
  /** To the question of before, while this one is under way. */
  readonly answer: Answer | undefined;
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
  readonly issues: readonly Issue[];
  /** Share done, 0 to 1; undefined where nothing is under way. */
  readonly share: number | undefined;
  readonly stopped: boolean;
  readonly stop: () => void;
}

/** What is known, and of which question. */
interface State<Answer> extends Omit<Asking<Answer>, "stop"> {
  readonly of: string | null;
}
const nothing = {
  of: null,
  answer: undefined,
  gaps: [],
  assumed: [],
  issues: [],
  share: undefined,
  stopped: false,
} as const;

/** Asks an operation beside the page; null asks nothing and shows nothing. Each user has a thread of its own. */
export function useAnswer<Answer>(
  name: string,
  attempts: readonly unknown[] | null,
  locale: Locale,
): Asking<Answer> {
  const worker = useRef<Worker>(undefined);
  const job = useRef(0);
  const busy = useRef(false);
  const [state, setState] = useState<State<Answer>>(nothing);
  const written = attempts && JSON.stringify([name, locale, attempts]);

  const leave = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
    busy.current = false;
  }, []);
  useEffect(() => leave, [leave]);
  useEffect(() => {
    if (written === null) {
      leave();
      setState(nothing);
      return undefined;
    }
    setState((before) => begun(before, written));
    const timer = setTimeout(() => {
      // A computation cannot be spoken to, only ended.
      if (busy.current) leave();
      worker.current ??= new Worker(new URL("./joint-worker.ts", import.meta.url), { type: "module" });
      const id = ++job.current;
      const own = worker.current;
      busy.current = true;
      const hear = ({ data }: MessageEvent<News>): void => {
        if (data.id !== id) return;
        if ("reply" in data) {
          busy.current = false;
          own.removeEventListener("message", hear);
        }
        setState((before) => (before.of === written ? heard(before, data) : before));
      };
      own.addEventListener("message", hear);
      const [name, locale, attempts] = JSON.parse(written) as [string, Locale, unknown[]];
      own.postMessage({ id, name, attempts, locale } satisfies Job);
    }, rest);
    return () => clearTimeout(timer);
  }, [written, leave]);

  const stop = useCallback(() => {
    leave();
    setState(({ of }) => ({ ...nothing, of, stopped: true }));
  }, [leave]);
  // A question is under way from the moment it stands on the page: nothing of the one before passes for its answer.
  const { of: _, ...shown } = written === null ? nothing : begun(state, written);
  return { ...shown, stop };
}

/** What stands while a question is asked: the answer to the one before, and that this one is under way. */
const begun = <Answer>(before: State<Answer>, question: string): State<Answer> =>
  before.of === question ? before : { ...before, of: question, share: 0, stopped: false };

function heard<Answer>(before: State<Answer>, news: News): State<Answer> {
  if ("share" in news) return { ...before, share: news.share };
  const { of } = before;
  const { reply } = news;
  return reply.ok
    ? {
        of,
        answer: reply.answer as Answer,
        gaps: reply.gaps,
        assumed: reply.assumed,
        issues: news.issues,
        share: undefined,
        stopped: false,
      }
    : { ...nothing, of, issues: reply.issues };
}
