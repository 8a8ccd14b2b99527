import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { StudyAnswer } from "./answers.ts";
import { useShowEffect, wordOf } from "./show-effect.ts";
import { LimitLink } from "./study-link.tsx";
import { Line, Tellings } from "./telling.tsx";

/** Limits shown beside a trial: the nearest. */
const limitsShown = 6;

/** A trial as its row has it: arms, outcomes, harm, doubts, and the limits around it. */
export function StudyTold({ study }: { readonly study: StudyAnswer }) {
  const { words } = useWords();
  const arms = Object.fromEntries(study.arms.map(({ id, name }) => [id, name]));
  const harm = study.outcomes.filter(({ about }) => about === "harm");
  return (
    <dl className="rows">
      <Line term={words.jointDesign}>
        {[
          wordOf(words, study.design),
          study.randomised ? words.jointRandomised : words.jointNotRandomised,
          study.condition,
          ...(study.population === study.condition ? [] : [study.population]),
        ].join(" · ")}
      </Line>
      <Line term={words.jointArmsOf}>
        <Arms arms={study.arms} />
      </Line>
      <Line term={words.jointOutcomes}>
        <Tellings all={study.outcomes.filter((one) => !harm.includes(one))} arms={arms} />
      </Line>
      <Line term={words.jointAdverse}>
        <Tellings all={harm} arms={arms} />
      </Line>
      {study.doubts.length > 0 && (
        <Line term={words.jointDoubts}>{study.doubts.map(({ says }) => says).join(" ")}</Line>
      )}
      <Around study={study} />
      <Line term={words.source}>
        <cite>{study.source.title}</cite> <span className="row-id">{study.source.fact}</span>
      </Line>
    </dl>
  );
}

function Arms({ arms }: { readonly arms: StudyAnswer["arms"] }) {
  const { words, locale } = useWords();
  const show = useShow();
  return (
    <ul>
      {arms.map(({ id, name, control, n, regimen, unknown, daily, note, status }) => (
        <li key={id}>
          {[
            name,
            control && wordOf(words, control),
            n && `${words.jointN} ${show.number(n)}`,
            ...(daily ?? []).map(
              ({ drug, dose, says }) => `${drugName(drug, locale)} ${show.quantity(dose)} (${says})`,
            ),
            unknown,
            note,
            regimen?.note,
          ]
            .filter(Boolean)
            .join(" · ")}
          {regimen && regimen.reading !== "exact" && (
            <span className="tag">{wordOf(words, regimen.reading)}</span>
          )}
          {[status, regimen?.status].some((one) => one?.startsWith("recalled")) && (
            <span className="tag doubt">{words.notVerified}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The limits that cite the trial, and those that an arm of it has a number for. */
function Around({ study: { cited, beside } }: { readonly study: StudyAnswer }) {
  const { words, locale } = useWords();
  const { number } = useShowEffect(false, "1");
  return (
    <>
      <Line term={words.jointCited}>
        {cited.length === 0 ? (
          words.jointCitedNone
        ) : (
          <ul data-cited>
            {cited.map(({ id, says }) => (
              <li key={`${id} ${says}`}>{id ? <LimitLink limit={id}>{says}</LimitLink> : says}</li>
            ))}
          </ul>
        )}
      </Line>
      {beside.length > 0 && (
        <Line term={words.jointLimitsNear}>
          <ul data-beside>
            {beside.slice(0, limitsShown).map(({ limit, drug, says, ratio }) => (
              <li key={limit}>
                <LimitLink limit={limit}>
                  {drugName(drug, locale)} · {says}
                </LimitLink>{" "}
                <small className="quiet">
                  {words.jointTimes}: {words.times(number(ratio))}
                </small>
              </li>
            ))}
          </ul>
        </Line>
      )}
    </>
  );
}
