import { constants } from "node:os";
import type { Reply } from "../operations/operations.ts";
import type { Locale } from "../quantity/quantity.ts";
import { wordsIn } from "./words.ts";

/** Where a lengthy question is answered from. */
interface Surroundings {
  readonly locale: Locale;
  readonly database?: string;
  readonly stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  /** Where signals come in. */
  readonly signals: Pick<NodeJS.Process, "on" | "off" | "exit">;
}

/** Questions that are answered sooner show nothing, in milliseconds. */
const silent = 700;
const clearLine = "\r\u001B[K";
/** What a shell reports of a process that a signal ended. */
const signalled = 128;

/**
 * Answers on another thread and shows how far it is, one line rewritten, where a person sees it. Ctrl+C and SIGTERM stop
 * it with a sentence, without an answer, and with the status that shells know.
 */
export async function lengthy(
  name: string,
  input: unknown,
  { locale, database, stderr, signals }: Surroundings,
): Promise<{ readonly reply: Reply } | { readonly stopped: number }> {
  const words = wordsIn(locale);
  const giveUp = new AbortController();
  let caught: "SIGINT" | "SIGTERM" | undefined;
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) => {
    const stop = (): void => {
      // Whoever presses again does not want to wait for tidying up.
      if (caught) signals.exit(signalled + constants.signals[signal]);
      caught = signal;
      giveUp.abort();
    };
    signals.on(signal, stop);
    return () => signals.off(signal, stop);
  });
  const started = performance.now();
  let shown = 0;
  const progress = (share: number): void => {
    shown = share;
    const spent = performance.now() - started;
    if (!stderr.isTTY || spent < silent) return;
    stderr.write(clearLine + words.progress(share, (spent * (1 - share)) / share));
  };
  try {
    const { askAside } = await import("../work/work.ts");
    const reply = await askAside(name, input, { locale, database, signal: giveUp.signal, progress });
    if (stderr.isTTY) stderr.write(clearLine);
    if (reply && !caught) return { reply };
    stderr.write(`${words.stopped(shown)}\n`);
    return { stopped: signalled + constants.signals[caught ?? "SIGINT"] };
  } finally {
    for (const off of handlers) off();
  }
}
