import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { ask, operations, type Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { Effect, EffectAnswer, ForestAnswer } from "./answers.ts";
import { firstPart } from "./long-picture.tsx";
import type { Analysis } from "./read-analysis.ts";
import { type GridFault, type GridRead, placeIssue, readGrid } from "./read-grid.ts";
import { askBeside } from "./threads.ts";
import { writeEffect, writeForest } from "./write-question.ts";

/** A result with the question that it answers: whatever is shown or kept comes from one of these, whole. */
export interface Shown {
  readonly analysis: Analysis;
  readonly read: GridRead;
  readonly locale: Locale;
  readonly question: Readonly<Record<string, unknown>>;
  readonly forest: ForestAnswer;
  readonly effects: readonly Effect[];
  /** Each effect's moderator, beside it. */
  readonly findings: readonly GridFault[];
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}

interface Found {
  readonly shown: Shown | undefined;
  readonly faults: readonly GridFault[];
}

async function find(analysis: Analysis, read: GridRead, locale: Locale): Promise<Found> {
  const { roles } = analysis.sheet;
  const question = writeForest(analysis, read);
  // Of a long table one part is drawn, and all of it is reckoned where it does not hold the page up.
  const part = firstPart(read.studies.length);
  const put = (operation: string, input: object): Promise<Reply> =>
    part.part ? askBeside(operation, input, locale) : ask(operations, operation, input, { locale });
  const forest = (await put("forest", { ...question, ...part })) as Reply<ForestAnswer>;
  if (!forest.ok)
    return { shown: undefined, faults: forest.issues.map((issue) => placeIssue(issue, read, roles)) };
  const effect = (await put("effect", writeEffect(analysis, read))) as Reply<EffectAnswer>;
  const { effects, findings } = effect.ok ? effect.answer : { effects: [], findings: [] };
  return {
    faults: [],
    shown: {
      analysis,
      read,
      locale,
      question,
      forest: forest.answer,
      effects,
      findings: findings.map(({ path, sentence }) => placeIssue({ path, message: sentence }, read, roles)),
      gaps: forest.gaps,
      assumed: [...new Set([...forest.assumed, ...(effect.ok ? effect.assumed : [])])],
    },
  };
}

/** All faults at once: those of cells that are no numbers, and what the operation says of the other rows. */
async function beside(analysis: Analysis, read: GridRead, locale: Locale): Promise<readonly GridFault[]> {
  if (read.studies.length === 0) return read.faults;
  const { faults } = await find(analysis, read, locale);
  const rows = new Set(read.faults.map(({ row }) => row));
  return [...read.faults, ...faults.filter(({ row }) => row !== undefined && !rows.has(row))];
}

/** What of an analysis decides about its result: a tool that is opened changes nothing. */
const decisive = (analysis: Analysis): readonly unknown[] =>
  Object.entries(analysis).flatMap(([name, part]) => (name === "tool" || name === "order" ? [] : [part]));

const same = (one: Analysis, other: Analysis): boolean => {
  const [a, b] = [decisive(one), decisive(other)];
  return a.every((part, i) => part === b[i]);
};

function useSettled(analysis: Analysis): Analysis {
  const settled = useDeferredValue(analysis);
  const before = useRef(settled);
  if (!same(before.current, settled)) before.current = settled;
  return before.current;
}

/** The analysis computed, or everything that is to be mended first. */
export function useShown(analysis: Analysis): Found & {
  /** True where what is shown answers an earlier question than the one on the page. */
  readonly busy: boolean;
} {
  const { words, locale } = useWords();
  const settled = useSettled(analysis);
  const read = useMemo(() => readGrid(settled, words), [settled, words]);
  const [found, setFound] = useState<Found>({ shown: undefined, faults: [] });
  const before = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    let wanted = true;
    const findNow = async (): Promise<void> => {
      if (!wanted) return;
      const next =
        read.faults.length > 0
          ? { shown: undefined, faults: await beside(settled, read, locale) }
          : await find(settled, read, locale);
      if (wanted) setFound(next);
    };
    if (read.faults.length === 0 && read.studies.length === 0)
      setFound({ shown: undefined, faults: [{ message: words.evidenceNoStudy }] });
    // One after the other: while a long table is reckoned, only the last of what was typed waits.
    else before.current = before.current.then(findNow);
    return () => {
      wanted = false;
    };
  }, [settled, read, locale, words]);
  return { ...found, busy: found.shown !== undefined && !same(found.shown.analysis, analysis) };
}

/** The effects that the pooled result is made of, with the moderator of each. */
export function pooledEffects({ effects, read, forest }: Shown): {
  readonly effects: readonly { readonly id: string; readonly yi: number; readonly vi: number }[];
  readonly moderators: readonly (number | string | null)[];
  readonly rows: readonly number[];
} {
  const apart = forest.pooled.nonRandomised !== undefined;
  const kept = effects.flatMap(({ yi, vi, design }, i) =>
    yi !== null && vi !== null && !(apart && design === "non-randomised") ? [i] : [],
  );
  return {
    effects: kept.map((i) => ({
      id: effects[i]!.label ?? effects[i]!.id,
      yi: effects[i]!.yi!,
      vi: effects[i]!.vi!,
    })),
    moderators: kept.map((i) => read.moderators[i] ?? null),
    rows: kept.map((i) => read.at[i]!),
  };
}
