import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { rowsAtMost } from "./read-simulation.ts";

/** A list of like things that can be added to and taken from, each under its own name. */
export function Rows<Row>({
  title,
  rows,
  nameOf,
  addLabel,
  blank,
  onChange,
  children,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly nameOf: (n: number) => string;
  readonly addLabel: string;
  readonly blank: Row;
  readonly onChange: (rows: Row[], field: string) => void;
  readonly children: (row: Row, at: number, change: (row: Row, field: string) => void) => ReactNode;
}) {
  const { words } = useWords();
  return (
    <section className="card simulation-rows" aria-label={title}>
      <h2>{title}</h2>
      {rows.map((row, i) => (
        <fieldset className="group" key={i}>
          <legend>{nameOf(i + 1)}</legend>
          <div className="pair">
            {children(row, i, (one, field) =>
              onChange(
                rows.map((each, k) => (k === i ? one : each)),
                `${title} ${i} ${field}`,
              ),
            )}
          </div>
          {rows.length > 1 && (
            <div>
              <Button
                className="button small"
                onPress={() =>
                  onChange(
                    rows.filter((_, k) => k !== i),
                    "",
                  )
                }
              >
                <Icon name="remove" />
                {words.remove(nameOf(i + 1))}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          className="button"
          isDisabled={rows.length >= rowsAtMost}
          onPress={() => onChange([...rows, blank], "")}
        >
          <Icon name="plus" />
          {addLabel}
        </Button>
      </div>
    </section>
  );
}
