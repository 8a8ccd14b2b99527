// What the page asks about a protocol, and what it reads of the answers.
import { startTransition, useEffect, useMemo, useRef, useState } from "react";
import { expose, readQuestion } from "../../src/exposure/exposure.ts";
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale, Quantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { type Fault, type Finding, gather } from "../plan/answers.ts";
import type { Ketamine } from "./read-ketamine.ts";
import type { Receipted } from "./receipt.tsx";
import { sitesIn } from "./sites.ts";
import { cohort, writeExposure, writeProtocol } from "./write-protocol.ts";

export interface StepAnswer {
  readonly from: Quantity<"time">;
  readonly for: Quantity<"time">;
  readonly flow: Quantity;
  readonly rate: Quantity;
  readonly amount: Quantity;
  readonly capped: boolean;
  readonly hold?: string;
}
export interface SessionAnswer {
  readonly day: number;
  readonly draw: Quantity<"volume">;
  readonly infusate: { readonly concentration: Quantity<"concentration"> };
  readonly bolus?: { readonly amount: Quantity<"amount">; readonly over: Quantity<"time"> };
  readonly steps: readonly StepAnswer[];
  readonly total: Quantity<"amount">;
  readonly totalPerKg: Quantity;
  readonly volume: Quantity<"volume">;
  readonly containers: number;
  readonly changes: readonly Quantity<"time">[];
  readonly peak: Quantity | null;
  readonly peaks: readonly {
    readonly model: string;
    readonly matrix: string;
    readonly population: string;
    readonly peak: Quantity | null;
  }[];
}
/** What a source says in words, as the operation answers it. */
export interface ToldAnswer {
  readonly id: string;
  readonly says: string;
  readonly source: Omit<Receipted, "source" | "grade" | "status"> & { readonly id: string };
  readonly grade?: string;
  readonly status: string;
}
export interface Question extends ToldAnswer {
  readonly about: "contraindication" | "monitoring";
}

/** The receipt of what was told. */
export function receiptOf({ source, grade, status }: ToldAnswer): Receipted {
  const { id, ...rest } = source;
  return { ...rest, source: id, grade, status };
}

export interface ProtocolAnswer {
  readonly sessions: readonly SessionAnswer[];
  readonly total: Quantity<"amount">;
  readonly findings: readonly Finding[];
  readonly ask: readonly Question[];
  readonly described: readonly ToldAnswer[];
}

export interface Answers {
  readonly protocol: Reply<ProtocolAnswer>;
  /** What was answered last, to stand pale while the draft cannot be read. */
  readonly last: ProtocolAnswer | undefined;
  readonly issues: readonly Fault[];
}

/** Asks `protocol` about the draft, at once. */
export function useProtocol(draft: Ketamine, locale: Locale): Answers {
  // What is only shown or ticked off changes no figure: it is not asked again.
  const { effects: _effects, firstDay: _firstDay, observeEvery: _observeEvery, ...asked } = draft;
  const key = JSON.stringify(asked);
  const protocol = useMemo(
    () => ask<ProtocolAnswer>("protocol", writeProtocol(draft), locale),
    // The key stands for every field that the question is made of.
    [key, locale],
  );
  const last = useRef<ProtocolAnswer | undefined>(undefined);
  if (protocol.ok) last.current = protocol.answer;
  const issues = useMemo(() => gather([[protocol, writeProtocol(draft)]]), [protocol]);
  const shown = last.current;
  return useMemo(() => ({ protocol, last: shown, issues }), [protocol, shown, issues]);
}

/** One line over time. */
export interface Curve {
  /** Hours from midnight of the first day. */
  readonly at: number[];
  readonly ketamine: number[];
  readonly norketamine: number[] | null;
}
export interface Band {
  readonly at: number[];
  readonly ketamine: readonly number[][];
  readonly norketamine: readonly number[][] | null;
  readonly subjects: number;
  readonly said: readonly string[];
}

/** The patient as the model's typical one: within the frame, on this thread. */
export function typicalCurve(question: Record<string, unknown>, locale: Locale): Curve | undefined {
  const { question: read } = readQuestion(question, locale);
  const found = read && expose(read, locale);
  if (!found || !("exposure" in found)) return undefined;
  const [parent, child] = sitesIn(found.exposure.sites);
  return (
    parent && {
      at: [...found.exposure.at],
      ketamine: [...parent.values],
      norketamine: child ? [...child.values] : null,
    }
  );
}

export interface Simulated {
  readonly typical: Curve | undefined;
  readonly band: Band | undefined;
  /** Whether the band belongs to the draft as it stands. */
  readonly fresh: boolean;
}

/** The model that the peaks of an answer come from: the one chosen, or the one the operation took. */
export const modelOf = (answer: ProtocolAnswer | undefined): string =>
  answer?.sessions[0]?.peaks[0]?.model ?? "";

/** The typical patient at once; the population when the worker has it. Newer questions overtake older ones. */
export function useSimulated(answer: ProtocolAnswer | undefined, weight: string, locale: Locale): Simulated {
  const model = modelOf(answer);
  const key =
    answer && model !== ""
      ? JSON.stringify([
          answer.sessions.map(({ day, bolus, steps }) => [day, bolus, steps]),
          model,
          weight,
          locale,
        ])
      : "";
  const question = useMemo(
    () => (answer && key !== "" ? writeExposure(answer, model, weight) : undefined),
    [key],
  );
  const typical = useMemo(() => question && typicalCurve(question, locale), [question, locale]);
  const [band, setBand] = useState<{ readonly key: string; readonly band: Band } | undefined>(undefined);
  const worker = useRef<{ send: (key: string, input: unknown, locale: Locale) => void } | null>(null);
  useEffect(() => {
    const own = new Worker(new URL("./simulate.worker.ts", import.meta.url), { type: "module" });
    let busy = false;
    let next: unknown;
    own.addEventListener("message", ({ data }: MessageEvent<{ key: string; band: Band | null }>) => {
      busy = false;
      if (next !== undefined) {
        own.postMessage(next);
        busy = true;
        next = undefined;
      }
      const { key, band } = data;
      // What is slid comes first: an arriving band is drawn between two moves.
      if (band) startTransition(() => setBand({ key, band }));
    });
    worker.current = {
      send: (key, input, locale) => {
        const message = { key, input, locale };
        if (busy) next = message;
        else own.postMessage(message);
        busy = true;
      },
    };
    return () => {
      worker.current = null;
      own.terminate();
    };
  }, []);
  useEffect(() => {
    if (question) worker.current?.send(key, { ...question, population: cohort }, locale);
  }, [question, key, locale]);
  return { typical, band: question && band?.band, fresh: band?.key === key };
}
