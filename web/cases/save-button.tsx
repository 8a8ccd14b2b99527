import { useState } from "react";
import { Button } from "react-aria-components";
import { languageOf } from "../../src/quantity/quantity.ts";
import type { Plan } from "../plan/read-plan.ts";
import { useActions, useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { Icon } from "../icon.tsx";
import { caseOf } from "./cases.ts";
import { save } from "./saved.ts";

/** How long what came of it stays in sight, in ms. */
const shownFor = 8000;

/** Keeps the plan, and whom it is for, on the machine that serves the page. */
export function SaveButton() {
  const { words, locale } = useWords();
  const { plan, identity, kept } = useStore();
  const { keep, announce } = useActions();
  /** What came of saving, shown until the plan is another. */
  const [outcome, setOutcome] = useState<{ readonly of: Plan; readonly sentence: string }>();
  const say = (sentence: string): void => {
    setOutcome({ of: plan, sentence });
    announce(sentence);
    setTimeout(() => setOutcome(undefined), shownFor);
  };
  const title =
    [identity.name, identity.number, caseOf(plan.caseId)?.title[languageOf(locale)]]
      .filter(Boolean)
      .join(" · ") || words.noCase;
  const press = async (): Promise<void> => {
    const { id, revision } = kept ?? { id: crypto.randomUUID(), revision: 0 };
    // A simulation stays outside patient records.
    const head = await save({
      id,
      revision,
      title: title.slice(0, 200),
      content: { plan: { ...plan, simulation: null }, identity },
    });
    if (head === undefined) say(words.saveFailed);
    else if (head === "conflict") say(words.saveConflict);
    else {
      keep(head);
      say(words.savedNow);
    }
  };
  return (
    <>
      {outcome?.of === plan && <span className="outcome">{outcome.sentence}</span>}
      <Button className="tool wide" aria-label={words.save} onPress={() => void press()}>
        <Icon name="save" />
        <span className="label">{words.save}</span>
      </Button>
    </>
  );
}
