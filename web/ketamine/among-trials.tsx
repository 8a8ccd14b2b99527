import { memo } from "react";
import { blankSynthesis } from "../joint/read-synthesis.ts";
import { useActions } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { Icon } from "../icon.tsx";

/** The way to the trials, with this protocol as the mark among them: the address carries both. */
export const AmongTrials = memo(function AmongTrials() {
  const { words } = useWords();
  const { edit } = useActions();
  return (
    <section className="card" aria-labelledby="k-trials">
      <h2 id="k-trials">{words.amongTrials}</h2>
      <p>{words.amongTrialsSays}</p>
      <p>
        <a
          className="button"
          href="#/joint"
          onClick={() =>
            edit(
              (plan) =>
                plan.joint?.table === false
                  ? { ...plan, joint: { ...(plan.joint ?? blankSynthesis), table: true, protocol: "" } }
                  : plan,
              "",
            )
          }
        >
          {words.amongTrialsGo}
          <Icon name="arrow" />
        </a>
      </p>
    </section>
  );
});
