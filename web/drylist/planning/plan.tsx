import { useState } from "react";
import { Button } from "react-aria-components";
import { Icon } from "../../icon.tsx";
import { ByField } from "../../people/by-field.tsx";
import { useActions } from "../../plan/store.tsx";
import { useWords } from "../../words/words.tsx";
import type { DryList } from "../listed.ts";
import type { List } from "../use-list.ts";
import { Calendar, focusOn } from "./calendar.tsx";
import { dayWithWeekday } from "./days.ts";
import { PlanningSettings } from "./settings-card.tsx";
import { RefillEditor } from "./refill-editor.tsx";
import { type Draft, useDraft } from "./use-draft.ts";
import type { Settled } from "./use-planning.ts";
import { Load } from "../load.tsx";

/** The next 90 days: how many refills fall on each, and each refill to be moved within its window. */
export function Plan({
  list,
  dry,
  settled,
}: {
  readonly list: List;
  readonly dry: DryList;
  readonly settled: Settled;
}) {
  const { words, locale } = useWords();
  const { announce } = useActions();
  const draft = useDraft(list, dry, settled.planning);
  const [chosen, setChosen] = useState<string>();
  if (!draft) return null;
  const move = (id: string, day: string): void => {
    if (day < draft.answer.today) return announce(words.planNotBefore);
    const { name, pump } = draft.pumpOf(id);
    const placed = draft.move(id, { day });
    setChosen(id);
    announce(words.planMovedTo(name ?? pump.serial, dayWithWeekday(day, locale), placed?.sentence ?? ""));
  };
  const selected = chosen === undefined ? undefined : draft.onDay(chosen);
  return (
    <>
      <Load draft={draft} pumps={dry.pumps} />
      <section className="card plan-days" aria-labelledby="plan-days-title">
        <h2 id="plan-days-title" tabIndex={-1}>
          {words.planTitle}
        </h2>
        {list.isNow ? (
          <p className="hint no-print">{words.planSays}</p>
        ) : (
          <p className="notice">{words.planOnlyNow}</p>
        )}
        <PlanningSettings settled={settled} />
        {list.isNow && <Bar draft={draft} />}
        {list.isNow && selected && (
          <RefillEditor
            key={selected.id}
            draft={draft}
            refill={selected}
            onMove={move}
            hasPage={!list.madeUp}
            onClose={() => {
              setChosen(undefined);
              focusOn(selected.id);
            }}
          />
        )}
        <Calendar draft={draft} chosen={chosen} onChoose={setChosen} onMove={move} movable={list.isNow} />
      </section>
    </>
  );
}

/** Spread, undo, keep: what was moved is only kept when somebody says so in their name. */
function Bar({ draft }: { readonly draft: Draft }) {
  const { words } = useWords();
  const { announce } = useActions();
  const [by, setBy] = useState("");
  const [told, setTold] = useState<readonly string[]>([]);
  const [keeping, setKeeping] = useState(false);
  const { size } = draft.moves;
  const say = (...sentences: string[]): void => {
    setTold(sentences);
    announce(sentences.join(" "));
  };
  const level = (): void => {
    const { moved, before, after } = draft.level();
    say(moved === 0 ? words.planNoneToSpread : words.planSpread(moved, before, after));
  };
  const keep = async (): Promise<void> => {
    if (draft.unexplained.length > 0) return say(words.planReasonNeeded(draft.unexplained.length));
    if (by.trim() === "") {
      document.querySelector<HTMLInputElement>("[data-path='plan.by']")?.focus();
      return say(words.planByNeeded);
    }
    setKeeping(true);
    const { kept, failed } = await draft.keep(by.trim());
    setKeeping(false);
    say(...(kept > 0 ? [words.planKept(kept)] : []), ...failed);
  };
  return (
    <div className="plan-bar no-print">
      <div className="actions">
        <Button className="button" onPress={level} data-level>
          {words.planLevel}
        </Button>
        <Button
          className="button"
          isDisabled={!draft.undo}
          onPress={() => {
            draft.undo?.();
            setTold([]);
          }}
          data-undo
        >
          <Icon name="undo" />
          {words.planUndo}
        </Button>
        {size > 0 && (
          <>
            <ByField label={words.planBy} path="plan.by" value={by} onChange={setBy} />
            <Button className="button main" isDisabled={keeping} onPress={() => void keep()} data-keep>
              <Icon name="save" />
              {words.planSave(size)}
            </Button>
          </>
        )}
      </div>
      <p className="hint">{words.planLevelSays}</p>
      <div role="status">
        {told.map((sentence) => (
          <p key={sentence} className="notice">
            {sentence}
          </p>
        ))}
        {size > 0 && <p className="changed">{words.planUnsaved(size)}</p>}
      </div>
      {draft.unexplained.length > 0 && (
        <p className="say red" data-unexplained>
          <Icon name="stop" />
          <span>{words.planReasonNeeded(draft.unexplained.length)}</span>
        </p>
      )}
    </div>
  );
}
