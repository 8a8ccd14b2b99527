import { instantAfter, inward, type Locale, readInstant, writeInstant } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { hasNoDate, isThisWeek, type Listed, ordered, week } from "./listed.ts";
import { ShowDue } from "./show-due.tsx";
import { UrgencyMark } from "./urgency.tsx";

/** The answer to the question every week begins with: who runs dry in the next seven days. */
export function NextWeek({ pumps, asOf }: { readonly pumps: readonly Listed[]; readonly asOf: string }) {
  const { words, locale } = useWords();
  const show = useShow();
  const from = readInstant(asOf);
  const until = from && instantAfter(from, inward({ value: week, unit: "d" }, "time"));
  const due = ordered(pumps.filter(isThisWeek), "refillBy", false, locale);
  const undated = pumps.filter(hasNoDate);
  const others = pumps.filter(
    (pump) => pump.urgency === "act now" && !due.includes(pump) && !undated.includes(pump),
  );
  return (
    <section className="card next-week" aria-labelledby="week-title">
      <h2 id="week-title">
        {words.weekTitle(due.length)}
        <span className="aside">
          {show.date(asOf)} – {until && show.date(writeInstant(until))}
        </span>
      </h2>
      {due.length === 0 && <p>{words.weekNone}</p>}
      <ol className="week-list">
        {due.map((pump) => (
          <li key={pump.pump.serial}>
            <UrgencyMark urgency={pump.urgency} word={pump.urgencyWord} />
            <strong>{nameOf(pump)}</strong>
            <ShowDue due={pump.refillBy} />
            <span className="quiet">{pump.refillBy?.rule}</span>
          </li>
        ))}
      </ol>
      {undated.length > 0 && (
        <p className="say red">
          <Icon name="stop" />
          <span>
            <strong>{words.withoutDate(undated.length)}</strong> {namesIn(undated, locale)}
          </span>
        </p>
      )}
      {others.length > 0 && (
        <p className="say red">
          <Icon name="stop" />
          <span>
            <strong>{words.alsoActNow(others.length)}</strong> {namesIn(others, locale)}
          </span>
        </p>
      )}
    </section>
  );
}

/** Whom a line is about, with the number that tells two of the same name apart. */
const nameOf = ({ name, identifiers, pump }: Listed): string =>
  [name, identifiers[0]?.value ?? pump.serial].filter(Boolean).join(" ");

export const namesIn = (pumps: readonly Listed[], locale: Locale): string =>
  new Intl.ListFormat(locale).format(pumps.map(nameOf));
