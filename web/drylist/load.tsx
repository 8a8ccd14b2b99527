import { useMemo } from "react";
import {
  type Instant,
  instantAfter,
  inward,
  readInstant,
  writeInstant,
} from "../../src/quantity/quantity.ts";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { type Listed, week } from "./listed.ts";
import { namesIn } from "./next-week.tsx";

const ahead = 90;

interface Day {
  readonly at: string;
  readonly pumps: readonly Listed[];
}

/** Refills that fall on each of the next days, by the calendar of the list's own moment. */
export function loadOf(pumps: readonly Listed[], asOf: Instant): Day[] {
  const dayOf = ({ epoch }: Instant): string => writeInstant({ epoch, offset: asOf.offset }).slice(0, 10);
  const byDay = Map.groupBy(pumps, ({ refillBy }) => {
    const at = refillBy && readInstant(refillBy.at);
    return at ? dayOf(at) : "";
  });
  return Array.from({ length: ahead }, (_, i) => {
    const at = instantAfter(asOf, inward({ value: i, unit: "d" }, "time"));
    return { at: writeInstant(at), pumps: byDay.get(dayOf(at)) ?? [] };
  });
}

/** The next 90 days as refills per day: bars, and the same in a table. */
export function Load({ pumps, asOf }: { readonly pumps: readonly Listed[]; readonly asOf: string }) {
  const { words, locale } = useWords();
  const show = useShow();
  const days = useMemo(() => {
    const from = readInstant(asOf);
    return from ? loadOf(pumps, from) : [];
  }, [pumps, asOf]);
  const most = Math.max(1, ...days.map(({ pumps }) => pumps.length));
  const within = days.reduce((sum, { pumps }) => sum + pumps.length, 0);
  const before = pumps.filter(({ refillBy }) => refillBy && refillBy.daysLeft < 0).length;
  const undated = pumps.filter(({ refillBy }) => !refillBy).length;
  const after = pumps.length - within - before - undated;
  return (
    <section className="card" aria-labelledby="load-title">
      <h2 id="load-title">
        {words.loadTitle(ahead)}
        <span className="aside">
          {words.loadSums(within, before, after)} · {words.loadUndated(undated)}
        </span>
      </h2>
      <figure className="load">
        <div className="bars" aria-hidden="true">
          <span className="axis top">{most}</span>
          <span className="axis zero">0</span>
          <div className="columns">
            {days.map(({ at, pumps }, i) => (
              <span key={at} className="column">
                {pumps.length > 0 && (
                  <span className="bar after" style={{ height: `${(pumps.length / most) * 100}%` }} />
                )}
                {i % (2 * week) === 0 && (
                  <span className={i % (4 * week) === 0 && i + week < ahead ? "tick" : "tick between"}>
                    {show.date(at)}
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
                <th scope="col">{words.day}</th>
                <th scope="col">{words.refillsThatDay}</th>
                <th scope="col">{words.patientColumn}</th>
              </tr>
            </thead>
            <tbody>
              {days
                .filter(({ pumps }) => pumps.length > 0)
                .map(({ at, pumps }) => (
                  <tr key={at}>
                    <th scope="row">{show.date(at)}</th>
                    <td>{pumps.length}</td>
                    <td>{namesIn(pumps, locale)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Fold>
      </figure>
    </section>
  );
}
