import { readInstant, renderInstant } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import { Field, type FieldProps } from "./field.tsx";

const offsets: readonly string[] = (
  "-11:00 -10:00 -09:00 -08:00 -07:00 -06:00 -05:00 -04:00 -03:30 -03:00 -02:00 -01:00 +00:00 +01:00 +02:00 +03:00 " +
  "+03:30 +04:00 +04:30 +05:00 +05:30 +05:45 +06:00 +06:30 +07:00 +08:00 +09:00 +09:30 +10:00 +11:00 +12:00 +13:00"
).split(" ");

/** This browser's offset today, as "+01:00". */
function offsetHere(): string {
  const east = -new Date().getTimezoneOffset();
  const size = Math.abs(east);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${east < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Date and time to the minute, and the offset, as they stand in an instant. */
function parts(text: string): readonly [local?: string, offset?: string] {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  return found ? [found[1], found[2] === "Z" ? "+00:00" : found[2]] : [];
}

/** A date and time with its offset; beside it the same with the month in letters, so that day and month cannot be swapped. */
export function MomentField({
  value,
  onChange,
  near = "",
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A moment whose offset is the likely one. */
  readonly near?: string;
}) {
  const { words, locale } = useWords();
  const [local = "", offset] = parts(value);
  const zone = offset ?? parts(near)[1] ?? offsetHere();
  const instant = readInstant(value);
  const write = (local: string, zone: string): void => onChange(local === "" ? "" : `${local}:00${zone}`);
  return (
    <Field {...field} beside={instant && <p className="echo">{renderInstant(instant, locale, true)}</p>}>
      {(described) => (
        <span className="quantity">
          <input
            {...described}
            type="datetime-local"
            value={local}
            onChange={(event) => write(event.target.value, zone)}
          />
          <select
            aria-label={`${field.label}: ${words.offset}`}
            value={zone}
            onChange={(event) => write(local, event.target.value)}
          >
            {(offsets.includes(zone) ? offsets : [zone, ...offsets]).map((each) => (
              <option key={each} value={each}>
                UTC{each}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
