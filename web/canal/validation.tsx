import { useMemo, useState } from "react";
import { type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import { languageOf, renderQuantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import type { Validation as Answer, ValidationRow, Verdict } from "./answers.ts";
import { ModelNote, UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import { seed } from "./write-question.ts";

const people = { n: 200, seed };

const marks = {
  pass: { tone: "plain", icon: "within" },
  miss: { tone: "yellow", icon: "beyond" },
  "not run": { tone: "neutral", icon: "remove" },
  qualitative: { tone: "cyan", icon: "note" },
} as const;

/** Where the model stands to what was published: misses as misses. */
export function Validation() {
  const { words, locale } = useWords();
  const [crowd, setCrowd] = useState(false);
  const inputs = useMemo(
    () => [{ model: "canal" }, ...(crowd ? [{ model: "canal", population: people }] : [])],
    [crowd],
  );
  const asking = useAnswer<Answer>("validation", inputs, locale);
  const answer = asking.answer?.answer;
  return (
    <>
      <label className="check no-print">
        <input type="checkbox" checked={crowd} onChange={(event) => setCrowd(event.target.checked)} />
        {words.canalCheckPeople}
      </label>
      <UnderWay asking={asking} />
      {answer && (
        <div className="canal-results" aria-busy={asking.busy}>
          <section className="card" aria-labelledby="canal-checks">
            <h2 id="canal-checks">{words.canalChecksTitle}</h2>
            <p>
              {words.canalChecksIntro(
                String(answer.counts.pass),
                String(answer.counts.miss),
                String(answer.counts.notRun + answer.counts.qualitative),
              )}{" "}
              {answer.reading}
            </p>
            <Checks rows={answer.rows} />
          </section>
          <ModelNote model={answer.model} gaps={[]} assumed={[]} />
        </div>
      )}
    </>
  );
}

function Checks({ rows }: { readonly rows: readonly ValidationRow[] }) {
  const { words } = useWords();
  return (
    <table className="plain canal-checks">
      <thead>
        <tr>
          <th scope="col">{words.canalTarget}</th>
          <th scope="col">{words.canalPublished}</th>
          <th scope="col">{words.canalTolerance}</th>
          <th scope="col">{words.canalOurs}</th>
          <th scope="col">{words.canalVerdict}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CheckRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRow({ row }: { readonly row: ValidationRow }) {
  const { words, locale } = useWords();
  const language = languageOf(locale);
  const show = (value: number): string => renderQuantity({ value, unit: row.unit }, locale, 3);
  const sayValue = (value: number | readonly [number, number]): string =>
    typeof value === "number" ? show(value) : value.map(show).join(" – ");
  const unit = renderQuantity({ value: 2, unit: row.unit }, locale).replace(/^2\s*/, "");
  return (
    <tr data-check={row.id} data-verdict={row.verdict}>
      <th scope="row">
        {row.about} <span className="quiet">{row.id}</span>
        {row.note && <small className="hint">{row.note}</small>}
      </th>
      <td data-label={words.canalPublished}>
        <span>
          {row.published} {row.between && unit !== "" && <span className="quiet">({unit})</span>}
          <small className="quiet">
            <cite>{row.source.title}</cite> · {statusNames[row.status as Status][language]}
          </small>
        </span>
      </td>
      <td data-label={words.canalTolerance}>
        <span>{row.between ? row.between.map(show).join(" – ") : "–"}</span>
      </td>
      <td data-label={words.canalOurs}>
        <div>
          {row.outcomes.length === 0 && words.canalNoNumber}
          {row.outcomes.map(({ set, value, verdict }) => (
            <div key={set} className={set === row.set ? "canal-own" : "quiet"}>
              {set}: {sayValue(value)} <Mark verdict={verdict} />
              {set === row.set && <span className="tag">{words.canalMeant}</span>}
            </div>
          ))}
          {row.people && (
            <div className="quiet">{words.canalPeople90(show(row.people.low), show(row.people.high))}</div>
          )}
        </div>
      </td>
      <td data-label={words.canalVerdict}>
        <span>
          <Mark verdict={row.verdict} strong />
          {!row.gate && <small className="quiet">{words.canalNotGate}</small>}
        </span>
      </td>
    </tr>
  );
}

/** A verdict as word, sign and colour at once. */
function Mark({ verdict, strong = false }: { readonly verdict: Verdict; readonly strong?: boolean }) {
  const { words } = useWords();
  const { tone, icon } = marks[verdict];
  return (
    <span className={`canal-mark ${tone}${strong ? " strong" : ""}`}>
      <Icon name={icon} /> {words[`canalVerdict ${verdict}`]}
    </span>
  );
}
