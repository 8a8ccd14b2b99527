import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { Published } from "./answers.ts";
import { useShowEffect } from "./show-effect.ts";
import { Wide } from "./under-way.tsx";

/** What reviews found, each with its window and scale, and where they contradict each other. */
export function PublishedResults({ all }: { readonly all: readonly Published[] }) {
  const { words } = useWords();
  const show = useShow();
  const { withInterval } = useShowEffect(false, "1");
  const head = [
    words.jointReview,
    words.jointAbout,
    words.jointEstimate,
    words.jointScale,
    words.jointWindow,
    words.jointCertainty,
  ];
  const count = (value: number | null): string => (value === null ? words.none : show.number(value));
  return (
    <>
      <p className="quiet">{words.jointPublishedLead}</p>
      <Wide label={words.jointPublished}>
        <table className="plain joint-published">
          <thead>
            <tr>
              {head.map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.flatMap((review) =>
              review.estimates.map((one, i) => (
                <tr key={one.id}>
                  {i === 0 && (
                    <th scope="rowgroup" rowSpan={review.estimates.length}>
                      {review.name}
                      <small className="quiet">
                        {" "}
                        {review.population};{" "}
                        {words.jointIncluded(count(review.trials), count(review.participants))}
                      </small>
                    </th>
                  )}
                  <td>{one.says}</td>
                  <td>
                    {one.measure} {withInterval(one.estimate, one.ci)}
                    {one.status.startsWith("recalled") && (
                      <span className="tag doubt">{words.notVerified}</span>
                    )}
                  </td>
                  <td>{one.scale}</td>
                  <td>{one.window}</td>
                  <td>{one.certainty ?? words.none}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Wide>
      <ul className="sentences joint-disagrees">
        {all.flatMap(({ id, name, concludes, disagrees }) => [
          ...(concludes
            ? [
                <li key={id}>
                  <b>{name}</b>: {concludes}
                </li>,
              ]
            : []),
          ...disagrees.map((other) => (
            <li key={`${id} ${other.with}`} data-disagrees>
              <b>{name}</b>. {words.jointDisagrees(other.name, other.says)}
            </li>
          )),
        ])}
      </ul>
    </>
  );
}
