import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { readStudyTable, type StudyRow, writeRScript, writeTable } from "../../src/formats/formats.ts";
import { ask, operations, type Reply } from "../../src/operations/operations.ts";
import { languageOf, renderNumber, type Locale } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField } from "../plan/field.tsx";
import "../style/evidence.css";
import { useWords } from "../words/words.tsx";
import { type Demo, demos } from "./demos.ts";

interface Pooled {
  readonly k: number;
  readonly estimate: number;
  readonly ci: readonly [number, number] | null;
  readonly prediction: readonly [number, number] | null;
  readonly p: number | null;
  readonly tau2: number | null;
  readonly I2: number | null;
  readonly Q: number | null;
  readonly natural?: { readonly estimate: number; readonly ci: readonly [number, number] | null } | null;
  readonly studies: readonly {
    readonly id?: string | number;
    readonly label?: string;
    readonly yi: number | null;
    readonly vi: number | null;
    readonly weight?: number | null;
  }[];
}
interface Forest {
  readonly svg: string;
  readonly pooled: Pooled;
}

interface Choice {
  readonly measure: string;
  readonly method: string;
  readonly test: string;
  readonly level: number;
}

const measures = ["RR", "OR", "RD", "MD", "SMD", "ROM", "IRR", "PLO", "ZCOR", "GEN"];
const methods = ["REML", "DL", "PM", "ML", "EB", "SJ", "HE", "HS", "EE", "MH", "PETO"];
const tests = ["knha", "z", "t", "adhoc"];
const choicesOf = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

const inputOf = (rows: readonly StudyRow[], { measure, method, test, level }: Choice): object => {
  const direct = method === "MH" || method === "PETO";
  const options = { method, level, ...(direct ? {} : { test }) };
  return measure === "GEN" ? { effects: rows, ...options } : { tables: rows, measure, ...options };
};

interface Replies {
  readonly forest: Reply<Forest>;
  readonly funnel: Reply<{ svg: string }> | undefined;
}

/** The forest of a table, and the funnel of the effects that it shows. */
async function answersTo(rows: readonly StudyRow[], choice: Choice, locale: Locale): Promise<Replies> {
  const forest = (await ask(operations, "forest", inputOf(rows, choice), { locale })) as Reply<Forest>;
  if (!forest.ok) return { forest, funnel: undefined };
  const effects = forest.answer.pooled.studies
    .filter(({ yi, vi }) => yi !== null && vi !== null)
    .map(({ id, yi, vi }) => ({ ...(id !== undefined && { id }), yi, vi }));
  const funnel = (await ask(operations, "funnel", { effects }, { locale })) as Reply<{ svg: string }>;
  return { forest, funnel };
}

/** Paste a table, see the forest: effects, pooled result, pictures and what to keep of them. */
export default function EvidencePage() {
  const { words, locale } = useWords();
  const [text, setText] = useState<string>(demos.responders);
  const [choice, setChoice] = useState<Choice>({ measure: "RR", method: "REML", test: "knha", level: 0.95 });
  const settled = useDeferredValue(text);
  const { rows, issues } = useMemo(() => readStudyTable(settled, languageOf(locale)), [settled, locale]);
  const [replies, setReplies] = useState<Replies>();
  useEffect(() => {
    let wanted = true;
    if (issues.length > 0) setReplies(undefined);
    else
      void answersTo(rows, choice, locale).then((found) => {
        if (wanted) setReplies(found);
      });
    return () => {
      wanted = false;
    };
  }, [rows, issues, choice, locale]);
  const faults = issues.length > 0 ? issues : replies && !replies.forest.ok ? replies.forest.issues : [];
  const set = (change: Partial<Choice>): void => setChoice((before) => ({ ...before, ...change }));
  return (
    <div className="evidence">
      <h1>{words.evidenceTitle}</h1>
      <p className="lead no-print">{words.evidenceIntro}</p>
      <div className="evidence-fields no-print">
        <ChoiceField
          label={words.evidenceDemo}
          path="demo"
          value={demoOf(text)}
          onChange={(demo) => demo !== "" && setText(demos[demo as Demo])}
          choices={[
            { value: "", label: "–" },
            ...(Object.keys(demos) as Demo[]).map((demo) => ({
              value: demo,
              label: demo === "bcg" ? words.evidenceDemoBcg : words.evidenceDemoResponders,
            })),
          ]}
        />
        <label className="field">
          {words.evidenceOpen}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => void open(event.target.files?.[0], setText)}
          />
        </label>
        <ChoiceField
          label={words.evidenceMeasure}
          path="measure"
          value={choice.measure}
          choices={choicesOf(measures)}
          onChange={(measure) => set({ measure })}
        />
        <ChoiceField
          label={words.evidenceMethod}
          path="method"
          value={choice.method}
          choices={choicesOf(methods)}
          onChange={(method) => set({ method })}
        />
        <ChoiceField
          label={words.evidenceTest}
          path="test"
          value={choice.test}
          choices={choicesOf(tests)}
          onChange={(test) => set({ test })}
        />
        <ChoiceField
          label={words.evidenceLevel}
          path="level"
          value={String(choice.level)}
          onChange={(level) => set({ level: Number(level) })}
          choices={[0.9, 0.95, 0.99].map((level) => ({ value: String(level), label: `${level * 100}%` }))}
        />
      </div>
      <label className="field wide no-print">
        {words.evidenceTable}
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          aria-invalid={faults.length > 0 || undefined}
          aria-describedby="evidence-faults"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div id="evidence-faults" role="status">
        {faults.length > 0 && (
          <>
            <p className="verdict yellow">
              <Icon name="beyond" /> {words.evidenceWrong(renderNumber(faults.length, locale))}
            </p>
            <ul className="faults">
              {faults.slice(0, 50).map(({ path, message }) => (
                <li key={`${path}${message}`}>
                  {path && <strong>{path}</strong>} {message}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {replies?.forest.ok && (
        <Result
          forest={replies.forest.answer}
          gaps={replies.forest.gaps}
          funnel={replies.funnel}
          rows={rows}
          choice={choice}
          locale={locale}
        />
      )}
    </div>
  );
}

const demoOf = (text: string): string =>
  (Object.keys(demos) as Demo[]).find((demo) => demos[demo] === text) ?? "";

async function open(file: File | undefined, take: (text: string) => void): Promise<void> {
  if (file && file.size < 5_000_000) take(await file.text());
}

function Result({
  forest,
  gaps,
  funnel,
  rows,
  choice,
  locale,
}: {
  readonly forest: Forest;
  readonly gaps: readonly string[];
  readonly funnel: Reply<{ svg: string }> | undefined;
  readonly rows: readonly StudyRow[];
  readonly choice: Choice;
  readonly locale: Locale;
}) {
  const { words } = useWords();
  const { pooled } = forest;
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : renderNumber(value, locale, 5);
  const interval = (pair: readonly [number, number] | null | undefined): string =>
    pair ? `${number(pair[0])} – ${number(pair[1])}` : "–";
  const lines: readonly (readonly [string, string])[] = [
    [words.evidenceEstimate, number(pooled.estimate)],
    [words.evidenceInterval, interval(pooled.ci)],
    ...(pooled.natural
      ? ([
          [words.evidenceNatural, `${number(pooled.natural.estimate)} (${interval(pooled.natural.ci)})`],
        ] as const)
      : []),
    [words.evidencePrediction, interval(pooled.prediction)],
    ["tau²", number(pooled.tau2)],
    ["I²", pooled.I2 === null ? "–" : `${renderNumber(pooled.I2, locale, 3)}%`],
    ["Q", number(pooled.Q)],
    ["p", number(pooled.p)],
  ];
  return (
    <section className="evidence-result" aria-label={words.evidenceResult}>
      <h2>{words.evidenceForest}</h2>
      {/* The picture is our own text, made from numbers and escaped names. */}
      <div
        className="picture"
        tabIndex={0}
        role="group"
        aria-label={words.evidenceForest}
        dangerouslySetInnerHTML={{ __html: forest.svg }}
      />
      <h2>{words.evidenceResult}</h2>
      <p className="quiet">{words.evidenceStudies(renderNumber(pooled.k, locale))}</p>
      <table className="plain">
        <tbody>
          {lines.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {gaps.length > 0 && (
        <ul className="quiet">
          {gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      )}
      {funnel?.ok && (
        <details>
          <summary>{words.evidenceFunnel}</summary>
          {pooled.k < 10 && <p className="quiet">{words.evidenceFew}</p>}
          <div
            className="picture"
            tabIndex={0}
            role="group"
            aria-label={words.evidenceFunnel}
            dangerouslySetInnerHTML={{ __html: funnel.answer.svg }}
          />
        </details>
      )}
      <h2 className="no-print">{words.evidenceExports}</h2>
      <p className="no-print evidence-keep">
        <Keep name="forest.svg" type="image/svg+xml" text={forest.svg} label={words.evidenceSvg} />
        <Keep name="effects.csv" type="text/csv" text={effectsCsv(pooled)} label={words.evidenceCsv} />
        <Keep
          name="pooled.R"
          type="text/plain"
          text={writeRScript({ rows, ...choice })}
          label={words.evidenceScript}
        />
      </p>
    </section>
  );
}

const effectsCsv = ({ studies }: Pooled): string =>
  writeTable([
    ["id", "yi", "vi", "weight"],
    ...studies.map(({ id, label, yi, vi, weight }) => [
      String(label ?? id ?? ""),
      yi ?? "",
      vi ?? "",
      weight ?? "",
    ]),
  ]);

/** A link that keeps a text as a file. */
function Keep({
  name,
  type,
  text,
  label,
}: {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly label: string;
}) {
  const save = (): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <button type="button" className="button" onClick={save}>
      {label}
    </button>
  );
}
