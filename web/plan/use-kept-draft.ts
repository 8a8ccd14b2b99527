import { useCallback, useEffect, useState } from "react";
import { useWords } from "../words/words.tsx";
import { began, changed, type History, redone, undone } from "./history.ts";
import { useActions } from "./store.tsx";

export interface KeptDraft<D> {
  readonly draft: D;
  readonly edit: (change: (draft: D) => D, field: string) => void;
  /** Changes what undo does not take back. */
  readonly move: (change: (draft: D) => D) => void;
  /** Goes on from here: nothing before it can be undone. */
  readonly beginFrom: (draft: D) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Nothing more is kept of it: it was saved or thrown away. */
  readonly end: () => void;
}

/** A draft with its undo, kept by the browser at every change; leaving the page asks first. */
export function useKeptDraft<D>(first: D, keep: (draft: D) => void): KeptDraft<D> {
  const { words } = useWords();
  const { announce } = useActions();
  const [history, setHistory] = useState<History<D>>(() => began(first));
  const [ended, setEnded] = useState(false);
  const draft = history.now;
  const touched = draft !== first;
  useEffect(() => {
    if (touched && !ended) keep(draft);
  }, [draft, touched, ended, keep]);
  useEffect(() => {
    if (!touched || ended) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [touched, ended]);
  const edit = useCallback((change: (draft: D) => D, field: string): void => {
    const at = performance.now();
    setHistory((before) => changed(before, change(before.now), field, at));
  }, []);
  const move = useCallback(
    (change: (draft: D) => D): void => setHistory((before) => ({ ...before, now: change(before.now) })),
    [],
  );
  const beginFrom = useCallback((draft: D): void => setHistory(began(draft)), []);
  const undo = useCallback((): void => {
    setHistory(undone);
    announce(words.undone);
  }, [announce, words]);
  const redo = useCallback((): void => {
    setHistory(redone);
    announce(words.redone);
  }, [announce, words]);
  useUndoKeysFirst(undo, redo);
  return {
    draft,
    edit,
    move,
    beginFrom,
    undo,
    redo,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    end: useCallback(() => setEnded(true), []),
  };
}

/** Before the workbench hears them: here it is this draft that is undone, not a plan. */
function useUndoKeysFirst(undo: () => void, redo: () => void): void {
  useEffect(() => {
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
}
