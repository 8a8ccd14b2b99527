import { useRef } from "react";
import { type Quantity, readQuantity, renderQuantity, unitOf } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { FieldProps } from "./field.tsx";
import { numberIn, QuantityField } from "./quantity-field.tsx";
import { unitIn } from "./write-input.ts";

interface Reach {
  readonly high: number;
  readonly step: number;
}

/** How many slider steps the reference makes: fine enough to titrate by, coarse enough to hit. */
const stepsToReference = 80;

/** The next of 1, 2 or 5 times a power of ten at or above a number. */
function round125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

/** A slider from nothing to twice the dose it started from, in steps a person would choose. */
export function reachOf(reference: number): Reach | undefined {
  if (!(reference > 0)) return undefined;
  const step = round125(reference / stepsToReference);
  return { step, high: Number((Math.ceil((2 * reference) / step) * step).toPrecision(12)) };
}

/** A dose as number and unit, with a slider beneath: dragging, arrow keys and typing all do the same. */
export function DoseField({
  value,
  units,
  onChange,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly units: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const { words, locale } = useWords();
  const typed = numberIn(value);
  const unit = unitOf(unitIn(value))?.code;
  const read = Number(typed);
  const number = typed !== "" && Number.isFinite(read) && read >= 0 ? read : undefined;
  // The reach stays while a dose is slid or retyped, and grows only where the number leaves it.
  const kept = useRef<{ unit: string | undefined; reach: Reach } | undefined>(undefined);
  if (kept.current === undefined || kept.current.unit !== unit || (number ?? 0) > kept.current.reach.high) {
    const reach = number === undefined ? undefined : reachOf(number);
    kept.current = reach && { unit, reach };
  }
  const reach = kept.current?.reach;
  const say = (value: number): string => renderQuantity({ value, unit: unit ?? "1" } as Quantity, locale);
  return (
    <QuantityField
      {...field}
      value={value}
      units={units}
      onChange={onChange}
      beside={
        reach && unit ? (
          <span className="slide">
            <input
              type="range"
              aria-label={words.slide(field.label)}
              aria-valuetext={"quantity" in readQuantity(value, "doseRate") ? say(number ?? 0) : value}
              min={0}
              max={reach.high}
              step={reach.step}
              value={number ?? 0}
              onChange={(event) => onChange(`${Number(event.target.valueAsNumber.toPrecision(12))} ${unit}`)}
            />
            <span className="slide-ends" aria-hidden="true">
              <span>0</span>
              <span>{say(reach.high)}</span>
            </span>
          </span>
        ) : null
      }
    />
  );
}
