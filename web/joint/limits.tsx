import { useMemo, useState } from "react";
import { library } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { BesideLimit } from "./answers.ts";
import { Sentences } from "./population.tsx";
import { useShowEffect } from "./show-effect.ts";
import { UnderWay, Wide } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";

/** A limit, and the trials at and around its bound. */
export function Limits() {
  const { words, locale } = useWords();
  const show = useShow();
  const { number } = useShowEffect(false, "1");
  const [id, setId] = useState("");
  const choices = useMemo(
    () =>
      [...library.drugs]
        .flatMap(([drug, { limits }]) => limits.map((limit) => ({ drug, ...limit })))
        .map(({ drug, id, says }) => ({
          value: id,
          label: `${drugName(drug, locale)} · ${says[languageOf(locale)]}`,
        }))
        .filter((one, i, all) => all.findIndex(({ value }) => value === one.value) === i),
    [locale],
  );
  const asking = useAnswer<BesideLimit>("studies", id === "" ? null : [{ limit: id }], locale);
  const { answer, share, gaps, assumed } = asking;
  return (
    <>
      <ChoiceField
        label={words.jointLimit}
        path="limit"
        value={id}
        choices={[{ value: "", label: words.jointLimitNone }, ...choices]}
        onChange={setId}
      />
      <UnderWay asking={asking} label={words.jointLimits} />
      {answer && share === undefined && (
        <>
          <p>
            {answer.limit.says}{" "}
            {[answer.limit.lower, answer.limit.upper]
              .filter((one) => one !== null)
              .map(show.quantity)
              .join(" – ")}
            {" · "}
            <cite>{answer.limit.source.title}</cite>
          </p>
          {answer.limit.arms.length > 0 && (
            <Wide label={words.jointLimits}>
              <table className="plain joint-limit">
                <thead>
                  <tr>
                    {[words.jointName, words.jointRegimen, words.jointDose, words.jointTimes].map((one) => (
                      <th scope="col" key={one}>
                        {one}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {answer.limit.arms.map((arm) => (
                    <tr key={`${arm.study} ${arm.arm}`}>
                      <th scope="row">{arm.name}</th>
                      <td>{arm.regimen}</td>
                      <td>{show.quantity(arm.value)}</td>
                      <td>{words.times(number(arm.ratio))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          )}
          <Sentences all={[...gaps, ...assumed]} />
        </>
      )}
    </>
  );
}
