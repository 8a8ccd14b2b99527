import { readBolusLog } from "../../formats/formats.ts";
import type { Remarks } from "../../delivery/delivery.ts";
import { type Instant, type Locale, renderInstant } from "../../quantity/quantity.ts";
import type { Event, Parts } from "../boluslog.ts";
import { sentencesIn } from "./sentences.ts";

/** A log in the order of time, with the line of each event where it was pasted or typed. */
export interface ReadLog {
  readonly log: readonly Event[];
  readonly lines?: readonly number[];
  readonly earlier: number;
}

/** The log as events, or read from its text; faults and what was left out go to `remarks`. */
export function logOf(parts: Parts, from: Instant, locale: Locale, remarks: Remarks): ReadLog | undefined {
  const say = sentencesIn(locale);
  const { log, text } = parts;
  if (log && text !== undefined) remarks.issues.push({ path: "text", message: say.bothLogs });
  if (log) return { log, earlier: 0 };
  if (text === undefined) {
    if (!remarks.issues.some(({ path }) => /^(log|text)/.test(path)))
      remarks.issues.push({ path: "log", message: say.noLog });
    return undefined;
  }
  const { lines, issues } = readBolusLog(text, from, locale);
  remarks.issues.push(...issues);
  const kept = lines.filter(({ at }) => at.epoch >= from.epoch);
  const earlier = lines.length - kept.length;
  if (earlier > 0) remarks.assumed.push(say.earlier(earlier, renderInstant(from, locale, true)));
  const said = kept.map((one) => JSON.stringify({ ...one, line: 0 }));
  const twice = said.length - new Set(said).size;
  if (twice > 0) remarks.assumed.push(say.twice(twice));
  return {
    log: kept.map(({ event, at, logged, amount, duration }): Event => {
      if (event === "request") return { event, at, logged };
      if (event !== "clinician bolus") return { event, at };
      return { event, at, logged, drug: drugOf(parts), amount: amount!, duration: duration! };
    }),
    lines: kept.map(({ line }) => line),
    earlier,
  };
}

/** What a line that names no drug speaks of: the patient's bolus, else the program. */
function drugOf({ patientBolus, program, solution }: Parts): string {
  const programmed = program && "drug" in program ? program.drug : undefined;
  return patientBolus?.drug ?? programmed ?? solution?.[0]?.drug ?? "";
}
