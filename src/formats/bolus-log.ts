import { type PumpEvent } from "../delivery/delivery.ts";
import {
  type Instant,
  type Issue,
  type Language,
  languageOf,
  type Locale,
  type Quantity,
  readInstant,
  readQuantity,
  writeInstant,
} from "../quantity/quantity.ts";

/** One line of a pump's log of boluses, as somebody pasted or typed it. */
export interface BolusLine {
  /** Counted from 1. */
  readonly line: number;
  readonly at: Instant;
  readonly event: PumpEvent["kind"];
  readonly logged?: "given" | "denied";
  /** Of a bolus by the clinic. */
  readonly amount?: Quantity<"amount">;
  readonly duration?: Quantity<"time">;
}

const en = {
  when: `expected a date and time first, as "2026-08-19 09:05"`,
  slashes: `a date with slashes or dots can be read in two ways: write it as "2026-08-19 09:05"`,
  noSuch: "there is no such date or time",
  what: (rest: string) =>
    rest === ""
      ? "does not say what happened: given, denied, request, stopped, restarted, alarm …"
      : `"${rest}" is not understood: after the time stands given, denied, request, clinic bolus 80 mcg 30 min, stopped, restarted, alarm, alarm over, reset or interrogated`,
  clinic: "a bolus by the clinic needs its amount and how long it ran, as clinic bolus 80 mcg 30 min",
  both: "says given and denied",
  line: (line: number, says: string) => `line ${line}: ${says}`,
  more: (lines: number) => `${lines} more lines could not be read`,
};
const zh: typeof en = {
  when: "应以日期和时间开头，例如“2026-08-19 09:05”",
  slashes: "带斜线或点的日期可有两种读法：请写成“2026-08-19 09:05”",
  noSuch: "没有这样的日期或时间",
  what: (rest) =>
    rest === ""
      ? "未说明发生了什么：已给、拒绝、请求、停止、重启、报警……"
      : `未能识别“${rest}”：时间之后应为已给、拒绝、请求、临床推注 80 微克 30 分钟、停止、重启、报警、报警解除、复位或询问`,
  clinic: "临床推注须写明剂量和历时，例如 临床推注 80 微克 30 分钟",
  both: "同时写有已给和拒绝",
  line: (line, says) => `第 ${line} 行：${says}`,
  more: (lines) => `另有 ${lines} 行未能读取`,
};
const sentences: Readonly<Record<Language, typeof en>> = { en, zh };

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const two = (text: string | number): string => String(text).padStart(2, "0");

/** A date, written so that day and month cannot be swapped (K-12), and what stands after it. */
function dateIn(line: string): readonly [date: string, rest: string] | undefined {
  const iso =
    /^(\d{4})-(\d\d)-(\d\d)[T ]\s*(.*)$/.exec(line) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日\s*(.*)$/.exec(line);
  if (iso) return [`${iso[1]}-${two(iso[2]!)}-${two(iso[3]!)}`, iso[4]!];
  const named = /^(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4})\s+(.*)$/.exec(line);
  const month = months.indexOf(named?.[2]?.toLowerCase() ?? "") + 1;
  return named && month > 0 ? [`${named[3]}-${two(month)}-${two(named[1]!)}`, named[4]!] : undefined;
}

const noon = 12;

/** A time of day, of 24 h or of twice 12, with an offset where the line has one of its own. */
function timeIn(text: string): readonly [time: string, offset: string, rest: string] | undefined {
  const found = /^(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am\b|pm\b)?\s*(Z\b|[+-]\d\d:\d\d)?\s*(.*)$/i.exec(text);
  if (!found) return undefined;
  const [, hours = "", minutes = "", seconds = "00", half, offset = "", rest = ""] = found;
  // 12 am is midnight; with am or pm there is no hour 0, nor one after 12.
  const hour = half ? (Number(hours) % noon) + (half.toLowerCase() === "pm" ? noon : 0) : Number(hours);
  if (half && (Number(hours) === 0 || Number(hours) > noon)) return ["99:99:99", offset, rest];
  return [`${two(hour)}:${minutes}:${seconds}`, offset, rest];
}

// The longer words first: "alarm over" is not an alarm.
const events: readonly (readonly [RegExp, PumpEvent["kind"]])[] = [
  [/clinic(ian|'s)?( bolus)?|(临床|医护|诊所)推注/i, "clinician bolus"],
  [/alarm (over|cleared|off|ended)|报警(解除|结束|已解除)/i, "alarm over"],
  [/alarm|报警/i, "alarm"],
  [/(re-?started|restart)|(重新启动|重启|已重启)/i, "restarted"],
  [/(stopped|stop)|(停止|已停止|停泵)/i, "stopped"],
  [/reset|复位/i, "reset"],
  [/interrogat(ed|ion)|询问/i, "interrogated"],
  [/requested|request|attempt(ed)?|(患者)?请求/i, "request"],
];
const given = /\b(given|delivered|allowed|granted)\b|已给药|已给|给予/i;
const denied = /\b(denied|refused|rejected|not given)\b|已拒绝|被拒|拒绝/i;
const number = String.raw`\d[\d.,]*\s*`;
const time = new RegExp(`${number}(min|minutes|h|hours|s|seconds|分钟|小时)(?![a-z])`, "i");
const amount = new RegExp(`${number}(mcg|ug|μg|µg|micrograms|mg|微克|毫克)(?![a-z])`, "i");
const chinese: Readonly<Record<string, string>> = {
  微克: "ug",
  μg: "ug",
  µg: "ug",
  micrograms: "ug",
  毫克: "mg",
  分钟: "min",
  minutes: "min",
  小时: "h",
  hours: "h",
  seconds: "s",
};

/** Takes what a pattern finds out of a text. */
class Rest {
  text: string;
  constructor(text: string) {
    this.text = text;
  }
  take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.text = `${this.text.slice(0, found.index)} ${this.text.slice(found.index + found[0].length)}`;
    return found[0];
  }
}

function quantityIn<K extends "amount" | "time">(text: string | undefined, kind: K): Quantity<K> | undefined {
  if (text === undefined) return undefined;
  const [, value = "", unit = ""] = /^([\d.,]+)\s*(.*)$/.exec(text) ?? [];
  const read = readQuantity(`${value} ${chinese[unit.toLowerCase()] ?? unit}`, kind);
  return "quantity" in read ? (read.quantity as Quantity<K>) : undefined;
}

function readLine(
  text: string,
  line: number,
  offset: string,
  say: typeof en,
): BolusLine | { readonly fault: string } {
  const date = dateIn(text);
  if (!date) return { fault: /^\d{1,4}[/.]\d{1,2}[/.]\d/.test(text) ? say.slashes : say.when };
  const clock = timeIn(date[1]);
  if (!clock) return { fault: say.when };
  const at = readInstant(`${date[0]}T${clock[0]}${clock[1].toUpperCase() || offset}`);
  if (!at) return { fault: say.noSuch };
  const rest = new Rest(clock[2]);
  // "not given" says given as well: what is denied is looked for first.
  const isDenied = rest.take(denied) !== undefined;
  const isGiven = rest.take(given) !== undefined;
  const found = events.find(([pattern]) => rest.take(pattern) !== undefined)?.[1];
  const dose = quantityIn(rest.take(amount), "amount");
  const duration = quantityIn(rest.take(time), "time");
  const left = rest.text
    .replace(/\b(patient|bolus|in|over|of)\b|患者|自控|推注|历时|[:：、。()（）-]/gi, " ")
    .trim();
  if (isGiven && isDenied) return { fault: say.both };
  const event = found ?? (isGiven || isDenied ? "request" : undefined);
  if (left !== "" || !event) return { fault: say.what(left) };
  const isBolus = event === "request" || event === "clinician bolus";
  if ((isGiven || isDenied) && !isBolus) return { fault: say.what(isGiven ? "given" : "denied") };
  if (event === "clinician bolus" && (!dose || !duration)) return { fault: say.clinic };
  return {
    line,
    at,
    event,
    ...(isBolus && (isGiven || isDenied) && { logged: isGiven ? ("given" as const) : ("denied" as const) }),
    ...(event === "clinician bolus" && { amount: dose!, duration: duration! }),
  };
}

/** Faults that are told one by one; the rest as a number. */
const told = 20;

/**
 * Reads a pump's log, one event a line: date, time on the pump's clock, what happened. The offset of `clock` is the
 * pump's. A log with the latest line first is turned round.
 */
export function readBolusLog(
  text: string,
  clock: Instant,
  locale: Locale,
): { readonly lines: readonly BolusLine[]; readonly issues: readonly Issue[] } {
  const say = sentences[languageOf(locale)];
  const [offset = "Z"] = /(Z|[+-]\d\d:\d\d)$/.exec(writeInstant(clock)) ?? [];
  const lines: BolusLine[] = [];
  const faults: string[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = raw
      .replace(/["|,;\t，；]+/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    // A table begins with the names of its columns.
    if (line === "" || (lines.length + faults.length === 0 && !/\d/.test(line))) return;
    const read = readLine(line, i + 1, offset, say);
    if ("fault" in read) faults.push(say.line(i + 1, read.fault));
    else lines.push(read);
  });
  const isTurned = lines.length > 1 && lines[0]!.at.epoch > lines.at(-1)!.at.epoch;
  return {
    lines: (isTurned ? lines.toReversed() : lines).toSorted((a, b) => a.at.epoch - b.at.epoch),
    issues: [...faults.slice(0, told), ...(faults.length > told ? [say.more(faults.length - told)] : [])].map(
      (message) => ({ path: "text", message }),
    ),
  };
}
