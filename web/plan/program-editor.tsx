import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { library } from "../../src/knowledge/knowledge.ts";
import { inward, readQuantity, renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { Answers } from "./answers.ts";
import { differs } from "./confirm.tsx";
import { DoseField } from "./dose-field.tsx";
import { ChoiceField, GroupFaults, TextField } from "./field.tsx";
import { FlexEditor } from "./flex-editor.tsx";
import { drugName, massUnits } from "./names.ts";
import { QuantityField, SpanField } from "./quantity-field.tsx";
import { type Mode, modes, type Order, type Program, weekdays } from "./read-plan.ts";
import { inDraft, useActions, useStore } from "./store.tsx";
import { isFlow, writeSpan } from "./write-input.ts";

/** The same program in another mode, as far as it means the same; what it does not say stays empty. */
function inMode(program: Program, mode: Mode, drug: string): Program {
  const rate = program.mode === "continuous" && !isFlow(program.rate) ? program.rate : "";
  const [only, ...others] = program.mode === "flex" ? program.schedules.flatMap(({ steps }) => steps) : [];
  const alone = only && others.length === 0 ? only.dose : "";
  switch (mode) {
    case "continuous":
      return { mode, drug, rate: alone };
    case "flex":
      return { mode, drug, schedules: [{ days: [...weekdays], steps: [{ at: "00:00", dose: rate }] }] };
    case "periodic": {
      const blank = { hours: "", minutes: "" };
      return { mode, drug, bolus: "", every: blank, duration: blank, background: rate };
    }
    case "minimum":
    case "stopped":
      return { mode };
  }
}

export function ProgramEditor({ answers }: { readonly answers: Answers }) {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const { edit } = useActions();
  const { program, reservoir } = plan.draft;
  const drug = "drug" in program ? program.drug : (reservoir.solution[0]?.drug ?? "");
  const set = (program: Program, field: string): void =>
    edit(
      inDraft((draft): Order => ({ ...draft, program })),
      field,
    );
  const model = "model" in plan.pump ? library.pumps.get(plan.pump.model) : undefined;
  const offered = modes.filter((mode) => !model || model.modes.includes(mode) || mode === program.mode);
  return (
    <section className="card" aria-labelledby="program-title">
      <div className="card-head">
        <h2 id="program-title">{words.programTitle}</h2>
        {plan.active && differs(plan) && (
          <Button
            className="button plain"
            onPress={() => edit((plan) => (plan.active ? { ...plan, draft: plan.active } : plan), "")}
          >
            {words.reset}
          </Button>
        )}
      </div>
      <ToggleButtonGroup
        aria-label={words.mode}
        className="modes"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[program.mode]}
        onSelectionChange={(keys) => {
          const [mode] = [...keys] as Mode[];
          if (mode && mode !== program.mode) set(inMode(program, mode, drug), "");
        }}
      >
        {offered.map((mode) => (
          <ToggleButton key={mode} id={mode} className="mode">
            {words[mode]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p className="hint">{words[`${program.mode}Says`]}</p>
      <GroupFaults path="program" />
      <GroupFaults path="program.mode" />
      {"drug" in program && reservoir.solution.length > 1 && (
        <ChoiceField
          label={words.drug}
          path="program.drug"
          value={program.drug}
          choices={[
            { value: "", label: words.choose },
            ...reservoir.solution.map((each) => ({ value: each.drug, label: drugName(each.drug, locale) })),
          ]}
          onChange={(drug) => set({ ...program, drug } as Program, "programDrug")}
        />
      )}
      {"drug" in program && program.drug !== "" && reservoir.solution.length <= 1 && (
        <GroupFaults path="program.drug" />
      )}
      {program.mode === "continuous" && (
        <DoseField
          key={`${plan.caseId} ${program.drug}`}
          label={program.drug ? words.doseOf(drugName(program.drug, locale)) : words.dose}
          path={["program.dose", "program.flow"]}
          units={[...massUnits(program.drug, ["/d", "/h"]), "mL/d"]}
          value={program.rate}
          onChange={(rate) => set({ ...program, rate }, "rate")}
        />
      )}
      {program.mode === "flex" && <FlexEditor program={program} onChange={set} />}
      {program.mode === "periodic" && <PeriodicEditor program={program} onChange={set} answers={answers} />}
    </section>
  );
}

function PeriodicEditor({
  program,
  onChange,
  answers,
}: {
  readonly program: Extract<Program, { mode: "periodic" }>;
  readonly onChange: (program: Program, field: string) => void;
  readonly answers: Answers;
}) {
  const { words, locale } = useWords();
  const every = readQuantity(writeSpan(program.every), "time");
  const total = answers.after.ok
    ? answers.after.answer.daily.find(({ drug }) => drug === program.drug)
    : undefined;
  const count =
    "quantity" in every && every.quantity.value > 0
      ? inward({ value: 1, unit: "d" }, "time") / inward(every.quantity, "time")
      : undefined;
  return (
    <>
      <div className="pair">
        <QuantityField
          label={words.bolus}
          path="program.bolus"
          units={massUnits(program.drug, [""])}
          value={program.bolus}
          onChange={(bolus) => onChange({ ...program, bolus }, "bolus")}
        />
        <SpanField
          label={words.every}
          path="program.every"
          value={program.every}
          onChange={(every) => onChange({ ...program, every }, "every")}
        />
        <SpanField
          label={words.duration}
          path="program.duration"
          value={program.duration}
          onChange={(duration) => onChange({ ...program, duration }, "duration")}
        />
        <QuantityField
          label={words.background}
          path="program.background"
          hint={words.backgroundHint}
          units={massUnits(program.drug, ["/h", "/d"])}
          value={program.background}
          onChange={(background) => onChange({ ...program, background }, "background")}
        />
      </div>
      {count !== undefined && total && (
        <p className="answer" role="status">
          {words.perDay(renderNumber(count, locale), renderQuantity(total.dose, locale))}
        </p>
      )}
    </>
  );
}

/** What the patient may call for, with the most it can come to. */
export function PatientBolusEditor({ answers }: { readonly answers: Answers }) {
  const { words, locale } = useWords();
  const { plan } = useStore();
  const { edit } = useActions();
  const { patientBolus, reservoir, program } = plan.draft;
  const drug = "drug" in program ? program.drug : (reservoir.solution[0]?.drug ?? "");
  const set = (bolus: Order["patientBolus"], field: string): void =>
    edit(
      inDraft((draft): Order => ({ ...draft, patientBolus: bolus })),
      field,
    );
  const delivered = answers.after.ok ? answers.after.answer : undefined;
  const hours = delivered?.worstHour.map(({ dose }) => renderQuantity(dose, locale)) ?? [];
  const blank = { hours: "", minutes: "" };
  return (
    <section className="card" aria-labelledby="bolus-title">
      <h2 id="bolus-title">{words.patientBolusTitle}</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={patientBolus !== null}
          onChange={(event) =>
            set(
              event.target.checked
                ? { amount: "", drug, duration: blank, lockout: blank, maxPerDay: "" }
                : null,
              "",
            )
          }
        />
        {words.patientBolusOn}
      </label>
      {patientBolus && (
        <>
          <div className="pair">
            <QuantityField
              label={
                patientBolus.drug ? `${words.amount}: ${drugName(patientBolus.drug, locale)}` : words.amount
              }
              path={["patientBolus.amount", "patientBolus.drug"]}
              units={massUnits(patientBolus.drug, [""])}
              value={patientBolus.amount}
              onChange={(amount) => set({ ...patientBolus, amount }, "amount")}
            />
            <SpanField
              label={words.duration}
              path="patientBolus.duration"
              value={patientBolus.duration}
              onChange={(duration) => set({ ...patientBolus, duration }, "bolusDuration")}
            />
            <SpanField
              label={words.lockout}
              path="patientBolus.lockout"
              value={patientBolus.lockout}
              onChange={(lockout) => set({ ...patientBolus, lockout }, "lockout")}
            />
            <TextField
              label={words.maxPerDay}
              path="patientBolus.maxPerDay"
              value={patientBolus.maxPerDay}
              onChange={(maxPerDay) => set({ ...patientBolus, maxPerDay }, "maxPerDay")}
            />
          </div>
          <GroupFaults path="patientBolus" />
          {delivered && (
            <dl className="facts">
              {delivered.worstDaily.map(({ drug, dose }, i) => (
                <div key={drug}>
                  <dt>{drugName(drug, locale)}</dt>
                  <dd>
                    {words.worstDay} <b>{renderQuantity(dose, locale)}</b> · {words.worstHour}{" "}
                    <b>{hours[i]}</b>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </>
      )}
    </section>
  );
}
