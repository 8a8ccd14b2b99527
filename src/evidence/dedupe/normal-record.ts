/** A bibliographic record made comparable: spelling, punctuation and the habits of databases taken off. */

/** A record as a database exports it; every field may be missing. */
export interface BibliographicRecord {
  readonly id: string;
  readonly title?: string | undefined;
  /** As exported, in one text: "Smith J; Doe A", "Smith, J. and Doe, A.". */
  readonly authors?: string | undefined;
  readonly year?: number | string | undefined;
  readonly journal?: string | undefined;
  readonly volume?: string | undefined;
  readonly number?: string | undefined;
  readonly pages?: string | undefined;
  readonly doi?: string | undefined;
  readonly abstract?: string | undefined;
}

/** What comparisons read. Empty text or null where a field is missing. */
export interface NormalRecord {
  readonly id: string;
  readonly title: string;
  readonly surname: string;
  readonly surnames: readonly string[];
  readonly year: number | null;
  readonly journal: string;
  readonly volume: string;
  readonly number: string;
  readonly firstPage: string;
  readonly doi: string;
  readonly abstract: string;
}

/** Letters and digits of any script in lower case, with single spaces; accents and dashes gone. */
export function plain(text: string | undefined): string {
  if (!text || /^(?:na|n\/a|none|null|unknown|\[?no \w+ available\]?\.?)$/i.test(text.trim())) return "";
  return text
    .replace(/<[^>]{1,20}>/g, " ")
    .replace(/&(?:amp|lt|gt|quot|#\d+);/g, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The first surname: what stands before the initials, whatever the punctuation. */
function surnamesOf(authors: string | undefined): string[] {
  if (!authors) return [];
  return authors
    .split(/\s*;\s*|\s+and\s+|\s*&\s*|\n|(?<=\.)(?=\p{Lu}\p{Ll})/u)
    .map((name) => {
      const surname = name.includes(",")
        ? name.slice(0, name.indexOf(","))
        : name.replace(/(\s+\p{Lu}[\p{Lu}.\s-]{0,6})+$/u, "");
      return plain(surname).split(" ").slice(0, 3).join(" ");
    })
    .filter((surname) => surname !== "");
}

/** The first page: "S12-S19", "e123", "1209-15" and "pp. 3–4" give s12, e123, 1209, 3. */
function firstPageOf(pages: string | undefined): string {
  // "01-Jul" is 1-7 after a spreadsheet took it for a date.
  const text = plain(pages)
    .replace(/^(?:pp?|pages?|seite)\s+/, "")
    .replace(/^(\d+) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/, "$1");
  return (text.split(" ")[0] ?? "").replace(/^0+(?=\d)/, "");
}

/** A DOI without its resolver, in lower case. */
function doiOf(doi: string | undefined): string {
  const found = /10\.\d{4,9}\/\S+/.exec((doi ?? "").toLowerCase());
  return found ? found[0].replace(/[.,;)\]]+$/, "") : "";
}

/** Makes a record comparable. */
export function normalise(record: BibliographicRecord): NormalRecord {
  const title = plain(record.title?.replace(/\s*\[[^\]]{0,40}\]\s*$/, ""));
  const year = /\d{4}/.exec(String(record.year ?? ""));
  const surnames = surnamesOf(record.authors);
  return {
    id: record.id,
    title,
    surname: surnames[0] ?? "",
    surnames,
    year: year ? Number(year[0]) : null,
    journal: plain(record.journal).replace(/^the /, ""),
    volume:
      plain(record.volume)
        .replace(/^(?:vol|volume)\s*/, "")
        .split(" ")[0] ?? "",
    number: plain(record.number).split(" ")[0] ?? "",
    firstPage: firstPageOf(record.pages),
    doi: doiOf(record.doi),
    abstract: plain(record.abstract).slice(0, 200),
  };
}
