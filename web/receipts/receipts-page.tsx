import { useDeferredValue, useMemo, useState } from "react";
import {
  adultCanal,
  canalChecks,
  canalReceipts,
  canalSources,
  library,
  modelReceipts,
  models,
  type ReceiptRow,
  receipts,
  statusNames,
} from "../../src/knowledge/knowledge.ts";
import { languageOf, renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { StudyLink, TrialsLink } from "../joint/study-link.tsx";
import { TextField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";

/** Every number of the library with its receipt. */
export default function ReceiptsPage() {
  const { words, locale } = useWords();
  const language = languageOf(locale);
  const all = useMemo(
    () => [
      ...receipts(library),
      ...[...models.values()].flatMap(modelReceipts),
      ...canalReceipts(adultCanal, canalChecks, canalSources),
    ],
    [],
  );
  const [search, setSearch] = useState("");
  const [doubtful, setDoubtful] = useState(false);
  const wanted = useDeferredValue(search).trim().toLowerCase();
  const found = all.filter((row) => {
    if (doubtful && row.verified) return false;
    if (wanted === "") return true;
    const text = [
      row.subject.en,
      row.subject.zh,
      row.what.en,
      row.what.zh,
      row.fact,
      row.id,
      row.source.title,
    ];
    return text.some((each) => each?.toLowerCase().includes(wanted));
  });
  return (
    <div className="receipts">
      <h1>{words.receiptsTitle}</h1>
      <p className="lead">{words.receiptsIntro}</p>
      <div className="filters">
        <TextField label={words.search} path="search" type="search" value={search} onChange={setSearch} />
        <label className="check">
          <input type="checkbox" checked={doubtful} onChange={(event) => setDoubtful(event.target.checked)} />
          {words.onlyUnverified}
        </label>
        <p role="status" className="quiet">
          {words.shown(renderNumber(found.length, locale), renderNumber(all.length, locale))} · {words.data}{" "}
          {library.version}
        </p>
      </div>
      {found.length === 0 && <p>{words.noneFound}</p>}
      {[...groups(found, (row) => row.subject[language])].map(([subject, rows]) => (
        <Subject key={subject} subject={subject} rows={rows} open={wanted !== ""} />
      ))}
    </div>
  );
}

/** What is known of one drug or device, folded until it is asked for. */
function Subject({
  subject,
  rows,
  open,
}: {
  readonly subject: string;
  readonly rows: readonly ReceiptRow[];
  readonly open: boolean;
}) {
  const { words } = useWords();
  const doubtful = rows.filter(({ verified }) => !verified).length;
  const [opened, setOpened] = useState(false);
  return (
    <details
      className="card subject"
      open={open || opened}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>
        <h2>{subject}</h2>
        <span className="quiet">{words.numbers(rows.length)}</span>
        {doubtful > 0 && (
          <span className="tag doubt">
            {words.notVerified}: {doubtful}
          </span>
        )}
      </summary>
      {(open || opened) && (
        <ul className="receipt-rows">
          {rows.map((row) => (
            <ReceiptItem key={row.path} row={row} />
          ))}
        </ul>
      )}
    </details>
  );
}

function groups(rows: readonly ReceiptRow[], by: (row: ReceiptRow) => string): Map<string, ReceiptRow[]> {
  const all = new Map<string, ReceiptRow[]>();
  for (const row of rows) {
    const name = by(row);
    const group = all.get(name);
    if (group) group.push(row);
    else all.set(name, [row]);
  }
  return all;
}

function ReceiptItem({ row }: { readonly row: ReceiptRow }) {
  const { words, locale } = useWords();
  const language = languageOf(locale);
  const { source } = row;
  const trial = /^studies\.([^.[]+)/.exec(row.path)?.[1];
  const where = [source.title, source.in, source.year, row.edition ?? source.edition, row.locator];
  return (
    <li>
      <div>
        <span className="receipt-what">{row.what[language]}</span>
        {row.value && <b className="receipt-value">{renderQuantity(row.value, locale)}</b>}
      </div>
      <p className="quiet">
        <cite>{where.filter(Boolean).join(", ")}</cite>
        {row.fact && <span className="row-id"> · {row.fact}</span>}
      </p>
      <p className="tags">
        <span className={row.verified ? "tag" : "tag doubt"}>{statusNames[row.status][language]}</span>
        {row.grade && <span className="tag">{row.grade}</span>}
        {row.id && <TrialsLink limit={row.id} of={row.what[language]} />}
        {trial && <StudyLink study={trial}>{words.jointWholeTrial(row.subject[language])}</StudyLink>}
      </p>
      {row.note && <p className="hint">{row.note[language]}</p>}
    </li>
  );
}
