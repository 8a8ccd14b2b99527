import { BridgeCard } from "../plan/bridge-card.tsx";
import { GroupFaults } from "../plan/field.tsx";
import { StoreContext, useStore } from "../plan/store.tsx";
import { WordsField } from "../patients/form-fields.tsx";
import { useWords } from "../words/words.tsx";
import { solutionIsNew } from "./effective-plan.ts";
import { Rules } from "./rules.tsx";
import { useVisit } from "./visit-context.ts";

/** What is done about the old solution in the line: bridged, or left for a stated reason; never passed over. */
export function BridgeStep() {
  const { words } = useWords();
  const { draft, edit, plan, answers } = useVisit();
  const store = useStore();
  if (!plan.active) return <p className="card">{words.bridgeFirstFill}</p>;
  return (
    <div className="one-column">
      <StoreContext value={{ ...store, plan }}>
        <BridgeCard answers={answers} />
      </StoreContext>
      <GroupFaults path="bridge" />
      {solutionIsNew(plan) && plan.bridge.choice === "without" && (
        <section className="card">
          <WordsField
            label={words.whyNoBridge}
            path="program change.bridge.reason"
            value={draft.bridgeReason}
            onChange={(bridgeReason) => edit((draft) => ({ ...draft, bridgeReason }), "bridgeReason")}
          />
        </section>
      )}
      <Rules step="bridge" />
    </div>
  );
}
