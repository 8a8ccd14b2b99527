import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { Answer, Neighbour } from "./answers.ts";
import { useShowEffect, wordOf } from "./show-effect.ts";
import { StudyLink } from "./study-link.tsx";
import { Line, Tellings } from "./telling.tsx";

/** Where the protocol stands, in words, and the trials nearest to it. */
export function Nearest({ answer }: { readonly answer: Answer }) {
  const { words } = useWords();
  const { mark } = answer;
  const { exposure, withInterval } = useShowEffect(answer.ratio, answer.exposure.unit);
  if (!mark) return <p>{words.jointAsk}</p>;
  return (
    <>
      <p className="joint-mark">
        {wordOf(words, answer.exposure.measure)} <b>{mark.x === null ? words.none : exposure(mark.x)}</b>
        {answer.exposure.matrix && <span className="tag model">{words.model}</span>}
      </p>
      {mark.predicted && (
        <p data-predicted>{words.jointPredicted(withInterval(mark.predicted.estimate, mark.predicted.ci))}</p>
      )}
      <p className="notice joint-sentence">{mark.sentence}</p>
      {mark.nearest.length > 0 && <h3>{words.jointNearest}</h3>}
      <ul className="joint-nearest">
        {mark.nearest.map((one, i) => (
          <li key={one.arm}>
            <Fold
              startsOpen={i === 0}
              summary={
                <>
                  <b>{one.name.replace(/ \(.*\)$/, "")}</b> ·{" "}
                  {[one.regimen, one.condition].filter(Boolean).join(" · ")}
                </>
              }
            >
              <Near one={one} exposure={exposure} />
            </Fold>
          </li>
        ))}
      </ul>
    </>
  );
}

function Near({ one, exposure }: { readonly one: Neighbour; readonly exposure: (x: number) => string }) {
  const { words } = useWords();
  const show = useShow();
  const { number } = useShowEffect(false, "1");
  return (
    <>
      <p className="quiet">
        {words.jointRatio(exposure(one.x), words.times(number(one.ratio)))}
        {one.study && (
          <>
            {" "}
            <StudyLink study={one.study}>{words.jointWholeTrial(one.name.replace(/ \(.*\)$/, ""))}</StudyLink>
          </>
        )}
      </p>
      <dl className="rows">
        {one.regimen && (
          <Line term={words.jointRegimen}>
            {one.regimen}
            {one.reading && one.reading !== "exact" && (
              <span className="tag">{wordOf(words, one.reading)}</span>
            )}
          </Line>
        )}
        <Line term={words.jointCond}>{one.condition}</Line>
        {one.design && (
          <Line term={words.jointDesign}>
            {wordOf(words, one.design)}
            {one.n ? ` · ${words.jointN} ${show.number(one.n)}` : ""}
          </Line>
        )}
        <Line term={words.jointOutcomes}>
          <Tellings all={one.outcomes ?? []} arms={one.arms} />
        </Line>
        <Line term={words.jointAdverse}>
          <Tellings all={one.adverse ?? []} arms={one.arms} />
        </Line>
        {one.doubts && one.doubts.length > 0 && <Line term={words.jointDoubts}>{one.doubts.join(" ")}</Line>}
        {one.source && (
          <Line term={words.source}>
            <cite>{one.source.title}</cite> <span className="row-id">{one.source.fact}</span>
          </Line>
        )}
      </dl>
    </>
  );
}
