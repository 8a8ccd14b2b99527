import { useState } from "react";
import { Button } from "react-aria-components";
import type { Reply } from "../../src/operations/operations.ts";
import { Icon } from "../icon.tsx";
import { ByField } from "../people/by-field.tsx";
import { Fold } from "../plan/fold.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { addEntries, readPatient, type Rechecked, type RecheckedProgram, recheckPrograms } from "./ledger.ts";
import { momentHere, zoneHere } from "./now.ts";

type Check = { readonly patient: string; readonly data: Readonly<Record<string, unknown>> };

/** Every running program against the limits of this version: what is new since it was last checked (L-07, C-01). */
export function Recheck() {
  const { words, locale } = useWords();
  const [by, setBy] = useState("");
  const [reply, setReply] = useState<Reply<Rechecked> | "none">();
  const [said, setSaid] = useState("");
  const look = async (): Promise<void> => setReply((await recheckPrograms(momentHere(), locale)) ?? "none");
  const keep = async (checks: readonly Check[]): Promise<void> => {
    for (const { patient, data } of checks) {
      const read = await readPatient(patient, locale);
      const entry = {
        id: crypto.randomUUID(),
        patient,
        at: momentHere(),
        zone: zoneHere(),
        by: by.trim(),
        from: "entered",
        kind: "limit check",
        data,
      };
      const added = read?.ok ? await addEntries(patient, read.answer.revision, [entry], locale) : read;
      if (!added?.ok) {
        setSaid(added ? added.issues.map(({ message }) => message).join(" ") : words.noLedger);
        return;
      }
    }
    setSaid(words.recheckKept);
    await look();
  };
  return (
    <Fold summary={words.recheckTitle}>
      <p className="quiet">{words.recheckHow}</p>
      <div className="filters">
        <Button className="button" data-recheck onPress={() => void look()}>
          {words.recheckLook}
        </Button>
      </div>
      {reply === "none" && <p role="alert">{words.noLedger}</p>}
      {reply !== undefined && reply !== "none" && !reply.ok && (
        <p role="alert">{reply.issues.map(({ message }) => message).join(" ")}</p>
      )}
      {said && <p role="status">{said}</p>}
      {reply !== undefined && reply !== "none" && reply.ok && (
        <Told told={reply.answer} by={by} onBy={setBy} keep={(checks) => void keep(checks)} />
      )}
    </Fold>
  );
}

function Told({
  told,
  by,
  onBy,
  keep,
}: {
  readonly told: Rechecked;
  readonly by: string;
  readonly onBy: (by: string) => void;
  readonly keep: (checks: readonly Check[]) => void;
}) {
  const { words } = useWords();
  const named = by.trim() !== "";
  return (
    <>
      <p role="status">
        {words.recheckSays(told.running, told.withNews, told.checkedBefore)}{" "}
        {words.recheckLibrary(told.library)} {told.withNews === 0 && words.recheckNothing}{" "}
        {told.notChecked > 0 && words.recheckUnchecked(told.notChecked)}
      </p>
      <div className="filters">
        <ByField label={words.recheckBy} path="recheck.by" value={by} onChange={onBy} />
        {told.keep.length > 0 && (
          <Button className="button" isDisabled={!named} onPress={() => keep(told.keep)}>
            {words.recheckKeepQuiet(told.keep.length)}
          </Button>
        )}
      </div>
      <ul className="patient-list">
        {told.programs.map((one) => (
          <li key={one.patient} data-rechecked={one.serial}>
            <Program
              one={one}
              keep={one.keep && named ? () => keep([{ patient: one.patient, data: one.keep! }]) : undefined}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Program({ one, keep }: { readonly one: RecheckedProgram; readonly keep: (() => void) | undefined }) {
  const { words } = useWords();
  const show = useShow();
  return (
    <section className="card">
      <a className="patient-link" href={`#/patient/${one.patient}`}>
        <strong>{one.name ?? words.noPatient}</strong>
        <span className="quiet">{one.serial}</span>
        {one.before && (
          <span className="quiet">
            {words.recheckBefore(show.date(one.before.at), one.before.by, one.before.library)}
          </span>
        )}
      </a>
      {one.sentence && <p className="quiet">{one.sentence}</p>}
      {one.tubing && (
        <p className="say yellow">
          <Icon name="note" />
          <span>
            {one.tubing.sentence} {one.tubing.bridge}
          </span>
        </p>
      )}
      {one.news.map(({ id, blocks, stands, sentence, source, since }) => (
        <p key={id} className={blocks || stands === "beyond" ? "say red" : "say yellow"}>
          <Icon name={blocks ? "stop" : stands === "beyond" ? "beyond" : "note"} />
          <span>
            {sentence} {since} <cite>{source.title}</cite>
          </span>
        </p>
      ))}
      {one.gone.length > 0 && (
        <p className="quiet">{words.recheckGone(one.gone.map(({ id }) => id).join(", "))}</p>
      )}
      {one.keep && (
        <Button className="button small no-print" isDisabled={!keep} onPress={() => keep?.()}>
          {words.recheckKeep}
        </Button>
      )}
    </section>
  );
}
