import { type Measure } from "../../src/evidence/evidence.ts";
import { type Forest, plotForest } from "../../src/plot/plot.ts";
import { naturalName } from "../../src/operations/operations.ts";
import type { Ends } from "./answers.ts";
import { ChoiceField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import { RowsTable } from "./lines-table.tsx";
import { firstPart, LongPicture, type Part } from "./long-picture.tsx";
import { atOnce } from "./pager.tsx";
import { readNumber } from "./read-number.ts";
import type { ToolProps } from "./tools-card.tsx";
import { UnderWay } from "./under-way.tsx";
import { useFigures } from "./use-figures.ts";
import { pooledEffects, type Shown } from "./use-shown.ts";
import { useTool } from "./use-tool.ts";
import { direct, estimator, oneGroup, onLogs, readingOf } from "./write-question.ts";

interface Fit {
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ci: Ends;
  readonly tau2: number;
  readonly I2: number;
  readonly Q: number;
}

/** By which the results are pooled and tested: as the whole is. */
const tested = ({ analysis }: Shown): object => ({
  method: estimator(analysis),
  level: analysis.level,
  test: direct(analysis.method) ? "z" : analysis.test,
});

/** The pooled effect without each study in turn. */
export function LeaveOneOutTool({ shown }: Pick<ToolProps, "shown">) {
  const { words, locale } = useWords();
  const { effects } = pooledEffects(shown);
  const asking = useTool<{ leaveOneOut: readonly Fit[] }>(
    { operation: "influence", long: effects.length > atOnce, input: { effects, ...tested(shown) } },
    locale,
  );
  const rows = asking.answer?.leaveOneOut.map((fit, i) => ({
    name: words.evidenceWithout(effects[i]!.id),
    fit,
  }));
  return (
    <>
      <UnderWay asking={asking} label={words.evidenceTool_leaveOneOut} />
      {rows && (
        <OneByOne shown={shown} rows={rows} title={words.evidenceTool_leaveOneOut} name="leave-one-out" />
      )}
    </>
  );
}

/** The pooled effect as studies came in, in the order of a column. */
export function CumulativeTool({ shown, analysis, edit }: ToolProps) {
  const { words, locale } = useWords();
  const { effects, rows: at } = pooledEffects(shown);
  const { sheet } = shown.analysis;
  const { order } = analysis;
  const places = effects.map((_, i) => i);
  if (order !== null)
    places.sort((a, b) => compare(sheet.rows[at[a]!]?.[order] ?? "", sheet.rows[at[b]!]?.[order] ?? ""));
  const asking = useTool<{ cumulative: readonly Fit[] }>(
    {
      operation: "influence",
      long: effects.length > atOnce,
      input: { effects: places.map((i) => effects[i]), ...tested(shown) },
    },
    locale,
  );
  const rows = asking.answer?.cumulative.map((fit, i) => ({
    name: i === 0 ? effects[places[0]!]!.id : words.evidencePlus(effects[places[i]!]!.id),
    fit,
  }));
  return (
    <>
      <ChoiceField
        label={words.evidenceOrder}
        path="order"
        value={String(order ?? "")}
        onChange={(at) => edit({ order: at === "" ? null : Number(at) })}
        choices={[
          { value: "", label: words.evidenceAsInTable },
          ...sheet.columns.map((label, i) => ({ value: String(i), label })),
        ]}
      />
      <UnderWay asking={asking} label={words.evidenceTool_cumulative} />
      {rows && <OneByOne shown={shown} rows={rows} title={words.evidenceTool_cumulative} name="cumulative" />}
    </>
  );
}

/** Numbers by size, words by their letters. */
function compare(a: string, b: string): number {
  const [x, y] = [readNumber(a), readNumber(b)];
  return typeof x === "number" && typeof y === "number" ? x - y : a.localeCompare(b);
}

/** One pooled effect a line, as a forest and as a table. */
function OneByOne({
  shown,
  rows,
  title,
  name,
}: {
  readonly shown: Shown;
  readonly rows: readonly { readonly name: string; readonly fit: Fit }[];
  readonly title: string;
  readonly name: string;
}) {
  const { words, locale } = useWords();
  const measure = shown.analysis.measure as Measure;
  const { level } = shown.analysis;
  const natural = readingOf(shown);
  const show = useFigures(natural);
  const log = onLogs(shown.analysis);
  const alone = oneGroup(shown.analysis);
  // Logarithms have an axis of their own.
  const place = (value: number): number => (log ? value : natural(value));
  const drawn = rows.map(({ name, fit }) => ({
    label: name,
    estimate: fit.estimate === null ? null : place(fit.estimate),
    ci:
      fit.ci && fit.ci[0] !== null && fit.ci[1] !== null
        ? ([place(fit.ci[0]), place(fit.ci[1])] as const)
        : null,
  }));
  const whole: Forest = {
    title,
    locale,
    measure: naturalName(measure, locale),
    model: estimator(shown.analysis),
    log,
    oneGroup: alone,
    level,
    columns: [],
    groups: [{ rows: drawn }],
  };
  const draw = (part: Part | undefined): string => plotForest({ ...whole, ...(part && { part }) });
  return (
    <>
      <LongPicture
        svg={draw(firstPart(rows.length).part)}
        all={rows.length}
        draw={draw}
        label={title}
        name={name}
      />
      <RowsTable
        caption={title}
        heads={[
          words.evidenceStudy,
          naturalName(measure, locale),
          "SE",
          ...(alone ? [] : ["p"]),
          "tau²",
          "I²",
          "Q",
        ]}
        rows={rows.map(({ name, fit }, i) => ({
          id: String(i),
          cells: [
            name,
            show.withInterval(fit.estimate, fit.ci),
            show.number(fit.se),
            ...(alone ? [] : [show.p(fit.p)]),
            show.number(fit.tau2),
            show.percent(fit.I2),
            show.number(fit.Q),
          ],
        }))}
      />
    </>
  );
}
