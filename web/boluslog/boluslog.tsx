import { useDeferredValue, useMemo, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import type { Kept } from "../patients/ledger.ts";
import type { Standing } from "../patients/standing.ts";
import { Field } from "../plan/field.tsx";
import { Sentences } from "../plan/findings.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import "../style/boluslog.css";
import { askLog, byPump, countedFrom, type Judged, type JudgedEvent } from "./ask-log.ts";

/** A log as typed, with what is said of it; `undefined` while nothing stands there. */
export interface Typed {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly reply: Reply<Judged> | undefined;
}

/** The log that is typed about a patient, judged as it is typed. */
export function useLog(standing: Standing, entries: readonly Kept[], to: string): Typed {
  const { locale } = useWords();
  const [text, setText] = useState("");
  const calm = useDeferredValue(text);
  const reply = useMemo(() => {
    const asked = calm.trim() === "" ? undefined : askLog(standing, entries, to, calm);
    return asked && ask<Judged>("boluslog", asked, locale);
  }, [calm, standing, entries, to, locale]);
  return { text, setText, reply };
}

/** The counts that a log gives, where every request carries the pump's own word. */
export const countsOf = ({ reply }: Typed): { given: number; denied: number } | undefined =>
  reply?.ok && reply.answer.logged.unsaid === 0 && reply.answer.events.length > 0
    ? reply.answer.logged
    : undefined;

/** Where a log is pasted, and from when it counts. */
export function LogField({
  log,
  standing,
  entries,
}: {
  readonly log: Typed;
  readonly standing: Standing;
  readonly entries: readonly Kept[];
}) {
  const { words } = useWords();
  const show = useShow();
  const from = countedFrom(standing, entries);
  return (
    <div className="no-print log-field">
      {from && <p>{words.bolusLogFrom(show.moment(byPump(from, standing)))}</p>}
      {standing.clock && (
        <p className="say yellow">
          <Icon name="beyond" />
          <span>{standing.clock.sentence}</span>
        </p>
      )}
      <Field label={words.bolusLogText} path="log" hint={words.bolusLogHint}>
        {(described) => (
          <textarea
            {...described}
            rows={8}
            spellCheck={false}
            value={log.text}
            onChange={({ target }) => log.setText(target.value)}
          />
        )}
      </Field>
    </div>
  );
}

/** What the log comes to: what cannot be read, the counts, where pump and program disagree, and every event. */
export function JudgedLog({ log: { reply }, folded }: { readonly log: Typed; readonly folded?: true }) {
  const { words } = useWords();
  if (!reply) return null;
  if (!reply.ok)
    return (
      <ul className="faults" role="alert">
        {reply.issues.map(({ path, message }) => (
          <li key={`${path}${message}`}>
            <Icon name="beyond" />
            <span>{path === "to" ? `${words.bolusLogTo}: ${message}` : message}</span>
          </li>
        ))}
      </ul>
    );
  const { answer } = reply;
  const { events } = answer;
  return (
    <div className="judged-log" data-judged>
      <Counts judged={answer} />
      {answer.picture && (
        <section aria-label={words.bolusLogDays}>
          {/* The picture is our own text, made from numbers. */}
          <div
            className="log-picture"
            tabIndex={0}
            role="group"
            aria-label={words.bolusLogDays}
            dangerouslySetInnerHTML={{ __html: answer.picture }}
          />
        </section>
      )}
      <Reasons why={answer.patient.why} />
      {folded ? (
        <Fold summary={words.bolusLogEvery(events.length)}>
          <Events events={events} />
        </Fold>
      ) : (
        events.length > 0 && (
          <>
            <h3>{words.bolusLogEach}</h3>
            <Events events={events} />
          </>
        )
      )}
      <Sentences title={words.gapsTitle} sentences={reply.gaps} />
      <Sentences title={words.assumedTitle} sentences={reply.assumed} open />
    </div>
  );
}

function Counts({ judged: { events, logged, disagreements } }: { readonly judged: Judged }) {
  const { words } = useWords();
  if (events.length === 0) return <p role="status">{words.bolusLogEmpty}</p>;
  const silent = events.filter(({ event, logged }) => event === "request" && logged === null);
  const lines = silent.map(({ line }) => line).join(", ");
  return (
    <div role="status" className="log-counts">
      <p data-counts>
        <strong>{words.bolusLogCounts(logged.given, logged.denied)}</strong>
      </p>
      {silent.length > 0 && (
        <p className="say yellow">
          <Icon name="beyond" />
          <span>{words.bolusLogUnsaid(lines)}</span>
        </p>
      )}
      <p className={disagreements > 0 ? "say yellow" : "say plain"} data-disagreements={disagreements}>
        <Icon name={disagreements > 0 ? "beyond" : "within"} />
        <span>{disagreements > 0 ? words.bolusLogDiffers(disagreements) : words.bolusLogAgrees}</span>
      </p>
    </div>
  );
}

function Reasons({ why }: { readonly why: Judged["patient"]["why"] }) {
  const { words } = useWords();
  const all = Object.entries(why) as [keyof typeof why, number][];
  if (all.length === 0) return null;
  return (
    <table className="plain reasons">
      <thead>
        <tr>
          <th scope="col">{words.bolusLogWhy}</th>
          <th scope="col">{words.bolusLogTimes}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(([reason, times]) => (
          <tr key={reason}>
            <th scope="row">{words[`denial ${reason}`]}</th>
            <td>{times}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Events({ events }: { readonly events: readonly JudgedEvent[] }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <table className="plain log-events">
      <thead>
        <tr>
          <th scope="col">{words.bolusLogEvent}</th>
          <th scope="col">{words.bolusLogLogged}</th>
          <th scope="col">{words.bolusLogRule}</th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ at, event, logged, agrees, sentence, line }) => (
          <tr key={line} data-agrees={agrees ?? undefined}>
            <th scope="row">
              {show.moment(at)} <small>{words.bolusLogLine(line)}</small>
              <br />
              {words[`event ${event}`]}
            </th>
            <td>{sentence === null ? "" : words[`logged ${logged ?? "nothing"}`]}</td>
            <td>
              {agrees === false && <Icon name="beyond" />} {sentence}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
