import { Button } from "react-aria-components";
import { hoursBetween, outward, readInstant } from "../../src/quantity/quantity.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { doneAtOnce, nextDue, openDue } from "./doing.ts";
import type { Draft, EditSession } from "./draft.ts";
import { DueMark } from "./due-mark.tsx";
import { clockOf } from "./now-runs.tsx";
import type { ChartAnswer, DueAnswer } from "./use-chart.ts";

/** What is due, with one press for each; below it everything the chart asks for. */
export function ChartList({
  chart,
  minute,
  edit,
  onOpen,
}: {
  readonly chart: ChartAnswer;
  readonly minute: number;
  readonly edit: EditSession;
  /** Opens the form of what one press cannot enter. */
  readonly onOpen: (what: "observe" | "end") => void;
}) {
  const { words } = useWords();
  const open = openDue(chart);
  const next = nextDue(chart);
  const press = (due: DueAnswer): void => {
    const change = doneAtOnce(due, minute);
    if (change) edit(change as (draft: Draft) => Draft, "");
    else onOpen(due.what === "end" ? "end" : "observe");
  };
  return (
    <section className="card" aria-labelledby="s-due">
      <h2 id="s-due">{words.dueTitle}</h2>
      <div role="status">
        {open.length === 0 && <p>{words.nothingDue}</p>}
        {next && <p className="quiet">{words.nextAt(next.says, clockOf(next.at))}</p>}
      </div>
      <ul className="due-list">
        {open.map((due) => (
          <Open
            key={`${due.what} ${due.after.value}`}
            due={due}
            now={chart.asOf}
            onPress={() => press(due)}
          />
        ))}
      </ul>
      <details className="whole-chart">
        <summary>{words.observationTitle}</summary>
        <ul className="chart-lines">
          {chart.due.map((due) => (
            <li key={`${due.what} ${due.after.value}`} data-state={due.state}>
              <span className="clock">{clockOf(due.at)}</span> <span>{due.says}</span>{" "}
              <DueMark state={due.state} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Open({
  due,
  now,
  onPress,
}: {
  readonly due: DueAnswer;
  readonly now: string;
  readonly onPress: () => void;
}) {
  const { words } = useWords();
  const show = useShow();
  const asOf = readInstant(now);
  const since = readInstant(due.since ?? due.at);
  const late = asOf && since ? show.span(outward(hoursBetween(since, asOf), "time", "min")) : "";
  const verb = {
    observe: words.doObserve,
    set: words.doSet,
    bolus: words.doBolus,
    container: words.doContainer,
    end: words.doEnd,
  }[due.what];
  return (
    <li className={`due-line ${due.state}`} data-due={due.what} data-state={due.state}>
      <DueMark state={due.state} late={late} />
      <span className="what">
        <b>{clockOf(due.at)}</b> {due.says}
        {due.hold && <small className="hold">{due.hold}</small>}
        {due.waits && <small className="hold">{due.waits}</small>}
      </span>
      <Button
        className="button main"
        isDisabled={due.waits !== undefined}
        onPress={onPress}
        data-do={due.what}
      >
        {verb}
      </Button>
    </li>
  );
}
