import { useDeferredValue, useState } from "react";
import { Button } from "react-aria-components";
import { readInstant } from "../../src/quantity/quantity.ts";
import { Icon } from "../icon.tsx";
import { ChoiceField, TextField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { sortable } from "./columns.tsx";
import { type DryList, type Listed, matches, type Order, ordered } from "./listed.ts";
import { NextWeek } from "./next-week.tsx";
import { Plan } from "./planning/plan.tsx";
import { type Planning, usePlanning } from "./planning/use-planning.ts";
import { Rows } from "./rows.tsx";
import { urgencies, type Urgency, UrgencyMark } from "./urgency.tsx";
import { type List, useList } from "./use-list.ts";

/** Who runs dry when: every pump of the clinic, whoever has no valid date on top, then the most pressing first. */
export default function DrylistPage() {
  const { words } = useWords();
  const show = useShow();
  const list = useList();
  const { reply, busy, madeUp, asOf, setAsOf } = list;
  const settled = usePlanning(madeUp);
  return (
    <div className="drylist" aria-busy={busy}>
      <div className="dry-head">
        <h1>{words.drylistTitle}</h1>
        <p className="stamp">
          {words.asOfSays(show.moment(asOf))}
          {madeUp && <span className="tag strong">{words.madeUpClinic}</span>}
        </p>
      </div>
      {madeUp && <p className="notice">{words.madeUpClinicSays}</p>}
      {reply?.ok && <NextWeek pumps={reply.answer.pumps} asOf={reply.answer.asOf} />}
      <div className="filters no-print">
        <MomentField
          label={words.listAsOf}
          path="now"
          value={asOf}
          near={asOf}
          onChange={(at) => readInstant(at) && setAsOf(at)}
        />
        <Exports list={list} planning={settled.planning} />
      </div>
      {!reply && <p className="quiet">{words.loading}</p>}
      {reply && !reply.ok && (
        <p className="notice" role="alert">
          {reply.issues.map(({ message }) => message).join(" ")}
        </p>
      )}
      {reply?.ok && (
        <>
          <Sortable list={reply.answer} />
          <Plan list={list} dry={reply.answer} settled={settled} />
          <Remarks title={words.assumedTitle} sentences={reply.assumed} />
          <Remarks title={words.gapsTitle} sentences={reply.gaps} />
        </>
      )}
    </div>
  );
}

/** The list with its filters and orders. */
function Sortable({ list: { pumps } }: { readonly list: DryList }) {
  const { words, locale } = useWords();
  const [search, setSearch] = useState("");
  const [onlyMissed, setOnlyMissed] = useState(false);
  const [only, setOnly] = useState<readonly Urgency[]>([]);
  const [order, setOrder] = useState<{ readonly by: Order; readonly reversed: boolean }>({
    by: "urgency",
    reversed: false,
  });
  const wanted = useDeferredValue(search).trim().toLowerCase();
  const kept = (pump: Listed): boolean =>
    (!onlyMissed || pump.missed.length > 0) &&
    (only.length === 0 || only.includes(pump.urgency)) &&
    matches(pump, pumpName(pump.pump.choice), wanted);
  const found = ordered(pumps.filter(kept), order.by, order.reversed, locale);
  const press = (by: Order): void =>
    setOrder((before) => ({ by, reversed: before.by === by && !before.reversed }));
  return (
    <section className="card dry-list" aria-labelledby="all-title">
      <h2 id="all-title">
        {words.allPumps}
        <span className="aside" role="status">
          {words.pumpsShown(found.length, pumps.length)}
        </span>
      </h2>
      <div className="filters no-print">
        <TextField
          label={words.searchPumps}
          path="search"
          type="search"
          value={search}
          onChange={setSearch}
        />
        <fieldset className="by-urgency">
          <legend className="unseen">{words.urgencyColumn}</legend>
          {urgencies.map((urgency) => (
            <label key={urgency} className="check">
              <input
                type="checkbox"
                data-urgency={urgency}
                checked={only.includes(urgency)}
                onChange={({ target }) =>
                  setOnly((before) =>
                    target.checked ? [...before, urgency] : before.filter((each) => each !== urgency),
                  )
                }
              />
              <UrgencyMark urgency={urgency} word={words[`urgency ${urgency}`]} />
              <span className="count">{pumps.filter((pump) => pump.urgency === urgency).length}</span>
            </label>
          ))}
        </fieldset>
        <label className="check">
          <input
            type="checkbox"
            data-only-missed
            checked={onlyMissed}
            onChange={({ target }) => setOnlyMissed(target.checked)}
          />
          {words.onlyMissed}
          <span className="count">{pumps.filter(({ missed }) => missed.length > 0).length}</span>
        </label>
        <div className="narrow-order">
          <ChoiceField
            label={words.sortBy}
            path="order"
            value={order.by}
            choices={sortable.map(({ order, title }) => ({ value: order, label: words[title] as string }))}
            onChange={(by) => setOrder({ by: by as Order, reversed: false })}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={order.reversed}
              onChange={({ target }) => setOrder(({ by }) => ({ by, reversed: target.checked }))}
            />
            {words.otherWay}
          </label>
        </div>
      </div>
      {found.length === 0 ? (
        <p>{pumps.length === 0 ? words.noPumps : words.noPumpFound}</p>
      ) : (
        <>
          <Rows pumps={found} {...order} onOrder={press} />
          <p className="hint">{words.intervalSays}</p>
        </>
      )}
    </section>
  );
}

const files = {
  ics: { name: "refills.ics", type: "text/calendar" },
  csv: { name: "refills.csv", type: "text/csv" },
} as const;

/** The whole list for a calendar, a spreadsheet or the printer, whatever the filter shows. */
function Exports({ list: { textOf }, planning }: { readonly list: List; readonly planning: Planning }) {
  const { words } = useWords();
  const { announce } = useActions();
  const save = async (as: keyof typeof files): Promise<void> => {
    const text = await textOf(as, planning);
    if (text === undefined) return announce(words.notExported);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: files[as].type }));
    link.download = files[as].name;
    link.click();
    URL.revokeObjectURL(link.href);
    announce(words.exported(files[as].name));
  };
  return (
    <div className="exports">
      <Button className="button" onPress={() => void save("ics")}>
        <Icon name="save" />
        {words.asCalendar}
      </Button>
      <Button className="button" onPress={() => void save("csv")}>
        <Icon name="save" />
        {words.asSpreadsheet}
      </Button>
      <Button className="button" onPress={() => print()}>
        <Icon name="print" />
        {words.printList}
      </Button>
      <Button className="button" onPress={goToPlan} data-to-plan>
        <Icon name="down" />
        {words.planTitle}
      </Button>
      <p className="hint">{words.exportsSay}</p>
    </div>
  );
}

/** The plan stands below a list that may be long. */
function goToPlan(): void {
  const title = document.getElementById("plan-days-title");
  title?.scrollIntoView();
  title?.focus();
}

function Remarks({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  const said = [...new Set(sentences)];
  if (said.length === 0) return null;
  return (
    <div className="card">
      <Fold summary={`${title} (${said.length})`}>
        <ul className="sentences">
          {said.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Fold>
    </div>
  );
}
