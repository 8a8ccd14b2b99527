import { type Locale, renderQuantity } from "../../src/quantity/quantity.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { Due } from "./listed.ts";

const daysIn = (value: number, locale: Locale): string => renderQuantity({ value, unit: "d" }, locale);

/** Whole days to a date, as people say them. */
export function useDays(): (daysLeft: number) => string {
  const { words, locale } = useWords();
  return (daysLeft) => {
    if (daysLeft < 0) return words.daysAgo(daysIn(-daysLeft, locale));
    return daysLeft === 0 ? words.withinADay : words.daysLeft(daysIn(daysLeft, locale));
  };
}

/** A date with the days left beside it: never one without the other. */
export function ShowDue({
  due,
  none,
  brief = false,
}: {
  readonly due: Due | null | undefined;
  readonly none?: string;
  /** Bare days where the column already says what they count to. */
  readonly brief?: boolean;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const days = useDays();
  if (!due) return <span className="quiet">{none ?? words.notKnown}</span>;
  return (
    <span className="due">
      <b>{brief && due.daysLeft > 0 ? daysIn(due.daysLeft, locale) : days(due.daysLeft)}</b>{" "}
      <span className="on">{show.date(due.at)}</span>
    </span>
  );
}
