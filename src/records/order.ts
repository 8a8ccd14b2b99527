import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Entry } from "./read-entry.ts";
import { plainName } from "./same-person.ts";

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
  /** Digests of the patient's numbers: what is read off a wristband is held to them, and they name nobody. */
  readonly numbers: readonly string[];
  /** The numbers of records that were given up for this one, likewise: a wristband may still bear one. */
  readonly given?: readonly { readonly record: string; readonly numbers: readonly string[] }[];
  /** The session that began the latest series of each drug. */
  readonly series: readonly { readonly drug: string; readonly id: string }[];
}

/** A number as it is written down, whoever wrote it, as a digest. */
export const digestOfNumber = (number: string): string => bytesToHex(sha256(utf8ToBytes(plainName(number))));

export const noOrder: Order = {
  implanted: [],
  seen: [],
  told: 0,
  programmed: 0,
  refilled: 0,
  numbers: [],
  series: [],
};

/** The order with one more entry, which happened at such a place. */
export function inOrder(order: Order, entry: Entry, place: number, isOfGiven = false): Order {
  const { kind, data, id } = entry;
  switch (kind) {
    case "patient": {
      const numbers = data.identifiers.map(({ value }) => digestOfNumber(value));
      const others = (order.given ?? []).filter(({ record }) => record !== entry.patient);
      return isOfGiven
        ? { ...order, given: [...others, { record: entry.patient, numbers }] }
        : { ...order, numbers };
    }
    case "ketamine session begun":
      return data.series === undefined
        ? {
            ...order,
            series: [...order.series.filter(({ drug }) => drug !== data.drug), { drug: data.drug, id }],
          }
        : order;
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

/** True for a number of the patient, in this record or in one that was given up for it. */
export const isNumberIn = ({ numbers, given = [] }: Order, number: string): boolean =>
  [numbers, ...given.map((one) => one.numbers)].some((all) => all.includes(digestOfNumber(number)));
