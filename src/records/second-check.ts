import { compare, inward, type Kind, type Quantity, readQuantity } from "../quantity/quantity.ts";
import type { Entry } from "./read-entry.ts";
import type { State } from "./replay.ts";
import { dailyDoses } from "./standing.ts";
import { plainName } from "./same-person.ts";

/** One number that a second person enters without having seen it. */
export interface KeyNumber {
  /** By which it is asked for and kept: "filled", "concentration morphine". */
  readonly key: string;
  readonly name:
    | "serial"
    | "filled"
    | "programmed"
    | "concentration"
    | "daily dose"
    | "bolus"
    | "most boluses";
  readonly drug?: string;
  /** What was entered first: a quantity, or a text such as a serial number. */
  readonly first: Quantity | string;
  readonly kind?: Kind;
}

/** The numbers of a patient's pump on which a mistake does the most harm, as they stand in the record. */
export function keyNumbers(state: State): KeyNumber[] {
  const { pump, program } = state;
  const fill = state.fills.at(-1);
  const keys: KeyNumber[] = [];
  if (pump) keys.push({ key: "serial", name: "serial", first: pump.serial });
  if (fill) {
    keys.push({ key: "filled", name: "filled", first: fill.filled, kind: "volume" });
    keys.push({ key: "programmed", name: "programmed", first: fill.programmed, kind: "volume" });
    for (const { drug, concentration } of fill.solution)
      keys.push({
        key: `concentration ${drug}`,
        name: "concentration",
        drug,
        first: concentration,
        kind: "concentration",
      });
  }
  if (fill && program) {
    for (const { drug, daily } of dailyDoses(program, fill.solution, state, "en-US") ?? [])
      keys.push({ key: `daily dose ${drug}`, name: "daily dose", drug, first: daily, kind: "doseRate" });
    const { patientBolus } = program;
    if (patientBolus)
      keys.push(
        { key: "bolus", name: "bolus", drug: patientBolus.drug, first: patientBolus.amount, kind: "amount" },
        { key: "most boluses", name: "most boluses", first: String(patientBolus.maxPerDay) },
      );
  }
  return keys;
}

type SecondCheck = Extract<Entry, { kind: "second check" }>["data"];

/**
 * True where the numbers were read off what the pump itself says: then nobody else is needed, since what it was told
 * is compared with what was written. The order is no such witness: the first numbers were entered from it.
 */
export const isReadOffPump = ({ readFrom }: Pick<SecondCheck, "readFrom">): boolean =>
  readFrom === "printout" || readFrom === "pump screen";

/** A number that the second person entered otherwise, or not so that it can be read. */
export interface Difference extends KeyNumber {
  readonly second: string;
}

/** A total that was computed is compared to the figures that a screen shows: four of them. */
const shownFigures = 5e-4;

/** Where what was entered second is not what stands in the record; compared by value, whatever the unit. */
export function differencesIn(state: State, values: Readonly<Record<string, string>>): Difference[] {
  return keyNumbers(state).flatMap((key) => {
    const second = values[key.key];
    if (second === undefined) return [];
    return isSame(key, second) ? [] : [{ ...key, second }];
  });
}

function isSame({ first, kind, name }: KeyNumber, second: string): boolean {
  if (typeof first === "string" || !kind) return plainName(String(first)) === plainName(second);
  const read = readQuantity(second, kind);
  if (!("quantity" in read)) return false;
  if (name !== "daily dose") return compare(read.quantity, first) === 0;
  const [a, b] = [inward(first, kind), inward(read.quantity, kind)];
  return Math.abs(a - b) <= Math.abs(a) * shownFigures;
}
