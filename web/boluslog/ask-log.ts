// The question about a log: the program that runs, and since when its boluses are not counted yet.
import type { Denial } from "../../src/delivery/delivery.ts";
import { inward, outward, readInstant, writeInstant } from "../../src/quantity/quantity.ts";
import type { Kept } from "../patients/ledger.ts";
import type { Standing } from "../patients/standing.ts";

/** One event as judged. */
export interface JudgedEvent {
  readonly at: string;
  readonly event:
    | "request"
    | "clinician bolus"
    | "stopped"
    | "restarted"
    | "alarm"
    | "alarm over"
    | "reset"
    | "interrogated";
  readonly logged: "given" | "denied" | null;
  readonly agrees: boolean | null;
  readonly sentence: string | null;
  readonly line: number;
}
/** The answer of `boluslog` about a text. */
export interface Judged {
  readonly events: readonly JudgedEvent[];
  readonly patient: { readonly why: Readonly<Partial<Record<Denial, number>>> };
  readonly disagreements: number;
  readonly logged: { readonly given: number; readonly denied: number; readonly unsaid: number };
  readonly picture: string | null;
}

const minutes = (clock: NonNullable<Standing["clock"]>): number =>
  (clock.way === "ahead" ? 1 : -1) * outward(inward(clock.by, "time"), "time", "min").value;

/** A moment as the pump's own clock shows it. */
export function byPump(moment: string, { clock, asOf }: Pick<Standing, "clock" | "asOf">): string {
  const at = readInstant(moment);
  const offset = readInstant(asOf)?.offset ?? 0;
  return at ? writeInstant({ epoch: at.epoch, offset: offset + (clock ? minutes(clock) : 0) }) : moment;
}

/** Since when boluses are to be counted: the last count, the last refill, or when the program was set. */
export function countedFrom({ program, reservoir }: Standing, entries: readonly Kept[]): string | undefined {
  const corrected = new Set(entries.map(({ corrects }) => corrects));
  const counts = entries.filter(({ id, kind }) => kind === "bolus count" && !corrected.has(id));
  const moments = [program?.set, reservoir?.at, ...counts.map(({ at }) => at)].filter(
    (moment) => moment !== undefined,
  );
  return moments.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/** What `boluslog` is asked; undefined where no patient's bolus is programmed. */
export function askLog(
  standing: Standing,
  entries: readonly Kept[],
  to: string,
  text: string,
): object | undefined {
  const { pump, reservoir, program } = standing;
  const from = countedFrom(standing, entries);
  if (!pump || !reservoir || !program?.patientBolus || !from) return undefined;
  return {
    pump: pump.choice,
    solution: reservoir.solution,
    program: program.program,
    patientBolus: program.patientBolus,
    from: byPump(from, standing),
    to,
    text,
    picture: true,
  };
}
