import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { ChartList } from "./chart-list.tsx";
import { type Doing, doneAtOnce, openDue } from "./doing.ts";
import { DoingForm } from "./doing-form.tsx";
import type { Draft, EditSession } from "./draft.ts";
import { Log } from "./log.tsx";
import { clockOf, NowRuns } from "./now-runs.tsx";
import type { ChartAnswer } from "./use-chart.ts";

interface Props {
  readonly draft: Draft;
  readonly edit: EditSession;
  readonly chart: ChartAnswer;
  readonly minute: number;
  readonly now: string;
}

/** The infusion while it runs: what is due on one side, what can be done and what was done on the other. */
export function Running({ draft, edit, chart, minute, now }: Props) {
  const { words } = useWords();
  const { announce } = useActions();
  const [doing, setDoing] = useState<Doing>();
  const [hasKeys, setHasKeys] = useState(true);
  const { running } = chart;
  const set = openDue(chart).find(({ what }) => what === "set" || what === "bolus");
  const press = (what: Doing | "set"): void => {
    if (what !== "set") return setDoing(what);
    if (set?.waits) return announce(words.waitsForObservation);
    const change = set && doneAtOnce(set, minute);
    if (change) edit(change, "");
  };
  useSingleKeys(hasKeys && doing === undefined, running, press);
  const actions: readonly (readonly [Doing, string, boolean])[] = [
    ["observe", words.doObserve, true],
    ["hold", words.doHold, running === "running"],
    ["resume", words.doResume, running === "held"],
    ["other rate", words.doOther, running === "running"],
    ["bolus", words.doBolusMore, running !== "ended"],
    ["rescue", words.doRescue, true],
    ["end", words.doEnd, running === "running" || running === "held"],
  ];
  return (
    <div className="step-columns running">
      <div className="one-column">
        <NowRuns chart={chart} at={now} />
        <ChartList chart={chart} minute={minute} edit={edit} onOpen={setDoing} />
      </div>
      <div className="one-column">
        <section className="card" aria-label={words.whatCanBeDone}>
          <div className="session-actions">
            {actions
              .filter(([, , offered]) => offered)
              .map(([what, label]) => (
                <Button key={what} className="button" data-act={what} onPress={() => setDoing(what)}>
                  {label}
                </Button>
              ))}
          </div>
          <label className="check">
            <input type="checkbox" checked={hasKeys} onChange={({ target }) => setHasKeys(target.checked)} />
            {words.singleKeys}
          </label>
          <p className="hint">{words.singleKeysSay}</p>
        </section>
        {doing && (
          <DoingForm
            key={doing}
            doing={doing}
            draft={draft}
            edit={edit}
            minute={minute}
            clock={clockOf(now)}
            onDone={() => setDoing(undefined)}
          />
        )}
        <Log draft={draft} edit={edit} />
      </div>
    </div>
  );
}

/** One key for what is done most; never while something is typed, and to be turned off. */
function useSingleKeys(
  isOn: boolean,
  running: ChartAnswer["running"],
  press: (what: Doing | "set") => void,
): void {
  useEffect(() => {
    if (!isOn) return;
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.closest("input:not([type=checkbox]), textarea, select"))
        return;
      const what = keys[event.key.toLowerCase()];
      if (!what) return;
      const act = what === "hold" && running === "held" ? "resume" : what;
      if (running !== "running" && (act === "hold" || act === "other rate")) return;
      if (act === "end" && running === "not started") return;
      event.preventDefault();
      press(act);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
}
const keys: Readonly<Record<string, Doing | "set">> = {
  o: "observe",
  s: "set",
  h: "hold",
  d: "other rate",
  r: "rescue",
  e: "end",
};
