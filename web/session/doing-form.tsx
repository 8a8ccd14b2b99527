import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { readQuantity } from "../../src/quantity/quantity.ts";
import { WordsField } from "../patients/form-fields.tsx";
import type { Fault } from "../plan/answers.ts";
import { IssuesContext, TextField } from "../plan/field.tsx";
import { QuantityField } from "../plan/quantity-field.tsx";
import { useWords } from "../words/words.tsx";
import { type Doing, rateBefore, turned } from "./doing.ts";
import { type Draft, type EditSession, observed, observedWords, type Turned } from "./draft.ts";

interface Props {
  readonly doing: Doing;
  readonly draft: Draft;
  readonly edit: EditSession;
  /** Minutes from the start, and the clock, as the form is opened. */
  readonly minute: number;
  readonly clock: string;
  readonly onDone: () => void;
}

/** What was typed into the one form that stands open. */
interface Form {
  readonly after: string;
  readonly rate: string;
  readonly amount: string;
  readonly over: string;
  readonly reason: string;
  readonly drug: string;
  readonly values: Readonly<Record<string, string>>;
}

const fault = (path: string, message: string, blank = true): Fault => ({ path, message, blank });

/** What is missing in the form, or cannot be. */
function faultsOf(doing: Doing, form: Form, latest: number, needed: string): Fault[] {
  const faults: Fault[] = [];
  const blank = (path: keyof Form): void => {
    if (String(form[path]).trim() === "") faults.push(fault(path, needed));
  };
  if (!/^\d{1,5}$/.test(form.after.trim()) || Number(form.after) > latest)
    faults.push(fault("after", needed, form.after.trim() === ""));
  if (doing === "resume" || doing === "other rate") {
    blank("rate");
    const read = readQuantity(form.rate, "doseRate");
    if (form.rate.trim() !== "" && !("quantity" in read)) faults.push(fault("rate", needed, false));
  }
  if (doing === "bolus") {
    blank("amount");
    if (form.amount.trim() !== "" && !("quantity" in readQuantity(form.amount, "amount")))
      faults.push(fault("amount", needed, false));
    if (form.over.trim() !== "" && !("quantity" in readQuantity(form.over, "time")))
      faults.push(fault("over", needed, false));
  }
  if (doing === "hold" || doing === "resume" || doing === "other rate") blank("reason");
  if (doing === "rescue") blank("drug");
  if (doing === "observe" && Object.values(form.values).every((each) => each.trim() === ""))
    faults.push(fault("values", needed));
  return faults;
}

/** One thing that is entered while the session runs. Enter keeps it, Escape leaves it. */
export function DoingForm({ doing, draft, edit, minute, clock, onDone }: Props) {
  const { words } = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const [pressed, setPressed] = useState(false);
  const [form, setForm] = useState<Form>(() => ({
    after: String(minute),
    rate: doing === "resume" ? rateBefore(draft) : "",
    amount: "",
    over: "",
    reason: "",
    drug: "",
    values: {},
  }));
  useEffect(() => {
    // The first thing that is asked for: the minute stands filled in.
    const first = box.current?.querySelector<HTMLElement>("input:not([data-path='after']), textarea");
    (first ?? title.current)?.focus();
  }, [doing]);
  const faults = faultsOf(doing, form, minute, doing === "observe" ? words.observedNothing : words.needed);
  const set = (key: keyof Form) => (value: string) => setForm((form) => ({ ...form, [key]: value }));
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    if (faults.length > 0) return;
    edit((draft) => added(doing, draft, form), "");
    onDone();
  };
  return (
    <IssuesContext value={pressed ? faults : faults.filter(({ blank }) => !blank)}>
      <form
        className="card doing"
        ref={box}
        aria-labelledby="s-doing"
        data-doing={doing}
        onSubmit={save}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
          // Enter enters, in a field of several lines too; a new line is Shift+Enter.
          const isWords = event.target instanceof HTMLTextAreaElement;
          if (event.key === "Enter" && isWords && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.requestSubmit();
          }
        }}
      >
        <h2 id="s-doing" ref={title} tabIndex={-1}>
          {titleOf(doing, words)}
        </h2>
        <Fields doing={doing} form={form} set={set} setForm={setForm} />
        <div className="pair">
          <TextField
            label={words.atMinute}
            path="after"
            hint={words.atMinuteHint(clock)}
            value={form.after}
            onChange={set("after")}
          />
        </div>
        {pressed && faults.length > 0 && (
          <p className="notice" role="alert">
            {faults[0]!.message}
          </p>
        )}
        <div className="actions">
          <Button className="button plain" onPress={onDone}>
            {words.leaveIt}
          </Button>
          <Button className="button main" type="submit" data-enter>
            {words.enterIt}
          </Button>
        </div>
      </form>
    </IssuesContext>
  );
}

type Words = ReturnType<typeof useWords>["words"];
const titleOf = (doing: Doing, words: Words): string =>
  ({
    observe: words.doObserve,
    hold: words.doHold,
    resume: words.doResume,
    "other rate": words.doOther,
    bolus: words.doBolusMore,
    rescue: words.doRescue,
    end: words.doEnd,
  })[doing];

function Fields({
  doing,
  form,
  set,
  setForm,
}: {
  readonly doing: Doing;
  readonly form: Form;
  readonly set: (key: keyof Form) => (value: string) => void;
  readonly setForm: (change: (form: Form) => Form) => void;
}) {
  const { words } = useWords();
  if (doing === "observe")
    return (
      <div className="values">
        {observed.map((name) => (
          <TextField
            key={name}
            label={words[observedWords[name]]}
            path={`values.${name}`}
            value={form.values[name] ?? ""}
            onChange={(value) => setForm((form) => ({ ...form, values: { ...form.values, [name]: value } }))}
          />
        ))}
      </div>
    );
  const isRate = doing === "resume" || doing === "other rate";
  return (
    <div className="pair">
      {isRate && (
        <QuantityField
          label={words.setRate}
          path="rate"
          units={["mg/h"]}
          value={form.rate}
          onChange={set("rate")}
        />
      )}
      {doing === "bolus" && (
        <>
          <QuantityField
            label={words.amount}
            path="amount"
            units={["mg"]}
            value={form.amount}
            onChange={set("amount")}
          />
          <QuantityField
            label={words.optionally(words.bolusOver)}
            path="over"
            units={["min"]}
            value={form.over}
            onChange={set("over")}
          />
        </>
      )}
      {doing === "rescue" && (
        <>
          <TextField label={words.rescueDrug} path="drug" value={form.drug} onChange={set("drug")} />
          <TextField
            label={words.optionally(words.rescueFor)}
            path="reason"
            value={form.reason}
            onChange={set("reason")}
          />
        </>
      )}
      {(isRate || doing === "hold" || doing === "end") && (
        <WordsField
          label={doing === "end" ? words.optionally(words.reasonOf) : words.reasonOf}
          path="reason"
          value={form.reason}
          onChange={set("reason")}
        />
      )}
    </div>
  );
}

/** The draft with what the form says. */
function added(doing: Doing, draft: Draft, form: Form): Draft {
  const after = Number(form.after);
  const id = crypto.randomUUID();
  switch (doing) {
    case "observe":
      return {
        ...draft,
        observations: [...draft.observations, { id, after, values: { ...form.values } }],
      };
    case "rescue":
      return { ...draft, rescue: [...draft.rescue, { id, after, drug: form.drug, reason: form.reason }] };
    case "end": {
      const ended = [...draft.course, turned("end", after, { reason: form.reason })];
      return { ...draft, course: ended, stage: "end" };
    }
    default: {
      const { rate, amount, over, reason } = form;
      const more: Partial<Turned> = { reason, rate: "", amount: "", over: "" };
      return {
        ...draft,
        course: [
          ...draft.course,
          turned(doing, after, {
            ...more,
            ...(doing === "bolus" ? { amount, over } : doing === "hold" ? {} : { rate }),
          }),
        ],
      };
    }
  }
}
