import type { Question } from "../ketamine/answers.ts";
import { Questions } from "../ketamine/questions.tsx";
import { useWords } from "../words/words.tsx";
import type { Draft, EditSession } from "./draft.ts";

/** The contraindications and tests that the sources name, each answered today. */
export function AskedToday({
  draft,
  edit,
  questions,
}: {
  readonly draft: Draft;
  readonly edit: EditSession;
  readonly questions: readonly Question[];
}) {
  const { words } = useWords();
  return (
    <Questions
      title={words.askTitleSession}
      questions={questions}
      asked={draft.protocol?.asked ?? {}}
      onAnswer={(id, answer) =>
        edit(
          ({ protocol, ...draft }) => ({
            ...draft,
            protocol: protocol && { ...protocol, asked: { ...protocol.asked, [id]: answer } },
          }),
          `ask ${id}`,
        )
      }
    />
  );
}
