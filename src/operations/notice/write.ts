import { type Instant, type Locale, renderDays, renderInstant } from "../../quantity/quantity.ts";
import type { Counts } from "./count.ts";
import { sentencesIn } from "./sentences.ts";

/** A notice in words: a line for the subject, and lines of text. */
export interface Said {
  readonly subject: string;
  readonly text: string;
}

/** Where the list is, as a browser wants it; absent where nobody else could open it. */
type Link = string | undefined;

const said = (subject: string, lines: readonly string[]): Said => ({
  subject,
  text: `${lines.join("\n")}\n`,
});

/** The digest of a morning: counts and urgency words, and where to look. */
export function writeDigest(counts: Counts, at: Instant, link: Link, locale: Locale): Said {
  const say = sentencesIn(locale);
  const when = renderInstant(at, locale, true);
  const within = renderDays(counts.within, locale);
  const { actNow, due, soon, aside, mayRunDry, noDate, alarms, plansPassed } = counts;
  const open = [say.actNow(actNow), say.due(due), say.soon(soon), say.aside(aside)].filter(Boolean);
  const lines = [
    say.mayRunDry(mayRunDry, within),
    say.noDate(noDate),
    say.alarms(alarms),
    say.plansPassed(plansPassed),
  ].filter(Boolean);
  const gist = [say.actNow(actNow), say.mayRunDry(mayRunDry, within)].filter(Boolean);
  return said(say.digestSubject(gist.length > 0 ? gist : [say.nothingPresses]), [
    say.asOf(when, counts.pumps),
    "",
    ...(open.length > 0 ? open.map((line) => `- ${line}`) : [`- ${say.nothingOpen}`]),
    ...(lines.length > 0 ? ["", ...lines.map((line) => `- ${line}`)] : []),
    "",
    ...ending(link, locale),
  ]);
}

/** Told at once: so many new alerts of the most pressing kind, of so many that stand open. */
export function writePressing(fresh: number, all: number, at: Instant, link: Link, locale: Locale): Said {
  const say = sentencesIn(locale);
  return said(say.pressingSubject(fresh), [
    say.pressing(fresh, renderInstant(at, locale, true)),
    say.pressingAll(all),
    "",
    ...ending(link, locale),
  ]);
}

/** Sent by whoever wants to know whether the channel works. */
export function writeTest(at: Instant, link: Link, locale: Locale): Said {
  const say = sentencesIn(locale);
  return said(say.testSubject, [say.test(renderInstant(at, locale, true)), "", ...ending(link, locale)]);
}

function ending(link: Link, locale: Locale): string[] {
  const say = sentencesIn(locale);
  return [...(link === undefined ? [] : [say.look(link)]), say.nobody];
}
