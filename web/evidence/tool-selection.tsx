import { useState } from "react";
import type { Interval } from "../../src/evidence/evidence.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import { LinesTable, RowsTable } from "./lines-table.tsx";
import { readNumber } from "./read-number.ts";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useFigures } from "./use-figures.ts";
import { pooledEffects } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { readingOf } from "./write-question.ts";

interface Selection {
  readonly alternative: string;
  readonly estimate: number;
  readonly ci: Interval | null;
  readonly tau2: number;
  readonly LRT: number;
  readonly df: number;
  readonly p: number;
  readonly unadjusted: { readonly estimate: number; readonly tau2: number };
  readonly weights: readonly {
    readonly from: number;
    readonly to: number;
    readonly studies: number;
    readonly delta: number;
    readonly ci: Interval | null;
  }[];
  readonly warnings: readonly string[];
}

const sides = ["", "greater", "less", "two-sided"] as const;

/** What the effect would be if publication hung on p values. */
export function SelectionTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const show = useFigures(readingOf(shown));
  const [steps, setSteps] = useState("0.025");
  const [side, setSide] = useState<string>("");
  const { effects } = pooledEffects(shown);
  const limits = steps
    .split(/[,;，；\s]+/)
    .filter(Boolean)
    .map(readNumber);
  const said = limits.every((limit) => typeof limit === "number") && limits.length > 0;
  const asking = useTool<Selection>(
    said
      ? {
          operation: "selection",
          input: { effects, steps: limits, level: shown.analysis.level, ...(side && { alternative: side }) },
        }
      : null,
    locale,
  );
  const { answer } = asking;
  return (
    <>
      <div className="evidence-fields no-print">
        <TextField
          label={words.evidenceSteps}
          path="steps"
          hint={said ? words.evidenceStepsHint : words.evidenceStepsWrong}
          value={steps}
          onChange={setSteps}
        />
        <ChoiceField
          label={words.evidenceFavoured}
          path="alternative"
          value={side}
          onChange={setSide}
          choices={sides.map((value) => ({
            value,
            label: [
              words.evidenceSideAuto,
              words.evidenceSideGreater,
              words.evidenceSideLess,
              words.evidenceSideBoth,
            ][sides.indexOf(value)]!,
          }))}
        />
      </div>
      <UnderWay asking={asking} label={words.evidenceTool_selection} />
      {answer?.warnings.map((warning) => (
        <p className="verdict yellow" key={warning}>
          <Icon name="beyond" /> {warning}
        </p>
      ))}
      {answer && (
        <>
          <LinesTable
            caption={words.evidenceTool_selection}
            lines={[
              [words.evidenceAdjusted, show.withInterval(answer.estimate, answer.ci)],
              [words.evidenceUnadjusted, show.effect(answer.unadjusted.estimate)],
              ["tau²", show.number(answer.tau2)],
              [words.evidenceLrt, `chi²(${answer.df}) = ${show.number(answer.LRT)}, p ${show.p(answer.p)}`],
            ]}
          />
          <RowsTable
            caption={words.evidenceWeights}
            heads={["p", words.evidenceK, words.evidenceChance]}
            rows={answer.weights.map(({ from, to, studies, delta, ci }) => ({
              id: String(from),
              cells: [
                show.interval([from, to]),
                show.number(studies),
                ci ? `${show.number(delta)} (${show.interval(ci)})` : show.number(delta),
              ],
            }))}
          />
        </>
      )}
    </>
  );
}
