import { useMemo } from "react";
import { Button } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { BesideLimit } from "./answers.ts";
import { Sentences } from "./population.tsx";
import type { Synthesis } from "./read-synthesis.ts";
import { useShowEffect } from "./show-effect.ts";
import { hasTrials, StudyLink } from "./study-link.tsx";
import { UnderWay, Wide } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import type { EditSynthesis } from "./use-synthesis.ts";

/** A limit, and the trials at and around its bound, or around a dose that it was held against. */
export function Limits({ draft, edit }: { readonly draft: Synthesis; readonly edit: EditSynthesis }) {
  const { words, locale } = useWords();
  const choices = useMemo(
    () =>
      [...library.drugs]
        .flatMap(([drug, { limits }]) => limits.map((limit) => ({ drug, ...limit })))
        .filter(({ id }, i, all) => all.findIndex((one) => one.id === id) === i)
        .map(({ drug, id, says }) => ({
          value: id,
          label: [
            drugName(drug, locale),
            says[languageOf(locale)],
            ...(hasTrials(id) ? [] : [words.jointNoTrials]),
          ].join(" · "),
        })),
    [locale, words],
  );
  const known = choices.some(({ value }) => value === draft.limit);
  const question = { limit: draft.limit, ...(draft.at !== "" && { at: draft.at }) };
  const asking = useAnswer<BesideLimit>("studies", known ? [question, { limit: draft.limit }] : null, locale);
  const { answer, share, gaps, assumed } = asking;
  return (
    <>
      <ChoiceField
        label={words.jointLimit}
        path="limit"
        value={known ? draft.limit : ""}
        choices={[{ value: "", label: words.jointLimitNone }, ...choices]}
        onChange={(limit) => edit({ limit, at: "" })}
      />
      <UnderWay asking={{ ...asking, issues: answer ? [] : asking.issues }} label={words.jointLimits} />
      {answer && share === undefined && (
        <>
          <Bound limit={answer.limit} clear={() => edit({ at: "" })} />
          <Around limit={answer.limit} />
          <Sentences all={[...gaps, ...assumed]} />
        </>
      )}
    </>
  );
}

/** What the limit says and on whose word, the dose held against it, and the way back to where that dose is. */
function Bound({ limit, clear }: { readonly limit: BesideLimit["limit"]; readonly clear: () => void }) {
  const { words } = useWords();
  const show = useShow();
  const ketamine = limit.drug === "ketamine" || limit.drug === "esketamine";
  return (
    <>
      <p>
        {limit.says}
        {" · "}
        {[limit.lower, limit.upper]
          .filter((one) => one !== null)
          .map(show.quantity)
          .join(" – ")}
        {" · "}
        <cite>{limit.source.title}</cite>
        {limit.status.startsWith("recalled") && <span className="tag doubt">{words.notVerified}</span>}
      </p>
      <p className="joint-actions">
        {limit.at && (
          <>
            <span>
              {words.jointHeldDose} <b>{show.quantity(limit.at)}</b>
            </span>
            <Button className="button plain" onPress={clear}>
              {words.jointHoldBound}
            </Button>
          </>
        )}
        <a href={ketamine ? "#/ketamine" : "#/plan"}>
          {words.jointBack(ketamine ? words.ketamine : words.plan)}
        </a>
      </p>
    </>
  );
}

function Around({ limit: { arms, at } }: { readonly limit: BesideLimit["limit"] }) {
  const { words } = useWords();
  const show = useShow();
  const { number } = useShowEffect(false, "1");
  if (arms.length === 0) return null;
  const head = [
    words.jointName,
    words.jointRegimen,
    words.jointDose,
    ...(at ? [words.jointTimesDose] : []),
    words.jointTimes,
  ];
  return (
    <Wide label={words.jointLimits}>
      <table className="plain joint-limit">
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
          {arms.map(({ study, arm, name, regimen, value, ratio, ofDose }) => (
            <tr key={`${study} ${arm}`}>
              <th scope="row">
                <StudyLink study={study}>{name}</StudyLink>
              </th>
              <td>{regimen}</td>
              <td>{show.quantity(value)}</td>
              {at && <td>{ofDose === undefined ? words.none : words.times(number(ofDose))}</td>}
              <td>{words.times(number(ratio))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
