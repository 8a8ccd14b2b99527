import { isVerified, library, type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import { languageOf, type Quantity } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { TrialsLink } from "../joint/study-link.tsx";
import { useWords, type Words } from "../words/words.tsx";
import type { Answers, Finding } from "./answers.ts";
import { Fold } from "./fold.tsx";
import { useShow } from "./show.ts";

export interface Urgency {
  readonly tone: "red" | "yellow" | "cyan" | "plain";
  readonly icon: "stop" | "beyond" | "note" | "within";
  readonly word: keyof Words;
}

/** How urgent a finding is, as colour, sign and word at once. */
export function urgencyOf(finding: Finding): Urgency {
  if (finding.blocks) return { tone: "red", icon: "stop", word: "blocks" };
  // A rule of the engine has no bound to stand above or below.
  if (finding.limit === null && finding.stands !== "within")
    return finding.confirm
      ? { tone: "yellow", icon: "beyond", word: "ask" }
      : { tone: "cyan", icon: "note", word: "remark" };
  if (finding.stands === "beyond" || finding.confirm)
    return { tone: "yellow", icon: "beyond", word: finding.stands };
  if (finding.stands === "within") return { tone: "plain", icon: "within", word: "within" };
  return { tone: "cyan", icon: "note", word: finding.stands };
}

/** Whether a finding asks for the reader's eye: everything but what is plainly within its limit. */
export const speaks = ({ stands, confirm, blocks, verdict }: Finding): boolean =>
  stands !== "within" || confirm || blocks || (verdict !== undefined && verdict !== "on label");

/** What was not computed or was taken for granted, by whichever operation said it, once each. */
export const sentencesOf = (answers: Answers, key: "gaps" | "assumed"): string[] => [
  ...new Set(
    [answers.after, answers.check, answers.bridge].flatMap((reply) => (reply?.ok ? reply[key] : [])),
  ),
];

/** All findings, the most limiting first, each with its receipt; what could not be checked stands beside them. */
export function Findings({ answers }: { readonly answers: Answers }) {
  const { words } = useWords();
  const findings = answers.last.check?.findings ?? [];
  const speaking = findings.filter(speaks);
  const within = findings.filter((finding) => !speaking.includes(finding));
  return (
    <section className="card" aria-labelledby="findings-title">
      <h2 id="findings-title">
        {words.findingsTitle}
        {answers.last.check && <span className="aside">{words.findingsCount(findings.length)}</span>}
      </h2>
      {findings.length === 0 && (
        <p className="quiet">{answers.last.check ? words.findingsNone : words.notComputed}</p>
      )}
      <FindingList findings={speaking} />
      {within.length > 0 && (
        <Fold summary={words.showWithin(within.length)} startsOpen={speaking.length === 0}>
          <FindingList findings={within} />
        </Fold>
      )}
      <Sentences title={words.gapsTitle} sentences={sentencesOf(answers, "gaps")} open />
      <Sentences title={words.assumedTitle} sentences={sentencesOf(answers, "assumed")} />
    </section>
  );
}

export function Sentences({
  title,
  sentences,
  open = false,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly open?: boolean;
}) {
  if (sentences.length === 0) return null;
  return (
    <Fold summary={`${title} (${sentences.length})`} startsOpen={open}>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Fold>
  );
}

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { words } = useWords();
  return (
    <ul className="findings">
      {findings.map((finding, i) => {
        const { tone, icon, word } = urgencyOf(finding);
        return (
          <li key={`${finding.id} ${i}`} className={`finding ${tone}`}>
            <span className="urgency">
              <Icon name={icon} />
              {words[word] as string}
            </span>
            <div className="finding-body">
              <p>{finding.sentence}</p>
              <p className="tags">
                {finding.verdict && <span className="tag">{words[finding.verdict]}</span>}
                {finding.confirm && <span className="tag strong">{words.asksConfirm}</span>}
                <StatusTag status={finding.status} />
                {finding.limit && (
                  <TrialsLink limit={finding.id} value={finding.value} of={finding.sentence} />
                )}
              </p>
              <Fold className="receipt" summary={words.receipt} label={words.receiptOf(finding.sentence)}>
                <Receipt finding={finding} />
              </Fold>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Says of a number that nobody has read it in its source; of our own rules and sums, that they are ours. */
export function StatusTag({ status }: { readonly status: string }) {
  const { words } = useWords();
  if (isVerified(status as Status)) return null;
  if (status === "assumption" || status === "computed") return <span className="tag">{words[status]}</span>;
  return <span className="tag doubt">{words.notVerified}</span>;
}

const isQuantity = (value: unknown): value is Quantity =>
  typeof value === "object" && value !== null && "value" in value && "unit" in value;

/** Where a finding's number comes from, row by row; what the source does not say is left out. */
function Receipt({ finding }: { readonly finding: Finding }) {
  const { words, locale } = useWords();
  const show = useShow();
  const said = (value: unknown): string => {
    if (typeof value === "string" || typeof value === "number") return String(value);
    if (isQuantity(value)) return show.quantity(value);
    if (typeof value === "object" && value !== null && languageOf(locale) in value)
      return String((value as Record<string, unknown>)[languageOf(locale)]);
    return "";
  };
  const get = (key: string): string => said(finding.source[key]);
  const id = get("id");
  const known = library.sources.get(id);
  const rows: readonly (readonly [string, string])[] = [
    [words.source, [known?.authors, known?.title ?? id, known?.in, known?.year].filter(Boolean).join(", ")],
    [words.locator, get("locator")],
    [words.edition, get("edition") || (known?.edition ?? "")],
    [
      words.identifier,
      known?.doi ? `doi ${known.doi}` : known?.pmid ? `PMID ${known.pmid}` : (known?.url ?? ""),
    ],
    [words.quote, get("quote")],
    [words.limit, said(finding.limit?.says)],
    [words.margin, said(finding.margin)],
    [words.status, statusNames[finding.status as Status][languageOf(locale)]],
    [words.note, get("note")],
    [words.row, get("fact") || finding.id],
  ];
  return (
    <dl className="rows">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{name === words.source || name === words.quote ? <cite>{value}</cite> : value}</dd>
          </div>
        ))}
    </dl>
  );
}
