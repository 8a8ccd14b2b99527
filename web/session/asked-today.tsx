import type { Question } from "../ketamine/answers.ts";
import { ReceiptFold } from "../ketamine/receipt.tsx";
import { receiptOf } from "../ketamine/answers.ts";
import { StatusTag } from "../plan/findings.tsx";
import { useWords } from "../words/words.tsx";
import type { Draft, EditSession } from "./draft.ts";
import { answersTo } from "./write-session.ts";

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
  const asked = draft.protocol?.asked ?? {};
  const open = questions.filter(({ id }) => asked[id] === undefined).length;
  if (questions.length === 0) return null;
  const say = (id: string, answer: "yes" | "no"): void =>
    edit(
      (draft) => ({
        ...draft,
        protocol: draft.protocol && {
          ...draft.protocol,
          asked: { ...draft.protocol.asked, [id]: answer },
        },
      }),
      `ask ${id}`,
    );
  return (
    <section className="card" aria-labelledby="s-ask">
      <h2 id="s-ask">
        {words.askTitleSession}
        <span className="aside">{open > 0 ? words.askOpen(open) : words.askDone}</span>
      </h2>
      {(["contraindication", "monitoring"] as const).map((about) => (
        <div key={about}>
          <h3>{words[about]}</h3>
          <ul className="asks">
            {questions
              .filter((each) => each.about === about)
              .map((question) => {
                const { id, says, status } = question;
                const answers =
                  about === "contraindication"
                    ? ([words.absent, words.present] as const)
                    : answersTo(id, words);
                return (
                  <li key={id}>
                    <fieldset className="group asked">
                      <legend>
                        {says} <StatusTag status={status} />
                      </legend>
                      <div className="checks">
                        {(["no", "yes"] as const).map((answer, i) => (
                          <label className="check" key={answer}>
                            <input
                              type="radio"
                              name={`today-${id}`}
                              data-ask={`${id} ${answer}`}
                              checked={asked[id] === answer}
                              onChange={() => say(id, answer)}
                            />
                            {answers[i]}
                          </label>
                        ))}
                      </div>
                    </fieldset>
                    <ReceiptFold of={says} receipt={receiptOf(question)} />
                  </li>
                );
              })}
          </ul>
        </div>
      ))}
    </section>
  );
}
