import { useMemo } from "react";
import "../style/evidence.css";
import { fitsAddress } from "../address.ts";
import { type Fault } from "../plan/answers.ts";
import { IssuesContext } from "../plan/field.tsx";
import { useStore } from "../plan/store.tsx";
import { useWords } from "../words/words.tsx";
import { ChoicesCard } from "./choices-card.tsx";
import { ForestCard } from "./forest-card.tsx";
import { StudiesCard } from "./studies-card.tsx";
import { ToolsCard } from "./tools-card.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { useShown } from "./use-shown.ts";

/** From a table of studies to the forest and everything that is asked about it. */
export default function EvidencePage() {
  const { words } = useWords();
  const { plan } = useStore();
  const { analysis, edit } = useAnalysis();
  const { shown, faults, busy } = useShown(analysis);
  const tooLong = useMemo(() => plan.pooling !== null && !fitsAddress(plan), [plan]);
  const [choices, studies] = useMemo(() => {
    const at = faults.filter(
      ({ choice }) => choice !== undefined && choice !== "" && !choice.startsWith("tables"),
    );
    return [
      at.map(({ choice, message }) => ({ path: choice!, message, blank: false }) as Fault),
      faults.filter((fault) => !at.includes(fault)),
    ];
  }, [faults]);
  return (
    <IssuesContext value={choices}>
      <h1>{words.evidenceTitle}</h1>
      <p className="lead no-print">{words.evidenceIntro}</p>
      <div className="evidence">
        <StudiesCard
          analysis={analysis}
          faults={studies}
          findings={shown?.findings ?? []}
          tooLong={tooLong}
          edit={edit}
        />
        <ChoicesCard analysis={analysis} edit={edit} />
        <div className="evidence-found">
          {shown && <ForestCard shown={shown} busy={busy} />}
          {shown && <ToolsCard analysis={analysis} shown={shown} edit={edit} />}
        </div>
      </div>
    </IssuesContext>
  );
}
