import { TextField } from "../plan/field.tsx";
import { MomentField } from "../plan/moment-field.tsx";
import { drugName } from "../plan/names.ts";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useShow } from "../plan/show.ts";
import { YesField } from "../patients/form-fields.tsx";
import { sayKeptProgram } from "../patients/say-entry.ts";
import { useWords } from "../words/words.tsx";
import type { Draft } from "./draft.ts";
import { Rules } from "./rules.tsx";
import { CountFromLog } from "../boluslog/count-from-log.tsx";
import { useVisit } from "./visit-context.ts";
import { ByField } from "../people/by-field.tsx";

/** Who is here, which pump answers, and what it says; beside it what the record expects. */
export function InterrogateStep() {
  const { words, locale } = useWords();
  const show = useShow();
  const { draft, edit, patient } = useVisit();
  const { standing } = patient;
  const seen = draft.interrogation;
  const set = (key: keyof Draft["interrogation"]) => (value: string) =>
    edit((draft) => ({ ...draft, interrogation: { ...draft.interrogation, [key]: value } }), key);
  return (
    <div className="step-columns">
      <section className="card">
        <h2>{words.pumpSays}</h2>
        <div className="pair">
          <ByField
            label={words.enteredBy}
            path="by"
            value={draft.by}
            onChange={(by) => edit((draft) => ({ ...draft, by }), "by")}
          />
          <MomentField
            label={words.visitAt}
            path="at"
            value={draft.at}
            onChange={(at) => edit((draft) => ({ ...draft, at }), "at")}
          />
          <TextField
            label={words["field serial"]}
            path="interrogation.serial"
            hint={words.serialHint}
            value={seen.serial}
            onChange={set("serial")}
          />
          <QuantityField
            label={words.pumpVolume}
            path="interrogation.volume"
            units={["mL"]}
            value={seen.volume}
            onChange={set("volume")}
          />
          <YesField
            label={words["field running"]}
            path="interrogation.running"
            value={seen.running}
            onChange={set("running")}
          />
          <QuantityField
            label={words.optionally(words["field clockOffset"])}
            path="interrogation.clockOffset"
            hint={words.clockHint}
            units={["min", "h"]}
            value={seen.clockOffset}
            onChange={set("clockOffset")}
          />
          <QuantityField
            label={words.optionally(words["field clockBehind"])}
            path="interrogation.clockBehind"
            hint={words.clockBehindHint}
            units={["min", "h"]}
            value={seen.clockBehind}
            onChange={set("clockBehind")}
          />
          <TextField
            label={words.optionally(words["field battery"])}
            path="interrogation.battery"
            value={seen.battery}
            onChange={set("battery")}
          />
        </div>
        {standing.program?.patientBolus && (
          <fieldset className="group">
            <legend>
              {words.bolusesSince(
                drugName(standing.program.patientBolus.drug, locale),
                show.quantity(standing.program.patientBolus.amount),
              )}
            </legend>
            <div className="pair">
              <TextField
                label={words["field given"]}
                path="bolus count.given"
                value={seen.given}
                onChange={set("given")}
              />
              <TextField
                label={words["field denied"]}
                path="bolus count.denied"
                value={seen.denied}
                onChange={set("denied")}
              />
            </div>
            <CountFromLog
              patient={patient}
              to={draft.at}
              onCounts={(given, denied) =>
                edit((draft) => ({ ...draft, interrogation: { ...draft.interrogation, given, denied } }), "")
              }
            />
          </fieldset>
        )}
        <Rules step="interrogate" />
      </section>
      <section className="card">
        <h2>{words.recordSays}</h2>
        <dl className="rows">
          <div>
            <dt>{words.expectedNow}</dt>
            <dd>
              {standing.reservoir?.expected ? show.quantity(standing.reservoir.expected) : words.notKnown}
            </dd>
          </div>
          <div>
            <dt>{words.program}</dt>
            <dd>
              {standing.program ? sayKeptProgram(standing.program.program, words, locale) : words.notKnown}
            </dd>
          </div>
          {standing.clock && (
            <div>
              <dt>{words.pumpClock}</dt>
              <dd>{standing.clock.sentence}</dd>
            </div>
          )}
          <div>
            <dt>{words.total24}</dt>
            <dd>
              {standing.daily
                .map(({ drug, dose }) => `${drugName(drug, locale)} ${show.quantity(dose)}`)
                .join(" + ") || words.notKnown}
            </dd>
          </div>
          <div>
            <dt>{words.lastFilled}</dt>
            <dd>
              {standing.reservoir
                ? `${show.quantity(standing.reservoir.filled)} · ${show.moment(standing.reservoir.at)}`
                : words.notKnown}
            </dd>
          </div>
        </dl>
        <p className="hint">{words.differsHint}</p>
      </section>
    </div>
  );
}
