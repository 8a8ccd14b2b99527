import { Button } from "react-aria-components";
import { type EntryKind, isOfBoth } from "../../src/records/records.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { forms } from "./forms.ts";
import { useLabels } from "./labels.ts";
import type { Kept } from "./ledger.ts";
import { whoOf } from "../merge/compared.ts";
import { entryLines } from "./say-entry.ts";
import type { GivenUp } from "./standing.ts";
import type { Patient } from "./use-patient.ts";

/** Everything that happened, the latest first; a corrected entry stays beside the one that corrects it. */
export function Timeline({
  patient,
  onCorrect,
}: {
  readonly patient: Patient;
  readonly onCorrect: (entry: Kept) => void;
}) {
  const { words } = useWords();
  const correctedBy = new Map(
    patient.entries.flatMap((entry) =>
      entry.corrects === undefined ? [] : [[entry.corrects, entry] as const],
    ),
  );
  // A merge stands in both records, and is said once.
  const said = patient.entries.filter(
    ({ kind, patient: record }) => record === patient.id || !isOfBoth(kind as EntryKind),
  );
  const ordered = said.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.sequence - a.sequence);
  return (
    <section className="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">
        {words.timeline}
        <span className="aside">{words.entriesCount(ordered.length)}</span>
      </h2>
      <ol className="timeline">
        {ordered.map((entry) => (
          <Line
            key={entry.id}
            entry={entry}
            corrector={correctedBy.get(entry.id)}
            corrected={patient.entries.find(({ id }) => id === entry.corrects)}
            signatures={patient.entries.filter(
              ({ kind, data }) => kind === "signature" && data["of"] === entry.id,
            )}
            writtenIn={patient.standing.given.find((one) => one.patient === entry.patient)}
            onCorrect={patient.standing.merged || entry.patient !== patient.id ? undefined : onCorrect}
          />
        ))}
      </ol>
    </section>
  );
}

/** Which record was kept is said above the page, by name. */
const ids: readonly string[] = ["kept", "given"];

function Line({
  entry,
  corrector,
  corrected,
  signatures,
  writtenIn,
  onCorrect,
}: {
  readonly entry: Kept;
  readonly corrector: Kept | undefined;
  readonly corrected: Kept | undefined;
  readonly signatures: readonly Kept[];
  /** The record that was given up for this one, where it was written there. */
  readonly writtenIn: GivenUp | undefined;
  /** Absent where nothing can be entered beside it. */
  readonly onCorrect: ((entry: Kept) => void) | undefined;
}) {
  const { words, locale } = useWords();
  const label = useLabels();
  const show = useShow();
  const lines = entryLines(entry.data, words, locale).filter(
    ({ name }) => !isOfBoth(entry.kind as EntryKind) || !ids.includes(name),
  );
  return (
    <li
      className={corrector ? "entry superseded" : "entry"}
      data-kind={entry.kind}
      data-entry={entry.id}
      id={`entry-${entry.id}`}
    >
      <p className="entry-head">
        <strong>{label.kind(entry.kind)}</strong>
        <span className="quiet">
          {show.moment(entry.at)} · {entry.by} · {words[`from ${entry.from}` as "from entered"]}
        </span>
        {corrector && (
          <span className="tag strong">{words.correctedBy(corrector.by, show.moment(corrector.at))}</span>
        )}
        {writtenIn && (
          <span className="tag" data-written-in={writtenIn.patient}>
            {words.mergedFrom(whoOf(writtenIn, words.noPatient))}
          </span>
        )}
        {corrected && <span className="tag">{words.correctsEntry(show.moment(corrected.at))}</span>}
        {signatures.map(({ id, by, data, at }) => (
          <span key={id} className="tag">
            {words.signedBy(by, label.choice(String(data["meaning"])), show.moment(at))}
          </span>
        ))}
      </p>
      {lines.length > 0 && (
        <dl className="entry-data">
          {lines.map(({ name, label, value }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="entry-foot quiet">
        {words.recordNumber(entry.sequence)} · {entry.hash.slice(0, 12)}
        {!corrector && onCorrect && entry.kind in forms && (
          <Button className="button plain no-print" onPress={() => onCorrect(entry)}>
            {words.correct}
          </Button>
        )}
      </p>
    </li>
  );
}
