import { useMemo } from "react";
import { library, studyConditions } from "../../src/knowledge/knowledge.ts";
import { languageOf } from "../../src/quantity/quantity.ts";
import { ChoiceField } from "../plan/field.tsx";
import { useWords } from "../words/words.tsx";
import type { Studies } from "./answers.ts";
import type { Synthesis } from "./read-synthesis.ts";
import { StudyTold } from "./study-told.tsx";
import { UnderWay } from "./under-way.tsx";
import { useAnswer } from "./use-answer.ts";
import type { EditSynthesis } from "./use-synthesis.ts";

/** Any trial that is shipped, told whole, with the limits that cite it or stand around it. */
export function OneStudy({ draft, edit }: { readonly draft: Synthesis; readonly edit: EditSynthesis }) {
  const { words, locale } = useWords();
  const choices = useMemo(
    () =>
      [...library.studies.values()].map(({ id, name, condition }) => ({
        value: id,
        label: `${name} · ${studyConditions[condition][languageOf(locale)]}`,
      })),
    [locale],
  );
  const known = library.studies.has(draft.study);
  const asking = useAnswer<Studies>("studies", known ? [{ ids: [draft.study] }] : null, locale);
  const study = asking.answer?.studies[0];
  return (
    <>
      <ChoiceField
        label={words.jointName}
        path="study"
        value={known ? draft.study : ""}
        choices={[{ value: "", label: words.jointStudyNone }, ...choices]}
        onChange={(study) => edit({ study })}
      />
      <UnderWay asking={asking} label={words.jointStudy} />
      {known && study?.id === draft.study && (
        <div className="joint-told">
          <h3>{study.name}</h3>
          <StudyTold study={study} />
        </div>
      )}
    </>
  );
}
