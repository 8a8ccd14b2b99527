import { StatusTag } from "../plan/findings.tsx";
import { useWords } from "../words/words.tsx";
import type { Section } from "./answers.ts";

/** What the sources say about one situation, each sentence with whose word it is. */
export function Statements({ section: { situation, title, statements } }: { readonly section: Section }) {
  const { words } = useWords();
  const several = new Set(statements.map(({ of }) => of.id)).size > 1;
  const id = `situation-${situation.replaceAll(" ", "-")}`;
  return (
    <section className="card situation" aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      {statements.length === 0 && <p className="quiet">{words.emergencyNothing}</p>}
      <ul className="statements">
        {statements.map(({ id, of, says, source, status }) => (
          <li key={id}>
            <p>
              {several && of.kind !== "any" && <strong>{of.name}: </strong>}
              {says}
            </p>
            <p className="quiet said-by">
              <cite>{source.title}</cite>
              {source.year !== undefined && ` ${source.year}`}
              {source.locator && ` · ${source.locator}`}
              {source.fact && ` · ${source.fact}`} <StatusTag status={status} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
