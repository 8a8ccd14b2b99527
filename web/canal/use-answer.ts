import { useEffect, useRef, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import type { Job, News } from "./canal-worker.ts";

/** How long a question rests before it is asked, in ms: a number being typed is asked once. */
const rest = 200;

/** Where a question stands: its answer so far, and how much of it is done. */
export interface Asking<Answer> {
  /** The answer to show; to an earlier question while a new one is not yet answered or cannot be read. */
  readonly answer: (Reply<Answer> & { ok: true }) | undefined;
  readonly issues: readonly Issue[];
  /** Whether the answer is to the question as it stands now. */
  readonly fresh: boolean;
  /** True from the moment a question stands on the page until the last of it is answered, refused or stopped. */
  readonly busy: boolean;
  /** Share done, 0 to 1; undefined where nothing is under way. */
  readonly share: number | undefined;
  /** True where the people were left off because somebody stopped them. */
  readonly stopped: boolean;
  readonly stop: () => void;
  /** Asks once more what was stopped. */
  readonly again: () => void;
}

interface State<Answer> extends Pick<Asking<Answer>, "answer" | "issues" | "share" | "stopped"> {
  /** The question that the answer is to. */
  readonly of: string;
  /** The question that nothing more is to be done about. */
  readonly done: string;
}

const nothing = {
  answer: undefined,
  issues: [],
  share: undefined,
  stopped: false,
  of: "",
  done: "",
} as const;
const none: readonly Issue[] = [];

/** Whoever computes beside the page; replaced when it is stopped in the middle of its work. */
class Desk {
  #worker: Worker | undefined;
  #busy = false;
  #job = 0;

  #hear: (news: News) => void = () => {};
  #fail: () => void = () => {};

  ask(job: Omit<Job, "id">, hear: (news: News) => void, fail: () => void): void {
    if (this.#busy) this.leave();
    this.#worker ??= this.#hire();
    this.#hear = hear;
    this.#fail = fail;
    this.#busy = true;
    this.#worker.postMessage({ id: ++this.#job, ...job } satisfies Job);
  }

  #hire(): Worker {
    const worker = new Worker(new URL("./canal-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<News>) => {
      if (data.id !== this.#job || worker !== this.#worker) return;
      if ("last" in data && data.last) this.#busy = false;
      this.#hear(data);
    });
    worker.addEventListener("error", () => {
      if (worker !== this.#worker) return;
      this.leave();
      this.#fail();
    });
    return worker;
  }

  /** Drops the work under way: a computation cannot be spoken to, only ended. */
  leave(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#busy = false;
  }
}

/** Asks an operation beside the page, the quick form of the question first; null asks nothing. */
export function useAnswer<Answer>(
  name: string,
  inputs: readonly unknown[] | null,
  locale: Locale,
): Asking<Answer> {
  const desk = useRef<Desk>(undefined);
  const [state, setState] = useState<State<Answer>>(nothing);
  const [round, setRound] = useState(0);
  const written = inputs && JSON.stringify(inputs);
  const question = `${locale} ${name} ${written}`;

  useEffect(() => () => desk.current?.leave(), []);
  useEffect(() => {
    if (written === null) return undefined;
    const timer = setTimeout(() => {
      desk.current ??= new Desk();
      setState((before) => ({ ...before, issues: none, share: 0, stopped: false }));
      desk.current.ask(
        { name, inputs: JSON.parse(written) as unknown[], locale },
        (news) => setState((before) => heard(before, news, question)),
        () => setState((before) => halted(before, question)),
      );
    }, rest);
    return () => clearTimeout(timer);
  }, [name, written, locale, question, round]);

  const { of, done, ...shown } = state;
  return {
    ...shown,
    fresh: of === question,
    busy: written !== null && done !== question,
    stop: () => {
      desk.current?.leave();
      setState((before) => halted(before, question));
    },
    again: () => {
      setState((before) => ({ ...before, done: "" }));
      setRound((round) => round + 1);
    },
  };
}

const halted = <Answer>(before: State<Answer>, question: string): State<Answer> => ({
  ...before,
  share: undefined,
  stopped: true,
  done: question,
});

function heard<Answer>(before: State<Answer>, news: News, question: string): State<Answer> {
  if ("share" in news) return { ...before, share: news.share };
  const reply = news.reply as Reply<Answer>;
  const share = news.last ? undefined : 0;
  const done = news.last ? question : before.done;
  return reply.ok
    ? { answer: reply, issues: none, share, stopped: false, of: question, done }
    : { ...before, issues: reply.issues, share, done };
}
