import type { Amount, Concentration, DoseRate, Flow, Hours, Volume } from "../../quantity/quantity.ts";
import { passTanks } from "./tanks.ts";
import type { Stream, TipDose } from "./tip-dose.ts";

/** What the pump pushes into the line between two moments. */
export interface Supply {
  readonly from: Hours;
  readonly until: Hours;
  readonly flow: Flow;
  /** Of the drug looked at, as it leaves the reservoir. */
  readonly concentration: Concentration;
  /** What the program means the patient to get meanwhile; the flow times the concentration where nothing is said. */
  readonly intended?: DoseRate;
}

/** The dead volume between reservoir and tip, filled with one solution at the start. */
export interface Line {
  readonly volume: Volume;
  readonly holds: Concentration;
  /** Well-mixed tanks in series; "plug" moves the solution as a column that never mixes. */
  readonly mixing: number | "plug";
}

/** What comes out of the line: nothing is lost or made between `entered`, `left` and `inside`. */
export interface Passage {
  /** What reaches the patient. */
  readonly tip: TipDose;
  /** What the program means the patient to get. */
  readonly programmed: TipDose;
  /** What was in the line at the start. */
  readonly before: Amount;
  readonly entered: Amount;
  readonly left: Amount;
  readonly inside: Amount;
}

/** Steps, in tank volumes, in which a changing dose is written down; each carries exactly the amount that passes. */
const fineness = (tanks: number): number => Math.max(0.25, Math.sqrt(tanks) / 8);

/** A solution that differs by less than this share of the strongest from what enters will not be seen to change any more. */
const alike = 1e-12;

/** A front that passes within this share of the time looked at is over before a clock can tell. */
const instant = 1e-12;

/** Sends what the pump supplies through the line. Supplies stand in order and do not overlap; between them all rests. */
export function pass(line: Line, supplies: readonly Supply[]): Passage {
  const streams: Stream[] = [];
  const inside = line.volume > 0 ? (line.mixing === "plug" ? column(line) : tanks(line, line.mixing)) : open;
  let [entered, left] = [0, 0];
  for (const supply of supplies) {
    if (supply.flow === 0 || supply.until <= supply.from) continue;
    entered += supply.flow * (supply.until - supply.from) * supply.concentration;
    left += inside.push(supply, streams);
  }
  const programmed = supplies
    .map(({ from, until, flow, concentration, intended }): Stream => ({
      from,
      until,
      rate: intended ?? ((flow * concentration) as DoseRate),
    }))
    .filter(({ rate }) => rate > 0);
  return {
    tip: { streams, shots: [] },
    programmed: { streams: programmed, shots: [] },
    before: (line.volume * line.holds) as Amount,
    entered: entered as Amount,
    left: left as Amount,
    inside: inside.amount() as Amount,
  };
}

interface Content {
  /** Pushes a supply in, writes down what leaves, and returns how much that is. */
  readonly push: (supply: Supply, streams: Stream[]) => number;
  readonly amount: () => number;
}

/** Nothing between reservoir and tip. */
const open: Content = {
  push: ({ from, until, flow, concentration }, streams) => {
    write(streams, from, until, flow * concentration);
    return flow * concentration * (until - from);
  },
  amount: () => 0,
};

function write(streams: Stream[], from: number, until: number, rate: number): void {
  if (rate > 0 && until > from)
    streams.push({ from: from as Hours, until: until as Hours, rate: rate as DoseRate });
}

function tanks(line: Line, count: number): Content {
  const tankVolume = line.volume / count;
  const contents = new Float64Array(count).fill(line.holds);
  const amount = (): number => tankVolume * contents.reduce((sum, content) => sum + content, 0);
  let greatest: number = line.holds;
  return {
    amount,
    push({ from, until, flow, concentration }, streams) {
      greatest = Math.max(greatest, concentration);
      const step = (fineness(count) * tankVolume) / flow;
      let [now, left] = [from as number, 0];
      while (now < until) {
        const settled =
          step <= instant * until ||
          contents.every((content) => Math.abs(content - concentration) <= alike * greatest);
        const next = settled || now + 1.5 * step >= until ? until : now + step;
        const volume = flow * (next - now);
        let out: number;
        if (settled) {
          const before = amount();
          contents.fill(concentration);
          out = before + volume * concentration - amount();
        } else out = passTanks(contents, volume / tankVolume, concentration) * tankVolume;
        write(streams, now, next, out / (next - now));
        left += out;
        now = next;
      }
      return left;
    },
  };
}

function column(line: Line): Content {
  // From the tip towards the pump.
  const slugs: { volume: number; concentration: number }[] = [
    { volume: line.volume, concentration: line.holds },
  ];
  return {
    amount: () => slugs.reduce((sum, { volume, concentration }) => sum + volume * concentration, 0),
    push({ from, until, flow, concentration }, streams) {
      let [now, left, rest] = [from as number, 0, flow * (until - from)];
      const last = slugs.at(-1)!;
      if (last.concentration === concentration) last.volume += rest;
      else slugs.push({ volume: rest, concentration });
      while (rest > 0) {
        const first = slugs[0]!;
        const volume = slugs.length > 1 ? Math.min(first.volume, rest) : rest;
        rest -= volume;
        const next = rest > 0 ? now + volume / flow : until;
        write(streams, now, next, (volume * first.concentration) / (next - now));
        left += volume * first.concentration;
        now = next;
        if (volume < first.volume) first.volume -= volume;
        else slugs.shift();
      }
      return left;
    },
  };
}
