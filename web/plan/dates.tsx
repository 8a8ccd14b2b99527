import { Icon } from "../icon.tsx";
import { useWords, type Words } from "../words/words.tsx";
import { type Answers, type DateAnswer, datesOf, type Delivered } from "./answers.ts";
import { ReservoirCurve } from "./reservoir-curve.tsx";
import { useShow } from "./show.ts";
import { useStore } from "./store.tsx";

const events = ["alarm", "worstAlarm", "empty", "earliestEmpty", "stability"] as const;

/** What set the refill date, in words. */
export const governedBy = (words: Words, by: string): string =>
  (words[`governed by ${by}` as keyof Words] as string | undefined) ?? by;

/** When something has to be done, and what set it. */
export function Dates({ answers }: { readonly answers: Answers }) {
  const { words } = useWords();
  const show = useShow();
  const { plan } = useStore();
  const delivered = answers.last.after;
  return (
    <section className="card" aria-labelledby="dates-title">
      <h2 id="dates-title">
        {words.datesTitle}
        <span className="aside">
          {words.asOfSays(show.moment(plan.draft.reservoir.asOf) || words.notKnown)}
        </span>
      </h2>
      {!delivered && <p className="quiet">{words.notComputed}</p>}
      {delivered && (
        <>
          <DateTable delivered={delivered} />
          {delivered.dryBeforeAlarm && (
            <p className="say yellow">
              <Icon name="beyond" />
              <span>{words.earliestSays}</span>
            </p>
          )}
          <ReservoirCurve delivered={delivered} />
        </>
      )}
    </section>
  );
}

export function DateTable({ delivered }: { readonly delivered: Delivered }) {
  const { words } = useWords();
  const show = useShow();
  const dates = datesOf(delivered);
  const cells = (date: DateAnswer | null) =>
    date ? (
      <>
        <td>{show.date(date.at)}</td>
        <td>{show.left(date.after)}</td>
      </>
    ) : (
      <>
        <td>{words.notKnown}</td>
        <td />
      </>
    );
  return (
    <table className="plain dates">
      <tbody>
        <tr className="refill">
          <th scope="row">
            {words.refillBy}
            {dates.refillBy && <small>{words.governs(governedBy(words, dates.refillBy.governedBy))}</small>}
          </th>
          {cells(dates.refillBy)}
        </tr>
        {events
          .filter((event) => event !== "worstAlarm" || dates.worstAlarm?.at !== dates.alarm?.at)
          .map((event) => (
            <tr key={event}>
              <th scope="row">
                {words[event]}
                {event === "earliestEmpty" && <Model />}
              </th>
              {cells(dates[event])}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Says that a figure was produced by a model. */
export function Model() {
  const { words } = useWords();
  return <span className="tag model">{words.model}</span>;
}
