import {
  type Amount,
  inward,
  type Inward,
  outward,
  type Quantity,
  readInstant,
  renderInstant,
  instantAfter,
} from "../../src/quantity/quantity.ts";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import type { ProtocolAnswer, SessionAnswer } from "./answers.ts";
import type { Ketamine } from "./read-ketamine.ts";

/** Sessions that are alike but for their day. */
export function alike(sessions: readonly SessionAnswer[]): SessionAnswer[][] {
  const groups = new Map<string, SessionAnswer[]>();
  for (const session of sessions) {
    const { day: _day, peak: _peak, peaks: _peaks, ...rest } = session;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups.values()];
}

/** Days as people say them: 1–10, or 1, 3, 5. */
export function daysOf(sessions: readonly SessionAnswer[]): string {
  const days = sessions.map(({ day }) => day);
  const inRow = days.length > 2 && days.every((day, i) => i === 0 || day === days[i - 1]! + 1);
  return inRow ? `${days[0]}–${days.at(-1)}` : days.join(", ");
}

const amountOf = (value: number): Quantity => outward(value as Amount, "amount", "mg");

/** Each session's dose, and what the series comes to. */
export function SeriesTable({
  answer,
  draft,
}: {
  readonly answer: ProtocolAnswer;
  readonly draft: Ketamine;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const first = readInstant(`${draft.firstDay}T00:00:00Z`);
  const from = answer.sessions[0]?.day ?? 1;
  let sum = 0;
  return (
    <table className="plain series">
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words.drawFromVial}</th>
          <th scope="col">{words.infusateStrength}</th>
          <th scope="col">{words.sessionTotal}</th>
          <th scope="col">{words.cumulative}</th>
        </tr>
      </thead>
      <tbody>
        {answer.sessions.map((session) => {
          sum += inward(session.total, "amount");
          const after = inward({ value: session.day - from, unit: "d" } as Quantity<"time">, "time");
          return (
            <tr key={session.day}>
              <th scope="row">
                {session.day}
                {first && <small> {renderInstant(instantAfter(first, after), locale)}</small>}
              </th>
              <td>{show.quantity(session.draw)}</td>
              <td>{show.quantity(session.infusate.concentration)}</td>
              <td>
                {show.quantity(session.total)}{" "}
                <small className="quiet">{show.quantity(session.totalPerKg)}</small>
              </td>
              <td>{show.quantity(amountOf(sum))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What the pump is set to, stretch by stretch: the flow, and the dose by weight in grey beside it. */
export function FlowTable({ session, weight }: { readonly session: SessionAnswer; readonly weight: string }) {
  const { words } = useWords();
  const show = useShow();
  const kilograms = Number.parseFloat(weight);
  const perKg = (rate: Quantity): string =>
    kilograms > 0
      ? show.quantity(
          outward(
            (inward(rate as Quantity<"doseRate">, "doseRate") / kilograms) as Inward<"doseRatePerWeight">,
            "doseRatePerWeight",
            "mg/kg/h",
          ),
        )
      : "";
  return (
    <table className="plain flows">
      <thead>
        <tr>
          <th scope="col">{words.fromStart}</th>
          <th scope="col">{words.runsFor}</th>
          <th scope="col">{words.flow}</th>
          <th scope="col">{words.rate}</th>
          <th scope="col">{words.amount}</th>
        </tr>
      </thead>
      <tbody>
        {session.bolus && (
          <tr>
            <th scope="row">{show.span({ value: 0, unit: "min" } as Quantity<"time">)}</th>
            <td>{session.bolus.over.value > 0 ? show.span(session.bolus.over) : words.byHand}</td>
            <td>–</td>
            <td>{words.bolus}</td>
            <td>{show.quantity(session.bolus.amount)}</td>
          </tr>
        )}
        {session.steps.map((step, i) => (
          <tr key={i}>
            <th scope="row">{show.span(step.from)}</th>
            <td>{show.span(step.for)}</td>
            <td>
              <b>{show.quantity(step.flow)}</b> <small className="quiet">{perKg(step.rate)}</small>
            </td>
            <td>
              {show.quantity(step.rate)} {step.capped && <span className="tag strong">{words.capped}</span>}
              {step.hold && <small className="hold">{step.hold}</small>}
            </td>
            <td>{show.quantity(step.amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands on the bag or syringe. */
export function BagLabel({ session, draft }: { readonly session: SessionAnswer; readonly draft: Ketamine }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { identity } = useStore();
  const { preparation: made } = draft;
  const share = 1 / session.containers;
  const vial = made.way === "mix" && made.finalVolume !== "" ? made.finalVolume : undefined;
  const each = (inward(session.draw, "volume") * share) as Inward<"volume">;
  const strength = inward(session.infusate.concentration, "concentration");
  const volume = (
    vial ? Number.parseFloat(vial) : inward(session.volume, "volume") * share
  ) as Inward<"volume">;
  return (
    <section className="bag-label">
      <p className="bag-drug">{drugName(draft.drug, locale)}</p>
      <p>
        <b>{show.quantity(amountOf(strength * volume))}</b>{" "}
        {words.inVolume(show.quantity(outward(volume, "volume", "mL")))} ={" "}
        <b>{show.quantity(session.infusate.concentration)}</b>
      </p>
      <p>{words.drawEach(show.quantity(outward(each, "volume", "mL")), draft.vial)}</p>
      <p>
        {words.patient}: {identity.name || "____________"} · {identity.number || "________"}
      </p>
      <p>
        {words.preparedBy} ______ {words.checkedBy} ______ {words.dateTime} __________
      </p>
      {session.containers > 1 && <p>{words.containersNeeded(session.containers)}</p>}
    </section>
  );
}

/** Every session: the series, and for those that differ what the pump is set to. */
export function SessionsCard({
  answer,
  draft,
}: {
  readonly answer: ProtocolAnswer;
  readonly draft: Ketamine;
}) {
  const { words } = useWords();
  const show = useShow();
  return (
    <section className="card" aria-labelledby="k-table">
      <h2 id="k-table">
        {words.prepareAndRun}
        <span className="aside">{words.cumulativeIs(show.quantity(answer.total))}</span>
      </h2>
      {alike(answer.sessions).map((group) => (
        <div className="session" key={group[0]!.day}>
          <h3>{words.daysAre(daysOf(group))}</h3>
          <div className="scroll" tabIndex={0} role="group" aria-label={words.daysAre(daysOf(group))}>
            <FlowTable session={group[0]!} weight={draft.dosingWeight || draft.weight} />
          </div>
          <BagLabel session={group[0]!} draft={draft} />
        </div>
      ))}
      {answer.sessions.length > 1 && (
        <>
          <h3>{words.seriesTable}</h3>
          <div className="scroll" tabIndex={0} role="group" aria-label={words.seriesTable}>
            <SeriesTable answer={answer} draft={draft} />
          </div>
        </>
      )}
    </section>
  );
}
