import { useMemo } from "react";
import { library } from "../../src/knowledge/knowledge.ts";
import { isSamePerson } from "../../src/records/records.ts";
import {
  instantAfter,
  inward,
  type Quantity,
  readInstant,
  renderInstant,
} from "../../src/quantity/quantity.ts";
import { ShowDue } from "../drylist/show-due.tsx";
import { useAnswers } from "../plan/answers.ts";
import { Totals } from "../plan/compare.tsx";
import { catheterName, pumpName } from "../plan/names.ts";
import type { Identity, Plan } from "../plan/read-plan.ts";
import { useShow } from "../plan/show.ts";
import { useLabels } from "../patients/labels.ts";
import type { Kept } from "../patients/ledger.ts";
import { entryLines, sayClock, sayDate, sayKeptProgram } from "../patients/say-entry.ts";
import { activeOrder, planOf, type Standing } from "../patients/standing.ts";
import { Block, FindingLines, HourTable, Signatures } from "../sheet/sheet.tsx";
import { saySolution } from "../sheet/say-program.ts";
import { useWords } from "../words/words.tsx";
import type { KeptVisit } from "./last-visit.ts";
import { ReconciledTable } from "./reconcile-step.tsx";

const nobody: Identity = { name: "", number: "", birthDate: "" };

/** The visit on paper: everything that was found, filled, told and seen, as it stands in the record. */
export function VisitSheet({ visit }: { readonly visit: KeptVisit }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { after, closed } = visit;
  const find = (kind: string): Kept | undefined => visit.entries.findLast((entry) => entry.kind === kind);
  const refill = find("refill");
  const change = find("program change");
  const first = visit.entries.find(({ kind }) => kind === "interrogation");
  const last = find("interrogation");
  return (
    <article className="sheet visit-sheet" lang={locale}>
      <table className="paper" role="presentation">
        <thead>
          <tr>
            <td>
              <Head standing={after} asOf={closed.at} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>{words.visitOf(show.moment(closed.at), closed.by)}</h1>
              {first && <EntryBlock title={words.pumpSays} entries={[first]} />}
              {refill && after.lastResidual && (
                <Block title={words.reconcileTitle}>
                  <ReconciledTable reconciled={after.lastResidual} aspirated="shown" />
                </Block>
              )}
              {refill && <EntryBlock title={words["kind refill"]} entries={[refill]} />}
              <Programs visit={visit} change={change} />
              {change && <Bridge change={change} />}
              <Dates standing={after} />
              <Overrides entries={visit.entries} />
              <EntryBlock
                title={words["kind second check"]}
                entries={visit.entries.filter(({ kind }) => kind === "second check")}
                note={({ by }) => (isSamePerson(by, visit.closed.by) ? words.noSecondPerson : undefined)}
              />
              {last && last !== first && <EntryBlock title={words.reinterrogate} entries={[last, closed]} />}
              <Others entries={visit.entries} />
              <Signed signatures={visit.signatures} />
              <Signatures />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Head({ standing, asOf }: { readonly standing: Standing; readonly asOf: string }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { person, pump, catheter } = standing;
  return (
    <div className="sheet-head">
      <p>
        <b>{words.patient}</b> {person?.name ?? words.noPatient} ·{" "}
        {person?.identifiers.map(({ system, value }) => `${system} ${value}`).join(", ")}
        {person && ` · ${words.born(sayDate(person.birthDate, locale))}`}
      </p>
      <p>
        <b>{words.pump}</b>{" "}
        {pump && ("model" in pump.choice ? pumpName(pump.choice.model) : words.customPump)} · {pump?.serial} ·{" "}
        <b>{words.catheter}</b>{" "}
        {catheter &&
          ("volume" in catheter.choice
            ? show.quantity(catheter.choice.volume)
            : catheterName(catheter.choice.model ?? ""))}
      </p>
      <p className="versions">
        Theca · {words.engine} {THECA_VERSION} · {words.data} {library.version} ·{" "}
        {words.asOfSays(show.moment(asOf))}
      </p>
    </div>
  );
}

/** Entries as they stand in the record, field by field. */
function EntryBlock({
  title,
  entries,
  note,
}: {
  readonly title: string;
  readonly entries: readonly Kept[];
  /** What is said beside an entry. */
  readonly note?: (entry: Kept) => string | undefined;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  if (entries.length === 0) return null;
  return (
    <Block title={title}>
      {entries.map((entry) => (
        <div key={entry.id} className="sheet-entry">
          <p>{[show.moment(entry.at), entry.by, note?.(entry)].filter(Boolean).join(" · ")}</p>
          <dl className="entry-data">
            {entryLines(entry.data, words, locale)
              .filter(({ name }) => name !== "overrides" && name !== "values")
              .map(({ name, label, value }) => (
                <div key={name}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </Block>
  );
}

/** Old program and new, their totals, hour by hour, and what the limits said. */
function Programs({ visit, change }: { readonly visit: KeptVisit; readonly change: Kept | undefined }) {
  const { words, locale } = useWords();
  const { before, after, closed } = visit;
  const purpose = change?.data["purpose"] as Partial<Plan> | undefined;
  const plan = useMemo((): Plan | undefined => {
    const draft = activeOrder(after, closed.at);
    const from = planOf(before ?? after, closed.at);
    return draft ? { ...from, ...purpose, active: before ? from.active : null, draft } : undefined;
  }, [before, after, closed, purpose]);
  const birthDate = after.person?.birthDate;
  const identity = useMemo<Identity>(() => ({ ...nobody, birthDate: birthDate ?? "" }), [birthDate]);
  if (!plan) return null;
  return (
    <Compared
      plan={plan}
      identity={identity}
      visit={visit}
      isChecked={purpose !== undefined}
      key={locale + words.print}
    />
  );
}

function Compared({
  plan,
  identity,
  visit: { before, after },
  isChecked,
}: {
  readonly plan: Plan;
  readonly identity: Identity;
  readonly visit: KeptVisit;
  readonly isChecked: boolean;
}) {
  const { words, locale } = useWords();
  const answers = useAnswers(plan, identity, locale);
  const say = (standing: Standing | undefined): string =>
    standing?.program ? sayKeptProgram(standing.program.program, words, locale) : words.nothingRuns;
  const solution = (order: Plan["active"]): string =>
    order ? saySolution(order.reservoir.solution, locale) : "–";
  return (
    <>
      <Block title={words.program}>
        <table className="plain change">
          <thead>
            <tr>
              <td />
              <th scope="col">{words.oldProgram}</th>
              <th scope="col">{words.newProgram}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.solution}</th>
              <td>{solution(plan.active)}</td>
              <td>{solution(plan.draft)}</td>
            </tr>
            <tr>
              <th scope="row">{words.program}</th>
              <td>{say(before)}</td>
              <td>{say(after)}</td>
            </tr>
            {(before?.clock || after.clock) && (
              <tr>
                <th scope="row">{words.pumpClock}</th>
                <td>{before ? sayClock(before, words) : ""}</td>
                <td>{sayClock(after, words)}</td>
              </tr>
            )}
          </tbody>
        </table>
        <Totals side={answers.last} />
      </Block>
      <Block title={words.byHour}>
        <HourTable answers={answers} />
      </Block>
      {isChecked && answers.check.ok && (
        <Block title={words.findingsTitle} long>
          <FindingLines findings={answers.check.answer.findings} />
        </Block>
      )}
    </>
  );
}

function Bridge({ change }: { readonly change: Kept }) {
  const { words, locale } = useWords();
  const show = useShow();
  const bridge = change.data["bridge"] as
    | { decision: "bridge"; dose: Quantity; duration: Quantity<"time">; volume: Quantity }
    | { decision: "none"; reason: string }
    | undefined;
  if (!bridge) return null;
  const start = readInstant(change.at);
  return (
    <Block title={words.bridgeTitle}>
      {bridge.decision === "none" ? (
        <p>
          <b>{words["choice none"]}</b>: {bridge.reason}
        </p>
      ) : (
        <p>
          {show.quantity(bridge.dose)} · {show.span(bridge.duration)} · {show.quantity(bridge.volume)}
          {start && (
            <>
              {" "}
              · {words.bridgeEnds}:{" "}
              <b>{renderInstant(instantAfter(start, inward(bridge.duration, "time")), locale, true)}</b>
            </>
          )}
        </p>
      )}
    </Block>
  );
}

/** Next refill, alarm and empty dates, each with the days left. */
export function Dates({ standing: { line } }: { readonly standing: Standing }) {
  const { words } = useWords();
  if (!line) return null;
  return (
    <Block title={words.datesTitle}>
      <dl className="entry-data">
        <div>
          <dt>{words.refillBy}</dt>
          <dd>
            <ShowDue due={line.refillBy} /> {line.refillBy && words.governs(line.refillBy.rule)}
          </dd>
        </div>
        <div>
          <dt>{words.alarmColumn}</dt>
          <dd>
            <ShowDue due={line.alarmAt} />
          </dd>
        </div>
        {line.emptyAt && (
          <div>
            <dt>
              {words.emptyColumn} ({words.model})
            </dt>
            <dd>
              {words.earlyEmpty} <ShowDue due={line.emptyAt.early} /> · {words.lateEmpty}{" "}
              <ShowDue due={line.emptyAt.late} /> · {words.oddsBasis(line.refills)}
            </dd>
          </div>
        )}
      </dl>
    </Block>
  );
}

interface Override {
  readonly finding: string;
  readonly by: string;
  readonly reason: string;
}

/** What was done against a finding, by whom and why. */
function Overrides({ entries }: { readonly entries: readonly Kept[] }) {
  const { words } = useWords();
  const all = entries.flatMap(({ data }) => (data["overrides"] as readonly Override[] | undefined) ?? []);
  if (all.length === 0) return null;
  return (
    <Block title={words["field overrides"]}>
      <ul className="finding-lines">
        {all.map(({ finding, by, reason }) => (
          <li key={`${finding} ${by}`}>
            <b>{words.findingName(finding)}</b>: {words.reasonGiven(by, reason)}
          </li>
        ))}
      </ul>
    </Block>
  );
}

const shownAbove = ["interrogation", "refill", "program change", "second check", "visit closed", "signature"];

function Others({ entries }: { readonly entries: readonly Kept[] }) {
  const label = useLabels();
  return entries
    .filter(({ kind }) => !shownAbove.includes(kind))
    .map((entry) => <EntryBlock key={entry.id} title={label.kind(entry.kind)} entries={[entry]} />);
}

function Signed({ signatures }: { readonly signatures: readonly Kept[] }) {
  const { words } = useWords();
  const label = useLabels();
  const show = useShow();
  if (signatures.length === 0) return null;
  return (
    <Block title={words.signedInRecord}>
      <ul className="finding-lines">
        {signatures.map(({ id, by, at, data }) => (
          <li key={id}>
            {words.signedBy(by, label.choice(String(data["meaning"])), show.moment(at))} ·{" "}
            {String(data["ofHash"]).slice(0, 16)}
          </li>
        ))}
      </ul>
    </Block>
  );
}
