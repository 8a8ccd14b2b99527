import { memo, useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { DoseField } from "../plan/dose-field.tsx";
import { GroupFaults, TextField } from "../plan/field.tsx";
import { QuantityField, SpanField } from "../plan/quantity-field.tsx";
import { Section } from "../plan/section.tsx";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import {
  blankSession,
  blankStep,
  copied,
  type Ketamine,
  type KetamineSession,
  type KetamineStep,
  sessionsAtMost,
} from "./read-ketamine.ts";
import { useEditDraft } from "./use-draft.ts";

const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);
const replaced = <T,>(list: readonly T[], at: number, one: T): T[] =>
  list.map((each, i) => (i === at ? one : each));

/** The series: what is given on which day. */
export const SessionsEditor = memo(function SessionsEditor({ sessions }: Pick<Ketamine, "sessions">) {
  const { words } = useWords();
  const edit = useEditDraft();
  return (
    <section className="sessions" aria-labelledby="k-sessions">
      <h2 id="k-sessions">{words.sessionsTitle}</h2>
      <GroupFaults path="sessions" />
      {sessions.map((session, i) => (
        <SessionFold key={i} session={session} at={i} alone={sessions.length === 1} />
      ))}
      <Button
        className="button"
        onPress={() => edit((draft) => ({ ...draft, sessions: withOneMore(draft.sessions) }), "")}
      >
        <Icon name="plus" />
        {words.addSession}
      </Button>
    </section>
  );
});

function withOneMore(sessions: readonly KetamineSession[]): KetamineSession[] {
  const last = sessions.at(-1);
  return [...sessions, { ...blankSession, day: last ? String(Number(last.day) + 1 || "") : "1" }];
}

/** One session. Is drawn again only where it itself has changed. */
const SessionFold = memo(function SessionFold({
  session,
  at,
  alone,
}: {
  readonly session: KetamineSession;
  readonly at: number;
  readonly alone: boolean;
}) {
  const { words } = useWords();
  const edit = useEditDraft();
  const among = (change: (sessions: readonly KetamineSession[]) => KetamineSession[], field: string): void =>
    edit((draft) => ({ ...draft, sessions: change(draft.sessions) }), field);
  return (
    <Section
      title={words.sessionOn(session.day || "?")}
      line={lineOf(session)}
      paths={[`sessions[${at}]`]}
      startsOpen={at === 0}
    >
      <SessionEditor
        session={session}
        at={at}
        alone={alone}
        onChange={(one, field) => among((all) => replaced(all, at, one), `sessions[${at}].${field}`)}
        onRemove={() => among((all) => without(all, at), "")}
        onCopy={(days) => among((all) => copied(all, at, days).slice(0, sessionsAtMost), "")}
      />
    </Section>
  );
});

const lineOf = ({ bolus, steps }: KetamineSession): string =>
  [bolus?.dose, ...steps.map(({ rate }) => rate)].filter(Boolean).join(" · ");

function SessionEditor({
  session,
  at,
  alone,
  onChange,
  onRemove,
  onCopy,
}: {
  readonly session: KetamineSession;
  readonly at: number;
  readonly alone: boolean;
  readonly onChange: (session: KetamineSession, field: string) => void;
  readonly onRemove: () => void;
  readonly onCopy: (days: number) => void;
}) {
  const { words } = useWords();
  const path = `sessions[${at}]`;
  const { bolus, steps } = session;
  return (
    <>
      <TextField
        label={words.dayOfSeries}
        path={`${path}.day`}
        value={session.day}
        onChange={(day) => onChange({ ...session, day }, "day")}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={bolus !== null}
          onChange={() => onChange({ ...session, bolus: bolus ? null : { dose: "", over: "" } }, "")}
        />
        {words.beginsWithBolus}
      </label>
      {bolus && (
        <div className="pair">
          <QuantityField
            label={words.bolus}
            path={[`${path}.bolus.dose`, `${path}.bolus`]}
            units={["mg/kg", "mg"]}
            value={bolus.dose}
            onChange={(dose) => onChange({ ...session, bolus: { ...bolus, dose } }, "bolus")}
          />
          <QuantityField
            label={words.bolusOver}
            path={`${path}.bolus.over`}
            hint={words.bolusOverHint}
            units={["min"]}
            value={bolus.over}
            onChange={(over) => onChange({ ...session, bolus: { ...bolus, over } }, "over")}
          />
        </div>
      )}
      <GroupFaults path={`${path}.steps`} />
      {steps.map((step, i) => (
        <StepEditor
          key={i}
          n={i + 1}
          path={`${path}.steps[${i}]`}
          step={step}
          onChange={(one, field) =>
            onChange({ ...session, steps: replaced(steps, i, one) }, `steps[${i}].${field}`)
          }
          onRemove={
            steps.length > 1 || bolus
              ? () => onChange({ ...session, steps: without(steps, i) }, "")
              : undefined
          }
        />
      ))}
      <div className="row">
        <Button className="button" onPress={() => onChange({ ...session, steps: [...steps, blankStep] }, "")}>
          <Icon name="plus" />
          {words.addInfusionStep}
        </Button>
        {!alone && (
          <Button className="button" onPress={onRemove}>
            <Icon name="remove" />
            {words.removeSession}
          </Button>
        )}
      </div>
      <Copy onCopy={onCopy} day={session.day} />
    </>
  );
}

/** The same session on the days that follow. */
function Copy({ day, onCopy }: { readonly day: string; readonly onCopy: (days: number) => void }) {
  const { words } = useWords();
  const { announce } = useActions();
  const [days, setDays] = useState("");
  const count = /^[1-9]\d?$/.test(days) ? Number(days) : 0;
  return (
    <div className="row copy">
      <TextField label={words.copyDays} path="" value={days} onChange={setDays} />
      <Button
        className="button"
        isDisabled={count === 0 || !/^[1-9]\d*$/.test(day)}
        onPress={() => {
          onCopy(count);
          announce(words.copiedDays(count));
        }}
      >
        {words.copySession}
      </Button>
    </div>
  );
}

function StepEditor({
  n,
  path,
  step,
  onChange,
  onRemove,
}: {
  readonly n: number;
  readonly path: string;
  readonly step: KetamineStep;
  readonly onChange: (step: KetamineStep, field: string) => void;
  readonly onRemove: (() => void) | undefined;
}) {
  const { words } = useWords();
  const { ramp } = step;
  return (
    <fieldset className="group infusion-step">
      <legend>{words.infusionStep(n)}</legend>
      <div className="pair">
        <DoseField
          label={ramp ? words.rateFrom : words.rate}
          path={[`${path}.rate`, `${path}.ratePerKg`]}
          units={["mg/kg/h", "mg/h"]}
          value={step.rate}
          onChange={(rate) => onChange({ ...step, rate }, "rate")}
        />
        <SpanField
          label={words.runsFor}
          path={`${path}.for`}
          value={step.for}
          onChange={(span) => onChange({ ...step, for: span }, "for")}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={ramp !== null}
          onChange={() => onChange({ ...step, ramp: ramp ? null : { to: "", every: "" } }, "")}
        />
        {words.ramps}
      </label>
      {ramp && (
        <div className="pair">
          <QuantityField
            label={words.rampTo}
            path={`${path}.rampTo`}
            units={["mg/kg/h"]}
            value={ramp.to}
            onChange={(to) => onChange({ ...step, ramp: { ...ramp, to } }, "rampTo")}
          />
          <QuantityField
            label={words.rampEvery}
            path={`${path}.every`}
            units={["min"]}
            value={ramp.every}
            onChange={(every) => onChange({ ...step, ramp: { ...ramp, every } }, "every")}
          />
        </div>
      )}
      <TextField
        label={words.hold}
        path={`${path}.hold`}
        hint={words.holdHint}
        value={step.hold}
        onChange={(hold) => onChange({ ...step, hold }, "hold")}
      />
      {onRemove && (
        <div>
          <Button className="button small" onPress={onRemove}>
            <Icon name="remove" />
            {words.remove(words.infusionStep(n))}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
