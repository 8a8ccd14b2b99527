import { type KeyboardEvent, useState } from "react";
import { useWords } from "../../words/words.tsx";
import { addDays, dayWithWeekday, shortDay, weekdayNames, weekdayOf } from "./days.ts";
import { type Draft, needsReason, type OnDay } from "./use-draft.ts";

interface CalendarProps {
  readonly draft: Draft;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onMove: (id: string, day: string) => void;
  readonly movable: boolean;
}

/** So many names a day before the rest is a number to be pressed. */
const shown = 6;

/** The days as a wall calendar, a week a row; on a phone a list of the days that have refills. */
export function Calendar(props: CalendarProps) {
  const { words, locale } = useWords();
  const { days } = props.draft.answer;
  const first = days[0];
  if (!first) return null;
  const monday = addDays(first.day, -weekdayOf(first.day));
  const byDay = new Map(days.map((one) => [one.day, one]));
  const weeks = Array.from({ length: Math.ceil((days.length + weekdayOf(first.day)) / 7) }, (_, i) =>
    Array.from({ length: 7 }, (_, j) => addDays(monday, i * 7 + j)),
  );
  const undated = props.draft.answer.refills.filter(({ day }) => day === null);
  return (
    <>
      {undated.length > 0 && (
        <div className="undated-refills">
          <p>
            <strong>{words.planUndated}</strong>
          </p>
          <ul>
            {undated.map((refill) => (
              <Chip key={refill.id} {...props} refill={refill} isChosen={refill.id === props.chosen} />
            ))}
          </ul>
        </div>
      )}
      <table className="wall">
        <caption className="unseen">{words.planTitle}</caption>
        <thead>
          <tr>
            {weekdayNames(locale).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const found = byDay.get(day);
                return found ? (
                  <Cell key={day} {...props} {...found} />
                ) : (
                  <td key={day} className="outside" />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Cell({
  day,
  works,
  refills,
  draft,
  chosen,
  onChoose,
  onMove,
  movable,
}: CalendarProps & { readonly day: string; readonly works: boolean; readonly refills: readonly string[] }) {
  const { words, locale } = useWords();
  const [over, setOver] = useState(false);
  const [all, setAll] = useState(false);
  const visible = all ? refills : refills.slice(0, shown);
  const tone = [works ? "" : "off", over ? "over" : "", refills.length === 0 ? "free" : ""];
  return (
    <td
      className={tone.join(" ")}
      data-day={day}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const id = event.dataTransfer.getData("text/plain");
        if (draft.onDay(id)) onMove(id, day);
      }}
    >
      <p className="date">
        <span className="narrow-only">{weekdayNames(locale)[weekdayOf(day)]} </span>
        {shortDay(day, locale)}
        {!works && <small> {words.planClosed}</small>}
        {refills.length > 0 && <b title={words.dayOfRefill}>{refills.length}</b>}
      </p>
      {refills.length > 0 && (
        <ul>
          {visible.map((id) => (
            <Chip
              key={id}
              draft={draft}
              refill={draft.onDay(id)!}
              isChosen={id === chosen}
              onChoose={onChoose}
              onMove={onMove}
              movable={movable}
            />
          ))}
        </ul>
      )}
      {refills.length > visible.length && (
        <button type="button" className="more" onClick={() => setAll(true)}>
          {words.planMore(refills.length - visible.length)}
        </button>
      )}
    </td>
  );
}

/** Puts the focus on a refill once it is drawn: in another cell it is drawn anew. */
export const focusOn = (id: string): void =>
  void requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-refill="${id}"]`)?.focus());

/** How many days each key moves: along the week, or by whole weeks. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The next day in a direction on which the clinic works; along a week closed days are passed over. */
export function stepFrom(draft: Draft, day: string, by: number): string | undefined {
  const works = new Map(draft.answer.days.map((one) => [one.day, one.works]));
  for (let next = addDays(day, by); works.has(next); next = addDays(next, Math.sign(by)))
    if (works.get(next)) return next;
  return undefined;
}

function Chip({
  draft,
  refill,
  isChosen,
  onChoose,
  onMove,
  movable,
}: Pick<CalendarProps, "draft" | "onChoose" | "onMove" | "movable"> & {
  readonly refill: OnDay;
  readonly isChosen: boolean;
}) {
  const { words, locale } = useWords();
  const { id, how, day, sentence } = refill;
  const { name, identifiers, pump } = draft.pumpOf(id);
  const who = name ?? identifiers[0]?.value ?? pump.serial;
  const alarm = day === null || needsReason(refill) || refill.verdict === "past" || refill.orderLate;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = steps[event.key];
    if (by === undefined || day === null || !movable) return;
    event.preventDefault();
    const next = stepFrom(draft, day, by);
    if (!next) return;
    onMove(id, next);
    focusOn(id);
  };
  const label = [who, day && dayWithWeekday(day, locale), words[`how ${how}`], sentence]
    .filter(Boolean)
    .join(", ");
  return (
    <li>
      <button
        type="button"
        className={`chip ${how} ${alarm ? "alarm" : ""}`}
        draggable={movable}
        aria-pressed={isChosen}
        aria-label={label}
        title={label}
        data-refill={id}
        onDragStart={(event) => event.dataTransfer.setData("text/plain", id)}
        onClick={() => onChoose(id)}
        onKeyDown={onKeyDown}
      >
        {alarm && <span aria-hidden="true">! </span>}
        {who}
        {how === "moved" && <span className="on-paper"> ({words["how moved"]})</span>}
        {how === "planned" && refill.orderBy && (
          <span className="on-paper">
            {" "}
            · {words.orderByDay} {shortDay(refill.orderBy, locale)}
          </span>
        )}
      </button>
    </li>
  );
}
