import { concerns } from "../../src/knowledge/knowledge.ts";
import { StatusTag } from "../plan/findings.tsx";
import { useWords } from "../words/words.tsx";
import type { Section } from "./answers.ts";

/** What the sources say about one situation, each sentence with whose word it is. */
export function Statements({
  section: { situation, title, statements },
  pump,
}: {
  readonly section: Section;
  /** The chosen pump; empty where none is. */
  readonly pump: string;
}) {
  const { words } = useWords();
  const choosePump = pump === "" && concerns(situation) === "device";
  const several = new Set(statements.map(({ of }) => of.id)).size > 1;
  const id = `situation-${situation.replaceAll(" ", "-")}`;
  return (
    <section className="card situation" aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      {statements.length === 0 && (
        <p className="quiet">{choosePump ? words.emergencyChoosePump : words.emergencyNothing}</p>
      )}
      <ul className="statements">
        {statements.map(({ id, of, act, says, source, status }) => (
          <li key={id} className={act ? "act" : undefined}>
            <p>
              {act && <span className="tag strong">{words.emergencyAct}</span>}{" "}
              {several && of.kind !== "any" && <strong>{of.name}: </strong>}
              {says}
            </p>
            <p className="quiet said-by">
              <cite>{source.title}</cite>
              {source.year !== undefined && !source.title.includes(String(source.year)) && ` ${source.year}`}
              {source.locator && ` · ${source.locator}`}
              {source.fact && ` · ${source.fact}`} <StatusTag status={status} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
