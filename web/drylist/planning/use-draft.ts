// The days that were moved and are not kept yet, and what follows from them.
import { useMemo, useState } from "react";
import type { Reply } from "../../../src/operations/operations.ts";
import { ask } from "../../engine.ts";
import { useWords } from "../../words/words.tsx";
import type { DryList, Listed } from "../listed.ts";
import type { List } from "../use-list.ts";
import type { Planning } from "./use-planning.ts";

/** A refill on its day, as answered. */
export interface OnDay {
  readonly id: string;
  readonly from: string | null;
  readonly latest: string | null;
  readonly planned: string | null;
  readonly day: string | null;
  readonly how: "planned" | "moved" | "levelled" | "suggested";
  readonly verdict: "within" | "early" | "beyond" | "undated" | "closed" | "past" | null;
  readonly sentence: string | null;
  readonly orderBy: string | null;
  readonly orderLate: boolean;
}
export interface LoadAnswer {
  readonly today: string;
  readonly busiest: number;
  readonly leadTime: number | null;
  readonly days: readonly {
    readonly day: string;
    readonly works: boolean;
    readonly refills: readonly string[];
  }[];
  readonly refills: readonly OnDay[];
}

/** A day that was chosen; null takes the plan away. */
export interface Move {
  readonly day: string | null;
  readonly reason?: string;
}
type Moves = ReadonlyMap<string, Move>;

export interface Draft {
  readonly answer: LoadAnswer;
  readonly assumed: readonly string[];
  readonly gaps: readonly string[];
  readonly pumpOf: (id: string) => Listed;
  readonly onDay: (id: string) => OnDay | undefined;
  readonly moves: Moves;
  readonly move: (id: string, move: Move) => OnDay | undefined;
  /** Gives the reason of a day that was chosen, without a step of undo for each letter. */
  readonly explain: (id: string, reason: string) => void;
  /** Spreads what nobody planned; how many, and the busiest day before and after. */
  readonly level: () => { readonly moved: number; readonly before: number; readonly after: number };
  readonly undo: (() => void) | undefined;
  /** Those whose day needs a reason and has none. */
  readonly unexplained: readonly string[];
  /** Keeps every move; what was not kept, in words. */
  readonly keep: (by: string) => Promise<{ readonly kept: number; readonly failed: readonly string[] }>;
}

const none: Moves = new Map();
export const needsReason = ({ verdict }: Pick<OnDay, "verdict">): boolean =>
  verdict === "beyond" || verdict === "undated";

export function useDraft(list: List, dry: DryList, planning: Planning): Draft | undefined {
  const { words, locale } = useWords();
  const [steps, setSteps] = useState<readonly Moves[]>([none]);
  const [before, setBefore] = useState<Moves>(none);
  const moves = steps.at(-1) ?? none;
  const question = useMemo(
    () => (moves: Moves, level: boolean) => ({
      now: dry.asOf,
      refills: dry.pumps.map(({ patient, latest, planned }) => ({
        id: patient,
        latest,
        planned: planned?.day ?? null,
      })),
      moves: [...moves].map(([id, { day }]) => ({ id, day })),
      level,
      ...planning,
    }),
    [dry, planning],
  );
  const reply = useMemo(
    (): Reply<LoadAnswer> => ask<LoadAnswer>("load", question(moves, false), locale),
    [question, moves, locale],
  );
  const pumps = useMemo(() => new Map(dry.pumps.map((pump) => [pump.patient, pump])), [dry]);
  const placed = useMemo(
    () => new Map(reply.ok ? reply.answer.refills.map((one) => [one.id, one]) : []),
    [reply],
  );
  if (!reply.ok) return undefined;
  const { answer, assumed, gaps } = reply;
  const go = (next: Moves): void => setSteps((steps) => [...steps, next]);
  const pumpOf = (id: string): Listed => pumps.get(id)!;
  const unexplained = [...moves].flatMap(([id, { day, reason = "" }]) =>
    day !== null && reason.trim() === "" && needsReason(placed.get(id)!) ? [id] : [],
  );
  const save = async (by: string, id: string, { day, reason = "" }: Move): Promise<string | undefined> => {
    const pump = pumpOf(id);
    const override = { finding: "planned beyond the latest safe day", by, reason: reason.trim() };
    const beyond = day !== null && needsReason(placed.get(id)!);
    const issues = await list.add(id, {
      by,
      kind: "refill planned",
      data: {
        day,
        ...(day !== null && pump.latest !== null && { latest: pump.latest }),
        ...(beyond && { overrides: [override] }),
      },
    });
    return issues.length === 0
      ? undefined
      : words.planNotKept(pump.name ?? pump.pump.serial, issues.map(({ message }) => message).join(" "));
  };
  return {
    answer,
    assumed,
    gaps,
    pumpOf,
    onDay: (id) => placed.get(id),
    moves,
    move: (id, move) => {
      const next = new Map(moves).set(id, move);
      const kept = pumpOf(id).planned?.day ?? null;
      // Back where it stood is no change.
      if (move.day === kept) next.delete(id);
      const tried = ask<LoadAnswer>("load", question(next, false), locale);
      go(next);
      return tried.ok ? tried.answer.refills.find((one) => one.id === id) : undefined;
    },
    explain: (id, reason) =>
      setSteps((steps) => [
        ...steps.slice(0, -1),
        new Map(moves).set(id, { ...moves.get(id), day: moves.get(id)?.day ?? null, reason }),
      ]),
    level: () => {
      const spread = ask<LoadAnswer>("load", question(moves, true), locale);
      const levelled = spread.ok ? spread.answer.refills.filter(({ how }) => how === "levelled") : [];
      if (levelled.length > 0)
        go(new Map([...moves, ...levelled.map(({ id, day }) => [id, { day }] as const)]));
      return {
        moved: levelled.length,
        before: answer.busiest,
        after: spread.ok ? spread.answer.busiest : answer.busiest,
      };
    },
    undo:
      steps.length > 1
        ? () => setSteps((steps) => steps.slice(0, -1))
        : before.size > 0
          ? () => {
              go(before);
              setBefore(none);
            }
          : undefined,
    unexplained,
    keep: async (by) => {
      const failed: string[] = [];
      const kept = new Map<string, Move>();
      const left = new Map<string, Move>();
      for (const [id, move] of moves) {
        const planned = pumpOf(id).planned;
        const problem = await save(by, id, move);
        if (problem === undefined)
          kept.set(id, { day: planned?.day ?? null, ...(planned?.reason && { reason: planned.reason }) });
        else {
          failed.push(problem);
          left.set(id, move);
        }
      }
      setSteps([left]);
      setBefore(kept);
      list.reread();
      return { kept: kept.size, failed };
    },
  };
}
