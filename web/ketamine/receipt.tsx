import { library, type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { Fold } from "../plan/fold.tsx";
import { useWords } from "../words/words.tsx";

/** Where a number or a sentence comes from, as an answer or the library holds it. */
export interface Receipted {
  /** Id of the source. */
  readonly source: string;
  readonly locator?: string | undefined;
  readonly edition?: string | undefined;
  readonly grade?: string | undefined;
  readonly quote?: string | undefined;
  readonly note?: { readonly en: string; readonly zh: string } | undefined;
  readonly fact?: string | undefined;
  readonly status: string;
}

/** The full receipt, folded beneath what it is for: source, locator, status and whatever else is held. */
export function ReceiptFold({ of, receipt }: { readonly of: string; readonly receipt: Receipted }) {
  const { words, locale } = useWords();
  const language = languageOf(locale);
  const known = library.sources.get(receipt.source);
  const rows: readonly (readonly [string, string | undefined, boolean?])[] = [
    [
      words.source,
      [known?.authors, known?.title ?? receipt.source, known?.in, known?.year].filter(Boolean).join(", "),
      true,
    ],
    [words.locator, receipt.locator ?? words.locatorNotHeld],
    [words.edition, receipt.edition ?? known?.edition],
    [words.identifier, known?.doi ? `doi ${known.doi}` : known?.pmid ? `PMID ${known.pmid}` : known?.url],
    [words.grade, receipt.grade],
    [words.quote, receipt.quote, true],
    [words.status, statusNames[receipt.status as Status][language]],
    [words.note, receipt.note?.[language]],
    [words.row, receipt.fact],
  ];
  return (
    <Fold className="receipt" summary={words.receipt} label={words.receiptOf(of)}>
      <dl className="rows">
        {rows.map(
          ([name, value, cited]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{cited ? <cite>{value}</cite> : value}</dd>
              </div>
            ),
        )}
      </dl>
    </Fold>
  );
}
