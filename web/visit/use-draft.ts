import { useCallback, useEffect, useState } from "react";
import { began, changed, type History, redone, undone } from "../plan/history.ts";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import type { Draft, Step } from "./draft.ts";
import { keep } from "./draft-store.ts";

export interface Editing {
  readonly draft: Draft;
  readonly edit: (change: (draft: Draft) => Draft, field: string) => void;
  readonly go: (step: Step) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Nothing more is kept of it: it was saved or thrown away. */
  readonly end: () => void;
}

/** The draft with its undo, kept by the browser at every change; leaving the page asks first. */
export function useDraft(first: Draft): Editing {
  const { words } = useWords();
  const { announce } = useActions();
  const [history, setHistory] = useState<History<Draft>>(() => began(first));
  const [ended, setEnded] = useState(false);
  const draft = history.now;
  const touched = draft !== first;
  useEffect(() => {
    if (touched && !ended) keep(draft);
  }, [draft, touched, ended]);
  useEffect(() => {
    if (!touched || ended) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [touched, ended]);
  const edit = useCallback((change: (draft: Draft) => Draft, field: string): void => {
    const at = performance.now();
    setHistory((before) => changed(before, change(before.now), field, at));
  }, []);
  const go = useCallback(
    (step: Step): void => setHistory((before) => ({ ...before, now: { ...before.now, step } })),
    [],
  );
  const undo = useCallback((): void => {
    setHistory(undone);
    announce(words.undone);
  }, [announce, words]);
  const redo = useCallback((): void => {
    setHistory(redone);
    announce(words.redone);
  }, [announce, words]);
  useEffect(() => {
    // Before the workbench hears it: here it is the visit that is undone, not a plan.
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", press, { capture: true });
    return () => removeEventListener("keydown", press, { capture: true });
  }, [undo, redo]);
  return {
    draft,
    edit,
    go,
    undo,
    redo,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    end: useCallback(() => setEnded(true), []),
  };
}
