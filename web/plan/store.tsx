import { createContext, use } from "react";
import type { SavedCase, SavedHead } from "../cases/saved.ts";
import type { History } from "./history.ts";
import type { Identity, Order, Plan } from "./read-plan.ts";

/** A kept plan as it was last saved or read. */
export type Kept = Pick<SavedHead, "id" | "revision">;

/** The plan on the table and who it is for. */
export interface Store {
  readonly history: History<Plan>;
  readonly plan: Plan;
  readonly identity: Identity;
  /** Under which id and revision the plan is kept on the machine; null where it never was. */
  readonly kept: Kept | null;
}

/** Everything that can be done to a plan. Stays the same object, so that what only acts is not drawn again. */
export interface Actions {
  /** Changes the plan; changes to one field that follow closely are one step of undo. */
  readonly edit: (change: (plan: Plan) => Plan, field: string) => void;
  readonly identify: (identity: Identity) => void;
  /** Puts another plan on the table. */
  readonly open: (plan: Plan) => void;
  /** Puts a kept plan on the table, with whom it is for. */
  readonly reopen: (saved: SavedCase) => void;
  /** Notes under what the plan on the table is kept. */
  readonly keep: (kept: Kept) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Says something to those who listen to the page. */
  readonly announce: (sentence: string) => void;
}

export const StoreContext = createContext<Store | null>(null);
export const ActionsContext = createContext<Actions | null>(null);

export function useStore(): Store {
  const store = use(StoreContext);
  if (!store) throw new Error("a part of the plan stands outside the workbench");
  return store;
}

export function useActions(): Actions {
  const actions = use(ActionsContext);
  if (!actions) throw new Error("a part of the plan stands outside the workbench");
  return actions;
}

/** Changes only the draft: what runs now stays as it is until the draft is confirmed (P-07). */
export const inDraft =
  (change: (draft: Order) => Order) =>
  (plan: Plan): Plan => ({ ...plan, draft: change(plan.draft), confirmed: null });
