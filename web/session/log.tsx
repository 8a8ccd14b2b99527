import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useLabels } from "../patients/labels.ts";
import { readQuantity, renderQuantity } from "../../src/quantity/quantity.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { type Draft, type EditSession, hung, observed, type Turned } from "./draft.ts";

interface Line {
  readonly id: string;
  readonly after: number;
  readonly says: string;
}

const sayRate = (text: string, locale: Locale): string => {
  const read = readQuantity(text, "doseRate");
  return "quantity" in read ? renderQuantity(read.quantity, locale) : text;
};

/** What was entered, the latest first; the latest can be taken back, anything by undo. */
export function Log({ draft, edit }: { readonly draft: Draft; readonly edit: EditSession }) {
  const { words, locale } = useWords();
  const label = useLabels();
  const { announce } = useActions();
  const sayTurn = ({ what, rate, amount, reason }: Turned): string =>
    [words[`turn ${what}`], rate && sayRate(rate, locale), amount, reason].filter(Boolean).join(" · ");
  const lines: Line[] = [
    ...draft.course.map((turn) => ({ id: turn.id, after: turn.after, says: sayTurn(turn) })),
    ...draft.observations.map(({ id, after, values }) => ({
      id,
      after,
      says: [...observed, hung]
        .flatMap((name) =>
          values[name] ? [name === hung ? words.containerHung : `${label.choice(name)} ${values[name]}`] : [],
        )
        .join(" · "),
    })),
    ...draft.rescue.map(({ id, after, drug, reason }) => ({
      id,
      after,
      says: [words.rescueGiven, drug, reason].filter(Boolean).join(" · "),
    })),
  ].sort((a, b) => b.after - a.after);
  const without = <T extends { readonly id: string }>(all: readonly T[], id: string): T[] =>
    all.filter((one) => one.id !== id);
  const takeBack = ({ id, says }: Line): void => {
    edit(
      (draft) => ({
        ...draft,
        course: without(draft.course, id),
        observations: without(draft.observations, id),
        rescue: without(draft.rescue, id),
        stage: draft.course.some((turn) => turn.id === id && turn.what === "end") ? "run" : draft.stage,
      }),
      "",
    );
    announce(words.takenBack(says));
  };
  return (
    <section className="card" aria-labelledby="s-log">
      <h2 id="s-log">{words.whatWasDone}</h2>
      {lines.length === 0 && <p className="quiet">{words.nothingDone}</p>}
      <ul className="log">
        {lines.map((line) => (
          <li key={line.id} data-log>
            <b>+{renderQuantity({ value: line.after, unit: "min" }, locale)}</b> <span>{line.says}</span>
            <Button className="tool" aria-label={words.takeBack(line.says)} onPress={() => takeBack(line)}>
              <Icon name="remove" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
