import { adultCanal } from "../../src/knowledge/knowledge.ts";
import { languageOf, renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import { landmarks, spans, type Where } from "./write-question.ts";

/** A level's name in the page's language. */
export function useLevelName(): (id: string) => string {
  const { locale } = useWords();
  const language = languageOf(locale);
  return (id) => landmarks.find((each) => each.id === id)?.name[language] ?? id;
}

const fewer = ["3", "30"];
const crowds = ["100", "300", "1000"];

/** In whom and where one looks. */
export function WhereFields({
  where,
  onChange,
}: {
  readonly where: Where;
  readonly onChange: (where: Where) => void;
}) {
  const { words, locale } = useWords();
  const name = useLevelName();
  const assumed = String(adultCanal.tanks.value);
  return (
    <>
      <ChoiceField
        label={words.canalTip}
        path="tip"
        value={where.tip}
        choices={landmarks.map(({ id, at }) => ({
          value: id,
          label: `${name(id)} · ${renderQuantity(at, locale)}`,
        }))}
        onChange={(tip) => onChange({ ...where, tip })}
      />
      <ChoiceField
        label={words.canalSet}
        path={["set", "dispersion", "uptake"]}
        value={where.set}
        choices={[
          { value: "", label: words.canalOwnSet },
          ...adultCanal.sets.map((set) => ({
            value: set.id,
            label: words.canalSetN(set.id, set.for[languageOf(locale)]),
          })),
        ]}
        onChange={(set) => onChange({ ...where, set })}
      />
      <ChoiceField
        label={words.canalTanks}
        path={["tanks", "line"]}
        value={where.tanks}
        choices={[
          { value: assumed, label: words.canalTanksN(assumed) },
          ...fewer.map((n) => ({ value: n, label: words.canalTanksFew(n) })),
          { value: "plug", label: words.canalPlug },
        ]}
        onChange={(tanks) => onChange({ ...where, tanks })}
      />
      <ChoiceField
        label={words.canalPeople}
        path="population"
        value={where.people}
        choices={[
          { value: "0", label: words.canalTypical },
          ...crowds.map((n) => ({ value: n, label: words.canalPeopleN(renderNumber(Number(n), locale)) })),
        ]}
        onChange={(people) => onChange({ ...where, people })}
      />
    </>
  );
}

/** For how long one looks. */
export function SpanChoice({
  span,
  onChange,
}: {
  readonly span: string;
  readonly onChange: (span: string) => void;
}) {
  const { words, locale } = useWords();
  return (
    <ChoiceField
      label={words.canalSpan}
      path={["for", "every"]}
      value={span}
      choices={spans.map((each) => ({
        value: each.for,
        label: renderQuantity({ value: Number.parseInt(each.for, 10), unit: "d" }, locale),
      }))}
      onChange={onChange}
    />
  );
}

/** How often the patient calls for a bolus in 24 h. */
export function CallsChoice({
  most,
  calls,
  onChange,
}: {
  readonly most: number;
  readonly calls: string;
  readonly onChange: (calls: string) => void;
}) {
  const { words, locale } = useWords();
  const between = [Math.ceil(most / 2)].filter((n) => n < most).map(String);
  return (
    <ChoiceField
      label={words.canalCalls}
      path="plan.called"
      value={calls}
      choices={[
        { value: "", label: `${words.canalCallsMost}: ${renderNumber(most, locale)}` },
        ...between.map((n) => ({ value: n, label: renderNumber(Number(n), locale) })),
        { value: "0", label: words.canalCallsNone },
      ]}
      onChange={onChange}
    />
  );
}
