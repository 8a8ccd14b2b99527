import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";
import { useLabels } from "../patients/labels.ts";
import { sayDate } from "../patients/say-entry.ts";
import { useShow } from "../plan/show.ts";
import { useWords } from "../words/words.tsx";
import { type Side, whoOf } from "./compared.ts";

/** Two records side by side: who, which pump, what was entered first and last. What differs is said in a word. */
export function SideBySide({
  mine,
  theirs,
  unlike,
}: {
  readonly mine: Side;
  readonly theirs: Side;
  readonly unlike: readonly string[];
}) {
  const { words, locale } = useWords();
  const label = useLabels();
  const show = useShow();
  const rows: readonly (readonly [string, string, (side: Side) => ReactNode])[] = [
    ["name", words.mergeName, ({ person }) => person?.name ?? words.noPatient],
    ["birthDate", words.mergeBorn, ({ person }) => (person ? sayDate(person.birthDate, locale) : "")],
    ["sex", words.mergeSex, ({ person }) => (person?.sex ? label.choice(person.sex) : words.notKnown)],
    [
      "identifiers",
      words.mergeNumbers,
      ({ person }) => person?.identifiers.map(({ system, value }) => `${system} ${value}`).join(", ") ?? "",
    ],
    [
      "pump",
      words.pump,
      ({ pump }) =>
        pump ? `${pump.serial} · ${words.implantedOn(show.date(pump.since))}` : words.noPumpOnRecord,
    ],
    ["delivery", words.mergeDelivery, ({ delivery, pump }) => (pump ? words[`delivery ${delivery}`] : "")],
    ["entries", words.mergeEntries, ({ entries }) => words.mergeCount(entries)],
    ["first", words.mergeFirst, ({ first }) => (first ? show.moment(first) : "")],
    [
      "last",
      words.mergeLast,
      ({ last }) => (
        <ul>
          {last.map(({ entry, kind, at, by }) => (
            <li key={entry}>
              {label.kind(kind)} <span className="quiet">{`${show.moment(at)} · ${by}`}</span>
            </li>
          ))}
        </ul>
      ),
    ],
  ];
  const shown = rows.filter(([, , of]) => of(mine) !== "" || of(theirs) !== "");
  return (
    <table className="side-by-side">
      <thead>
        <tr>
          <td />
          {[mine, theirs].map((side) => (
            <th key={side.patient} scope="col">
              {whoOf(side.person, words.noPatient)}
              {side.transferred && <span className="tag">{words.transferredTag(side.transferred)}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(([name, title, of]) => (
          <tr key={name} data-row={name}>
            <th scope="row">
              {title}
              {unlike.includes(name) && (
                <span className="warned">
                  <Icon name="beyond" /> {words.mergeDiffers}
                </span>
              )}
            </th>
            <td>{of(mine)}</td>
            <td>{of(theirs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
