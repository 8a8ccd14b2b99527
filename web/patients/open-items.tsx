import { useState } from "react";
import { Button } from "react-aria-components";
import { ByField } from "../people/by-field.tsx";
import { UrgencyMark } from "../drylist/urgency.tsx";
import { StatusTag } from "../plan/findings.tsx";
import { TextField } from "../plan/field.tsx";
import { Fold } from "../plan/fold.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { addEntries } from "./ledger.ts";
import { momentHere, zoneHere } from "./now.ts";
import type { OpenItem } from "./standing.ts";
import type { Patient } from "./use-patient.ts";

/** What stands open for this patient, worst first, each with what to do next; what was put aside stands below. */
export function OpenItems({ patient }: { readonly patient: Patient }) {
  const { words } = useWords();
  const show = useShow();
  const { alerts, line } = patient.standing;
  if (!line) return null;
  return (
    <section className="card open-items" aria-labelledby="open-title">
      <div className="card-head">
        <h2 id="open-title">{words.openTitle}</h2>
        <p className="stamp">{words.asOfSays(show.moment(patient.asOf))}</p>
      </div>
      {alerts.length === 0 && <p>{words.openNothing}</p>}
      <ol>
        {alerts.map((item) => (
          <Item key={item.alert} item={item} patient={patient} />
        ))}
      </ol>
    </section>
  );
}

function Item({ item, patient }: { readonly item: OpenItem; readonly patient: Patient }) {
  const { words } = useWords();
  const show = useShow();
  const { alert, what, urgency, urgencyWord, cause, at, by, next, advice, snoozed } = item;
  const [asking, setAsking] = useState(false);
  return (
    <li data-alert={what} className={snoozed ? "aside" : undefined}>
      <p className="entry-head">
        <UrgencyMark urgency={urgency} word={urgencyWord} />
        <strong>{cause}</strong>
        {at && <span className="quiet">{words.openSince(show.moment(at))}</span>}
        {by && <span className="quiet">{words.openUntil(show.moment(by))}</span>}
      </p>
      <p>
        <b>{words.openNext}</b> {next}
      </p>
      {snoozed && (
        <p className="notice">{words.openSnoozed(show.moment(snoozed.until), snoozed.by, snoozed.reason)}</p>
      )}
      <div className="actions no-print">
        {!snoozed && !asking && (
          <Button className="button plain" onPress={() => setAsking(true)} data-snooze>
            {words.openSnooze}
          </Button>
        )}
        {advice.length > 0 && (
          <a className="button plain" href="#/emergency">
            {words.openEmergency}
          </a>
        )}
      </div>
      {asking && (
        <SnoozeForm
          patient={patient}
          alert={{ alert, urgency }}
          onDone={(saved) => {
            setAsking(false);
            if (saved) patient.reread();
          }}
        />
      )}
      {advice.length > 0 && (
        <Fold summary={`${words.openSources} (${advice.length})`}>
          <ul className="statements">
            {advice.map(({ id, act, says, source, status }) => (
              <li key={id} className={act ? "act" : undefined}>
                <p>
                  {act && <span className="tag strong">{words.emergencyAct}</span>} {says}
                </p>
                <p className="quiet said-by">
                  <cite>{source.title}</cite>
                  {source.locator && ` · ${source.locator}`}
                  {source.fact && ` · ${source.fact}`} <StatusTag status={status} />
                </p>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </li>
  );
}

/** Until when, by whom and why: nothing is silenced for good, and the ledger says how long is too long. */
function SnoozeForm({
  patient,
  alert,
  onDone,
}: {
  readonly patient: Patient;
  readonly alert: Pick<OpenItem, "alert" | "urgency">;
  readonly onDone: (saved: boolean) => void;
}) {
  const { words, locale } = useWords();
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const [by, setBy] = useState("");
  const [failed, setFailed] = useState("");
  const save = async (): Promise<void> => {
    const entry = {
      id: crypto.randomUUID(),
      patient: patient.id,
      at: momentHere(),
      zone: zoneHere(),
      by: by.trim(),
      from: "entered",
      kind: "alert snoozed",
      data: { ...alert, until, reason: reason.trim() },
    };
    const reply = await addEntries(patient.id, patient.revision, [entry], locale);
    if (reply?.ok) onDone(true);
    else setFailed(reply ? reply.issues.map(({ message }) => message).join(" ") : words.noLedger);
  };
  return (
    <div className="snooze no-print">
      <p className="hint">{words.openSnoozeSays}</p>
      <MomentField
        label={words.openSnoozeUntil}
        path="snooze.until"
        value={until}
        onChange={setUntil}
        near={momentHere()}
      />
      <TextField label={words.openSnoozeWhy} path="snooze.reason" value={reason} onChange={setReason} />
      <ByField label={words.enteredBy} path="snooze.by" value={by} onChange={setBy} />
      {failed && (
        <p className="notice" role="alert">
          {failed}
        </p>
      )}
      <div className="actions">
        <Button className="button plain" onPress={() => onDone(false)}>
          {words.stepBack}
        </Button>
        <Button
          className="button main"
          isDisabled={until === "" || reason.trim() === "" || by.trim() === ""}
          onPress={() => void save()}
        >
          {words.openSnoozeKeep}
        </Button>
      </div>
    </div>
  );
}
