import { useCallback } from "react";
import { type KeptDraft, useKeptDraft } from "../plan/use-kept-draft.ts";
import type { Draft, Step } from "./draft.ts";
import { keep } from "./draft-store.ts";

export interface Editing extends KeptDraft<Draft> {
  readonly go: (step: Step) => void;
}

/** The draft of a visit, and the way from step to step, which is not undone. */
export function useDraft(first: Draft): Editing {
  const kept = useKeptDraft(first, keep);
  const { move } = kept;
  return { ...kept, go: useCallback((step: Step) => move((draft) => ({ ...draft, step })), [move]) };
}
