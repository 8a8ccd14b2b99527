import type { EntryKind } from "../../src/records/records.ts";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { MissedSays } from "./missed-says.tsx";
import type { Patient } from "./use-patient.ts";

/** Dates on which this patient was expected and did not come, and what was tried. */
export function MissedCard({
  patient: { standing },
  onAdd,
}: {
  readonly patient: Patient;
  readonly onAdd: (kind: EntryKind) => void;
}) {
  const { words } = useWords();
  const { missed } = standing;
  if (missed.length === 0) return null;
  return (
    <section className="card" aria-labelledby="missed-title" data-missed>
      <h2 id="missed-title">
        {words.missedTitle}
        <span className="aside">{words.missedCount(missed.length)}</span>
      </h2>
      <ul className="missed-lines">
        {missed.map((date) => (
          <li key={`${date.what} ${date.due}`}>
            <MissedSays date={date} />
          </li>
        ))}
      </ul>
      <div className="actions no-print">
        <button
          type="button"
          className="button main"
          onClick={() => onAdd("contact attempted")}
          data-add-attempt
        >
          <Icon name="plus" />
          {words.enterAttempt}
        </button>
        <button type="button" className="button" onClick={() => onAdd("chasing ended")}>
          {words.endChase}
        </button>
      </div>
      <p className="hint">{words.missedSays}</p>
    </section>
  );
}
