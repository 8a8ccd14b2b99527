import type { ReactNode } from "react";
import { isVerified, library, type Status, statusNames } from "../../src/knowledge/knowledge.ts";
import {
  languageOf,
  readInstant,
  readQuantity,
  renderInstant,
  renderQuantity,
  type Kind,
  type Locale,
} from "../../src/quantity/quantity.ts";
import { TrialsLink } from "../joint/study-link.tsx";
import { type Answers, useAnswers } from "../plan/answers.ts";
import { BridgeFigures } from "../plan/bridge-card.tsx";
import { Totals } from "../plan/compare.tsx";
import { differs } from "../plan/confirm.tsx";
import { DateTable } from "../plan/dates.tsx";
import { sentencesOf, urgencyOf } from "../plan/findings.tsx";
import { catheterName, drugName, pumpName } from "../plan/names.ts";
import type { Plan } from "../plan/read-plan.ts";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { sayProgram, saySolution } from "./say-program.ts";

/** The plan whose change the sheet shows: the draft against what runs, or the last confirmed change. */
function changeOf(plan: Plan): Plan {
  const settled = plan.active !== null && !differs(plan);
  return settled ? { ...plan, active: plan.previous } : plan;
}

/** A typed quantity as it is shown; as typed where it cannot be read. */
const shown = (text: string, kind: Kind, locale: Locale): string => {
  const read = readQuantity(text, kind);
  return "quantity" in read ? renderQuantity(read.quantity, locale) : text;
};

/** The sheet for A4 and Letter: the head repeats on every page, the foot is the page's own. */
export function Sheet({ printing = false }: { readonly printing?: boolean }) {
  const { words, locale } = useWords();
  const { plan, identity } = useStore();
  const change = changeOf(plan);
  const answers = useAnswers(change, identity, locale);
  return (
    <article className={printing ? "sheet printing" : "sheet"} lang={locale}>
      <table className="paper" role="presentation">
        <thead>
          <tr>
            <td>
              <Head plan={plan} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>
                {words.sheetTitle}
                {differs(plan) && <span className="tag">{words.notConfirmed}</span>}
              </h1>
              {answers.issues.length > 0 ? (
                <ul className="faults">
                  {answers.issues.map(({ path, message }) => (
                    <li key={`${path}${message}`}>{message}</li>
                  ))}
                </ul>
              ) : (
                <Body plan={change} answers={answers} />
              )}
              <Signatures />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Head({ plan }: { readonly plan: Plan }) {
  const { words, locale } = useWords();
  const { identity } = useStore();
  const show = useShow();
  const born = readInstant(`${identity.birthDate}T00:00:00Z`);
  const { pump, catheter, draft } = plan;
  return (
    <div className="sheet-head">
      <p>
        <b>{words.patient}</b> {identity.name || "________________"} · {identity.number || "____________"}
        {born && ` · ${words.born(renderInstant(born, locale))}`}
      </p>
      <p>
        <b>{words.pump}</b> {"custom" in pump ? pump.custom.name || words.customPump : pumpName(pump.model)} ·{" "}
        <b>{words.catheter}</b>{" "}
        {"volume" in catheter ? shown(catheter.volume, "volume", locale) : catheterName(catheter.model)}
      </p>
      <p className="versions">
        Theca · {words.engine} {THECA_VERSION} · {words.data} {library.version} ·{" "}
        {words.asOfSays(show.moment(draft.reservoir.asOf) || words.notKnown)}
      </p>
    </div>
  );
}

function Body({ plan, answers }: { readonly plan: Plan; readonly answers: Answers }) {
  const { words, locale } = useWords();
  const { before, after, bridge, check } = answers.last;
  if (!after) return null;
  const gaps = sentencesOf(answers, "gaps");
  const rows: readonly (readonly [string, string, string])[] = [
    [
      words.solution,
      plan.active ? saySolution(plan.active.reservoir.solution, locale) : "–",
      saySolution(plan.draft.reservoir.solution, locale),
    ],
    [
      words.program,
      plan.active ? sayProgram(plan.active, words, locale) : words.nothingRuns,
      sayProgram(plan.draft, words, locale),
    ],
    [
      words.volume,
      plan.active ? shown(plan.active.reservoir.volume, "volume", locale) : "–",
      shown(plan.draft.reservoir.volume, "volume", locale),
    ],
  ];
  return (
    <>
      <table className="plain change">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.oldProgram}</th>
            <th scope="col">{words.newProgram}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, old, fresh]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{old}</td>
              <td>{fresh}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Totals side={{ before, after }} />
      <Block title={words.byHour}>
        <HourTable answers={answers} />
      </Block>
      {bridge && (
        <Block
          title={`${words.bridgeTitle}: ${words[plan.bridge.choice === "with" ? "bridgeChooseWith" : plan.bridge.choice === "without" ? "bridgeChooseWithout" : "bridgeDecide"]}`}
        >
          <BridgeFigures bridged={bridge} asOf={plan.draft.reservoir.asOf} />
        </Block>
      )}
      <Block title={words.datesTitle}>
        <DateTable delivered={after} />
      </Block>
      <Block title={words.findingsTitle} long>
        <FindingLines findings={check?.findings ?? []} />
        {gaps.length > 0 && (
          <>
            <h3>{words.gapsTitle}</h3>
            <ul className="finding-lines gaps">
              {gaps.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </>
        )}
        {plan.confirmed?.reason && <p>{words.reasonGiven(plan.confirmed.by, plan.confirmed.reason)}</p>}
      </Block>
      <RefillForm />
    </>
  );
}

export function Block({
  title,
  long = false,
  children,
}: {
  readonly title: string;
  /** Whether it may run on to the next page. */
  readonly long?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={long ? "block long" : "block"}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Twenty-four hours in two rows of twelve: what is given in each, old above new. */
export function HourTable({ answers }: { readonly answers: Answers }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { before, after } = answers.last;
  const drugs = after?.daily.map(({ drug }) => drug) ?? [];
  const cell = (side: typeof after, drug: string, h: number): string => {
    const dose = side?.hourly[h]?.doses.find((each) => each.drug === drug)?.dose;
    return dose ? show.number(dose.value, 3) : "–";
  };
  const halves = [0, 12].map((start) => Array.from({ length: 12 }, (_, i) => start + i));
  return drugs.map((drug) => {
    const unit = after?.hourly[0]?.doses.find((each) => each.drug === drug)?.dose.unit ?? "1";
    return (
      <table className="plain hours-table" key={drug}>
        <caption>
          {drugName(drug, locale)} ({show.quantity({ value: 2, unit }).replace(/^2\s*/, "")})
        </caption>
        {halves.map((hours) => (
          <tbody key={hours[0]}>
            <tr>
              <th scope="row">{words.hour}</th>
              {hours.map((h) => (
                <th scope="col" key={h}>
                  {String(h).padStart(2, "0")}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.now}</th>
              {hours.map((h) => (
                <td key={h}>{cell(before, drug, h)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.next}</th>
              {hours.map((h) => (
                <td key={h}>
                  <b>{cell(after, drug, h)}</b>
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    );
  });
}

/** Findings as lines, each with where it comes from. */
export function FindingLines({
  findings,
}: {
  readonly findings: NonNullable<Answers["last"]["check"]>["findings"];
}) {
  const { words, locale } = useWords();
  if (findings.length === 0) return <p>{words.findingsNone}</p>;
  return (
    <ul className="finding-lines">
      {findings.map((finding, i) => {
        const source = library.sources.get(String(finding.source["id"] ?? ""));
        const status = finding.status as Status;
        const standing =
          status === "computed" || status === "assumption"
            ? words[status]
            : isVerified(status)
              ? ""
              : words.notVerified;
        return (
          <li key={`${finding.id} ${i}`} lang={locale}>
            <b>{words[urgencyOf(finding).word] as string}.</b> {finding.sentence}{" "}
            <small>
              [
              {[finding.limit === null ? source?.title : "", finding.id, standing].filter(Boolean).join("; ")}
              ]
            </small>{" "}
            {finding.limit && <TrialsLink limit={finding.id} value={finding.value} of={finding.sentence} />}
          </li>
        );
      })}
    </ul>
  );
}

/** What is written by hand at the refill: both aspirations, lot, expiry, and that the pump was seen to run. */
function RefillForm() {
  const { words, locale } = useWords();
  const rule = [...library.pumps.values()]
    .flatMap(({ rules }) => rules ?? [])
    .find(({ id }) => id === "INC-6-again");
  const reaspiration = rule && `${statusNames[rule.status][languageOf(locale)]}; ${rule.fact}`;
  const lines = [
    words.expectedResidual,
    words.aspirated,
    words.again,
    words.lot,
    words.expiry,
    words.observed,
  ];
  return (
    <Block title={words.refillForm}>
      <div className="form-lines">
        {lines.map((line) => (
          <span key={line}>
            {line} <i />
          </span>
        ))}
        <span className="box">
          <b aria-hidden="true">☐</b> {words.pumpRuns}
        </span>
      </div>
      {reaspiration && (
        <p className="versions">
          {words.again}: {reaspiration}
        </p>
      )}
    </Block>
  );
}

export function Signatures() {
  const { words } = useWords();
  return (
    <div className="signatures">
      {[words.signature1, words.signature2].map((line) => (
        <p key={line}>
          <i />
          <span>{line}</span>
          <span>{words.dateTime}</span>
        </p>
      ))}
      <p className="versions">{words.notice}</p>
    </div>
  );
}
