import { createContext, use } from "react";
import type { History } from "./history.ts";
import type { Identity, Order, Plan } from "./read-plan.ts";

/** The plan on the table and everything that can be done to it. */
export interface Store {
  readonly history: History<Plan>;
  readonly plan: Plan;
  readonly identity: Identity;
  /** Changes the plan; changes to one field that follow closely are one step of undo. */
  readonly edit: (change: (plan: Plan) => Plan, field: string) => void;
  readonly identify: (identity: Identity) => void;
  /** Puts another plan on the table. */
  readonly open: (plan: Plan) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Says something to those who listen to the page. */
  readonly announce: (sentence: string) => void;
}

export const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = use(StoreContext);
  if (!store) throw new Error("a part of the plan stands outside the workbench");
  return store;
}

/** Changes only the draft: what runs now stays as it is until the draft is confirmed (P-07). */
export const inDraft =
  (change: (draft: Order) => Order) =>
  (plan: Plan): Plan => ({ ...plan, draft: change(plan.draft), confirmed: null });
