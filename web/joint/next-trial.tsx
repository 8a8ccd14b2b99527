import { useState } from "react";
import { Button } from "react-aria-components";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { Expected } from "./answers.ts";
import { Sentences } from "./population.tsx";
import { readJson, type Synthesis } from "./read-synthesis.ts";
import { useShowEffect } from "./show-effect.ts";
import { UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import { writeQuestion } from "./write-question.ts";

/** The protocol as a trial's regimen. */
function regimenOf(text: string): Record<string, unknown> | undefined {
  const { value } = readJson(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { drug, patient, cap, sessions, condition } = value as Record<string, unknown>;
  const weight = (patient as { weight?: unknown } | undefined)?.weight;
  return {
    drug,
    sessions,
    ...(weight !== undefined && { weight }),
    ...(cap !== undefined && { cap }),
    ...(condition !== undefined && { condition }),
  };
}

/** What one more trial would do to the intervals, simulated beside the page. */
export function NextTrial({ draft }: { readonly draft: Synthesis }) {
  const { words, locale } = useWords();
  const [perArm, setPerArm] = useState("60");
  const [runs, setRuns] = useState("500");
  const regimen = regimenOf(draft.protocol);
  const question = {
    ...writeQuestion(draft, draft.without),
    next: { ...regimen, perArm: Number(perArm) },
    simulations: Number(runs),
    seed: 1,
  };
  const [asked, setAsked] = useState("");
  const current = asked === JSON.stringify(question);
  const asking = useAnswer<Expected>("nexttrial", current ? [question] : null, locale);
  if (!regimen) return <p>{words.jointAsk}</p>;
  return (
    <>
      <p className="quiet">{words.jointNextLead}</p>
      <form
        className="joint-ask"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(JSON.stringify(question));
        }}
      >
        <TextField label={words.jointPerArm} path="next.perArm" value={perArm} onChange={setPerArm} />
        <TextField label={words.jointRuns} path="simulations" value={runs} onChange={setRuns} />
        <Button className="button" type="submit">
          {words.jointSimulate}
        </Button>
      </form>
      <UnderWay asking={asking} label={words.jointNext} />
      {asking.share === undefined && asking.answer && (
        <>
          <Widths answer={asking.answer} />
          <p>{asking.answer.sentence}</p>
          <Sentences all={[...asking.gaps, ...asking.assumed]} />
        </>
      )}
    </>
  );
}

/** On the analysis scale: logarithms for ratios. */
function Widths({ answer: { now, after, decides } }: { readonly answer: Expected }) {
  const { words } = useWords();
  const { number, percent } = useShowEffect(false, "1");
  const rows = [
    [words.jointPooled, now?.pooled, after?.pooled],
    [words.jointSlope, now?.slope, after?.slope],
  ] as const;
  return (
    <>
      <table className="totals joint-widths">
        <thead>
          <tr>
            <th scope="col">{words.jointWhat}</th>
            <th scope="col">{words.jointWidthNow}</th>
            <th scope="col">{words.jointWidthThen}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, before, then]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{before == null ? words.jointNoEffect : number(before)}</td>
              <td className="new">
                {then
                  ? `${number(then.median)} (${number(then.low)}; ${number(then.high)})`
                  : words.jointNoEffect}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {decides !== undefined && <p>{words.jointDecides(percent(decides))}</p>}
    </>
  );
}
