import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../icon.tsx";
import { TextField } from "../../plan/field.tsx";
import { useShow } from "../../plan/show.ts";
import { useWords } from "../../words/words.tsx";
import { UrgencyMark } from "../urgency.tsx";
import { stepFrom } from "./calendar.tsx";
import { dayWithWeekday, fullDay } from "./days.ts";
import { type Draft, needsReason, type OnDay } from "./use-draft.ts";

/** One refill: its window, its day, by when its drug is ordered, and why if it is late. */
export function RefillEditor({
  draft,
  refill,
  onMove,
  hasPage,
  onClose,
}: {
  readonly draft: Draft;
  readonly refill: OnDay;
  readonly onMove: (id: string, day: string) => void;
  /** True where the patient has a page: those who are made up have none. */
  readonly hasPage: boolean;
  readonly onClose: () => void;
}) {
  const { words, locale } = useWords();
  const show = useShow();
  const { id, from, latest, day, how, sentence, orderBy, orderLate } = refill;
  const pump = draft.pumpOf(id);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  const step = (by: number): void => {
    const next = day === null ? undefined : stepFrom(draft, day, by);
    if (next) onMove(id, next);
  };
  const late = needsReason(refill) && how !== "suggested";
  const keptReason = how === "planned" ? pump.planned?.reason : undefined;
  return (
    <div className="refill-editor no-print" ref={box} data-editor>
      <p className="entry-head">
        <UrgencyMark urgency={pump.urgency} word={pump.urgencyWord} />
        <strong>{pump.name ?? pump.pump.serial}</strong>
        <span className="quiet">{pump.identifiers.map(({ value }) => value).join(", ")}</span>
        <span className="tag">{words[`how ${how}`]}</span>
        {hasPage && <a href={`#/patient/${id}`}>{words.planOpenPatient}</a>}
      </p>
      <p>
        {latest
          ? words.planWindow(fullDay(from ?? latest, locale), fullDay(latest, locale))
          : words.planNoLatest}
        {pump.refillBy && <span className="quiet"> · {words.governs(pump.refillBy.rule)}</span>}
      </p>
      <div className="filters">
        <TextField
          label={words.planDay}
          path="plan.day"
          type="date"
          value={day ?? ""}
          onChange={(typed) => /^\d{4}-\d\d-\d\d$/.test(typed) && onMove(id, typed)}
        />
        <Button className="button" isDisabled={day === null} onPress={() => step(-1)} data-earlier>
          {words.planEarlier}
        </Button>
        <Button className="button" isDisabled={day === null} onPress={() => step(1)} data-later>
          {words.planLater}
        </Button>
        {how === "suggested" && day !== null && (
          <Button className="button main" onPress={() => onMove(id, day)} data-take>
            {words.planTake}
          </Button>
        )}
        {how !== "suggested" && (
          <Button className="button" onPress={() => draft.move(id, { day: null })} data-away>
            {words.planAway}
          </Button>
        )}
        <Button className="button plain" onPress={onClose}>
          {words.planClose}
        </Button>
      </div>
      {day && (
        <p className={late || orderLate ? "say red" : undefined}>
          {(late || orderLate) && <Icon name="stop" />}
          <span>
            <strong>{dayWithWeekday(day, locale)}.</strong> {sentence}{" "}
            {orderBy === null
              ? words.planOrderUnset
              : (orderLate ? words.planOrderLate : words.planOrderBy)(dayWithWeekday(orderBy, locale))}
          </span>
        </p>
      )}
      {late && how !== "planned" && (
        <TextField
          label={words.planReason}
          path="plan.reason"
          value={draft.moves.get(id)?.reason ?? ""}
          onChange={(reason) => draft.explain(id, reason)}
        />
      )}
      {pump.planned && (
        <p className="quiet">
          {words.plannedFor(fullDay(pump.planned.day, locale))} ·{" "}
          {words.planKeptBy(pump.planned.by, show.moment(pump.planned.at))}
          {keptReason && ` · ${keptReason}`}
        </p>
      )}
    </div>
  );
}
