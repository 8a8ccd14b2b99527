import { useId, useMemo } from "react";
import { renderQuantity } from "../../src/quantity/quantity.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import { across, sampled, sayMoment } from "./across.ts";
import type { Side } from "./answers.ts";
import { type Drawing, Lines } from "./lines.tsx";

/** What the program means and what leaves the catheter: between them stands the line. */
export function TipDose({
  side,
  at,
  top,
}: {
  readonly side: Side;
  readonly at: readonly number[];
  readonly top?: number;
}) {
  const { words, locale } = useWords();
  const id = useId();
  const { dose, amounts } = side;
  const drawing = useMemo<Drawing>(() => {
    // The last mean holds until the last moment.
    const whole = (means: readonly number[]): (number | null)[] => [...means, means.at(-1) ?? null];
    return {
      ...across(at, locale),
      lines: [
        { label: words.canalDoseProgrammed, ink: 1, values: whole(dose.programmed), stepped: true },
        { label: words.canalDoseAtTip, ink: 0, values: whole(dose.atTip), stepped: true },
      ],
      ...(top === undefined ? {} : { top }),
    };
  }, [dose, at, words, locale, top]);
  const say = (value: number | undefined): string =>
    renderQuantity({ value: value ?? 0, unit: dose.unit }, locale, 3);
  const [programmed, tip] = [amounts.programmed, amounts.atTip].map((each) => renderQuantity(each, locale));
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>
        {words.canalDose} <span className="tag model">{words.model}</span>
      </h2>
      <figure>
        <figcaption>
          <span className="quiet">
            {renderQuantity({ value: 2, unit: dose.unit }, locale).replace(/^2\s*/, "")}
          </span>
        </figcaption>
        <Lines label={words.canalDoseLabel(programmed ?? "", tip ?? "")} drawing={drawing} />
        <p>
          {words.canalAmounts(programmed ?? "", tip ?? "")}{" "}
          {amounts.inLine && words.canalInLine(renderQuantity(amounts.inLine, locale))}
        </p>
        <Fold summary={words.canalTable}>
          <div className="canal-scroll" tabIndex={0} role="region" aria-label={words.canalDose}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.canalMoment}</th>
                  <th scope="col">{words.canalDoseProgrammed}</th>
                  <th scope="col">{words.canalDoseAtTip}</th>
                </tr>
              </thead>
              <tbody>
                {sampled(dose.atTip.length).map((i) => (
                  <tr key={i}>
                    <th scope="row">{sayMoment(at[i] ?? 0, locale)}</th>
                    <td>{say(dose.programmed[i])}</td>
                    <td>{say(dose.atTip[i])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Fold>
      </figure>
    </section>
  );
}
