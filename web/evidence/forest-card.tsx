import { Button } from "react-aria-components";
import { writeRScript } from "../../src/formats/formats.ts";
import type { Reply } from "../../src/operations/operations.ts";
import { saveFile } from "../joint/save-file.ts";
import { useWords } from "../words/words.tsx";
import type { ForestAnswer } from "./answers.ts";
import { ModesTable } from "./modes-table.tsx";
import { LongPicture, type Part } from "./long-picture.tsx";
import { PooledTable } from "./pooled-table.tsx";
import { askBeside } from "./threads.ts";
import type { Shown } from "./use-shown.ts";
import { writeEffectsCsv, writeResultsCsv } from "./write-csv.ts";
import { writeScriptInput } from "./write-script-input.ts";

/** The forest with its numbers, and what can be kept of them: all of one result. */
export function ForestCard({ shown, busy }: { readonly shown: Shown; readonly busy: boolean }) {
  const { words } = useWords();
  const { forest, gaps, assumed } = shown;
  const { modes, nonRandomised } = forest.pooled;
  const keep = (name: string, type: string, write: () => string) => () => saveFile(name, type, write());
  const draw = (which: "svg" | "nonRandomisedSvg") => async (part: Part | undefined) => {
    const reply = await askBeside("forest", { ...shown.question, ...(part && { part }) }, shown.locale);
    // It was answered before: only what is drawn of it is new.
    return (reply as Reply<ForestAnswer> & { readonly ok: true }).answer[which]!;
  };
  return (
    <section className="card evidence-result" aria-labelledby="evidence-forest" aria-busy={busy}>
      <h2 id="evidence-forest">{words.evidenceForest}</h2>
      <LongPicture
        svg={forest.svg}
        all={forest.pooled.studies.length}
        draw={draw("svg")}
        label={words.evidenceForest}
        name="forest"
      />
      {modes?.disagreement && <p className="verdict yellow evidence-disagree">{modes.disagreement}</p>}
      {nonRandomised && forest.nonRandomisedSvg && (
        <>
          <h3>{words.evidenceApart}</h3>
          <LongPicture
            svg={forest.nonRandomisedSvg}
            all={nonRandomised.studies.length}
            draw={draw("nonRandomisedSvg")}
            label={words.evidenceApart}
            name="forest-non-randomised"
          />
        </>
      )}
      <PooledTable shown={shown} />
      {modes && <ModesTable shown={shown} modes={modes} />}
      <p className="evidence-actions no-print" role="group" aria-label={words.evidenceExports}>
        <Button className="button" onPress={keep("effects.csv", "text/csv", () => writeEffectsCsv(shown))}>
          {words.evidenceCsv}
        </Button>
        <Button className="button" onPress={keep("results.csv", "text/csv", () => writeResultsCsv(shown))}>
          {words.evidenceResultsCsv}
        </Button>
        <Button
          className="button"
          onPress={keep("pooled.R", "text/plain", () => writeRScript(writeScriptInput(shown)))}
        >
          {words.evidenceScript}
        </Button>
      </p>
      {[...gaps, ...assumed].length > 0 && (
        <ul className="quiet evidence-said">
          {[...gaps, ...assumed].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
