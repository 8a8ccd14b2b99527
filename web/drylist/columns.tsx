import type { ReactNode } from "react";
import { outward, type Fraction, renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords, type Words } from "../words/words.tsx";
import type { Listed, Order } from "./listed.ts";
import { ShowDue } from "./show-due.tsx";
import { UrgencyMark } from "./urgency.tsx";

export interface Column {
  readonly order: Order;
  readonly title: keyof Words;
  /** Its figures are a model's, and say so. */
  readonly model?: true;
  readonly Cell: (of: { readonly pump: Listed }) => ReactNode;
}

/** What stands in the list, one line a column; each can be sorted by. */
export const columns: readonly Column[] = [
  {
    order: "urgency",
    title: "urgencyColumn",
    Cell: ({ pump }) => <UrgencyMark urgency={pump.urgency} word={pump.urgencyWord} />,
  },
  { order: "patient", title: "patientColumn", Cell: Who },
  { order: "refillBy", title: "refillBy", Cell: RefillBy },
  { order: "alarm", title: "alarmColumn", Cell: ({ pump }) => <ShowDue due={pump.alarmAt} /> },
  { order: "empty", title: "emptyColumn", model: true, Cell: Empty },
  { order: "odds", title: "oddsColumn", model: true, Cell: Odds },
  { order: "stability", title: "stabilityColumn", Cell: ({ pump }) => <ShowDue due={pump.stability} /> },
  { order: "replacement", title: "replacementColumn", Cell: Replace },
];

/** What the list can be sorted by: its columns, and who was missed longest. */
export const sortable: readonly Pick<Column, "order" | "title">[] = [
  ...columns,
  { order: "missed", title: "missedColumn" },
];

function Who({ pump }: { readonly pump: Listed }) {
  const { words } = useWords();
  return (
    <>
      <strong className="who">{pump.name ?? words.noPatient}</strong>
      <span className="quiet">
        {pump.identifiers.map(({ value }) => value).join(", ")} · {pumpName(pump.pump.choice)} ·{" "}
        {pump.pump.serial}
      </span>
    </>
  );
}

export const hasNotes = ({ alerts, missed }: Listed): boolean => alerts.length + missed.length > 0;

/** What stands open for a pump, each with what to do next, and what was expected and did not come. */
export function Notes({ pump }: { readonly pump: Listed }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <ul className="troubles">
      {pump.alerts.map(({ alert, cause, next, snoozed }) => (
        <li key={alert}>
          {cause}{" "}
          <span className="quiet">
            {snoozed
              ? words.openSnoozed(show.moment(snoozed.until), snoozed.by, snoozed.reason)
              : `${words.openNext} ${next}`}
          </span>
        </li>
      ))}
      <MissedDates pump={pump} />
    </ul>
  );
}

function RefillBy({ pump }: { readonly pump: Listed }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <>
      <ShowDue due={pump.refillBy} none={words.noValidDate} />
      {pump.refillBy && <small>{words.governs(pump.refillBy.rule)}</small>}
      {pump.planned && (
        <small className="planned-for">{words.plannedFor(show.date(`${pump.planned.day}T00:00:00Z`))}</small>
      )}
    </>
  );
}

function Empty({ pump }: { readonly pump: Listed }) {
  const { words } = useWords();
  const interval = pump.emptyAt;
  if (!interval) return <ShowDue due={null} />;
  return (
    <>
      <dl className="interval">
        {(["early", "median", "late"] as const).map((when) => (
          <div key={when}>
            <dt>{words[`${when}Empty`]}</dt>
            <dd>
              <ShowDue due={interval[when]} brief />
            </dd>
          </div>
        ))}
      </dl>
      {pump.worst?.emptyAt.early && (
        <small>
          {words.everyBolusEarly} <ShowDue due={pump.worst.emptyAt.early} brief />
        </small>
      )}
    </>
  );
}

/** Odds with their basis, always: they are an estimate, and the pump measures nothing of the kind. */
function Odds({ pump }: { readonly pump: Listed }) {
  const { words, locale } = useWords();
  const odds = pump.emptyBeforeAlarm;
  if (odds === null) return <span className="quiet">{pump.emptyAt ? words.noAlarmSet : words.notKnown}</span>;
  const percent = (share: number): string =>
    `${renderNumber(outward(share as Fraction, "fraction", "%").value, locale, 2)}%`;
  const least = 0.01;
  const said =
    odds < least
      ? words.under(percent(least))
      : odds > 1 - least
        ? words.over(percent(1 - least))
        : percent(Number(odds.toFixed(2)));
  return (
    <>
      <b>{said}</b>
      <small>{words.oddsBasis(pump.refills)}</small>
    </>
  );
}

/** Expected and not come: a link to the patient, where the next attempt is entered. */
function MissedDates({ pump }: { readonly pump: Listed }) {
  const { words, locale } = useWords();
  return pump.missed.map((date) => (
    <li key={`${date.what} ${date.due}`}>
      <a href={`#/patient/${pump.patient}`}>
        {words.missedColumn}: {date.what},{" "}
        {date.daysOverdue === 0
          ? words.overdueToday
          : words.overdueDays(renderQuantity({ value: date.daysOverdue, unit: "d" }, locale))}
      </a>{" "}
      <span className="quiet">{date.chaseWord}</span>
    </li>
  ));
}

function Replace({ pump }: { readonly pump: Listed }) {
  const { words } = useWords();
  return (
    <>
      <ShowDue due={pump.replacement} />
      {pump.replacement && (
        <small>{words[pump.replacement.governedBy === "life" ? "serviceLife" : "replacementAlarm"]}</small>
      )}
    </>
  );
}
