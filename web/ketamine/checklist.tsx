import { memo } from "react";
import { useWords } from "../words/words.tsx";
import type { Question } from "./answers.ts";
import { Questions } from "./questions.tsx";
import type { Ketamine } from "./read-ketamine.ts";
import { useEditDraft } from "./use-draft.ts";

/** What is answered while a protocol is planned; on the day of a session it is asked again. */
export const Checklist = memo(function Checklist(props: {
  readonly questions: readonly Question[];
  readonly asked: Ketamine["asked"];
}) {
  const { words } = useWords();
  const edit = useEditDraft();
  return (
    <Questions
      {...props}
      title={words.askTitle}
      onAnswer={(id, answer) => edit((draft) => ({ ...draft, asked: { ...draft.asked, [id]: answer } }), "")}
    />
  );
});
