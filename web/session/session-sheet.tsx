import { library } from "../../src/knowledge/knowledge.ts";
import {
  type Inward,
  instantAfter,
  inward,
  outward,
  type Quantity,
  readInstant,
  writeInstant,
} from "../../src/quantity/quantity.ts";
import { useLabels } from "../patients/labels.ts";
import { sayDate } from "../patients/say-entry.ts";
import type { Patient } from "../patients/use-patient.ts";
import { ask } from "../engine.ts";
import { drugName } from "../plan/names.ts";
import { useShow } from "../plan/show.ts";
import { Block, Signatures } from "../sheet/sheet.tsx";
import { useWords } from "../words/words.tsx";
import { hung, observed, observedWords } from "./draft.ts";
import type { KeptSession } from "./last-session.ts";
import { clockOf } from "./now-runs.tsx";
import { SoFar } from "./so-far.tsx";
import type { ChartAnswer } from "./use-chart.ts";

/** The session on paper: what was asked, what ran, what was seen, and how it ended, as it stands in the record. */
export function SessionSheet({
  patient,
  session,
}: {
  readonly patient: Patient;
  readonly session: KeptSession;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const { entry, data, begun } = session;
  return (
    <article className="sheet session-sheet" lang={locale}>
      <table className="paper" role="presentation">
        <thead>
          <tr>
            <td>
              <Head patient={patient} session={session} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <h1>{words.sessionOfDay(show.moment(entry.at), entry.by)}</h1>
              <Totals session={session} />
              <Course session={session} />
              <Seen session={session} />
              {data.rescue.length > 0 && (
                <Block title={words["field rescue"]}>
                  <ul className="finding-lines">
                    {data.rescue.map((line, i) => (
                      <li key={i}>{line}</li>
                    ))}
                  </ul>
                </Block>
              )}
              <Ended session={session} />
              <Block title={words["field checklist"]} long>
                <Checks items={begun?.checklist ?? data.checklist} />
                {begun?.overrides?.map(({ by, reason }) => (
                  <p key={by}>
                    <b>{words["field overrides"]}</b>: {words.reasonGiven(by, reason)}
                  </p>
                ))}
              </Block>
              {patient.standing.ketamine && (
                <Block title={words.ketamineCard}>
                  <SoFar soFar={patient.standing.ketamine} />
                </Block>
              )}
              <Signatures />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Head({ patient, session }: { readonly patient: Patient; readonly session: KeptSession }) {
  const { words, locale } = useWords();
  const show = useShow();
  const { person } = patient.standing;
  const { data, begun } = session;
  return (
    <div className="sheet-head">
      <p>
        <b>{words.patient}</b> {person?.name ?? words.noPatient} ·{" "}
        {person?.identifiers.map(({ system, value }) => `${system} ${value}`).join(", ")}
        {person && ` · ${words.born(sayDate(person.birthDate, locale))}`}
        {begun && (
          <>
            {" "}
            · <b>{words.weight}</b> {show.quantity(begun.weight)}
          </>
        )}
      </p>
      <p>
        <b>{words.drug}</b> {drugName(data.drug, locale)} · <b>{words.vial}</b> {show.quantity(data.vial)}
        {begun && (
          <>
            {" "}
            · <b>{words.infusateStrength}</b> {show.quantity(begun.infusate)}
          </>
        )}
      </p>
      <p className="versions">
        Theca · {words.engine} {THECA_VERSION} · {words.data} {library.version} ·{" "}
        {words.asOfSays(show.moment(patient.asOf))}
      </p>
    </div>
  );
}

function Totals({ session: { data, begun } }: { readonly session: KeptSession }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <Block title={words.plannedAndGiven}>
      <p className="given-line">
        {begun && (
          <>
            {words.planned} {show.quantity(begun.planned.total)} ·{" "}
          </>
        )}
        {words.given} <b>{show.quantity(data.total)}</b>
        {begun && begun.weight.value > 0 && <> · {show.quantity(perKg(data.total, begun.weight))}</>}
      </p>
      {data.course && <p className="hint">{words.reckoned}</p>}
    </Block>
  );
}

const perKg = (total: Quantity, weight: Quantity): Quantity =>
  outward(
    (inward(total as Quantity<"amount">, "amount") /
      inward(weight as Quantity<"weight">, "weight")) as Inward<"amountPerWeight">,
    "amountPerWeight",
    "mg/kg",
  );

/** The clock time of a moment of the session. */
function clockAfter(at: string, after: Quantity<"time">): string {
  const start = readInstant(at);
  return start ? clockOf(writeInstant(instantAfter(start, inward(after, "time")))) : "";
}

function Course({ session: { entry, data, begun } }: { readonly session: KeptSession }) {
  const { words } = useWords();
  const show = useShow();
  if (!data.course) return null;
  const strength = begun && inward(begun.infusate, "concentration");
  const flow = (rate: Quantity | undefined): string =>
    rate && strength
      ? show.quantity(
          outward(
            (inward(rate as Quantity<"doseRate">, "doseRate") / strength) as Inward<"flow">,
            "flow",
            "mL/h",
          ),
        )
      : "";
  return (
    <Block title={words.courseTitle} long>
      <table className="plain course">
        <thead>
          <tr>
            <th scope="col">{words.clockTime}</th>
            <th scope="col">{words.fromStart}</th>
            <th scope="col">{words["field what"]}</th>
            <th scope="col">{words.flow}</th>
            <th scope="col">{words.rate}</th>
            <th scope="col">{words.reasonOf}</th>
          </tr>
        </thead>
        <tbody>
          {data.course.map(({ what, after, rate, amount, over, reason }, i) => (
            <tr key={i}>
              <th scope="row">{clockAfter(entry.at, after)}</th>
              <td>{show.span(after)}</td>
              <td>{words[`turn ${what}` as "turn hold"]}</td>
              <td>{flow(rate)}</td>
              <td>
                {rate ? show.quantity(rate) : amount ? show.quantity(amount) : ""}
                {over && over.value > 0 ? ` / ${show.span(over)}` : ""}
              </td>
              <td>{reason ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

/** Vital signs and scores, one line a moment. */
function Seen({ session: { entry, data, begun } }: { readonly session: KeptSession }) {
  const { words } = useWords();
  const show = useShow();
  const label = useLabels();
  const seen = data.observations.filter(({ name }) => name !== hung);
  if (seen.length === 0) return null;
  const names = [
    ...observed.filter((name) => seen.some((one) => one.name === name)),
    ...new Set(
      seen.map(({ name }) => name).filter((name) => !(observed as readonly string[]).includes(name)),
    ),
  ];
  const moments = Map.groupBy(seen, ({ after }) => inward(after, "time"));
  return (
    <Block title={words["field observations"]} long>
      <table className="plain course">
        <thead>
          <tr>
            <th scope="col">{words.clockTime}</th>
            <th scope="col">{words.fromStart}</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                {name in observedWords
                  ? words[observedWords[name as keyof typeof observedWords]]
                  : label.choice(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...moments].map(([after, values]) => (
            <tr key={after}>
              <th scope="row">{clockAfter(entry.at, values[0]!.after)}</th>
              <td>{show.span(values[0]!.after)}</td>
              {names.map((name) => (
                <td key={name}>{values.find((one) => one.name === name)?.value ?? "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <NotSeen session={{ entry, data, begun }} />
    </Block>
  );
}

/** The observations that the chart asked for and nobody entered: a gap is said, not left out. */
function NotSeen({ session: { entry, data, begun } }: { readonly session: KeptSession }) {
  const { words, locale } = useWords();
  const end = data.course?.findLast(({ what }) => what === "end");
  const start = readInstant(entry.at);
  if (!begun || !end || !start) return null;
  const reply = ask<ChartAnswer>(
    "infusion",
    {
      at: entry.at,
      now: writeInstant(instantAfter(start, inward(end.after, "time"))),
      begun,
      course: data.course,
      observations: data.observations,
    },
    locale,
  );
  if (!reply.ok) return null;
  const gaps = reply.answer.due.filter(
    ({ what, state }) => what === "observe" && (state === "missed" || state === "overdue"),
  );
  return (
    <p>
      {gaps.length === 0
        ? words.allObserved
        : words.notObserved(gaps.length, gaps.map(({ at }) => clockOf(at)).join(", "))}
    </p>
  );
}

function Ended({ session: { data } }: { readonly session: KeptSession }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <Block title={words.endTitle}>
      <p>
        <b>{data.discharged ? words.dischargedYes : words.dischargedNo}</b>
        {data.escort && ` · ${words.escortName}: ${data.escort}`}
      </p>
      {data.discharge && <Checks items={data.discharge} />}
      <p>
        <b>{words.wasteTitle}</b>:{" "}
        {data.waste
          ? `${show.quantity(data.waste.amount)} · ${words.wasteWitness}: ${data.waste.witness}`
          : words.wasteNone}
      </p>
      {data.text && (
        <p>
          <b>{words.remarks}</b>: {data.text}
        </p>
      )}
    </Block>
  );
}

function Checks({ items }: { readonly items: readonly { readonly item: string; readonly done: boolean }[] }) {
  return (
    <ul className="check-lines">
      {items.map(({ item, done }) => (
        <li key={item}>
          {done ? "☒" : "☐"} {item}
        </li>
      ))}
    </ul>
  );
}
