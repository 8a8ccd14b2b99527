import { type ReactNode, useState } from "react";
import { renderQuantity, unitOf } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import { Field, type FieldProps } from "./field.tsx";
import type { Span } from "./read-plan.ts";
import { unitIn } from "./write-input.ts";

/** The number at the beginning of what was typed, as it stands there. */
export const numberIn = (text: string): string => {
  const unit = unitIn(text);
  return (unit === "" ? text : text.slice(0, text.lastIndexOf(unit))).trim();
};

/** A unit in the words of the page's language: mcg/day, micrograms/day, 微克/天. */
export function useUnitName(): (code: string) => string {
  const { locale } = useWords();
  return (code) =>
    code === "%" ? "%" : renderQuantity({ value: 2, unit: code }, locale).replace(/^2\s*/, "");
}

/** A number and its unit, side by side. Only text is kept: what cannot be read is said by the operation. */
export function QuantityField({
  value,
  units,
  onChange,
  beside,
  ...field
}: FieldProps & {
  readonly value: string;
  /** UCUM codes, the usual one first. */
  readonly units: readonly string[];
  readonly onChange: (value: string) => void;
  readonly beside?: ReactNode;
}) {
  const { words } = useWords();
  const name = useUnitName();
  const [usual = ""] = units;
  const [chosen, setChosen] = useState(usual);
  const typed = unitOf(unitIn(value))?.code;
  const unit = typed ?? (units.includes(chosen) ? chosen : usual);
  const number = typed === undefined ? value : numberIn(value);
  const write = (number: string, unit: string): void =>
    onChange(number.trim() === "" ? "" : `${number} ${unit}`);
  const offered = units.includes(unit) ? units : [unit, ...units];
  return (
    <Field {...field} beside={beside}>
      {(described) => (
        <span className="quantity">
          <input
            {...described}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            value={number}
            onChange={(event) => write(event.target.value, unit)}
          />
          {offered.length === 1 ? (
            <span className="unit">{name(unit)}</span>
          ) : (
            <select
              aria-label={words.unitOf(field.label)}
              value={unit}
              onChange={(event) => {
                setChosen(event.target.value);
                write(number, event.target.value);
              }}
            >
              {offered.map((code) => (
                <option key={code} value={code}>
                  {name(code)}
                </option>
              ))}
            </select>
          )}
        </span>
      )}
    </Field>
  );
}

/** Hours and minutes, each under its own label: the one can never be typed for the other (U-04). */
export function SpanField({
  value,
  onChange,
  beside,
  ...field
}: FieldProps & {
  readonly value: Span;
  readonly onChange: (value: Span) => void;
  readonly beside?: ReactNode;
}) {
  const { words } = useWords();
  return (
    <Field {...field} beside={beside}>
      {(described) => (
        <span className="span" role="group" aria-label={field.label}>
          <input
            {...described}
            aria-label={`${field.label}: ${words.hours}`}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={value.hours}
            onChange={(event) => onChange({ ...value, hours: event.target.value })}
          />
          <span aria-hidden="true">{words.hours}</span>
          <input
            aria-label={`${field.label}: ${words.minutes}`}
            aria-invalid={described["aria-invalid"]}
            aria-describedby={described["aria-describedby"]}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={value.minutes}
            onChange={(event) => onChange({ ...value, minutes: event.target.value })}
          />
          <span aria-hidden="true">{words.minutes}</span>
        </span>
      )}
    </Field>
  );
}
