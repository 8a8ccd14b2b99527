import { type Instant, type Locale, renderInstant, writeInstant } from "../../quantity/quantity.ts";
import { sentencesIn as drySentences } from "../drylist/sentences.ts";
import { sentencesIn } from "./sentences.ts";

/** What can come between a notice and whoever is to read it. */
export const faults = [
  "no answer",
  "too long",
  "closed",
  "cut off",
  "not secure",
  "wrong protocol",
  "not signed in",
  "busy",
  "refused",
  "redirect",
  "place not allowed",
  "not readable",
  "not set up",
] as const;
export type Fault = (typeof faults)[number];

/** A channel that nothing gets through any more. */
export interface Faulted {
  readonly channel: "mail" | "webhook";
  /** When the first of the notices that did not get out was tried. */
  readonly since: Instant;
  readonly tries: number;
  readonly fault: Fault;
  /** The last word of the other side, as it came; empty where it said nothing. */
  readonly said: string;
}

/** A dead channel as it stands among the alerts: since when, why, and what to do until it lives. */
export function noticeAlert(
  { channel, since, tries, fault, said }: Faulted,
  locale: Locale,
): Record<string, unknown> {
  const say = sentencesIn(locale);
  const why = say.fault[fault];
  return {
    alert: `notices not sent ${channel} ${writeInstant({ ...since, offset: 0 })}`,
    what: "notices not sent",
    channel,
    urgency: "due",
    urgencyWord: drySentences(locale).urgency.due,
    cause: say.notOut(say.channel[channel], renderInstant(since, locale, true), tries) + say.last(why, said),
    at: writeInstant(since),
    by: null,
    again: false,
    next: say.notOutNext,
    snoozed: null,
  };
}

/** What became of one try, in a sentence. */
export const faultSaid = (fault: Fault, said: string, locale: Locale): string => {
  const say = sentencesIn(locale);
  return say.last(say.fault[fault], said).trim();
};
