import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon } from "../icon.tsx";
import { useWords } from "../words/words.tsx";
import { DoseField } from "./dose-field.tsx";
import { GroupFaults, TextField } from "./field.tsx";
import { massUnits } from "./names.ts";
import { type Program, type Schedule, type Step, weekdays } from "./read-plan.ts";

type Flex = Extract<Program, { mode: "flex" }>;

/** Steps by the pump's clock, for groups of weekdays: each step runs until the next, the last into the next morning. */
export function FlexEditor({
  program,
  onChange,
}: {
  readonly program: Flex;
  readonly onChange: (program: Program, field: string) => void;
}) {
  const { words } = useWords();
  const { schedules } = program;
  const setAll = (schedules: Schedule[], field: string): void => onChange({ ...program, schedules }, field);
  const put = (i: number, schedule: Schedule, field: string): void =>
    setAll(
      schedules.map((each, j) => (j === i ? schedule : each)),
      field,
    );
  /** A day belongs to one day program: giving it to one takes it from the others. */
  const setDays = (i: number, days: Schedule["days"]): void =>
    setAll(
      schedules.map((each, j) =>
        j === i
          ? { ...each, days: weekdays.filter((day) => days.includes(day)) }
          : { ...each, days: each.days.filter((day) => !days.includes(day)) },
      ),
      "",
    );
  return (
    <>
      <GroupFaults path="program.schedules" />
      {schedules.map((schedule, i) => {
        const path = `program.schedules[${i}]`;
        return (
          <fieldset className="group" key={i}>
            <legend>{schedules.length > 1 ? words.dayProgram(i + 1) : words.days}</legend>
            <div className="row">
              <ToggleButtonGroup
                aria-label={words.days}
                className="days"
                selectionMode="multiple"
                selectedKeys={schedule.days}
                onSelectionChange={(keys) => setDays(i, [...keys] as Schedule["days"])}
              >
                {weekdays.map((day) => (
                  <ToggleButton key={day} id={day} className="day">
                    {words[day]}
                  </ToggleButton>
                ))}
              </ToggleButtonGroup>
              {schedules.length > 1 && (
                <Button
                  className="tool"
                  aria-label={words.remove(words.dayProgram(i + 1))}
                  onPress={() =>
                    setAll(
                      schedules.filter((_, j) => j !== i),
                      "",
                    )
                  }
                >
                  <Icon name="remove" />
                </Button>
              )}
            </div>
            <GroupFaults path={`${path}.days`} />
            <Steps
              drug={program.drug}
              path={`${path}.steps`}
              steps={schedule.steps}
              onChange={(steps, field) => put(i, { ...schedule, steps }, field && `${i} ${field}`)}
            />
          </fieldset>
        );
      })}
      {schedules.length < weekdays.length && (
        <Button
          className="button plain"
          onPress={() => setAll([...schedules, { days: [], steps: [{ at: "00:00", dose: "" }] }], "")}
        >
          <Icon name="plus" />
          {words.addSchedule}
        </Button>
      )}
    </>
  );
}

function Steps({
  drug,
  path,
  steps,
  onChange,
}: {
  readonly drug: string;
  readonly path: string;
  readonly steps: readonly Step[];
  readonly onChange: (steps: Step[], field: string) => void;
}) {
  const { words } = useWords();
  const put = (i: number, step: Step, field: string): void =>
    onChange(
      steps.map((each, j) => (j === i ? step : each)),
      field,
    );
  return (
    <>
      <GroupFaults path={path} />
      {steps.map((step, i) => (
        <div className="row" key={i} role="group" aria-label={words.step(i + 1)}>
          <TextField
            label={words.stepAt}
            path={`${path}[${i}].at`}
            type="time"
            value={step.at}
            onChange={(at) => put(i, { ...step, at }, `at${i}`)}
          />
          <DoseField
            label={`${words.dose} ${i + 1}`}
            path={`${path}[${i}].dose`}
            units={massUnits(drug, ["/h", "/d"])}
            value={step.dose}
            onChange={(dose) => put(i, { ...step, dose }, `dose${i}`)}
          />
          {steps.length > 1 && (
            <Button
              className="tool"
              aria-label={words.remove(words.step(i + 1))}
              onPress={() =>
                onChange(
                  steps.filter((_, j) => j !== i),
                  "",
                )
              }
            >
              <Icon name="remove" />
            </Button>
          )}
          <GroupFaults path={`${path}[${i}]`} />
        </div>
      ))}
      {steps.length < 48 && (
        <Button className="button plain" onPress={() => onChange([...steps, { at: "", dose: "" }], "")}>
          <Icon name="plus" />
          {words.addStep}
        </Button>
      )}
    </>
  );
}
