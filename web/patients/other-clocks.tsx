import { useMemo } from "react";
import { ask } from "../engine.ts";
import { Icon } from "../icon.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { useLabels } from "./labels.ts";
import { asEntered } from "./ledger.ts";
import type { Patient } from "./use-patient.ts";

interface Moved {
  readonly entry: string;
  readonly kind: string;
  readonly zone: string;
  readonly at: string;
  readonly there: string;
  readonly sameClock?: string;
}

/** Entries whose time is not what the clocks of their zone show: those to come are asked about, the past stays (K-11). */
export function OtherClocks({ patient: { entries, asOf } }: { readonly patient: Patient }) {
  const { words, locale } = useWords();
  const show = useShow();
  const label = useLabels();
  const reply = useMemo(
    () =>
      ask<{ readonly past: readonly Moved[]; readonly future: readonly Moved[] }>(
        "zones",
        { now: asOf, entries: entries.map(asEntered) },
        locale,
      ),
    [entries, asOf, locale],
  );
  if (!reply.ok) return null;
  const { past, future } = reply.answer;
  const see = (entry: string) => (
    <button
      type="button"
      className="button plain no-print"
      onClick={() => document.getElementById(`entry-${entry}`)?.scrollIntoView({ block: "center" })}
    >
      {words.zonesSee}
    </button>
  );
  return (
    <>
      {future.map(({ entry, kind, zone, there, sameClock }) => (
        <div key={entry} className="say yellow" data-moved>
          <Icon name="beyond" />
          <span>
            <b>
              {label.kind(kind)} · {zone}
            </b>{" "}
            {words.zonesFuture} {words.zonesEither(show.moment(there), show.moment(sameClock ?? there))}{" "}
            {see(entry)}
          </span>
        </div>
      ))}
      {past.length > 0 && (
        <Fold summary={words.zonesPast(past.length)}>
          <ul className="sentences">
            {past.map(({ entry, kind, zone, at, there }) => (
              <li key={entry}>
                {label.kind(kind)} · {zone}: {words.zonesPastLine(show.moment(at), show.moment(there))}{" "}
                {see(entry)}
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}
