import type { ReactNode } from "react";
import { useWords } from "../words/words.tsx";
import { sayDate } from "./say-entry.ts";
import type { Standing } from "./standing.ts";

/** Whose record this is: on every screen and step, by two identifiers and the pump's serial number (I-03). */
export function IdentityStrip({
  standing,
  children,
}: {
  readonly standing: Pick<Standing, "person" | "pump">;
  readonly children?: ReactNode;
}) {
  const { words, locale } = useWords();
  const { person, pump } = standing;
  return (
    <section className="who-strip" aria-label={words.whoseRecord}>
      <strong className="who-name">{person?.name ?? words.noPatient}</strong>
      <span>{person && words.born(sayDate(person.birthDate, locale))}</span>
      {person?.identifiers.map(({ system, value }) => (
        <span key={`${system} ${value}`}>
          {system} <b>{value}</b>
        </span>
      ))}
      {pump && (
        <span>
          {words.pump} <b>{pump.serial}</b>
        </span>
      )}
      {children}
    </section>
  );
}
