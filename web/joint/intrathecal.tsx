import { drugName } from "../plan/names.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import type { PlainPooled, Studies } from "./answers.ts";
import { Sentences } from "./population.tsx";
import { useShowEffect, wordOf } from "./show-effect.ts";
import { StudyTold } from "./study-told.tsx";
import { UnderWay, Wide } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";

const question = [{ route: "intrathecal" }];

/** The trials of pumps: pooled plainly where two print what that takes, and told one by one. */
export function Intrathecal() {
  const { words, locale } = useWords();
  const asking = useAnswer<Studies>("studies", question, locale);
  const { answer, gaps, assumed } = asking;
  return (
    <>
      <p className="notice" data-no-regression>
        {gaps[0] ?? words.jointToldOneByOne}
      </p>
      <UnderWay asking={asking} label={words.jointIntrathecal} />
      {answer?.intrathecal?.pooled.map((one) => (
        <Pooled key={`${one.drug} ${one.measure}`} pooled={one} />
      ))}
      <Sentences all={[...gaps.slice(1), ...assumed]} />
      <p>{words.jointToldOneByOne}</p>
      <ul className="joint-nearest joint-pumps">
        {answer?.studies.map((study) => (
          <li key={study.id}>
            <Fold
              summary={
                <>
                  <b>{study.name}</b> ·{" "}
                  {[
                    study.arms
                      .filter(({ role }) => role === "studied")
                      .map(({ name }) => name)
                      .join(locale === "zh-CN" ? "、" : ", "),
                    study.condition,
                  ].join(" · ")}
                </>
              }
            >
              <StudyTold study={study} />
            </Fold>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Each trial's own difference above the pooled one, with both intervals that two trials allow. */
function Pooled({ pooled }: { readonly pooled: PlainPooled }) {
  const { words, locale } = useWords();
  const { withInterval, number } = useShowEffect(pooled.measure === "RR", "1");
  return (
    <Wide label={words.jointPlain(drugName(pooled.drug, locale))}>
      <table className="totals joint-plain">
        <caption>{words.jointPlain(drugName(pooled.drug, locale))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.jointName}</th>
            <th scope="col">{wordOf(words, pooled.measure)}</th>
          </tr>
        </thead>
        <tbody>
          {pooled.trials.map(({ study, name, estimate, ci, atMost, status }) => (
            <tr key={study}>
              <th scope="row">
                {name}
                {status.startsWith("recalled") && <span className="tag doubt">{words.notVerified}</span>}
              </th>
              <td>
                {withInterval(estimate, ci)} {!ci && <small className="quiet">{words.jointNotPooled}</small>}
                {atMost && <small className="quiet">{words.jointWidest}</small>}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              {words.jointPooled} <small className="quiet">{words.jointOfTrials(String(pooled.k))}</small>
            </th>
            <td className="new">{withInterval(pooled.estimate, pooled.ci)}</td>
          </tr>
          <tr>
            <th scope="row">{words["joint-knha"]}</th>
            <td>{withInterval(pooled.estimate, pooled.hartungKnapp.ci)}</td>
          </tr>
          <tr>
            <th scope="row">{words.jointTau2}</th>
            <td>{number(pooled.tau2)}</td>
          </tr>
        </tbody>
      </table>
    </Wide>
  );
}
