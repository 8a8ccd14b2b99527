import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { type Listed, week } from "./listed.ts";
import { namesIn } from "./next-week.tsx";
import { dayWithWeekday, fullDay } from "./planning/days.ts";
import type { Draft } from "./planning/use-draft.ts";

/** The next 90 days as refills per day: bars, and the same in a table. */
export function Load({
  draft: { answer, onDay, pumpOf },
  pumps,
}: {
  readonly draft: Draft;
  readonly pumps: readonly Listed[];
}) {
  const { words, locale } = useWords();
  const { days } = answer;
  const ahead = days.length;
  const most = Math.max(1, answer.busiest);
  const within = days.reduce((sum, { refills }) => sum + refills.length, 0);
  const before = pumps.filter(({ refillBy }) => refillBy && refillBy.daysLeft < 0).length;
  const undated = pumps.filter(({ refillBy }) => !refillBy).length;
  const later = answer.refills.filter(({ day }) => day !== null).length - within;
  const planned = (ids: readonly string[]): number =>
    ids.filter((id) => onDay(id)?.how !== "suggested").length;
  return (
    <section className="card" aria-labelledby="load-title">
      <h2 id="load-title">
        {words.loadTitle(ahead)}
        <span className="aside">
          {words.loadSums(within, before, later)} · {words.loadUndated(undated)}
        </span>
      </h2>
      <figure className="load">
        <div className="bars" aria-hidden="true">
          <span className="axis top">{most}</span>
          <span className="axis zero">0</span>
          <div className="columns">
            {days.map(({ day, works, refills }, i) => (
              <span key={day} className={works ? "column" : "column off"}>
                {refills.length > 0 && (
                  <span className="bar pending" style={{ height: `${(refills.length / most) * 100}%` }}>
                    <span
                      className="bar after"
                      style={{ height: `${(planned(refills) / refills.length) * 100}%` }}
                    />
                  </span>
                )}
                {i % (2 * week) === 0 && (
                  <span className={i % (4 * week) === 0 && i + week < ahead ? "tick" : "tick between"}>
                    {fullDay(day, locale)}
                  </span>
                )}
              </span>
            ))}
          </div>
        </div>
        <Fold summary={words.loadAsTable}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{words.loadDay}</th>
                <th scope="col">{words.refillsThatDay}</th>
                <th scope="col">{words.patientColumn}</th>
                <th scope="col">{words.orderByDay}</th>
              </tr>
            </thead>
            <tbody>
              {days
                .filter(({ refills }) => refills.length > 0)
                .map(({ day, refills }) => {
                  const orderBy = onDay(refills[0]!)?.orderBy;
                  return (
                    <tr key={day}>
                      <th scope="row">{dayWithWeekday(day, locale)}</th>
                      <td>{refills.length}</td>
                      <td>{namesIn(refills.map(pumpOf), locale)}</td>
                      <td>{orderBy ? dayWithWeekday(orderBy, locale) : words.notSet}</td>
                    </tr>
                  );
                })}
            </tbody>
          </table>
        </Fold>
      </figure>
    </section>
  );
}
