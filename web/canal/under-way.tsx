import { Button } from "react-aria-components";
import { outward, renderQuantity, type Fraction } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";
import type { ModelCard } from "./answers.ts";
import type { Asking } from "./use-answer.ts";

/** How far the work is, and a way to stop it; what cannot be computed, and why. */
export function UnderWay({ asking }: { readonly asking: Asking<unknown> }) {
  const { words, locale } = useWords();
  const { share, stopped, issues, stop, again } = asking;
  const percent = (share: number): string =>
    renderQuantity(outward(share as Fraction, "fraction", "%"), locale, 2);
  return (
    <div className="canal-work no-print">
      {share !== undefined && (
        <>
          <progress aria-label={words.canalWorkingLabel} value={share} max={1} />
          <span className="quiet">{words.canalWorking(percent(share))}</span>
          <Button className="button" onPress={stop}>
            {words.canalStop}
          </Button>
        </>
      )}
      {stopped && (
        <>
          <span role="status">{words.canalStopped}</span>
          <Button className="button" onPress={again}>
            {words.canalAgain}
          </Button>
        </>
      )}
      {issues.length > 0 && (
        <div className="issues canal-issues" role="alert">
          <strong>{words.canalMend}</strong>
          <ul>
            {issues.map(({ path, message }) => (
              <li key={`${path}${message}`}>
                <Icon name="beyond" /> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Whose model it is, for whom it holds, what it misses, what was assumed and what could not be computed. */
export function ModelNote({
  model,
  gaps,
  assumed,
}: {
  readonly model: ModelCard;
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}) {
  const { words } = useWords();
  return (
    <section className="card canal-model" aria-labelledby="canal-model-title">
      <h2 id="canal-model-title">
        {words.canalModelTitle} <span className="tag model">{words.model}</span>
      </h2>
      <p>
        <strong>{model.label}</strong> · {words.canalPopulation}: {model.population}
      </p>
      <p>{model.caution}</p>
      <h3>{words.canalMisses}</h3>
      <Sentences sentences={model.misses} />
      {gaps.length > 0 && (
        <>
          <h3>{words.gapsTitle}</h3>
          <Sentences sentences={gaps} />
        </>
      )}
      {assumed.length > 0 && (
        <Fold summary={`${words.assumedTitle} (${assumed.length})`}>
          <Sentences sentences={assumed} />
        </Fold>
      )}
    </section>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className="sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
