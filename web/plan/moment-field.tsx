import { useState } from "react";
import { offsetsOf, readInstant, renderInstant } from "../../src/quantity/quantity.ts";
import { zoneHere } from "../patients/now.ts";
import { useWords } from "../words/words.tsx";
import { Field, type FieldProps } from "./field.tsx";

const offsets: readonly string[] = (
  "-11:00 -10:00 -09:00 -08:00 -07:00 -06:00 -05:00 -04:00 -03:30 -03:00 -02:00 -01:00 +00:00 +01:00 +02:00 +03:00 " +
  "+03:30 +04:00 +04:30 +05:00 +05:30 +05:45 +06:00 +06:30 +07:00 +08:00 +09:00 +09:30 +10:00 +11:00 +12:00 +13:00"
).split(" ");

/** Minutes east as an offset, "+01:00". */
function written(east: number): string {
  const size = Math.abs(east);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${east < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** This browser's offset today. */
const offsetHere = (): string => written(-new Date().getTimezoneOffset());

/** Date and time to the minute, and the offset, as they stand in an instant. */
function parts(text: string): readonly [local?: string, offset?: string] {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  return found ? [found[1], found[2] === "Z" ? "+00:00" : found[2]] : [];
}

/** The offsets to choose from: all, or of an hour that comes twice only the two that it may be. */
function offered(zone: string, own: readonly number[] | undefined): readonly string[] {
  const two = own && own.length > 1 ? own.map(written) : [];
  if (two.length > 0 && (zone === "" || two.includes(zone))) return two;
  return zone === "" || offsets.includes(zone) ? offsets : [zone, ...offsets];
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
  // An offset that somebody chose against this zone's stays; otherwise it is this zone's at that time, where there is one and only one.
  const [chosen, setChosen] = useState(false);
  const [local = "", offset] = parts(value);
  const own = local === "" ? undefined : offsetsOf(local, zoneHere());
  const open = local !== "" && offset === undefined;
  const zone = open ? "" : (offset ?? parts(near)[1] ?? offsetHere());
  const instant = readInstant(value);
  const write = (local: string, zone: string): void => onChange(local === "" ? "" : `${local}:00${zone}`);
  const writeLocal = (text: string): void => {
    const own = text === "" ? undefined : offsetsOf(text, zoneHere());
    if (chosen || !own) return write(text, zone || offsetHere());
    write(text, own.length === 1 ? written(own[0]!) : "");
  };
  const [first, second] = own ?? [];
  return (
    <Field
      {...field}
      beside={
        open ? (
          <p className="say yellow" role="alert">
            {first !== undefined && second !== undefined
              ? words.hourTwice(written(first), written(second))
              : words.noSuchHour}
          </p>
        ) : (
          instant && <p className="echo">{renderInstant(instant, locale, true)}</p>
        )
      }
    >
      {(described) => (
        <span className="quantity">
          <input
            {...described}
            type="datetime-local"
            value={local}
            onChange={(event) => writeLocal(event.target.value)}
          />
          <select
            aria-label={`${field.label}: ${words.offset}`}
            value={zone}
            onChange={(event) => {
              setChosen(event.target.value !== "" && !own?.map(written).includes(event.target.value));
              write(local, event.target.value);
            }}
          >
            {open && <option value="">{words.choose}</option>}
            {offered(zone, own).map((each) => (
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
