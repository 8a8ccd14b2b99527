import { Icon } from "../icon.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import type { ChartAnswer } from "./use-chart.ts";

/** What runs, what has gone in and when it ends: the figures that are looked at from across the room. */
export function NowRuns({ chart, at }: { readonly chart: ChartAnswer; readonly at: string }) {
  const { words } = useWords();
  const show = useShow();
  const { running, flow, rate, given, givenPerKg, planned, elapsed, held, endsAt } = chart;
  const time = (moment: string | null): string => (moment ? clockOf(moment) : words.notKnown);
  const look = running === "held" ? "yellow" : "calm";
  return (
    <section className="card now-runs" aria-labelledby="s-now">
      <h2 id="s-now">
        {words.nowRuns}
        <span className={`urgency ${look}`} data-running={running}>
          <Icon name={running === "running" ? "within" : running === "held" ? "beyond" : "note"} />
          {words[`running ${running}`]}
        </span>
      </h2>
      <dl className="big">
        <div>
          <dt>{words.flow}</dt>
          <dd data-flow>
            {flow ? show.quantity(flow) : show.quantity(rate)} <small>{show.quantity(rate)}</small>
          </dd>
        </div>
        <div>
          <dt>{words.givenSoFar}</dt>
          <dd data-given>
            {show.quantity(given)} <small>{words.ofPlanned(show.quantity(planned))}</small>
            {givenPerKg && <small> {show.quantity(givenPerKg)}</small>}
          </dd>
        </div>
        <div>
          <dt>{words.elapsedTime}</dt>
          <dd>
            {show.span(elapsed)} <small>{clockOf(at)}</small>
          </dd>
        </div>
        <div>
          <dt>{words.endsAbout}</dt>
          <dd>
            {time(endsAt)}
            {held.value > 0 && (
              <small>
                {" "}
                {words.heldFor}: {show.span(held)}
              </small>
            )}
          </dd>
        </div>
      </dl>
      <p className="hint">{words.reckoned}</p>
    </section>
  );
}

/** Hours and minutes of a moment, at its own offset. */
export const clockOf = (moment: string): string => /T(\d\d:\d\d)/.exec(moment)?.[1] ?? moment;
