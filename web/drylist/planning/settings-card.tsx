import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { readInstant } from "../../../src/quantity/quantity.ts";
import { Field, IssuesContext, TextField } from "../../plan/field.tsx";
import { Fold } from "../../plan/fold.tsx";
import { useActions } from "../../plan/store.tsx";
import { useWords } from "../../words/words.tsx";
import { weekdayNames } from "./days.ts";
import { type Planning, type Settled, type Weekday, weekdays } from "./use-planning.ts";

const usual: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
const mostLead = 60;

/** Working days, closed days and lead time: what is not settled is asked for, never made up. */
export function PlanningSettings({ settled: { planning, settle } }: { readonly settled: Settled }) {
  const { words } = useWords();
  const unset = planning.leadTime === undefined;
  const [asked, setAsked] = useState(0);
  return (
    <div className="planning-settings no-print">
      <p className={unset ? "say yellow" : "quiet"} data-lead-time>
        <span>
          {unset ? words.planningLeadTimeUnset : words.planningLeadTimeIs(String(planning.leadTime))}{" "}
          {unset && (
            <Button className="button" onPress={() => setAsked((times) => times + 1)}>
              {words.planningSet}
            </Button>
          )}
        </span>
      </p>
      <Fold key={asked} summary={words.planningTitle} startsOpen={asked > 0}>
        <Form planning={planning} settle={settle} focusLead={asked > 0} />
      </Fold>
    </div>
  );
}

function Form({ planning, settle, focusLead }: Settled & { readonly focusLead: boolean }) {
  const { words, locale } = useWords();
  const { announce } = useActions();
  const [days, setDays] = useState<readonly Weekday[]>(planning.workdays ?? usual);
  const [closed, setClosed] = useState((planning.closed ?? []).join(" "));
  const [lead, setLead] = useState(planning.leadTime === undefined ? "" : String(planning.leadTime));
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (focusLead) document.querySelector<HTMLInputElement>("[data-path='planning.leadTime']")?.focus();
  }, [focusLead]);
  const dates = closed.split(/[\s,;，；、]+/).filter((text) => text !== "");
  const strange = dates.find((text) => !/^\d{4}-\d\d-\d\d$/.test(text) || !readInstant(`${text}T00:00:00Z`));
  const leadRead = lead.trim() === "" ? undefined : /^\d{1,2}$/.test(lead.trim()) ? Number(lead) : Number.NaN;
  const faults = [
    ...(strange === undefined
      ? []
      : [{ path: "planning.closed", message: words.planningBadDate(strange), blank: false }]),
    ...(leadRead === undefined || leadRead <= mostLead
      ? []
      : [{ path: "planning.leadTime", message: words.planningBadLead, blank: false }]),
  ];
  const save = async (): Promise<void> => {
    if (days.length === 0) return setProblem(words.planningBadDays);
    if (faults.length > 0) return;
    const wanted: Planning = {
      workdays: weekdays.filter((day) => days.includes(day)),
      closed: [...new Set(dates)].sort(),
      ...(leadRead !== undefined && { leadTime: leadRead }),
    };
    const refused = await settle(wanted);
    setProblem(refused ?? "");
    if (refused === undefined) announce(words.planningSaved);
  };
  return (
    <IssuesContext value={faults as never}>
      <form
        className="planning-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset className="workdays">
          <legend>{words.planningWorkdays}</legend>
          {weekdayNames(locale).map((name, i) => {
            const day = weekdays[i]!;
            return (
              <label key={day} className="check">
                <input
                  type="checkbox"
                  checked={days.includes(day)}
                  onChange={({ target }) =>
                    setDays((before) =>
                      target.checked ? [...before, day] : before.filter((one) => one !== day),
                    )
                  }
                />
                {name}
              </label>
            );
          })}
        </fieldset>
        <TextField
          label={words.planningLeadTime}
          hint={words.planningLeadTimeHint}
          path="planning.leadTime"
          value={lead}
          onChange={setLead}
        />
        <Field label={words.planningClosed} hint={words.planningClosedHint} path="planning.closed">
          {(described) => (
            <textarea
              {...described}
              rows={2}
              value={closed}
              onChange={({ target }) => setClosed(target.value)}
            />
          )}
        </Field>
        {problem && (
          <p className="notice" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <Button className="button main" type="submit">
            {words.planningSave}
          </Button>
        </div>
      </form>
    </IssuesContext>
  );
}
