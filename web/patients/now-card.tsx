import { Icon } from "../icon.tsx";
import { ShowDue } from "../drylist/show-due.tsx";
import { UrgencyMark } from "../drylist/urgency.tsx";
import { Model } from "../plan/dates.tsx";
import { catheterName, drugName, pumpName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { sayClock, sayKeptProgram } from "./say-entry.ts";
import type { Standing } from "./standing.ts";
import { OtherClocks } from "./other-clocks.tsx";
import type { Patient } from "./use-patient.ts";

/** What stands now: what is in the pump, what it runs, when it must be refilled, and what the record goes against. */
export function Now({ patient }: { readonly patient: Patient }) {
  const { words } = useWords();
  const show = useShow();
  const { standing, asOf, id } = patient;
  const { objections, pump, program, transferred } = standing;
  return (
    <section className="card now" aria-labelledby="now-title">
      <div className="card-head">
        <h2 id="now-title">{words.standsNow}</h2>
        <p className="stamp">{words.asOfSays(show.moment(asOf))}</p>
      </div>
      {objections.length > 0 && (
        <ul className="asking">
          {[...Map.groupBy(objections, ({ sentence }) => sentence)].map(([sentence, of]) => (
            <li key={sentence} className="say red">
              <Icon name="stop" />
              <span>
                {sentence} {of.length > 1 && words.saidOfEntries(of.length)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="now-columns">
        <Contents standing={standing} />
        <Dates standing={standing} />
      </div>
      <OtherClocks patient={patient} />
      {pump && program && !transferred && (
        <p className="no-print">
          <a href={`#/travel/${id}`} data-travel>
            {words.travelOpen}
          </a>
        </p>
      )}
    </section>
  );
}

function Contents({ standing }: { readonly standing: Standing }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { pump, catheter, reservoir, program, daily, delivery, since } = standing;
  const rows: readonly (readonly [string, string])[] = [
    [
      words.pump,
      pump
        ? `${"model" in pump.choice ? pumpName(pump.choice.model) : words.customPump} · ${pump.serial} · ${words.implantedOn(show.date(pump.since))}`
        : words.noPumpOnRecord,
    ],
    [
      words.catheter,
      catheter
        ? "volume" in catheter.choice
          ? show.quantity(catheter.choice.volume)
          : catheterName(catheter.choice.model ?? "")
        : words.noCatheterOnRecord,
    ],
    [
      words.solution,
      reservoir
        ? reservoir.solution
            .map(({ drug, concentration }) => `${drugName(drug, locale)} ${show.quantity(concentration)}`)
            .join(" + ")
        : words.notKnown,
    ],
    [words.program, program ? sayKeptProgram(program.program, words, locale) : words.notKnown],
    [words.pumpClock, sayClock(standing, words)],
    [
      words.total24,
      daily.map(({ drug, dose }) => `${drugName(drug, locale)} ${show.quantity(dose)}`).join(" + "),
    ],
    [
      words.lastFilled,
      reservoir ? `${show.quantity(reservoir.filled)} · ${show.moment(reservoir.at)}` : words.notKnown,
    ],
    [
      words.expectedNow,
      reservoir?.expected
        ? reservoir.mostExpected
          ? words.leftOpen(show.quantity(reservoir.expected), show.quantity(reservoir.mostExpected))
          : show.quantity(reservoir.expected)
        : "",
    ],
    [
      words.deliveryNow,
      `${words[`delivery ${delivery}`]}${since ? ` · ${words.sinceWhen(show.moment(since))}` : ""}`,
    ],
  ];
  return (
    <dl className="rows">
      {rows
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Dates({ standing: { line } }: { readonly standing: Standing }) {
  const { words } = useWords();
  const show = useShow();
  if (!line) return null;
  const empty = line.emptyAt;
  return (
    <dl className="rows dates-now">
      <div>
        <dt>{words.refillBy}</dt>
        <dd>
          <UrgencyMark urgency={line.urgency} word={line.urgencyWord} />{" "}
          <ShowDue due={line.refillBy} none={words.noValidDate} />
          {line.refillBy && <small> · {words.governs(line.refillBy.rule)}</small>}
        </dd>
      </div>
      <div>
        <dt>{words.planDay}</dt>
        <dd>
          {line.planned
            ? `${show.date(`${line.planned.day}T00:00:00Z`)} · ${words.planKeptBy(line.planned.by, show.moment(line.planned.at))}`
            : words["how suggested"]}
          {line.planned?.reason && <small> · {line.planned.reason}</small>}
        </dd>
      </div>
      <div>
        <dt>{words.alarmColumn}</dt>
        <dd>
          <ShowDue due={line.alarmAt} />
        </dd>
      </div>
      {empty && (
        <div>
          <dt>
            {words.emptyColumn} <Model />
          </dt>
          <dd>
            {(["early", "median", "late"] as const).map((when) => (
              <span key={when} className="when">
                {words[`${when}Empty`]} <ShowDue due={empty[when]} />
              </span>
            ))}
            <small>{words.oddsBasis(line.refills)}</small>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.stabilityColumn}</dt>
        <dd>
          <ShowDue due={line.stability} />
        </dd>
      </div>
      <div>
        <dt>{words.replacementColumn}</dt>
        <dd>
          <ShowDue due={line.replacement} />
        </dd>
      </div>
    </dl>
  );
}
