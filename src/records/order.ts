import type { Entry } from "./read-entry.ts";

/** What the rules ask of a record besides its state: which of a few things happened last. Places count from 1. */
export interface Order {
  /** The serials of all pumps that were ever implanted. */
  readonly implanted: readonly string[];
  /** Where each pump was interrogated last. */
  readonly seen: readonly { readonly serial: string; readonly place: number }[];
  /** Where the pump was last told what it holds or runs; 0: never. */
  readonly told: number;
  readonly programmed: number;
  readonly refilled: number;
}

export const noOrder: Order = { implanted: [], seen: [], told: 0, programmed: 0, refilled: 0 };

/** The order with one more entry, which happened at such a place. */
export function inOrder(order: Order, { kind, data }: Entry, place: number): Order {
  switch (kind) {
    case "pump implanted":
      return { ...order, told: place, implanted: [...new Set([...order.implanted, data.serial])] };
    case "interrogation": {
      const { serial } = data;
      return { ...order, seen: [...order.seen.filter((one) => one.serial !== serial), { serial, place }] };
    }
    case "refill":
      return { ...order, told: place, refilled: place };
    case "program change":
      return { ...order, told: place, programmed: place };
    case "stopped":
    case "restarted":
      return { ...order, told: place };
    default:
      return order;
  }
}
