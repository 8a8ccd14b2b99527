import { library } from "../../src/knowledge/knowledge.ts";
import { Icon } from "../icon.tsx";
import type { KetamineSoFar } from "../patients/standing.ts";
import { useLabels } from "../patients/labels.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";

/** What a patient has had of ketamine in this series and in all, and which organs are to be asked after. */
export function SoFar({ soFar }: { readonly soFar: KetamineSoFar }) {
  const { words } = useWords();
  const show = useShow();
  const label = useLabels();
  const sum = ({ sessions, total }: KetamineSoFar["drugs"][number]["life"]): string =>
    words.sessionsAndTotal(words.sessionsCount(sessions), show.quantity(total));
  return (
    <>
      <dl className="rows">
        {soFar.drugs.map(({ drug, name, series, life }) => (
          <div key={drug}>
            <dt>{name}</dt>
            <dd>
              {series && (
                <>
                  {words.thisSeries} ({show.date(series.since)}) {sum(series)} ·{" "}
                </>
              )}
              <b>
                {words.inLife} {sum(life)}
              </b>
            </dd>
          </div>
        ))}
        {soFar.followUps.map(({ organ, last, askedInSeries, since, says, source }) => (
          <div key={organ}>
            <dt>{label.choice(organ)}</dt>
            <dd>
              <span className={`urgency ${askedInSeries ? "calm" : "yellow"}`}>
                <Icon name={askedInSeries ? "within" : "beyond"} />
                {askedInSeries ? words.organAsked : words.organNotAsked}
              </span>{" "}
              {last
                ? `${words.lastAsked(show.date(last.at), label.choice(last.finding))} · ${words.sinceThen(sum(since))}`
                : ""}{" "}
              <small>
                {says}
                {source && ` [${library.sources.get(source.id)?.short ?? source.title}]`}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
