import { isVerified, library, models, type Status } from "../../src/knowledge/knowledge.ts";
import { languageOf, type Quantity, readInstant, renderInstant } from "../../src/quantity/quantity.ts";
import { TrialsLink } from "../joint/study-link.tsx";
import type { Fault } from "../plan/answers.ts";
import { urgencyOf } from "../plan/findings.tsx";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { Block, Signatures } from "../sheet/sheet.tsx";
import { useWords } from "../words/words.tsx";
import { type ProtocolAnswer, type SessionAnswer, useProtocol } from "./answers.ts";
import { effects } from "./effects.ts";
import { observations } from "./observation.ts";
import { answersTo } from "./questions.tsx";
import type { Ketamine } from "./read-ketamine.ts";
import { alike, BagLabel, daysOf, FlowTable, SeriesTable } from "./session-table.tsx";
import { useDraft } from "./use-draft.ts";

/** The infusion on paper: what to draw, what to set, what to ask, and the chart of the day. */
export function KetamineSheet({ printing = false }: { readonly printing?: boolean }) {
  const { words, locale } = useWords();
  const draft = useDraft();
  const { protocol, issues } = useProtocol(draft, locale);
  return (
    <article className={printing ? "sheet printing" : "sheet"} lang={locale}>
      <table className="paper" role="presentation">
        <thead>
          <tr>
            <td>
              <Head draft={draft} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>{words.infusionSheetTitle}</h1>
              {protocol.ok ? <Body answer={protocol.answer} draft={draft} /> : <Faults issues={issues} />}
              <Signatures />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

/** What keeps the sheet from being printed: each fault, and how much has not been entered yet. */
function Faults({ issues }: { readonly issues: readonly Fault[] }) {
  const { words } = useWords();
  const wrong = issues.filter(({ blank }) => !blank);
  const empty = issues.length - wrong.length;
  return (
    <ul className="faults">
      {wrong.map(({ path, message }) => (
        <li key={`${path}${message}`}>{message}</li>
      ))}
      {empty > 0 && <li>{words.emptyTitle(empty)}</li>}
    </ul>
  );
}

/** This moment as the reader's clock shows it. */
function now(): string {
  const date = new Date();
  return new Date(date.getTime() - inMilliseconds(date.getTimezoneOffset()))
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
}
const inMilliseconds = (minutes: number): number => new Date(0).setUTCMinutes(minutes);

function Head({ draft }: { readonly draft: Ketamine }) {
  const { words, locale } = useWords();
  const { identity } = useStore();
  const born = readInstant(`${identity.birthDate}T00:00:00Z`);
  const moment = readInstant(now());
  return (
    <div className="sheet-head">
      <p>
        <b>{words.patient}</b> {identity.name || "________________"} · {identity.number || "____________"}
        {born && ` · ${words.born(renderInstant(born, locale))}`} · <b>{words.weight}</b>{" "}
        {draft.weight || "______"}
      </p>
      <p>
        <b>{words.drug}</b> {drugName(draft.drug, locale)} · <b>{words.vial}</b> {draft.vial || "______"}
      </p>
      <p className="versions">
        Theca · {words.engine} {THECA_VERSION} · {words.data} {library.version} ·{" "}
        {words.asOfSays(moment ? renderInstant(moment, locale, true) : words.notKnown)}
      </p>
    </div>
  );
}

function Body({ answer, draft }: { readonly answer: ProtocolAnswer; readonly draft: Ketamine }) {
  const { words } = useWords();
  const show = useShow();
  const vial = answer.findings.find(({ id }) => id === "vial-strength");
  const groups = alike(answer.sessions);
  return (
    <>
      {vial && <p className="vial-line">{vial.sentence}</p>}
      {groups.map((group) => (
        <Block key={group[0]!.day} title={words.daysAre(daysOf(group))} long>
          <FlowTable session={group[0]!} weight={draft.dosingWeight || draft.weight} />
          <BagLabel session={group[0]!} draft={draft} />
        </Block>
      ))}
      <Block title={`${words.seriesTable}: ${words.cumulativeIs(show.quantity(answer.total))}`} long>
        <SeriesTable answer={answer} draft={draft} />
      </Block>
      <Block title={words.findingsTitle} long>
        <Findings answer={answer} />
      </Block>
      <Block title={words.askTitle} long>
        <Asks answer={answer} draft={draft} />
      </Block>
      <Block title={words.modelPeaks}>
        <Peaks answer={answer} />
        <Stripes draft={draft} />
      </Block>
      {groups.map((group) => (
        <Chart key={group[0]!.day} group={group} draft={draft} />
      ))}
    </>
  );
}

/** What a source is called in a line. */
const shortOf = (id: string): string => {
  const source = library.sources.get(id);
  return source?.short ?? source?.title ?? id;
};

function Findings({ answer }: { readonly answer: ProtocolAnswer }) {
  const { words } = useWords();
  return (
    <ul className="finding-lines">
      {answer.findings
        .filter(({ id }) => id !== "vial-strength")
        .map((finding, i) => {
          return (
            <li key={`${finding.id} ${i}`}>
              <b>{words[urgencyOf(finding).word] as string}.</b> {finding.sentence}{" "}
              <small>
                [{shortOf(String(finding.source["id"] ?? finding.id))}
                {!isVerified(finding.status as Status) && `; ${words.notVerified}`}]
              </small>{" "}
              {finding.limit && <TrialsLink limit={finding.id} value={finding.value} of={finding.sentence} />}
            </li>
          );
        })}
    </ul>
  );
}

function Asks({ answer, draft }: { readonly answer: ProtocolAnswer; readonly draft: Ketamine }) {
  const { words } = useWords();
  const box = (ticked: boolean): string => (ticked ? "☒" : "☐");
  return (
    <ul className="ask-lines">
      {answer.ask.map((question) => {
        const { id, says, status, source } = question;
        const [no, yes] = answersTo(question, words);
        return (
          <li key={id}>
            <span>
              {says}{" "}
              <small>
                [{shortOf(source.id)}
                {!isVerified(status as Status) && `; ${words.notVerified}`}]
              </small>
            </span>
            <span className="boxes">
              {box(draft.asked[id] === "no")} {no} {box(draft.asked[id] === "yes")} {yes}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The highest concentration of the first session by each model: how far they differ is part of the answer. */
function Peaks({ answer }: { readonly answer: ProtocolAnswer }) {
  const { words, locale } = useWords();
  const show = useShow();
  return (
    <table className="plain peaks-by-model">
      <tbody>
        {(answer.sessions[0]?.peaks ?? []).map(({ model, matrix, population, peak }) => (
          <tr key={model}>
            <th scope="row">{models.get(model)?.label[languageOf(locale)] ?? model}</th>
            <td>{words[matrix as "venous"]}</td>
            <td>{population}</td>
            <td>{peak ? show.quantity({ ...peak, value: Number(peak.value.toPrecision(2)) }) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The effects that were drawn, where they were seen and in which blood: described, not aimed at. */
function Stripes({ draft }: { readonly draft: Ketamine }) {
  const { words, locale } = useWords();
  const show = useShow();
  const language = languageOf(locale);
  const chosen = effects.filter(({ id }) => draft.effects.includes(id));
  if (chosen.length === 0) return null;
  return (
    <p className="stripe-lines">
      <b>{words.effectsTitle}:</b>{" "}
      {chosen.map(({ id, title, lower, upper, matrix, source, locator, status }) => (
        <span key={id}>
          {title[language]}{" "}
          {lower.value === upper.value
            ? show.quantity(lower)
            : `${show.number(lower.value)}–${show.quantity(upper)}`}
          , {words[matrix]}{" "}
          <small>
            [
            {[shortOf(source), locator, isVerified(status) ? "" : words.notVerified]
              .filter(Boolean)
              .join("; ")}
            ]
          </small>
          {". "}
        </span>
      ))}
    </p>
  );
}

/** Times from the start of the day's session, and room to write what was seen. */
function Chart({ group, draft }: { readonly group: readonly SessionAnswer[]; readonly draft: Ketamine }) {
  const { words, locale } = useWords();
  const show = useShow();
  const blanks = [
    words.clock,
    words.bloodPressure,
    words.heartRate,
    words.saturation,
    words.sedation,
    words.pain,
    words.dissociationScore,
    words.initials,
  ];
  return (
    <section className="block long chart">
      <h2>{words.observationTitle}</h2>
      <p>{words.observationFor(daysOf(group))}</p>
      <table className="plain observation">
        <thead>
          <tr>
            <th scope="col">{words.elapsed}</th>
            <th scope="col">{words.event}</th>
            {blanks.map((blank) => (
              <th scope="col" key={blank}>
                {blank}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {observations(group[0]!, draft.observeEvery, words, locale).map(({ after, due }) => (
            <tr key={after}>
              <th scope="row">{show.span({ value: after, unit: "h" } as Quantity<"time">)}</th>
              <td>{due}</td>
              {blanks.map((blank) => (
                <td key={blank} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
